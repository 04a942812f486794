import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { placeInLoop, samplesIn, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { type Room, reverb } from '../dsp/reverb.ts';

/** How long every loop is, in seconds. */
export const loopSeconds = 24;
/** A steady noise is made longer by this and its end laid over its beginning. */
const overlap = 2;

/** The sound of a place as it is put together: its end joins its beginning. */
export interface Loop {
  readonly sound: Stereo;
  readonly random: Random;
}

/** Lays one thing that is heard in a place into an empty loop; how loud it is in the end, `layers` says. */
export type Layer = (loop: Loop) => void;

export function emptyLoop(random: Random): Loop {
  return { sound: silentStereo(samplesIn(loopSeconds)), random };
}

/** Two sides that have nothing to do with each other: it is all around. */
export const inBoth = (make: () => Float32Array): Stereo => ({ left: make(), right: make() });

/** Adds a steady noise. What swells in it must do so with a period of `loopSeconds`. */
export function addSteady(loop: Loop, make: (seconds: number, random: Random) => Stereo, gain: number): void {
  const noise = make(loopSeconds + overlap, loop.random);
  join(loop.sound.left, noise.left, gain);
  join(loop.sound.right, noise.right, gain);
}

function join(target: Float32Array, noise: Float32Array, gain: number): void {
  const count = target.length;
  const fade = samplesIn(overlap);
  for (let index = 0; index < count; index++) {
    let sample = noise[index] ?? 0;
    if (index < fade) {
      // Equal power: the two stretches of noise have nothing to do with each other.
      const angle = (index / fade) * (Math.PI / 2);
      sample = sample * Math.sin(angle) + (noise[count + index] ?? 0) * Math.cos(angle);
    }
    target[index] = (target[index] ?? 0) + sample * gain;
  }
}

/** Adds a hum: sines, their frequencies rounded so that whole periods fit. */
export function addHum(loop: Loop, partials: readonly (readonly [hertz: number, level: number])[], gain: number): void {
  const { left, right } = loop.sound;
  for (const [hertz, level] of partials) {
    const w = (2 * Math.PI * Math.round(hertz * loopSeconds)) / left.length;
    const phase = loop.random() * 6;
    for (let index = 0; index < left.length; index++) {
      const sample = level * gain * Math.sin(w * index + phase);
      left[index] = (left[index] ?? 0) + sample;
      right[index] = (right[index] ?? 0) + sample;
    }
  }
}

/** What happens now and then in a place. */
export interface Happening {
  readonly make: (random: Random) => Float32Array;
  /** About how often in a minute. */
  readonly perMinute: number;
  /** From … to; each time another. */
  readonly gain: readonly [number, number];
  /** How far from the middle they may be. */
  readonly width: number;
}

/** Scatters what happens over the loop: never quite together, never quite regular. */
export function addHappenings(loop: Loop, happening: Happening): void {
  const count = Math.max(1, Math.round((happening.perMinute * loopSeconds) / 60));
  for (let index = 0; index < count; index++) {
    const at = ((index + between(loop.random, 0.05, 0.95)) * loopSeconds) / count;
    const gain = between(loop.random, ...happening.gain);
    placeInLoop(
      loop.sound,
      happening.make(loop.random),
      at,
      gain,
      between(loop.random, -happening.width, happening.width),
    );
  }
}

/** So long a room may still answer, in seconds. */
const longestAnswer = 4;

/** Puts a room around what the other loop holds and adds both: the room's answer goes round with the loop. */
export function addInRoom(loop: Loop, other: Loop, room: Room, wet: number): void {
  const lead = samplesIn(longestAnswer);
  const led = (samples: Float32Array) => {
    const whole = new Float32Array(lead + samples.length);
    whole.set(samples.subarray(samples.length - lead));
    whole.set(samples, lead);
    return whole;
  };
  const answer = reverb({ left: led(other.sound.left), right: led(other.sound.right) }, room);
  const sides = [
    [loop.sound.left, other.sound.left, answer.left],
    [loop.sound.right, other.sound.right, answer.right],
  ] as const;
  for (const [target, dry, wetSide] of sides) {
    for (let index = 0; index < target.length; index++) {
      target[index] = (target[index] ?? 0) + (dry[index] ?? 0) + wet * (wetSide[index + lead] ?? 0);
    }
  }
}
