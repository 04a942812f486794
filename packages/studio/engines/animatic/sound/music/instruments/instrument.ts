import type { Stereo } from '../../../../engine.ts';
import type { Random } from '../../../random.ts';

/** Something that plays single notes. */
export interface Instrument {
  /** The sound of a note; it may ring beyond its seconds. Both sides may be the same samples. */
  sound(pitch: number, seconds: number, velocity: number, random: Random): Stereo;
  /** Where it sits, −1 left … 1 right. */
  readonly pan: number;
  readonly gain: number;
  /** How much of the hall is heard with it. */
  readonly wet: number;
}

export const inMiddle = (samples: Float32Array): Stereo => ({ left: samples, right: samples });
