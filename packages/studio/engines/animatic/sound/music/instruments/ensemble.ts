import { resonance } from '../../dsp/wavetable.ts';
import { sustained } from './sustained.ts';

const still = { hertz: 5, cents: 0, after: 0 };

/** A warm synthesiser that only holds the harmony together. */
export const pad = sustained(
  {
    levelOf: (harmonic, hertz) => Math.exp(-hertz / 520) / harmonic,
    limit: 3000,
    players: 3,
    detune: 8,
    vibrato: still,
    attack: 1.3,
    release: 1.6,
    breath: 0,
  },
  { pan: 0, gain: 0.2, wet: 0.4 },
);

const violBody = [
  [280, 90, 1],
  [470, 140, 0.8],
  [950, 400, 0.35],
  [2400, 900, 0.12],
] as const;
const bowed = (harmonic: number, hertz: number) => (0.25 + resonance(hertz, violBody)) / harmonic;

/** Violins, violas and cellos, bowed softly. */
export const strings = sustained(
  {
    levelOf: bowed,
    limit: 4200,
    players: 3,
    detune: 7,
    vibrato: { hertz: 5.3, cents: 11, after: 0.35 },
    attack: 0.55,
    release: 0.75,
    breath: 0.004,
  },
  { pan: 0.05, gain: 0.22, wet: 0.45 },
);

/** Cellos and basses in short strokes. */
export const shortStrings = sustained(
  { levelOf: bowed, limit: 3200, players: 3, detune: 8, vibrato: still, attack: 0.035, release: 0.13, breath: 0.012 },
  { pan: -0.15, gain: 0.34, wet: 0.35 },
);

/** One cello that sings. */
export const cello = sustained(
  {
    levelOf: (harmonic, hertz) =>
      (0.2 +
        resonance(hertz, [
          [220, 80, 1],
          [400, 150, 0.9],
          [1400, 500, 0.2],
        ])) /
      harmonic,
    limit: 3600,
    players: 1,
    detune: 2,
    vibrato: { hertz: 5.4, cents: 16, after: 0.25 },
    attack: 0.2,
    release: 0.35,
    breath: 0.008,
  },
  { pan: 0.12, gain: 0.3, wet: 0.42 },
);

/** Voices on "oo", far off. */
export const choir = sustained(
  {
    levelOf: (harmonic, hertz) =>
      resonance(hertz, [
        [340, 110, 1],
        [780, 130, 0.45],
        [2500, 300, 0.03],
      ]) /
      harmonic ** 0.6,
    limit: 3000,
    players: 4,
    detune: 14,
    vibrato: { hertz: 4.9, cents: 17, after: 0.4 },
    attack: 1.1,
    release: 1.4,
    breath: 0.02,
  },
  { pan: 0, gain: 0.2, wet: 0.75 },
);

/** Four horns. */
export const horns = sustained(
  {
    levelOf: (harmonic, hertz) =>
      (0.35 + resonance(hertz, [[430, 250, 1]])) * Math.exp(-hertz / 1150) * (harmonic === 1 ? 0.8 : 1),
    limit: 3200,
    players: 3,
    detune: 5,
    vibrato: { hertz: 4.6, cents: 3, after: 0.5 },
    attack: 0.13,
    release: 0.4,
    breath: 0.006,
  },
  { pan: -0.2, gain: 0.3, wet: 0.5 },
);

/** A clarinet: the even harmonics are weak. */
export const clarinet = sustained(
  {
    levelOf: (harmonic, hertz) => ((harmonic % 2 === 1 ? 1 : 0.12) * Math.exp(-hertz / 1300)) / harmonic ** 0.4,
    limit: 4000,
    players: 1,
    detune: 1,
    vibrato: { hertz: 4.8, cents: 4, after: 0.3 },
    attack: 0.035,
    release: 0.09,
    breath: 0.012,
  },
  { pan: 0.1, gain: 0.32, wet: 0.35 },
);

/** A soft bass that is rather felt than heard. */
export const softBass = sustained(
  {
    levelOf: (harmonic) => [1, 0.32, 0.12, 0.05][harmonic - 1] ?? 0,
    limit: 600,
    players: 1,
    detune: 0,
    vibrato: still,
    attack: 0.05,
    release: 0.35,
    breath: 0,
  },
  { pan: 0, gain: 0.34, wet: 0.08 },
);

/** A tone so low and rough that nobody is at ease. */
export const lowDrone = sustained(
  {
    levelOf: (harmonic, hertz) => Math.exp(-hertz / 190) * (harmonic % 3 === 0 ? 1.2 : 1),
    limit: 900,
    players: 3,
    detune: 9,
    vibrato: { hertz: 0.23, cents: 5, after: 0 },
    attack: 1.8,
    release: 2,
    breath: 0.01,
  },
  { pan: 0, gain: 0.26, wet: 0.25 },
);
