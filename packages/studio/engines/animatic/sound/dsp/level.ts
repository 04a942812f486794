import { loudnessMeter } from '../../../../media/mix/loudness.ts';
import type { Stereo } from '../../../engine.ts';
import { peakOf, scale } from './buffer.ts';
import { highpass } from './filter.ts';

/** Brings a sound to a loudness in LUFS, in place, but its peak not above `ceiling`. */
export function levelled(sound: Stereo, loudness: number, ceiling: number): Stereo {
  const meter = loudnessMeter();
  meter.add(sound.left, sound.right);
  const peak = Math.max(peakOf(sound.left), peakOf(sound.right));
  if (peak === 0) return sound;
  const measured = meter.integrated();
  const gain = Number.isFinite(measured) ? 10 ** ((loudness - measured) / 20) : 1;
  const allowed = Math.min(gain, ceiling / peak);
  scale(sound.left, allowed);
  scale(sound.right, allowed);
  return sound;
}

/** Takes what is too low to be heard out of both channels, and with it any offset. */
export function withoutRumble(sound: Stereo, hertz: number): Stereo {
  highpass(sound.left, hertz);
  highpass(sound.right, hertz);
  return sound;
}
