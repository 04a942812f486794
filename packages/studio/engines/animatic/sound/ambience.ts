import type { AmbienceRequest, Stereo } from '../../engine.ts';
import { randomFrom, seedOf } from '../random.ts';
import { add } from './dsp/buffer.ts';
import { levelled, loudnessOf } from './dsp/level.ts';
import { type LayerName, layers } from './places/layers.ts';
import { listening } from './places/listening.ts';
import { emptyLoop } from './places/loop.ts';

/** A quiet place is quiet and a storm loud, but within these bounds of LUFS: it lies under speech. */
const quietest = -36;
const loudest = -29;
const ceiling = 0.5;

/**
 * The sound of a place at an hour and in a weather: a loop of 24 s whose end goes over into its beginning.
 * @example ambience({ set: 'harbour', interior: false, timeOfDay: 'morning', weather: 'clear', seed: 1 })
 */
export function ambience(request: AmbienceRequest): Stereo {
  const { set, interior, timeOfDay, weather, seed } = request;
  const place = seedOf('ambience', set, String(interior), timeOfDay, weather, seed);
  const { sound } = emptyLoop(randomFrom(place));
  for (const [name, level] of Object.entries(listening(request))) {
    // `Object.entries` forgets that the keys are names of layers.
    const { lay, loudness } = layers[name as LayerName];
    const layer = emptyLoop(randomFrom(seedOf(place, name)));
    lay(layer);
    levelled(layer.sound, loudness + 20 * Math.log10(level), ceiling);
    add(sound.left, layer.sound.left, 0);
    add(sound.right, layer.sound.right, 0);
  }
  centred(sound.left);
  centred(sound.right);
  return levelled(sound, Math.max(quietest, Math.min(loudest, loudnessOf(sound))), ceiling);
}

/** Takes an offset out; a filter would break the joint of the loop. */
function centred(samples: Float32Array): void {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] ?? 0) - mean;
}
