import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fitness } from './fitness.ts';

describe('the fitness of a worker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('comes back after a minute, after two the next time, and never later than after ten', () => {
    const fitness = new Fitness(() => {});
    const pauses = Array.from({ length: 6 }, () => {
      fitness.fell('video');
      let seconds = 0;
      for (; fitness.shut.has('video'); seconds++) vi.advanceTimersByTime(1_000);
      return seconds;
    });
    expect(pauses).toEqual([60, 120, 240, 480, 600, 600]);
  });

  it('is of each type alone, and counts anew when a job was done', () => {
    let told = 0;
    const fitness = new Fitness(() => told++);
    fitness.fell('video');
    vi.advanceTimersByTime(60_000);
    fitness.rose('video');
    fitness.fell('video');
    fitness.fell('image');
    expect(fitness.shut).toEqual(new Set(['video', 'image']));
    vi.advanceTimersByTime(60_000);
    expect(fitness.shut).toEqual(new Set());
    expect(told).toBe(3);
  });

  it('is not lost for longer when two jobs find it out at once', () => {
    const fitness = new Fitness(() => {});
    fitness.fell('image');
    fitness.fell('image');
    vi.advanceTimersByTime(60_000);
    fitness.fell('image');
    vi.advanceTimersByTime(120_000);
    expect(fitness.shut).toEqual(new Set());
  });
});
