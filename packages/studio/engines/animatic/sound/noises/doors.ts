import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, silence } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay, shape } from '../dsp/envelope.ts';
import { bandpass, lowpass } from '../dsp/filter.ts';
import { struck } from '../dsp/modes.ts';
import { brown } from '../dsp/noise.ts';
import { inRoom, smallRoom } from '../dsp/space.ts';
import { burst, thud, woodHit } from './blow.ts';

/** Knuckles on a wooden door, three or four times. */
export function knock(random: Random): Stereo {
  const count = random() < 0.5 ? 3 : 4;
  const sound = silence(0.25 + count * 0.2);
  const gap = between(random, 0.16, 0.2);
  for (let blow = 0; blow < count; blow++) {
    add(
      sound,
      woodHit(random, between(random, 165, 185)),
      0.01 + blow * gap * between(random, 0.96, 1.04),
      between(random, 0.75, 1),
    );
  }
  return inRoom(sound, smallRoom, 0.35);
}

/** A latch of metal that snaps. */
function latch(random: Random): Float32Array {
  const sound = struck(
    [
      { hertz: between(random, 1900, 2200), level: 0.35, sixty: 0.05 },
      { hertz: between(random, 3100, 3500), level: 0.3, sixty: 0.04 },
      { hertz: between(random, 5200, 5800), level: 0.15, sixty: 0.03 },
    ],
    0.12,
  );
  add(sound, burst(random, 2600, 0.7, 0.03), 0, 0.8);
  add(sound, woodHit(random, 260), 0.004, 0.3);
  return sound;
}

/** A hinge that sticks and slips: little blows, faster and slower, on a board that resonates. */
function creak(random: Random, seconds: number): Float32Array {
  const sound = silence(seconds);
  const speed = between(random, 70, 110);
  for (let at = 0; at < seconds; ) {
    const share = at / seconds;
    sound[Math.round(at * 48_000)] = between(random, 0.5, 1) * Math.sin(Math.PI * share);
    at += 1 / (speed * (0.6 + 0.9 * Math.sin(Math.PI * share * 0.8)) * between(random, 0.9, 1.1));
  }
  const body = bandpass(sound.slice(), 780, 9);
  add(body, bandpass(sound.slice(), 1450, 11), 0, 0.8);
  add(body, bandpass(sound, 2350, 10), 0, 0.4);
  return body;
}

/** A door that is opened and falls shut. */
export function door(random: Random): Stereo {
  const sound = silence(1.7);
  add(sound, latch(random), 0.02, 0.55);
  add(sound, creak(random, between(random, 0.45, 0.65)), 0.16, 6);
  const air = shape(lowpass(brown(0.9, random), 500), [
    [0, 0],
    [0.6, 0.5],
    [0.9, 0],
  ]);
  add(sound, air, 0.2, 0.5);
  add(sound, woodHit(random, 125), 1.05, 1);
  add(sound, thud(random, 160, 0.2), 1.05, 1.2);
  add(sound, latch(random), 1.09, 0.45);
  return inRoom(sound, smallRoom, 0.3);
}

/** A door thrown shut: wall, frame and lock rattle. */
export function doorSlam(random: Random): Stereo {
  const sound = silence(0.9);
  add(sound, thud(random, 210, 0.4), 0.01, 1.8);
  add(sound, woodHit(random, 82), 0.01, 1.6);
  add(sound, woodHit(random, 131), 0.014, 1);
  add(sound, decay(burst(random, 900, 0.5, 0.14), 0.12), 0.01, 2.6);
  for (let rattle = 0; rattle < 4; rattle++)
    add(sound, latch(random), 0.05 + rattle * between(random, 0.035, 0.05), 0.35 / (rattle + 1));
  for (let index = 0; index < sound.length; index++) sound[index] = Math.tanh(1.4 * (sound[index] ?? 0));
  return inRoom(sound, { ...smallRoom, sixty: 0.8, size: 0.45 }, 0.5, 0.5);
}
