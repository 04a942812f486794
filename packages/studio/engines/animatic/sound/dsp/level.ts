import { loudnessMeter } from '../../../../media/mix/loudness.ts';
import type { Stereo } from '../../../engine.ts';
import { peakOf, scale } from './buffer.ts';
import { highpass } from './filter.ts';

/** Integrated loudness in LUFS; −Infinity for silence or less than 400 ms. */
export function loudnessOf(sound: Stereo): number {
  const meter = loudnessMeter();
  meter.add(sound.left, sound.right);
  return meter.integrated();
}

/** Brings a sound to a loudness in LUFS, in place, but its peak not above `ceiling`. What is too short to be measured goes by its peak. */
export function levelled(sound: Stereo, loudness: number, ceiling: number): Stereo {
  const peak = Math.max(peakOf(sound.left), peakOf(sound.right));
  if (peak === 0) return sound;
  const measured = loudnessOf(sound);
  const wanted = Number.isFinite(measured) ? 10 ** ((loudness - measured) / 20) : 10 ** ((loudness + 12) / 20) / peak;
  const gain = Math.min(wanted, ceiling / peak);
  scale(sound.left, gain);
  scale(sound.right, gain);
  return sound;
}

/** Takes what is too low to be heard out of both channels, and with it any offset. */
export function withoutRumble(sound: Stereo, hertz: number): Stereo {
  highpass(sound.left, hertz);
  highpass(sound.right, hertz);
  return sound;
}
