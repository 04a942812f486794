/** Second-order sections after R. Bristow-Johnson's Audio EQ Cookbook: https://www.w3.org/TR/audio-eq-cookbook/ */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

const butterworth = Math.SQRT1_2;

/** Lets pass what is below `hertz`, 12 dB an octave. */
export function lowPass(hertz: number, rate: number): Biquad {
  const { cos, alpha } = angleOf(hertz, rate);
  return scaled((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Lets pass what is above `hertz`, 12 dB an octave. */
export function highPass(hertz: number, rate: number): Biquad {
  const { cos, alpha } = angleOf(hertz, rate);
  return scaled((1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Raises (or lowers) what is above `hertz` by `decibels`. */
export function highShelf(hertz: number, decibels: number, rate: number): Biquad {
  return shelf(hertz, decibels, rate, 1);
}

/** Raises (or lowers) what is below `hertz` by `decibels`. */
export function lowShelf(hertz: number, decibels: number, rate: number): Biquad {
  return shelf(hertz, decibels, rate, -1);
}

function shelf(hertz: number, decibels: number, rate: number, side: 1 | -1): Biquad {
  const { cos, alpha } = angleOf(hertz, rate);
  const a = 10 ** (decibels / 40);
  const bend = 2 * Math.sqrt(a) * alpha;
  return scaled(
    a * (a + 1 + side * (a - 1) * cos + bend),
    -side * 2 * a * (a - 1 + side * (a + 1) * cos),
    a * (a + 1 + side * (a - 1) * cos - bend),
    a + 1 - side * (a - 1) * cos + bend,
    side * 2 * (a - 1 - side * (a + 1) * cos),
    a + 1 - side * (a - 1) * cos - bend,
  );
}

function angleOf(hertz: number, rate: number): { cos: number; alpha: number } {
  const angle = (2 * Math.PI * hertz) / rate;
  return { cos: Math.cos(angle), alpha: Math.sin(angle) / (2 * butterworth) };
}

function scaled(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/** A copy of the sound after each section in turn. */
export function filtered(samples: Float32Array, ...sections: readonly Biquad[]): Float32Array {
  const out = Float32Array.from(samples);
  for (const section of sections) filterInPlace(out, section);
  return out;
}

function filterInPlace(samples: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  let first = 0;
  let second = 0;
  for (let index = 0; index < samples.length; index++) {
    const input = samples[index] ?? 0;
    const output = b0 * input + first;
    first = b1 * input - a1 * output + second;
    second = b2 * input - a2 * output;
    samples[index] = output;
  }
}
