import type { InstrumentName } from './instruments/orchestra.ts';

/** One note that somebody plays. */
export interface Note {
  readonly instrument: InstrumentName;
  /** Seconds from the start. */
  readonly at: number;
  readonly seconds: number;
  /** MIDI pitch; 60 is the middle C. */
  readonly pitch: number;
  /** How strongly, 0 … 1: louder and brighter. */
  readonly velocity: number;
}
