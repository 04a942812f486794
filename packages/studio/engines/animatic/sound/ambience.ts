import type { AmbienceRequest, Stereo } from '../../engine.ts';
import { randomFrom, seedOf } from '../random.ts';
import { levelled } from './dsp/level.ts';
import { type LayerName, layers } from './places/layers.ts';
import { listening } from './places/listening.ts';
import { emptyLoop } from './places/loop.ts';

/** Loudness in LUFS: it lies under speech. */
const inside = -34;
const outside = -30;

/**
 * The sound of a place at an hour and in a weather: a loop of 24 s whose end goes over into its beginning.
 * @example ambience({ set: 'harbour', interior: false, timeOfDay: 'morning', weather: 'clear', seed: 1 })
 */
export function ambience(request: AmbienceRequest): Stereo {
  const { set, interior, timeOfDay, weather, seed } = request;
  const heard = listening(request);
  const random = randomFrom(seedOf('ambience', set, String(interior), timeOfDay, weather, seed));
  const loop = emptyLoop(random);
  // A fixed order, so that the seed gives the same whatever order the tables are written in.
  for (const name of Object.keys(layers).sort() as LayerName[]) {
    const level = heard[name];
    if (level) layers[name](loop, level);
  }
  return levelled(loop.sound, interior ? inside : outside, 0.5);
}
