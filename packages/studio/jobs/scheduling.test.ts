import { describe, expect, it } from 'vitest';
import { nextFor } from './scheduling.ts';

const waiting = (...jobs: readonly (readonly [name: string, priority: number, near: string | null])[]) =>
  jobs.map(([name, priority, near]) => ({ name, priority, near }));
const nameOf = (...args: Parameters<typeof nextFor<ReturnType<typeof waiting>[number]>>) => nextFor(...args)?.name;

describe('what a free worker does next', () => {
  it('is the most urgent, and of those the first that came', () => {
    expect(nameOf(null, waiting(['a', 0, null], ['b', 2, null], ['c', 2, null]), [null])).toBe('b');
    expect(nameOf('cafe', waiting(['a', 0, 'cafe'], ['b', 1, 'harbour']), ['cafe', 'harbour'])).toBe('b');
    expect(nameOf(null, [], [])).toBeUndefined();
  });

  it('stays where the worker is, and leaves to the others where they are', () => {
    const jobs = waiting(['a', 0, 'harbour'], ['b', 0, 'cafe'], ['c', 0, 'forest']);
    expect(nameOf('cafe', jobs, ['cafe', 'harbour'])).toBe('b');
    expect(nameOf('beach', jobs, ['beach', 'harbour'])).toBe('b');
    expect(nameOf(null, jobs, [null])).toBe('a');
  });

  it('helps another rather than be idle', () => {
    expect(nameOf('cafe', waiting(['a', 0, 'harbour']), ['cafe', 'harbour'])).toBe('a');
  });
});
