import { type Mood, moods } from '@ai-film-studio/film';
import { describe, expect, it } from 'vitest';
import { highpass, lowpass } from './dsp/filter.ts';
import { score } from './score.ts';

const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0);

/** Of the energy, the share between 1 and 4 kHz. */
function speechShare(samples: Float32Array): number {
  const band = lowpass(highpass(lowpass(highpass(samples.slice(), 1000), 4000), 1000), 4000);
  return power(band) / power(samples);
}

/** The longest stretch in seconds in which nothing is above −60 dBFS. */
function longestSilence(samples: Float32Array): number {
  let longest = 0;
  let last = 0;
  samples.forEach((sample, index) => {
    if (Math.abs(sample) < 0.001) return;
    longest = Math.max(longest, index - last);
    last = index;
  });
  return longest / 48_000;
}

describe.each(moods)('music for a %s scene', (mood: Mood) => {
  it.each([0.8, 6.5, 23.02])('is as long as the scene of %f s, sound and clean', (seconds) => {
    const { left, right } = score({ mood, seconds, seed: 4 });
    for (const side of [left, right]) {
      expect(side.length).toBe(Math.round(seconds * 48_000));
      expect(side.every(Number.isFinite)).toBe(true);
      expect(side.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThan(0.9);
      expect(Math.abs(side.reduce((sum, sample) => sum + sample, 0) / side.length)).toBeLessThan(1e-3);
      expect(longestSilence(side)).toBeLessThan(3);
    }
    expect(power(left)).toBeGreaterThan(0);
  });

  it('leaves the frequencies of words to the words', () => {
    expect(speechShare(score({ mood, seconds: 20, seed: 1 }).left)).toBeLessThan(0.12);
  });
});

it('the same request gives the same bytes, another seed other music', () => {
  const made = score({ mood: 'joyful', seconds: 8, seed: 1 });
  expect(score({ mood: 'joyful', seconds: 8, seed: 1 })).toEqual(made);
  expect(score({ mood: 'joyful', seconds: 8, seed: 2 }).left).not.toEqual(made.left);
});

it('the music ends in silence, not in a click', () => {
  const { left } = score({ mood: 'epic', seconds: 9, seed: 1 });
  expect(left.slice(-48).every((sample) => Math.abs(sample) < 1e-4)).toBe(true);
});

it('no time at all is no music', () => {
  expect(score({ mood: 'calm', seconds: 0, seed: 1 }).left.length).toBe(0);
});
