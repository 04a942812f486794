import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, silence, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { faded, shape } from '../dsp/envelope.ts';
import { bandpass, lowpass } from '../dsp/filter.ts';
import { white } from '../dsp/noise.ts';
import { inRoom, outdoors, withRoom } from '../dsp/space.ts';
import { harmonicsBelow, oscillate, resonance, wavetable } from '../dsp/wavetable.ts';

const flute = wavetable(3, (harmonic) => [1, 0.12, 0.04][harmonic - 1] ?? 0);

/** One bird's phrase: notes that glide, repeat and trill, as a kind of its own. */
export function birdPhrase(random: Random): Float32Array {
  const base = between(random, 2300, 4400);
  const notes = 2 + Math.floor(random() * 5);
  const span = between(random, 0.09, 0.2);
  const trills = random() < 0.4;
  const slope = between(random, -0.3, 0.3);
  const sound = silence(notes * span + 0.1);
  for (let note = 0; note < notes; note++) {
    const seconds = span * between(random, 0.55, 0.85);
    const from = base * (1 + slope * (note / notes)) * between(random, 0.94, 1.06);
    const glide = between(random, -0.22, 0.22);
    const chirp = silence(seconds);
    oscillate(
      chirp,
      flute,
      (t) =>
        from * (1 + glide * Math.sin((Math.PI * t) / seconds) + (trills ? 0.05 * Math.sin(2 * Math.PI * 32 * t) : 0)),
      1,
    );
    add(sound, faded(chirp, seconds * 0.25, seconds * 0.45), note * span, between(random, 0.6, 1));
  }
  return sound;
}

/** Some birds answer each other. */
export function birds(random: Random): Stereo {
  const sound = silentStereo(samplesIn(3.6));
  for (let count = 0, at = 0.05; at < 2.6; count++) {
    place(
      sound,
      birdPhrase(random),
      at,
      between(random, 0.35, 0.9),
      count % 2 === 0 ? between(random, -0.7, -0.1) : between(random, 0.1, 0.7),
    );
    at += between(random, 0.35, 0.9);
  }
  return withRoom(sound, outdoors, 0.18);
}

/** A gull's cry: it breaks upwards and falls. */
export function gull(random: Random): Float32Array {
  const seconds = between(random, 0.45, 0.75);
  const base = between(random, 820, 1050);
  const voice = wavetable(9, (harmonic) =>
    resonance(harmonic * base, [
      [1700, 500, 1],
      [3100, 600, 0.5],
    ]),
  );
  const sound = silence(seconds);
  oscillate(
    sound,
    voice,
    (t) =>
      base *
      (1 +
        0.45 * Math.sin(Math.PI * Math.min(1, (t / seconds) * 1.6)) ** 2 -
        0.12 * (t / seconds) +
        0.015 * Math.sin(2 * Math.PI * 40 * t)),
    1,
  );
  return faded(sound, 0.06, seconds * 0.5);
}

/** One cricket's chirp of a few pulses. */
export function cricket(random: Random, hertz: number): Float32Array {
  const pulses = 3 + Math.floor(random() * 2);
  const sound = silence(pulses * 0.032 + 0.02);
  for (let pulse = 0; pulse < pulses; pulse++) {
    const chirp = silence(0.02);
    oscillate(chirp, flute, () => hertz, 1);
    add(sound, faded(chirp, 0.007, 0.009), pulse * 0.032);
  }
  return sound;
}

/** A dog of middle size, twice or three times. */
export function dogBark(random: Random): Stereo {
  const sound = silence(1.5);
  const base = between(random, 330, 420);
  const count = random() < 0.5 ? 2 : 3;
  for (let bark = 0; bark < count; bark++)
    add(
      sound,
      oneBark(random, base * between(random, 0.96, 1.04)),
      0.02 + bark * between(random, 0.36, 0.46),
      between(random, 0.85, 1),
    );
  return inRoom(sound, { ...outdoors, sixty: 0.9 }, 0.25, 0.5);
}

function oneBark(random: Random, base: number): Float32Array {
  const seconds = between(random, 0.15, 0.2);
  const throat = [
    [620, 200, 1],
    [1250, 260, 0.8],
    [2500, 500, 0.3],
  ] as const;
  const voice = wavetable(
    harmonicsBelow(base, 7000),
    (harmonic) => resonance(harmonic * base, throat) / Math.sqrt(harmonic),
  );
  const sound = silence(seconds);
  oscillate(
    sound,
    voice,
    (t) =>
      base *
      (0.75 + 0.75 * Math.sin(Math.PI * Math.min(1, t / seconds)) ** 0.7) *
      (1 + 0.04 * Math.sin(2 * Math.PI * 70 * t)),
    1.4,
  );
  const breath = lowpass(bandpass(white(seconds, random), 1300, 0.7), 3500);
  add(sound, breath, 0, 0.3);
  return shape(sound, [
    [0, 0],
    [0.015, 1],
    [seconds * 0.55, 0.8],
    [seconds, 0],
  ]);
}
