import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { samplesIn } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import type { Note } from '../music/note.ts';
import { performed } from '../music/performance.ts';

/** The orchestra falls in with one dark chord: something has been found out. */
export function musicSting(random: Random): Stereo {
  const root = 36 + Math.floor(between(random, 0, 5));
  const chord = (instrument: Note['instrument'], intervals: readonly number[], seconds: number, velocity: number) =>
    intervals.map((interval) => ({ instrument, at: 0.45, seconds, pitch: root + interval, velocity }));
  const notes: readonly Note[] = [
    { instrument: 'cymbal', at: 0, seconds: 0.45, pitch: 60, velocity: 0.6 },
    { instrument: 'drum', at: 0.45, seconds: 1, pitch: root + 2, velocity: 0.8 },
    ...chord('shortStrings', [0, 12, 19, 24, 27], 0.3, 1),
    ...chord('strings', [0, 12, 15, 18, 24], 1.8, 0.9),
    ...chord('horns', [12, 19, 24], 1.4, 0.9),
  ];
  return performed(notes, samplesIn(3.8), 2.2);
}
