import { soundNames } from '@ai-film-studio/film';
import { describe, expect, it } from 'vitest';
import { effect } from './effects.ts';

describe.each(soundNames)('the sound of %s', (name) => {
  const { left, right } = effect({ name, seed: 5 });

  it('lasts between 0.3 and 4 seconds', () => {
    expect(left.length).toBe(right.length);
    expect(left.length / 48_000).toBeGreaterThanOrEqual(0.3);
    expect(left.length / 48_000).toBeLessThanOrEqual(4);
  });

  it('is heard, and peaks below -3 dBFS', () => {
    const peak = [...left, ...right].reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(peak).toBeGreaterThan(0.1);
    expect(peak).toBeLessThan(10 ** (-3 / 20));
    expect(left.every(Number.isFinite) && right.every(Number.isFinite)).toBe(true);
  });

  it('begins soon after it is called for and dies away', () => {
    const loudest = left.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const first = left.findIndex((sample) => Math.abs(sample) > loudest * 0.02);
    expect(first / 48_000).toBeLessThan(0.5);
    expect(Math.abs(left.at(-1) ?? 1)).toBeLessThan(1e-3);
  });
});

it('the same request gives the same bytes, another seed another take', () => {
  expect(effect({ name: 'glass', seed: 1 })).toEqual(effect({ name: 'glass', seed: 1 }));
  expect(effect({ name: 'glass', seed: 2 }).left).not.toEqual(effect({ name: 'glass', seed: 1 }).left);
});

it('a sound that nobody knows is refused by naming those that are known', () => {
  expect(() => effect({ name: 'kazoo', seed: 1 })).toThrow(RangeError);
  expect(() => effect({ name: 'kazoo', seed: 1 })).toThrow(/kazoo.*doorbell, knock/);
});
