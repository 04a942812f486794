import type { Random } from '../../random.ts';
import { pick } from '../dsp/chance.ts';
import { type Chord, nearest, pitchClass } from './chord.ts';

/** A short tune, the same for the whole scene: steps in the scale from an anchor, and when. */
export interface Motif {
  readonly tones: readonly MotifTone[];
  /** Over how many beats. */
  readonly beats: number;
}

export interface MotifTone {
  readonly beat: number;
  readonly beats: number;
  readonly step: number;
}

type Rhythm = readonly (readonly [beat: number, beats: number])[];

/** Rhythms of two bars: of four and of three beats. The last tone is long, so that there is room to speak. */
const inFour: readonly Rhythm[] = [
  [
    [0, 1.5],
    [1.5, 0.5],
    [2, 2],
    [4, 4],
  ],
  [
    [0, 3],
    [3, 1],
    [4, 3.5],
  ],
  [
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 4],
  ],
  [
    [0, 2],
    [2, 1],
    [3, 1],
    [4, 1.5],
    [5.5, 2.5],
  ],
  [
    [0, 1],
    [1, 1],
    [2, 2],
    [4, 1],
    [5, 3],
  ],
  [
    [1.5, 0.5],
    [2, 1.5],
    [3.5, 0.5],
    [4, 4],
  ],
];
const inThree: readonly Rhythm[] = [
  [
    [0, 2],
    [2, 1],
    [3, 3],
  ],
  [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 3],
  ],
  [
    [0, 1.5],
    [1.5, 0.5],
    [2, 1],
    [3, 2.5],
  ],
  [
    [1, 1],
    [2, 1],
    [3, 3],
  ],
];
/** Ways to go: a leap is filled by steps, an arch comes down again. */
const contours: readonly (readonly number[])[] = [
  [0, 1, 2, 1, 0],
  [0, 2, 1, 0, -1],
  [2, 1, 0, 1, 2],
  [0, 4, 3, 2, 1],
  [0, -1, 0, 2, 1],
  [4, 2, 3, 1, 0],
  [0, 2, 4, 3, 2],
  [2, 0, 1, -1, 0],
];

/** Invents a motif for a bar of three or four beats. */
export function motifOf(random: Random, beatsPerBar: number): Motif {
  const rhythm = pick(random, beatsPerBar === 3 ? inThree : inFour);
  const contour = pick(random, contours);
  const tones = rhythm.map(([beat, beats], index) => ({ beat, beats, step: contour[index] ?? 0 }));
  return { tones, beats: beatsPerBar * 2 };
}

export type Variation = 'plain' | 'higher' | 'lower' | 'turned' | 'fragment' | 'answer';

/** The motif changed so that it is still known. */
export function varied(motif: Motif, how: Variation): Motif {
  const first = motif.tones[0]?.step ?? 0;
  const last = motif.tones.length - 1;
  const moved = (change: (tone: MotifTone, index: number) => number): Motif => ({
    ...motif,
    tones: motif.tones.map((tone, index) => ({ ...tone, step: change(tone, index) })),
  });
  switch (how) {
    case 'plain':
      return motif;
    case 'higher':
      return moved((tone) => tone.step + 2);
    case 'lower':
      return moved((tone) => tone.step - 2);
    case 'turned':
      return moved((tone) => 2 * first - tone.step);
    case 'answer':
      return moved((tone, index) => (index < last - 1 ? tone.step : index === last ? first : first + 1));
    case 'fragment':
      return { ...motif, tones: motif.tones.slice(-2) };
  }
}

/**
 * The pitch of a tone of the motif over a chord: so many steps of the scale from the anchor, and on the strong beat a tone of the chord.
 * @param scale pitch classes of the key
 */
export function tonePitch(
  step: number,
  strong: boolean,
  anchor: number,
  scale: readonly number[],
  chord: Chord,
): number {
  const usable = bent(scale, chord);
  let pitch = nearestOf(usable, anchor);
  for (let count = 0; count < Math.abs(step); count++) {
    do pitch += Math.sign(step);
    while (!usable.includes(pitchClass(pitch)));
  }
  return strong ? nearestOf(chord.tones, pitch) : pitch;
}

/** The scale with the tones of the chord in place of those they rub against. */
function bent(scale: readonly number[], chord: Chord): readonly number[] {
  const foreign = chord.tones.filter((tone) => !scale.includes(tone));
  const kept = scale.filter((tone) => !foreign.some((other) => Math.abs(nearest(other, tone) - tone) === 1));
  return [...new Set([...kept, ...chord.tones])];
}

function nearestOf(classes: readonly number[], pitch: number): number {
  return classes
    .map((one) => nearest(one, pitch))
    .reduce((best, one) => (Math.abs(one - pitch) < Math.abs(best - pitch) ? one : best));
}
