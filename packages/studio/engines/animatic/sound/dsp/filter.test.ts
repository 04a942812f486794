import { describe, expect, it } from 'vitest';
import { bandpass, filter, highpass, lowpass, sweep } from './filter.ts';

const tone = (hertz: number) =>
  Float32Array.from({ length: 48_000 }, (_, index) => Math.sin((2 * Math.PI * hertz * index) / 48_000));
/** In decibels, once it has settled. */
const level = (samples: Float32Array) => {
  const late = samples.slice(24_000);
  return 10 * Math.log10((2 * late.reduce((sum, sample) => sum + sample * sample, 0)) / late.length);
};

describe('filters', () => {
  it('a low-pass is 3 dB down at its frequency and 12 dB an octave above', () => {
    expect(level(lowpass(tone(1000), 1000))).toBeCloseTo(-3, 0);
    expect(level(lowpass(tone(100), 1000))).toBeCloseTo(0, 1);
    expect(level(lowpass(tone(4000), 1000))).toBeLessThan(-23);
  });

  it('a high-pass takes out what stands still', () => {
    expect(Math.abs(highpass(new Float32Array(48_000).fill(1), 30).at(-1) ?? 1)).toBeLessThan(1e-3);
  });

  it('a band-pass lets its middle through as it is', () => {
    expect(level(bandpass(tone(800), 800, 4))).toBeCloseTo(0, 1);
    expect(level(bandpass(tone(200), 800, 4))).toBeLessThan(-18);
  });

  it('a bell lifts its middle by what it is told', () => {
    expect(level(filter(tone(2000), 'bell', 2000, 1, 6))).toBeCloseTo(6, 1);
  });

  it('a moving filter that stands still is as good as a fixed one', () => {
    expect(level(sweep(tone(1000), 'lowpass', () => 1000))).toBeCloseTo(-3, 0);
    expect(level(sweep(tone(800), 'bandpass', () => 800, 4))).toBeCloseTo(0, 1);
  });
});
