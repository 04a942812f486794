import type { ScoreRequest, Stereo } from '../../engine.ts';
import { randomFrom, seedOf } from '../random.ts';
import { add, place, samplesIn, silence, silentStereo } from './dsp/buffer.ts';
import { faded } from './dsp/envelope.ts';
import { levelled, withoutRumble } from './dsp/level.ts';
import { hall, withRoom } from './dsp/space.ts';
import { oscillate, wavetable } from './dsp/wavetable.ts';

const minor = new Set(['sad', 'tense', 'eerie', 'epic']);
/** First working version: a pad through four chords. */
export function score(request: ScoreRequest): Stereo {
  const random = randomFrom(seedOf('score', request.mood, request.seed));
  const sound = silentStereo(samplesIn(request.seconds));
  const chords = minor.has(request.mood)
    ? [
        [0, 7, 12, 15],
        [-4, 8, 12, 15],
        [3, 7, 10, 15],
        [-2, 5, 10, 14],
      ]
    : [
        [0, 7, 12, 16],
        [-3, 7, 12, 16],
        [-7, 5, 12, 17],
        [-5, 5, 11, 14],
      ];
  const table = wavetable(14, (h) => 1 / h ** 1.9);
  const count = Math.max(1, Math.round(request.seconds / 4));
  const long = request.seconds / count;
  for (let bar = 0; bar < count; bar++) {
    const chord = chords[bar === count - 1 ? 0 : bar % 4] ?? [];
    for (const [index, note] of chord.entries()) {
      for (const cents of [-6, 5]) {
        const voice = silence(long + 1.2);
        oscillate(voice, table, () => 130.8 * 2 ** ((note + cents / 100) / 12), 0.2, random());
        place(sound, faded(voice, 1, 1.2), bar * long, 1, cents / 9 + (index - 1.5) * 0.1);
      }
    }
  }
  withRoom(sound, hall, 0.6);
  const out = silentStereo(samplesIn(request.seconds));
  add(out.left, sound.left, 0);
  add(out.right, sound.right, 0);
  withoutRumble(out, 30);
  for (const side of [out.left, out.right]) faded(side, 0.3, Math.min(1.5, request.seconds / 2));
  return levelled(out, -22, 0.85);
}
