import { sampleRate } from '../wav.ts';

/** A second-order section, direct form II transposed. */
interface Section {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** K-weighting at 48 kHz: ITU-R BS.1770-4, tables 1 and 2. */
const shelf: Section = {
  b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
  a: [-1.69065929318241, 0.73248077421585],
};
const highPass: Section = { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] };

/** What both sections of a channel's filter remember. */
const newState = () => new Float64Array(4);

/**
 * The weighted power of a stretch of one channel, times its length. All that the loop changes is local: variables of an outer function would
 * be put on the heap at every sample.
 */
function sumOfSquares(samples: Float32Array, from: number, to: number, state: Float64Array): number {
  let [s1 = 0, s2 = 0, h1 = 0, h2 = 0] = state;
  const [sb0, sb1, sb2] = shelf.b;
  const [sa1, sa2] = shelf.a;
  const [hb0, hb1, hb2] = highPass.b;
  const [ha1, ha2] = highPass.a;
  let sum = 0;
  for (let index = from; index < to; index++) {
    const x = samples[index] ?? 0;
    const y = sb0 * x + s1;
    s1 = sb1 * x - sa1 * y + s2;
    s2 = sb2 * x - sa2 * y;
    const z = hb0 * y + h1;
    h1 = hb1 * y - ha1 * z + h2;
    h2 = hb2 * y - ha2 * z;
    sum += z * z;
  }
  state.set([s1, s2, h1, h2]);
  return sum;
}

const step = sampleRate / 10;
const stepsPerBlock = 4;
const toLufs = (power: number) => -0.691 + 10 * Math.log10(power);
const toPower = (lufs: number) => 10 ** ((lufs + 0.691) / 10);

/** Measures integrated loudness (ITU-R BS.1770-4, EBU R 128) of a stereo stream. */
export interface LoudnessMeter {
  add(left: Float32Array, right: Float32Array): void;
  /** LUFS; −Infinity for silence or less than 400 ms. */
  integrated(): number;
}

export function loudnessMeter(): LoudnessMeter {
  const [leftState, rightState] = [newState(), newState()];
  const steps: number[] = [];
  let sum = 0;
  let filled = 0;
  return {
    add(left, right) {
      for (let at = 0; at < left.length; ) {
        const to = Math.min(left.length, at + step - filled);
        sum += sumOfSquares(left, at, to, leftState) + sumOfSquares(right, at, to, rightState);
        filled += to - at;
        at = to;
        if (filled === step) {
          steps.push(sum / step);
          sum = 0;
          filled = 0;
        }
      }
    },
    integrated() {
      const blocks = steps
        .slice(stepsPerBlock - 1)
        .map((_, index) => steps.slice(index, index + stepsPerBlock).reduce((a, b) => a + b, 0) / stepsPerBlock);
      const mean = (powers: readonly number[]) => powers.reduce((a, b) => a + b, 0) / powers.length;
      const audible = blocks.filter((power) => power > toPower(-70));
      if (audible.length === 0) return Number.NEGATIVE_INFINITY;
      const gate = toPower(toLufs(mean(audible)) - 10);
      return toLufs(mean(audible.filter((power) => power > gate)));
    },
  };
}
