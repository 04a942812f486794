import { sampleRate } from '../../../../media/wav.ts';
import type { Stereo } from '../../../engine.ts';

export interface Room {
  /** Seconds until the sound in it is 60 dB down. */
  readonly sixty: number;
  /** Above this it dies faster, in hertz. */
  readonly damping: number;
  /** Seconds before the first reflection. */
  readonly predelay: number;
  /** 1 a hall, 0.2 a small room. */
  readonly size: number;
}

/** Samples of delay of a hall; without common divisors, so that echoes do not line up. */
const lengths = [1427, 1637, 1871, 2053, 2311, 2539, 2843, 3109];
const diffusers = [149, 211, 307, 439];
/** Samples worked on at a time: fewer than the shortest line holds, so that nothing that comes out went in within the same block. */
const blockSize = 128;

/** A delay line that loses highs, and the block of it that is being worked on. */
interface Line {
  readonly buffer: Float32Array;
  head: number;
  low: number;
  readonly gain: number;
  readonly block: Float32Array;
}

/**
 * The room's answer to a sound, without the sound: a feedback delay network of eight lines mixed by a Hadamard matrix (Jot, 1991), the sound
 * first smeared by allpasses. As long as what went in.
 */
export function reverb(dry: Stereo, room: Room): Stereo {
  const count = dry.left.length;
  const wet = { left: new Float32Array(count), right: new Float32Array(count) };
  const predelay = Math.round(room.predelay * sampleRate);
  const left = smeared(dry.left, predelay, 1);
  const right = smeared(dry.right, predelay, 1.13);
  const keep = Math.exp((-2 * Math.PI * room.damping) / sampleRate);
  const lines = lengths.map((length) => lineOf(Math.max(blockSize + 1, Math.round(length * room.size)), room.sixty));
  for (let start = 0; start < count; start += blockSize) {
    const size = Math.min(blockSize, count - start);
    lines.forEach((line, index) => {
      read(line, size, keep);
      // Alternate signs keep the sides apart and the sum of both from being all there is.
      tap(line.block, index & 1 ? wet.right : wet.left, start, size, index & 2 ? -0.5 : 0.5);
    });
    mix(lines, size);
    lines.forEach((line, index) => {
      write(line, index & 1 ? right : left, start, size);
    });
  }
  return wet;
}

function lineOf(size: number, sixty: number): Line {
  // The matrix is not divided by √8: this gain holds that.
  const gain = 10 ** ((-3 * size) / (sixty * sampleRate)) / Math.sqrt(8);
  return { buffer: new Float32Array(size), head: 0, low: 0, gain, block: new Float32Array(blockSize) };
}

function read(line: Line, size: number, keep: number): void {
  const { buffer, block } = line;
  let { head, low } = line;
  for (let index = 0; index < size; index++) {
    const out = buffer[head] ?? 0;
    low = out + (low - out) * keep;
    block[index] = low;
    if (++head === buffer.length) head = 0;
  }
  line.low = low;
}

function tap(block: Float32Array, target: Float32Array, start: number, size: number, gain: number): void {
  for (let index = 0; index < size; index++)
    target[start + index] = (target[start + index] ?? 0) + gain * (block[index] ?? 0);
}

/** The Hadamard matrix, as sums and differences. */
function mix(lines: readonly Line[], size: number): void {
  for (let width = 1; width < lines.length; width *= 2) {
    lines.forEach((line, index) => {
      const other = lines[index + width];
      if (!other || index & width) return;
      butterfly(line.block, other.block, size);
    });
  }
}

function butterfly(a: Float32Array, b: Float32Array, size: number): void {
  for (let index = 0; index < size; index++) {
    const x = a[index] ?? 0;
    const y = b[index] ?? 0;
    a[index] = x + y;
    b[index] = x - y;
  }
}

function write(line: Line, input: Float32Array, start: number, size: number): void {
  const { buffer, block, gain } = line;
  let { head } = line;
  for (let index = 0; index < size; index++) {
    buffer[head] = (block[index] ?? 0) * gain + (input[start + index] ?? 0) * 0.35;
    if (++head === buffer.length) head = 0;
  }
  line.head = head;
}

function smeared(samples: Float32Array, predelay: number, stretch: number): Float32Array {
  const out = new Float32Array(samples.length);
  if (predelay < samples.length) out.set(samples.subarray(0, samples.length - predelay), predelay);
  for (const length of diffusers) allpass(out, Math.round(length * stretch), 0.62);
  return out;
}

function allpass(samples: Float32Array, length: number, gain: number): void {
  const line = new Float32Array(length);
  let head = 0;
  for (let index = 0; index < samples.length; index++) {
    const delayed = line[head] ?? 0;
    const input = (samples[index] ?? 0) - delayed * gain;
    samples[index] = delayed + input * gain;
    line[head] = input;
    if (++head === length) head = 0;
  }
}
