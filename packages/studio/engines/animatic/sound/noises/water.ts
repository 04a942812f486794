import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, silence, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay, faded, modulate, shape } from '../dsp/envelope.ts';
import { bandpass, filter, highpass, lowpass, sweep } from '../dsp/filter.ts';
import { pink, white } from '../dsp/noise.ts';
import { smallRoom, withRoom } from '../dsp/space.ts';
import { thud } from './blow.ts';

/** A bubble that rises: its pitch goes up as it nears the surface (Minnaert; van den Doel, 2005). */
export function bubble(random: Random, low: number, high: number): Float32Array {
  const hertz = low * (high / low) ** random();
  const seconds = Math.min(0.12, 26 / hertz);
  const sound = silence(seconds);
  const rise = between(random, 0.1, 0.5);
  let phase = 0;
  for (let index = 0; index < sound.length; index++) {
    const share = index / sound.length;
    phase += (2 * Math.PI * hertz * (1 + rise * share)) / 48_000;
    sound[index] = Math.sin(phase) * Math.exp(-6 * share) * Math.min(1, share * 12);
  }
  return sound;
}

/** Rain on the ground around: a hiss of countless drops and some near ones. */
export function rainfall(seconds: number, random: Random): Stereo {
  const side = () => {
    const hiss = filter(highpass(pink(seconds, random), 500), 'highshelf', 3000, 0.7, 5);
    return lowpass(hiss, 9500);
  };
  const sound = { left: side(), right: side() };
  for (let count = 0; count < seconds * 45; count++) {
    const drop = decay(bandpass(white(0.02, random), between(random, 1800, 7000), 1.6), 0.016);
    place(sound, drop, random() * seconds, between(random, 0.1, 0.7) ** 2 * 2.4, between(random, -0.9, 0.9));
  }
  return sound;
}

/** A wave that comes in, breaks and runs out, in about four seconds. */
export function wave(random: Random, seconds: number): Stereo {
  const crest = between(random, 0.36, 0.44);
  const rise = (t: number) => {
    const share = t / seconds;
    return share < crest ? (share / crest) ** 2.2 : Math.exp(-3.4 * ((share - crest) / (1 - crest)));
  };
  const side = () => {
    const body = sweep(pink(seconds, random), 'lowpass', (t) => 260 + 3600 * rise(t) ** 1.6);
    const foam = highpass(white(seconds, random), 3200);
    modulate(body, (t) => 0.15 + rise(t));
    modulate(foam, (t) => (t / seconds > crest * 0.9 ? 0.09 * rise(t - seconds * 0.06) : 0.004));
    add(body, foam, 0);
    return faded(body, seconds * 0.15, seconds * 0.3);
  };
  return { left: side(), right: side() };
}

/** A drink poured into a glass: bubbles whose pitch climbs as it fills. */
export function pour(random: Random): Stereo {
  const seconds = 2.2;
  const sound = silentStereo(samplesIn(seconds + 0.3));
  for (let count = 0; count < 240; count++) {
    const at = 0.05 + random() * (seconds - 0.2);
    const full = 1 + at / seconds;
    place(
      sound,
      bubble(random, 330 * full, 1500 * full),
      at,
      between(random, 0.05, 0.35),
      between(random, -0.25, 0.25),
    );
  }
  const stream = sweep(white(seconds, random), 'bandpass', (t) => 700 + 650 * (t / seconds), 5);
  place(
    sound,
    shape(stream, [
      [0, 0],
      [0.12, 0.5],
      [seconds - 0.25, 0.45],
      [seconds, 0],
    ]),
    0.02,
    0.5,
    0,
  );
  return withRoom(sound, smallRoom, 0.2);
}

/** Something falls into water. */
export function splash(random: Random): Stereo {
  const sound = silentStereo(samplesIn(1.9));
  place(sound, thud(random, 320, 0.25), 0.01, 1.3, 0);
  for (const pan of [-0.5, 0.5]) {
    const spray = sweep(white(1.2, random), 'bandpass', (t) => 900 + 2600 * Math.exp(-t * 3), 0.6);
    place(
      sound,
      shape(spray, [
        [0, 0],
        [0.05, 1],
        [0.25, 0.35],
        [1.2, 0],
      ]),
      0.02,
      0.9,
      pan,
    );
  }
  for (let count = 0; count < 90; count++) {
    const at = 0.12 - Math.log(1 - random() * 0.96) * 0.35;
    place(sound, bubble(random, 350, 2400), at, between(random, 0.05, 0.4) * Math.exp(-at), between(random, -0.6, 0.6));
  }
  return sound;
}
