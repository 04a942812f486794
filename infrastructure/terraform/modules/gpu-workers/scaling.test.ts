import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { metricMath } from './metric-math.fixture.ts';
import { type Known, plannedFleet } from './planned-fleet.fixture.ts';

type Fleet = Awaited<ReturnType<typeof plannedFleet>>;

/** The same figures for a quarter of an hour; `null`: CloudWatch has none. */
interface Facts {
  /** Desired of the group, and in service unless said otherwise. */
  readonly workers: number | null;
  readonly inService?: number;
  /** Seconds of video that wait. */
  readonly seconds?: number | null;
  /** Jobs of video that run. */
  readonly running?: number | null;
  /** Messages in the queue. */
  readonly messages?: number | null;
  /** Of the seconds and the jobs, what is of high priority. */
  readonly urgent?: { readonly seconds: number; readonly running: number };
}

const none = { seconds: 0, running: 0 };

const steady = ({ workers, inService, seconds = 0, running = 0, messages = 0, urgent = none }: Facts): Known => {
  const of = (metric: string, type: string | undefined): number | null => {
    if (metric === 'GroupDesiredCapacity') return workers;
    if (metric === 'GroupInServiceInstances') return inService ?? workers;
    if (metric === 'ApproximateNumberOfMessagesVisible') return messages;
    const figures: Readonly<Record<string, number | null>> = {
      studio_queue_backlog_seconds: seconds,
      studio_queue_jobs: running,
      studio_queue_high_priority_backlog_seconds: urgent.seconds,
      studio_queue_high_priority_running_jobs: urgent.running,
    };
    const video = figures[metric] ?? null;
    return type === 'video' || video === null ? video : 0;
  };
  return (metric, { type }) => Array.from({ length: 15 }, () => of(metric, type));
};

describe('a fleet by seconds of backlog', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await plannedFleet('');
  });

  it('with nobody there starts one for any work at all, and none for none', () => {
    expect(fleet.more.change(steady({ workers: 0, seconds: 1 }))).toBe(1);
    expect(fleet.more.change(steady({ workers: 0, seconds: 300 }))).toBe(1);
    expect(fleet.more.change(steady({ workers: 0, seconds: 0 }))).toBe(0);
  });

  it('starts seven for nine clips of 210 s, which the document leaves to nobody', () => {
    let workers = 0;
    for (let round = 0; round < 4; round++) workers += fleet.more.change(steady({ workers, seconds: 9 * 210 }));
    expect(workers).toBe(7);
  });

  it('does not ask again for workers that are booting', () => {
    expect(fleet.more.change(steady({ workers: 7, inService: 0, seconds: 9 * 210 }))).toBe(0);
  });

  it('comes to as many as are wanted, whatever there is, and never to more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 20_000 }), (before, seconds) => {
        const wanted = Math.max(before, Math.ceil(seconds / 300));
        let workers = before;
        for (let round = 0; round < 20; round++) {
          workers += fleet.more.change(steady({ workers, seconds }));
          expect(workers).toBeLessThanOrEqual(wanted);
        }
        expect(workers).toBe(wanted);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('starts nobody and stops nobody when the API says nothing', () => {
    expect(fleet.more.change(steady({ workers: 2, seconds: null }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 2, seconds: null }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 2, running: null }))).toBe(0);
  });

  it('takes a group of which nothing is known for empty: it starts one, and stops nobody', () => {
    expect(fleet.more.change(steady({ workers: null, seconds: 60 }))).toBe(1);
    expect(fleet.fewer.change(steady({ workers: null }))).toBe(0);
  });

  it('goes on with the last figure of the group when the newest is not there yet', () => {
    const late: Known = (metric, dimensions) => {
      const figures = steady({ workers: 7, seconds: 9 * 210 })(metric, dimensions);
      return metric.startsWith('Group') ? [...figures.slice(0, -1), null] : figures;
    };
    expect(fleet.more.change(late)).toBe(0);
  });

  it('lets one worker go after ten minutes in which it was not needed', () => {
    expect(fleet.fewer.minutes).toBe(10);
    expect(fleet.fewer.change(steady({ workers: 3 }))).toBe(-1);
    expect(fleet.fewer.change(steady({ workers: 3, running: 2 }))).toBe(-1);
    const since =
      (minutes: number): Known =>
      (metric, dimensions) =>
        steady({ workers: 3 })(metric, dimensions).map((figure, minute) =>
          metric === 'studio_queue_backlog_seconds' && minute < 15 - minutes ? 5 : figure,
        );
    expect(fleet.fewer.change(since(9))).toBe(0);
    expect(fleet.fewer.change(since(10))).toBe(-1);
  });

  it('lets nobody go that is at work, and nobody while anything waits', () => {
    expect(fleet.fewer.change(steady({ workers: 3, running: 3 }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 1, running: 1 }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 9, seconds: 1 }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 1 }))).toBe(-1);
  });
});

describe('a fleet by depth, as the document has it', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await plannedFleet('scaling = { policy = "depth" }');
  });

  it.each([
    [0, 0],
    [9, 0],
    [10, 1],
    [24, 1],
    [25, 2],
    [49, 2],
    [50, 4],
    [500, 4],
  ])('with %i messages adds %i', (messages, add) => {
    expect(fleet.more.change(steady({ workers: 1, messages }))).toBe(add);
  });

  it('with nobody there starts one for 1 to 9 messages too', () => {
    for (const messages of [1, 2, 9, 10]) expect(fleet.more.change(steady({ workers: 0, messages }))).toBe(1);
    expect(fleet.more.change(steady({ workers: 0, messages: 0 }))).toBe(0);
  });

  it('lets one go below 2 messages, the last one only at none', () => {
    expect(fleet.fewer.change(steady({ workers: 2, messages: 1 }))).toBe(-1);
    expect(fleet.fewer.change(steady({ workers: 2, messages: 2 }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 1, messages: 1 }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 1, messages: 0 }))).toBe(-1);
    expect(fleet.fewer.change(steady({ workers: 1, messages: 0, running: 1 }))).toBe(0);
  });

  it('starts nobody and stops nobody when SQS says nothing', () => {
    expect(fleet.more.change(steady({ workers: 0, messages: null }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 2, messages: null }))).toBe(0);
  });
});

describe('a fleet that premium users have for themselves', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await plannedFleet(
      'lanes = "high-priority"\nfleet = "premium"',
      'ai-film-studio-high-priority-queue-video-dev',
    );
  });
  const urgent = (seconds: number, running = 0) => ({ seconds, running });

  it('is called by what is urgent, from nobody on, however much else waits', () => {
    expect(fleet.more.change(steady({ workers: 0, seconds: 9_000 }))).toBe(0);
    expect(fleet.more.change(steady({ workers: 0, seconds: 9_000, urgent: urgent(1) }))).toBe(1);
    expect(fleet.more.change(steady({ workers: 1, seconds: 9_000, urgent: urgent(1_200) }))).toBe(2);
  });

  it('goes when nothing urgent is left, whatever else waits or runs', () => {
    expect(fleet.fewer.change(steady({ workers: 1, seconds: 9_000, running: 20 }))).toBe(-1);
    expect(fleet.fewer.change(steady({ workers: 1, urgent: urgent(0, 1) }))).toBe(0);
    expect(fleet.fewer.change(steady({ workers: 2, urgent: urgent(5) }))).toBe(0);
  });
});

describe('metric math', () => {
  it('reads what the alarms are written in', () => {
    const of = (text: string, metrics: Record<string, readonly (number | null)[]>) =>
      metricMath(text)(new Map(Object.entries(metrics)));
    expect(of('CEIL((a + b / 2) / 300) - c', { a: [300, 0], b: [2, 0], c: [1, 0] })).toEqual([1, 0]);
    expect(of('FILL(FILL(a, REPEAT), 0)', { a: [null, 3, null] })).toEqual([0, 3, 3]);
    expect(
      of('IF((a > 1 AND b >= 2) OR (a <= 1 AND b >= 1), 0, a - b)', { a: [3, 1, 3, null], b: [1, 1, 2, 1] }),
    ).toEqual([2, 0, 0, null]);
    expect(() => of('MAX(a)', { a: [1] })).toThrow(SyntaxError);
    expect(() => of('a + c', { a: [1] })).toThrow('no metric c');
  });
});
