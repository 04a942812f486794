import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, scale, silence, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { faded, modulate, shape } from '../dsp/envelope.ts';
import { bandpass, filter, highpass, lowpass } from '../dsp/filter.ts';
import { brown, pink, white } from '../dsp/noise.ts';
import { inRoom, outdoors, smallRoom, withRoom } from '../dsp/space.ts';
import { harmonicsBelow, oscillate, resonance, wavetable } from '../dsp/wavetable.ts';
import { burst, thud } from './blow.ts';

/** A motor of four cylinders: firing pulses of uneven strength through the exhaust. @param firing strokes in a second at a second */
function motor(seconds: number, random: Random, firing: (second: number) => number): Float32Array {
  const sound = silence(seconds);
  for (let at = 0, stroke = 0; at < seconds; stroke++) {
    const uneven = [1, 0.82, 0.93, 0.76][stroke % 4] ?? 1;
    sound[Math.min(sound.length - 1, Math.round(at * 48_000))] = uneven * between(random, 0.85, 1.15);
    at += 1 / firing(at);
  }
  const exhaust = bandpass(sound.slice(), 92, 1.6);
  add(exhaust, bandpass(sound.slice(), 210, 2), 0, 0.7);
  add(exhaust, bandpass(sound, 480, 1.5), 0, 0.35);
  scale(exhaust, 14);
  const valves = lowpass(highpass(white(seconds, random), 900), 3800);
  add(
    exhaust,
    modulate(valves, (t) => 0.012 * (0.5 + Math.abs(Math.sin(Math.PI * firing(t) * t)))),
    0,
  );
  return exhaust;
}

/** A car is started: starter, first strokes, idle. */
export function engine(random: Random): Stereo {
  const sound = silence(3.6);
  const whine = wavetable(12, (harmonic) => 1 / harmonic);
  const starter = silence(0.75);
  oscillate(starter, whine, (t) => 165 + 30 * Math.sin(2 * Math.PI * 7.5 * t), 0.35);
  add(
    starter,
    modulate(pink(0.75, random), (t) => 0.4 + 0.4 * Math.sin(2 * Math.PI * 7.5 * t)),
    0,
    0.5,
  );
  bandpass(starter, 700, 0.5);
  add(sound, faded(starter, 0.03, 0.12), 0.02, 1.1);
  const running = motor(2.9, random, (t) => 28 + 42 * Math.exp(-((t - 0.4) ** 2) * 5));
  add(
    sound,
    shape(running, [
      [0, 0],
      [0.12, 1.2],
      [0.5, 1.4],
      [1.2, 0.8],
      [2.3, 0.7],
      [2.9, 0],
    ]),
    0.66,
  );
  return inRoom(sound, { ...outdoors, sixty: 0.7 }, 0.2, 0.2);
}

/** A car drives past from one side to the other. */
export function car(random: Random): Stereo {
  const seconds = 3.8;
  const passes = 1.9;
  const near = (t: number) => 1 / (1 + ((t - passes) * 2.6) ** 2);
  const doppler = (t: number) => 1 - 0.07 * Math.tanh((t - passes) * 2.2);
  const tyres = lowpass(pink(seconds, random), 2600);
  filter(tyres, 'bell', 850, 0.9, 6);
  add(
    tyres,
    motor(seconds, random, (t) => 74 * doppler(t)),
    0,
    0.35,
  );
  modulate(tyres, (t) => 0.04 + near(t));
  const side = random() < 0.5 ? 1 : -1;
  const sound = { left: tyres, right: tyres.slice() };
  const pan = (t: number) => side * Math.tanh((t - passes) * 1.5) * 0.85;
  modulate(sound.left, (t) => Math.sqrt((1 - pan(t)) / 2));
  modulate(sound.right, (t) => Math.sqrt((1 + pan(t)) / 2));
  for (const channel of [sound.left, sound.right]) faded(channel, 0.3, 0.5);
  return sound;
}

/** A siren some streets away. */
export function siren(random: Random): Stereo {
  const seconds = 3.7;
  const horn = wavetable(
    harmonicsBelow(700, 6000),
    (harmonic) =>
      resonance(harmonic * 700, [
        [900, 500, 1],
        [2100, 700, 0.5],
      ]) / harmonic,
  );
  const sound = silence(seconds);
  const pace = between(random, 0.38, 0.46);
  oscillate(sound, horn, (t) => 560 + 520 * (0.5 - 0.5 * Math.cos(2 * Math.PI * pace * t * 1.4)), 1);
  lowpass(sound, 2300);
  shape(sound, [
    [0, 0],
    [0.5, 0.8],
    [2, 1],
    [seconds, 0],
  ]);
  return inRoom(sound, { ...outdoors, sixty: 2 }, 0.6, 0.3);
}

/** One key of a keyboard: down and up. */
export function keystroke(random: Random): Float32Array {
  const sound = silence(0.16);
  add(sound, burst(random, between(random, 2100, 3100), 0.9, 0.018), 0.001, 0.7);
  add(sound, thud(random, between(random, 480, 650), 0.045), 0.003, 0.9);
  add(sound, burst(random, between(random, 3000, 4200), 1, 0.014), between(random, 0.06, 0.085), 0.3);
  return sound;
}

/** Somebody types, in runs. */
export function typing(random: Random): Stereo {
  const sound = silentStereo(samplesIn(3.2));
  for (let at = 0.03; at < 2.9; at += random() < 0.14 ? between(random, 0.25, 0.45) : between(random, 0.075, 0.17)) {
    place(sound, keystroke(random), at, between(random, 0.5, 1), between(random, -0.25, 0.25));
  }
  return withRoom(sound, smallRoom, 0.22);
}

/** Far traffic: only what is low comes so far. */
export function farTraffic(seconds: number, random: Random): Stereo {
  const side = () => {
    const low = highpass(lowpass(brown(seconds, random), 260), 70);
    add(low, highpass(lowpass(pink(seconds, random), 1100), 250), 0, 0.3);
    return low;
  };
  return { left: side(), right: side() };
}
