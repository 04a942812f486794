/** Taps for each phase: the stop band is 80 dB down, the pass band flat to 92 % of the source's half rate. */
const halfWidth = 24;

/**
 * Raises the sampling rate by a whole factor with a Kaiser-windowed sinc. No delay: sample `i` comes to lie at `i * factor`.
 *
 * @example
 * const at48k = upsample(at16k, 3);
 */
export function upsample(samples: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(samples.length * factor);
  const padded = new Float32Array(samples.length + 2 * halfWidth);
  padded.set(samples, halfWidth);
  const width = 2 * halfWidth;
  for (let phase = 0; phase < factor; phase++) {
    const taps = phaseTaps(phase / factor);
    for (let index = 0; index < samples.length; index++) {
      let sum = 0;
      // The typed arrays are as long as the loop: `?? 0` only satisfies the compiler.
      for (let tap = 0; tap < width; tap++) sum += (taps[tap] ?? 0) * (padded[index + tap + 1] ?? 0);
      out[index * factor + phase] = sum;
    }
  }
  return out;
}

/** Weights of the source samples around a point `fraction` of a sample after sample `halfWidth - 1` of the window. */
function phaseTaps(fraction: number): Float32Array {
  const taps = new Float32Array(2 * halfWidth);
  for (let tap = 0; tap < taps.length; tap++) {
    const distance = tap - (halfWidth - 1) - fraction;
    taps[tap] = 0.96 * sinc(0.96 * distance) * kaiser(distance / halfWidth);
  }
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  const beta = 8;
  return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
}

/** The modified Bessel function of order zero, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 32; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
