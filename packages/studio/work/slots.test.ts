import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JobType, jobTypes } from '../queue/queued-job.ts';
import { openTypes, usefulTypes } from './slots.ts';

describe('the slots of a worker', () => {
  it('are full for a type at its own figure, and for all that keep a core busy when the cores are busy', () => {
    expect(openTypes({ video: 1 }, { video: 1, audio: 3 }, 2, new Set())).toEqual(['audio']);
    expect(openTypes({ video: 1, audio: 1 }, { video: 2, audio: 3, notification: 9 }, 2, new Set())).toEqual([
      'notification',
    ]);
  });

  it('are closed for what the worker was found unfit for', () => {
    expect(openTypes({}, { image: 1, video: 1 }, 2, new Set(['video']))).toEqual(['image']);
  });

  it('are of use while an engine can be had, where the worker is there for an engine', () => {
    expect(usefulTypes({ image: 2, video: 0, assembly: 2, notification: 16 })).toEqual(['image']);
    expect(usefulTypes({ assembly: 2, notification: 16 })).toEqual(['assembly', 'notification']);
  });

  it('are never overfilled, and never all closed while nothing runs', () => {
    const count = fc.integer({ min: 0, max: 4 });
    const most = fc.record(Object.fromEntries(jobTypes.map((type) => [type, count])));
    fc.assert(
      fc.property(most, fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.nat()), (limits, cores, luck) => {
        const running: Partial<Record<JobType, number>> = {};
        if (Object.values(limits).some((limit) => limit > 0))
          expect(openTypes({}, limits, cores, new Set()).length).toBeGreaterThan(0);
        for (let open = openTypes(running, limits, cores, new Set()); open.length > 0; ) {
          const type = open[(luck.next().value ?? 0) % open.length] ?? 'image';
          running[type] = (running[type] ?? 0) + 1;
          open = openTypes(running, limits, cores, new Set());
        }
        for (const type of jobTypes) expect(running[type] ?? 0).toBeLessThanOrEqual(limits[type] ?? 0);
        const { notification: _, ...busy } = running;
        expect(Object.values(busy).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(cores);
      }),
      { seed: 11 },
    );
  });
});
