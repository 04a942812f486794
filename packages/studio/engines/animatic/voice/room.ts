import { randomFrom } from '../random.ts';
import { speechRate } from './speech.ts';

/** A space as it is heard. */
export interface Room {
  /** Until the echo has fallen by 60 dB. */
  readonly seconds: number;
  /** The echo's level against the voice, in decibels. */
  readonly wet: number;
  /** 0 bright walls … 1 curtains. */
  readonly damping: number;
  /** Seconds of echo kept after the voice. */
  readonly tail: number;
}

/** Lengths of the four delay lines in seconds: a small room, mutually prime in samples as nearly as matters. */
const delays = [0.0113, 0.0149, 0.0191, 0.0237] as const;

/** The sound in a room: a feedback delay network of four lines (Jot), mixed by a Hadamard matrix. */
export function inRoom(samples: Float32Array, room: Room, seed: number): Float32Array {
  const out = new Float32Array(samples.length + Math.round(room.tail * speechRate));
  const random = randomFrom(seed);
  const lines = delays.map((delay) => {
    const length = Math.round(delay * (0.92 + 0.16 * random()) * speechRate);
    return {
      buffer: new Float32Array(length),
      at: 0,
      low: 0,
      feedback: 10 ** ((-3 * length) / speechRate / room.seconds),
    };
  });
  const [a, b, c, d] = lines;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return out;
  const wet = 10 ** (room.wet / 20);
  const { damping } = room;
  const heard = (line: typeof a) => {
    line.low += (1 - damping) * ((line.buffer[line.at] ?? 0) - line.low);
    return line.low * line.feedback;
  };
  const feed = (line: typeof a, value: number) => {
    line.buffer[line.at] = value;
    line.at = line.at + 1 === line.buffer.length ? 0 : line.at + 1;
  };
  for (let index = 0; index < out.length; index++) {
    const dry = samples[index] ?? 0;
    const w = heard(a);
    const x = heard(b);
    const y = heard(c);
    const z = heard(d);
    out[index] = dry + wet * (w - x + y - z);
    feed(a, dry + 0.5 * (w + x + y + z));
    feed(b, dry + 0.5 * (w - x + y - z));
    feed(c, dry + 0.5 * (w + x - y - z));
    feed(d, dry + 0.5 * (w - x - y + z));
  }
  return out;
}
