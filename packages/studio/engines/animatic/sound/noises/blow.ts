import type { Random } from '../../random.ts';
import { add } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay } from '../dsp/envelope.ts';
import { bandpass, lowpass } from '../dsp/filter.ts';
import { struck } from '../dsp/modes.ts';
import { white } from '../dsp/noise.ts';

/** A short burst of noise around a frequency. */
export function burst(random: Random, hertz: number, q: number, sixty: number): Float32Array {
  return decay(bandpass(white(sixty, random), hertz, q), sixty);
}

/** A dull blow: noise below a frequency that dies away. */
export function thud(random: Random, hertz: number, sixty: number): Float32Array {
  return decay(lowpass(white(sixty, random), hertz, 0.9), sixty);
}

/** Wood that is hit: a few broad modes over a body and a click. */
export function woodHit(random: Random, body: number, level = 1): Float32Array {
  const off = () => between(random, 0.97, 1.03);
  const sound = struck(
    [
      { hertz: body * off(), level: 0.6, sixty: 0.16 },
      { hertz: body * 1.74 * off(), level: 0.7, sixty: 0.11 },
      { hertz: body * 2.9 * off(), level: 0.65, sixty: 0.08 },
      { hertz: body * 4.6 * off(), level: 0.45, sixty: 0.05 },
      { hertz: body * 7.3 * off(), level: 0.25, sixty: 0.035 },
    ],
    0.25,
  );
  add(sound, burst(random, 1800, 0.8, 0.035), 0, 1);
  add(sound, thud(random, body * 1.5, 0.09), 0, 0.5);
  for (let index = 0; index < sound.length; index++) sound[index] = (sound[index] ?? 0) * level;
  return sound;
}
