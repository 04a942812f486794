import { cello, choir, clarinet, horns, lowDrone, pad, shortStrings, softBass, strings } from './ensemble.ts';
import type { Instrument } from './instrument.ts';
import { piano } from './piano.ts';
import { guitar, harp, pizzicato, pluckedBass } from './plucked.ts';
import { celesta, cymbal, drum, heart, marimba, shaker, woodblock } from './struck.ts';

/** Everybody who can be asked to play. */
export const orchestra = {
  piano,
  pad,
  strings,
  shortStrings,
  cello,
  choir,
  horns,
  clarinet,
  softBass,
  lowDrone,
  harp,
  guitar,
  pizzicato,
  pluckedBass,
  celesta,
  marimba,
  drum,
  shaker,
  woodblock,
  heart,
  cymbal,
} satisfies Record<string, Instrument>;

export type InstrumentName = keyof typeof orchestra;
