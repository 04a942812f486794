import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FilmEvent, trackStage } from './events.ts';

function listening(units: readonly number[]) {
  const events: FilmEvent[] = [];
  return { events, track: trackStage('pictures', units, (event) => events.push(event)) };
}

describe('the work of a stage', () => {
  it('is told of before it begins, so that a stage of nothing is seen too', () => {
    expect(listening([]).events).toEqual([{ event: 'stage', stage: 'pictures', done: 0, total: 0, reused: 0 }]);
  });

  it('adds up shares of jobs that are of different size', () => {
    const { events, track } = listening([100, 300]);
    track.progress(1, 0.5);
    track.finish(0, false);
    expect(events.at(-1)).toEqual({ event: 'stage', stage: 'pictures', done: 250, total: 400, reused: 1 });
  });

  it('is whole when every job is, in whatever order they end', () => {
    const jobs = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.boolean()), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(jobs, fc.infiniteStream(fc.nat()), (list, order) => {
        const { events, track } = listening(list.map(([units]) => units));
        const left = [...list.keys()];
        for (const pick of order) {
          const [job = 0] = left.splice(pick % left.length, 1);
          track.finish(job, list[job]?.[1] ?? true);
          if (left.length === 0) break;
        }
        const total = list.reduce((sum, [units]) => sum + units, 0);
        const reused = list.filter(([, made]) => !made).length;
        expect(events.at(-1)).toMatchObject({ done: total, total, reused });
      }),
      { seed: 8, numRuns: 100 },
    );
  });
});
