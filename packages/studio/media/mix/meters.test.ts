import { describe, expect, it } from 'vitest';
import { sampleRate } from '../wav.ts';
import { loudnessMeter } from './loudness.ts';
import { peakMeter } from './peak-meter.ts';

const tone = (seconds: number, hertz: number, dbfs: number, phase = 0) =>
  Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, at) => 10 ** (dbfs / 20) * Math.sin((2 * Math.PI * hertz * at) / sampleRate + phase),
  );
const joined = (...parts: readonly Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

function loudnessOf(left: Float32Array, right = left): number {
  const meter = loudnessMeter();
  // In blocks that end nowhere in particular.
  for (let at = 0; at < left.length; at += 10_007)
    meter.add(left.subarray(at, at + 10_007), right.subarray(at, at + 10_007));
  return meter.integrated();
}

function truePeakOf(samples: Float32Array): number {
  const meter = peakMeter();
  for (let at = 0; at < samples.length; at += 10_007) meter.add(samples.subarray(at, at + 10_007), new Float32Array(0));
  return meter.dbtp();
}

// EBU Tech 3341, minimum requirements: the tones and what a meter must read within 0.1 LU.
describe('the loudness meter', () => {
  it('reads -23 and -33 LUFS for stereo tones of that level at 1 kHz', () => {
    expect(loudnessOf(tone(20, 1000, -23))).toBeCloseTo(-23, 1);
    expect(loudnessOf(tone(20, 1000, -33))).toBeCloseTo(-33, 1);
  });

  it('reads three units less when only one side sounds', () => {
    const left = tone(20, 1000, -23);
    expect(loudnessOf(left, new Float32Array(left.length))).toBeCloseTo(-26, 1);
  });

  it('gates out what is far quieter than the rest', () => {
    expect(loudnessOf(joined(tone(10, 1000, -36), tone(60, 1000, -23), tone(10, 1000, -36)))).toBeCloseTo(-23, 1);
    expect(loudnessOf(joined(tone(10, 1000, -72), tone(30, 1000, -23), tone(10, 1000, -72)))).toBeCloseTo(-23, 1);
  });

  it('has nothing to say of silence and of a moment', () => {
    expect(loudnessOf(new Float32Array(sampleRate))).toBe(Number.NEGATIVE_INFINITY);
    expect(loudnessOf(tone(0.3, 1000, -10))).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('the peak meter', () => {
  it('reads the level of a slow tone', () => {
    expect(truePeakOf(tone(1, 997, -6))).toBeCloseTo(-6, 1);
  });

  it('finds the peak between the samples: a quarter of the sample rate at 45 degrees hides 3 dB', () => {
    const hidden = tone(1, sampleRate / 4, -6, Math.PI / 4);
    expect(20 * Math.log10(hidden.reduce((a, b) => Math.max(a, Math.abs(b)), 0))).toBeCloseTo(-9, 1);
    expect(Math.abs(truePeakOf(hidden) + 6)).toBeLessThan(0.4);
  });

  it('reads -99 for silence', () => {
    expect(truePeakOf(new Float32Array(sampleRate))).toBe(-99);
  });
});
