import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay, faded, modulate, shape } from '../dsp/envelope.ts';
import { bandpass, highpass, lowpass, sweep } from '../dsp/filter.ts';
import { brown, pink, white } from '../dsp/noise.ts';

/** A curve that wanders between 0 and 1 and comes back to where it began after `period` seconds. */
export function gusts(random: Random, period: number, slowest = 2): (second: number) => number {
  const waves = Array.from({ length: 5 }, (_, index) => ({
    turns: slowest + index * 2 + Math.floor(random() * 2),
    phase: random() * 2 * Math.PI,
    level: 1 / (1 + index * 0.7),
  }));
  const total = waves.reduce((sum, wave) => sum + wave.level, 0);
  return (second) => {
    let sum = 0;
    for (const { turns, phase, level } of waves)
      sum += level * Math.sin((2 * Math.PI * turns * second) / period + phase);
    return 0.5 + (0.5 * sum) / total;
  };
}

/** Wind around a house: its pitch goes with its force. */
export function wind(seconds: number, random: Random, period = seconds): Stereo {
  const force = gusts(random, period);
  const side = (lag: number) => {
    const low = sweep(pink(seconds, random), 'lowpass', (t) => 220 + 520 * force(t + lag), 0.8);
    const howl = sweep(pink(seconds, random), 'bandpass', (t) => 330 + 380 * force(t + lag), 7);
    modulate(low, (t) => 0.25 + force(t + lag));
    modulate(howl, (t) => 0.9 * force(t + lag) ** 2);
    add(low, howl, 0);
    return highpass(low, 60);
  };
  return { left: side(0), right: side(0.35) };
}

/** Leaves that stir: many small dry touches, more of them in a gust. */
export function rustle(seconds: number, random: Random, period = seconds): Stereo {
  const force = gusts(random, period, 3);
  const side = (lag: number) => {
    const hiss = lowpass(highpass(white(seconds, random), 1700), 7500);
    const flutter = lowpass(white(seconds, random), 22);
    return modulate(hiss, (t) => {
      const touch = Math.abs(flutter[Math.min(flutter.length - 1, Math.round(t * 48_000))] ?? 0) * 12;
      return (0.06 + force(t + lag) ** 2) * (0.25 + touch);
    });
  };
  return { left: side(0), right: side(0.2) };
}

/** A clap of thunder that rolls away. @param distance 0 overhead … 1 far off, where only the rolling is left */
export function thunder(random: Random, seconds: number, distance: number): Stereo {
  const sound = silentStereo(samplesIn(seconds));
  const rolls = Array.from({ length: 7 }, (_, index) => ({
    at: index === 0 ? 0.05 : between(random, 0.1, seconds * 0.65),
    level: between(random, 0.4, 1) * (index === 0 ? 1.3 : 0.9),
  }));
  for (const pan of [-0.6, 0.6]) {
    const rumble = sweep(brown(seconds, random), 'lowpass', (t) => 170 + (1 - distance) * 1100 * Math.exp(-t * 1.4));
    modulate(rumble, (t) => {
      let level = 0;
      for (const roll of rolls) {
        const since = t - roll.at;
        if (since > 0) level += roll.level * Math.min(1, since * 9) * Math.exp(-since * 1.9);
      }
      return level;
    });
    place(sound, highpass(rumble, 45), 0, 3, pan);
    if (distance < 0.6) {
      for (let crack = 0; crack < 9; crack++) {
        const tear = decay(bandpass(white(0.2, random), between(random, 500, 2200), 0.6), between(random, 0.06, 0.2));
        place(
          sound,
          tear,
          0.04 + random() * random() * 0.7,
          (1 - distance) * between(random, 0.3, 1),
          pan + between(random, -0.3, 0.3),
        );
      }
    }
  }
  faded(sound.left, 0.01, seconds * 0.3);
  faded(sound.right, 0.01, seconds * 0.3);
  return sound;
}

/** A gust through the leaves as an effect. */
export function gustInLeaves(random: Random): Stereo {
  const sound = rustle(2.6, random);
  const curve = [
    [0, 0],
    [0.7, 1],
    [1.3, 0.6],
    [2.6, 0],
  ] as const;
  shape(sound.left, curve);
  shape(sound.right, curve);
  return sound;
}
