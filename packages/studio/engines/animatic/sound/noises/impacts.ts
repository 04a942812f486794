import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, silence, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay } from '../dsp/envelope.ts';
import { highpass, lowpass, sweep } from '../dsp/filter.ts';
import { type Mode, ring, struck } from '../dsp/modes.ts';
import { white } from '../dsp/noise.ts';
import { inRoom, outdoors, smallRoom, withRoom } from '../dsp/space.ts';
import { burst, thud } from './blow.ts';

/** A shot: the crack, the push of air under it, and what the surroundings give back. */
export function gunshot(random: Random): Stereo {
  const sound = silence(1.3);
  add(sound, decay(white(0.06, random), 0.05, 0.0002), 0.005, 4);
  add(
    sound,
    decay(
      sweep(white(0.9, random), 'lowpass', (t) => 300 + 6500 * Math.exp(-t * 16)),
      0.55,
      0.0004,
    ),
    0.006,
    2.2,
  );
  const push = silence(0.4);
  let phase = 0;
  for (let index = 0; index < push.length; index++) {
    const t = index / 48_000;
    phase += (2 * Math.PI * (58 + 150 * Math.exp(-t * 38))) / 48_000;
    push[index] = Math.sin(phase) * Math.exp(-t * 13);
  }
  add(sound, push, 0.005, 1);
  for (let index = 0; index < sound.length; index++) sound[index] = Math.tanh(1.5 * (sound[index] ?? 0));
  return inRoom(sound, outdoors, 0.55, 1.2);
}

/** One step of a leather sole on a hard floor: heel, then ball. */
export function step(random: Random): Float32Array {
  const sound = silence(0.32);
  const body = between(random, 135, 170);
  add(
    sound,
    struck(
      [
        { hertz: body, level: 0.9, sixty: 0.13 },
        { hertz: body * 2.3, level: 0.4, sixty: 0.07 },
      ],
      0.2,
    ),
    0.002,
    0.8,
  );
  add(sound, thud(random, 1100, 0.06), 0.002, 1.5);
  add(sound, burst(random, between(random, 1500, 2100), 0.8, 0.028), 0.002, 1.1);
  const ball = between(random, 0.075, 0.1);
  add(sound, thud(random, 1600, 0.07), ball, 0.7);
  add(sound, burst(random, 2800, 0.6, 0.06), ball, 0.3);
  return sound;
}

/** Somebody walks past. */
export function footsteps(random: Random): Stereo {
  const gap = between(random, 0.5, 0.56);
  const sound = silentStereo(samplesIn(3.2));
  for (let count = 0; count < 5; count++) {
    const level = between(random, 0.8, 1) * (count % 2 === 0 ? 1 : 0.9);
    place(
      sound,
      step(random),
      0.02 + count * gap + between(random, -0.012, 0.012),
      level,
      (count % 2 === 0 ? -0.12 : 0.12) + (count - 2) * 0.08,
    );
  }
  return withRoom(sound, { ...smallRoom, sixty: 0.6 }, 0.28);
}

/** A pane or a tumbler that breaks: the blow, then shards that fall and ring. */
export function glass(random: Random): Stereo {
  const sound = silentStereo(samplesIn(1.9));
  place(sound, lowpass(highpass(decay(white(0.2, random), 0.16), 1500), 8000), 0.005, 0.8, 0);
  place(sound, thud(random, 500, 0.06), 0.005, 0.7, 0);
  for (let shard = 0; shard < 46; shard++) {
    const at = 0.005 - Math.log(1 - random() * 0.97) * 0.22;
    const pitch = between(random, 1700, 5600);
    const modes: Mode[] = [1, 1.53, 2.1].map((ratio, index) => ({
      hertz: pitch * ratio * between(random, 0.98, 1.02),
      level: between(random, 0.4, 1) / (index + 1) ** 1.6,
      sixty: between(random, 0.05, 0.42),
    }));
    place(
      sound,
      struck(modes, 0.45),
      at,
      0.22 * Math.exp(-at * 1.2) * between(random, 0.3, 1),
      between(random, -0.7, 0.7),
    );
  }
  return withRoom(sound, smallRoom, 0.25);
}

/** Plates and cutlery put together: glazed clay rings short, steel long. */
export function dishes(random: Random): Stereo {
  const sound = silentStereo(samplesIn(1.8));
  for (let count = 0, at = 0.01; count < 8 && at < 1.3; count++) {
    place(
      sound,
      random() < 0.65 ? plate(random) : fork(random),
      at,
      between(random, 0.35, 1),
      between(random, -0.35, 0.35),
    );
    at += between(random, 0.05, 0.3);
  }
  return withRoom(sound, smallRoom, 0.3);
}

/** One plate, cup or saucer touched. */
export function plate(random: Random): Float32Array {
  const pitch = between(random, 900, 1700);
  const modes = [1, 2.32, 4.1, 6.2].map((ratio, index) => ({
    hertz: pitch * ratio * between(random, 0.97, 1.03),
    level: 0.5 / (1 + index * 0.7),
    sixty: between(random, 0.12, 0.3) / (1 + index * 0.5),
  }));
  const sound = struck(modes, 0.4);
  add(sound, burst(random, 3200, 0.6, 0.02), 0, 0.5);
  return sound;
}

function fork(random: Random): Float32Array {
  const sound = silence(0.5);
  const pitch = between(random, 2600, 4200);
  for (const ratio of [1, 1.83, 2.76]) {
    ring(sound, { hertz: pitch * ratio, level: 0.16, sixty: between(random, 0.15, 0.4) });
  }
  add(sound, lowpass(burst(random, 5000, 0.5, 0.015), 9000), 0, 0.4);
  return sound;
}
