import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

describe('doing things in parallel', () => {
  it('keeps to the number at once, and gives the results in order', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 4, 2, 3], 2, async (number) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < number; turn++) await null;
      running--;
      return number * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  it('begins nothing more after a failure, and tells it when the rest has ended', async () => {
    const begun: number[] = [];
    let ended = false;
    const failing = inParallel([1, 2, 3, 4], 2, async (number) => {
      begun.push(number);
      if (number === 1) throw new Error('one');
      for (let turn = 0; turn < 10; turn++) await null;
      ended = true;
    });
    await expect(failing).rejects.toThrow('one');
    expect(begun).toEqual([1, 2]);
    expect(ended).toBe(true);
  });

  it('does nothing with nothing', async () => expect(await inParallel([], 4, async () => 1)).toEqual([]));
});
