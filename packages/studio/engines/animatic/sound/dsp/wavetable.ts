import { sampleRate } from '../../../../media/wav.ts';

const size = 2048;
/** How often a moving pitch is looked up, in samples. */
const step = 64;

/** One period of a wave and a sample more, to read between. */
export type Wavetable = Float32Array;

/**
 * One period from the levels of its harmonics, brought to an even loudness.
 * @param levelOf the level of harmonic 1, 2, 3 …
 */
export function wavetable(harmonics: number, levelOf: (harmonic: number) => number): Wavetable {
  const table = new Float32Array(size + 1);
  let power = 0;
  for (let harmonic = 1; harmonic <= Math.min(harmonics, size / 4); harmonic++) {
    const level = levelOf(harmonic);
    if (Math.abs(level) < 1e-5) continue;
    power += (level * level) / 2;
    // Phases that spread the energy over the period (Schroeder, 1970): no pulse, hence no harshness.
    const phase = (-Math.PI * harmonic * (harmonic - 1)) / Math.max(8, harmonics);
    const c = 2 * Math.cos((2 * Math.PI * harmonic) / size);
    let before = Math.sin(phase - (2 * Math.PI * harmonic) / size);
    let now = Math.sin(phase);
    for (let index = 0; index <= size; index++) {
      table[index] = (table[index] ?? 0) + level * now;
      const next = c * now - before;
      before = now;
      now = next;
    }
  }
  const gain = power > 0 ? 0.25 / Math.sqrt(power) : 0;
  for (let index = 0; index <= size; index++) table[index] = (table[index] ?? 0) * gain;
  return table;
}

/** Adds the wave at a pitch that may move. @param hertzAt its frequency at a second from the start of `samples` */
export function oscillate(
  samples: Float32Array,
  table: Wavetable,
  hertzAt: (second: number) => number,
  gain: number,
  phase = 0,
): void {
  let at = (phase - Math.floor(phase)) * size;
  for (let start = 0; start < samples.length; start += step) {
    const increment = (hertzAt(start / sampleRate) * size) / sampleRate;
    const end = Math.min(samples.length, start + step);
    for (let index = start; index < end; index++) {
      const whole = at | 0;
      const low = table[whole] ?? 0;
      samples[index] = (samples[index] ?? 0) + gain * (low + ((table[whole + 1] ?? 0) - low) * (at - whole));
      at += increment;
      if (at >= size) at -= size;
    }
  }
}

/** How many harmonics of a pitch lie below a limit. */
export const harmonicsBelow = (hertz: number, limit: number): number => Math.max(1, Math.floor(limit / hertz));

/** How much resonances (hertz, width, level) let through at a frequency. */
export function resonance(
  hertz: number,
  resonances: readonly (readonly [hertz: number, width: number, level: number])[],
): number {
  let level = 0;
  for (const [centre, width, height] of resonances) {
    const off = (hertz - centre) / width;
    level += height / (1 + off * off);
  }
  return level;
}
