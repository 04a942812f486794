import { describe, expect, it } from 'vitest';
import { advanced, counted, type RemoteProgress, stageEvents } from './remote-progress.ts';

const told = (progress: RemoteProgress) => stageEvents(progress).map(({ event: _, ...rest }) => rest);
const half = { pictures: { done: 100, total: 300 }, voices: { done: 2, total: 2 } };

describe('how far a film on a server is', () => {
  it('is told a stage at a time, in the order in which stages end', () => {
    expect(told(counted(half, []))).toEqual([
      { stage: 'voices', done: 2, total: 2, reused: 0 },
      { stage: 'pictures', done: 100, total: 300, reused: 0 },
    ]);
  });

  it('goes on between two counts by what is told of the jobs that are left', () => {
    const two = counted(half, [
      { id: 'a', kind: 'clip', progress: 0 },
      { id: 'b', kind: 'clip', progress: 0 },
      { id: 'c', kind: 'direct', progress: 0 },
    ]);
    expect(told(advanced(two, 'a', 'clip', 0.5))[1]).toMatchObject({ done: 150 });
    expect(told(advanced(advanced(two, 'a', 'clip', 1), 'b', 'clip', 1))[1]).toMatchObject({ done: 300 });
  });

  it('is not moved by jobs that no stage consists of', () => {
    const before = counted(half, []);
    expect(advanced(before, 'x', 'direct', 1)).toBe(before);
    expect(advanced(before, 'x', 'constructor', 1)).toBe(before);
  });
});
