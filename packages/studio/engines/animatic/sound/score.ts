import type { ScoreRequest, Stereo } from '../../engine.ts';
import { randomFrom, seedOf } from '../random.ts';
import { samplesIn } from './dsp/buffer.ts';
import { faded } from './dsp/envelope.ts';
import { filter } from './dsp/filter.ts';
import { levelled, withoutRumble } from './dsp/level.ts';
import { songOf } from './music/form.ts';
import { performed } from './music/performance.ts';
import { styles } from './music/styles.ts';

/** The last chord dies within these seconds. */
const lastFade = 1.5;

/**
 * Music for one scene: composed for its mood and exactly as long as it is, it comes to rest on its last chord.
 * @example score({ mood: 'calm', seconds: 42, seed: 7 })
 */
export function score(request: ScoreRequest): Stereo {
  const style = styles[request.mood];
  const random = randomFrom(seedOf('score', request.mood, request.seed));
  const song = songOf(style, request.seconds, random);
  const notes = style.parts.flatMap((part) => part(song, random));
  const sound = withoutRumble(performed(notes, samplesIn(request.seconds), style.hall), 32);
  for (const side of [sound.left, sound.right]) {
    // Where words are understood, the music stands back.
    filter(side, 'bell', 2200, 0.6, -5);
    faded(side, 0.02, Math.min(lastFade, request.seconds / 2));
  }
  return levelled(sound, style.loudness, 0.85);
}
