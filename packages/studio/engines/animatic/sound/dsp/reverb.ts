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

/**
 * The room's answer to a sound, without the sound: a feedback delay network of eight lines mixed by a Hadamard matrix (Jot, 1991), the sound
 * first smeared by allpasses. As long as what went in.
 */
export function reverb(dry: Stereo, room: Room): Stereo {
  const count = dry.left.length;
  const wet = { left: new Float32Array(count), right: new Float32Array(count) };
  const predelay = Math.round(room.predelay * sampleRate);
  const smearedLeft = smeared(dry.left, predelay, 1);
  const smearedRight = smeared(dry.right, predelay, 1.13);
  const sizes = lengths.map((length) => Math.max(31, Math.round(length * room.size)));
  const lines = sizes.map((size) => new Float64Array(size));
  const gains = Float64Array.from(sizes, (size) => 10 ** ((-3 * size) / (room.sixty * sampleRate)) / Math.sqrt(8));
  const keep = Math.exp((-2 * Math.PI * room.damping) / sampleRate);
  const heads = new Int32Array(8);
  const low = new Float64Array(8);
  const v = new Float64Array(8);
  for (let index = 0; index < count; index++) {
    for (let line = 0; line < 8; line++) {
      const out = lines[line]?.[heads[line] ?? 0] ?? 0;
      low[line] = out + ((low[line] ?? 0) - out) * keep;
      v[line] = low[line] ?? 0;
    }
    wet.left[index] = 0.5 * ((v[0] ?? 0) - (v[2] ?? 0) + (v[4] ?? 0) - (v[6] ?? 0));
    wet.right[index] = 0.5 * ((v[1] ?? 0) - (v[3] ?? 0) + (v[5] ?? 0) - (v[7] ?? 0));
    hadamard(v);
    for (let line = 0; line < 8; line++) {
      const input = (line & 1 ? smearedRight[index] : smearedLeft[index]) ?? 0;
      const buffer = lines[line];
      const head = heads[line] ?? 0;
      if (buffer) buffer[head] = (v[line] ?? 0) * (gains[line] ?? 0) + input * 0.35;
      heads[line] = head + 1 === sizes[line] ? 0 : head + 1;
    }
  }
  return wet;
}

/** In place, not divided by √8: the gains hold that. */
function hadamard(v: Float64Array): void {
  for (let width = 1; width < 8; width *= 2) {
    for (let index = 0; index < 8; index++) {
      if (index & width) continue;
      const a = v[index] ?? 0;
      const b = v[index + width] ?? 0;
      v[index] = a + b;
      v[index + width] = a - b;
    }
  }
}

function smeared(samples: Float32Array, predelay: number, stretch: number): Float32Array {
  const out = new Float32Array(samples.length);
  if (predelay < samples.length) out.set(samples.subarray(0, samples.length - predelay), predelay);
  for (const length of diffusers) allpass(out, Math.round(length * stretch), 0.62);
  return out;
}

function allpass(samples: Float32Array, length: number, gain: number): void {
  const line = new Float64Array(length);
  let head = 0;
  for (let index = 0; index < samples.length; index++) {
    const delayed = line[head] ?? 0;
    const input = (samples[index] ?? 0) - delayed * gain;
    samples[index] = delayed + input * gain;
    line[head] = input;
    if (++head === length) head = 0;
  }
}
