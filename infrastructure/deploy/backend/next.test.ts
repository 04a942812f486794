import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Both, type Colour, colours, other } from '../colour.ts';
import { type BackendRecord, backendRecord, tagsOf } from '../record.ts';
import { strategies, strategyNames } from '../strategy.ts';
import { next } from './next.ts';
import type { Observed, Scaling, Service } from './observed.ts';
import { trouble } from './trouble.ts';

const now = Date.parse('2026-01-01T12:00:00Z');
const free = { in: false, out: false, schedules: false };

const service = fc.record({
  name: fc.constant('service'),
  taskDefinition: fc.constant('arn:definition'),
  image: fc.constant('image'),
  desired: fc.integer({ min: 0, max: 10 }),
  running: fc.integer({ min: 0, max: 10 }),
  settled: fc.boolean(),
  failed: fc.option(fc.constant('circuit breaker')),
  record: fc.constant(null),
}) satisfies fc.Arbitrary<Service>;
const scaling = fc.record({
  min: fc.integer({ min: 0, max: 2 }),
  max: fc.integer({ min: 0, max: 10 }),
  held: fc.record({ in: fc.boolean(), out: fc.boolean(), schedules: fc.boolean() }),
}) satisfies fc.Arbitrary<Scaling>;
const of = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<Both<T>> => fc.record({ blue: one, green: one });
const observed: fc.Arbitrary<Observed> = fc.record({
  now: fc.constant(now),
  services: of(service),
  weights: fc.constantFrom(0, 5, 10, 25, 33, 50, 100).map((green) => ({ blue: 100 - green, green })),
  scaling: of(scaling),
  healthy: of(fc.integer({ min: 0, max: 10 })),
});
const record: fc.Arbitrary<BackendRecord> = fc.record({
  state: fc.constantFrom('under-way', 'rolling-back', 'live', 'rolled-back'),
  to: fc.constant<Colour>('green'),
  strategy: fc.constantFrom(...strategyNames),
  size: fc.integer({ min: 1, max: 10 }),
  began: fc.integer({ min: 0, max: 3_600 }).map((ago) => now - ago * 1_000),
  since: fc.integer({ min: 0, max: 3_600 }).map((ago) => now - ago * 1_000),
  seen: fc.constant(now),
});
const known = fc.record({ smoked: fc.boolean(), trouble: fc.option(fc.constant('an alarm rings')) });

describe('the next step, whatever AWS says', () => {
  it('moves no traffic to a version that is in trouble, given up, taken back, or not up', () => {
    fc.assert(
      fc.property(observed, record, known, (seen, of, knows) => {
        const action = next(seen, of, knows);
        if (action.do !== 'shift') return;
        expect(knows.trouble).toBeNull();
        expect(seen.services.green.failed).toBeNull();
        expect(of.state).toBe('under-way');
        if (seen.weights.green > 0) return;
        expect(knows.smoked && seen.services.green.settled).toBe(true);
        expect(seen.healthy.green).toBeGreaterThanOrEqual(of.size);
      }),
      { numRuns: 2_000 },
    );
  });

  it('goes up by one step of its strategy at a time, and only when the last was watched for its time', () => {
    fc.assert(
      fc.property(observed, record, known, (seen, of, knows) => {
        const action = next(seen, of, knows);
        if (action.do !== 'shift') return;
        const steps = strategies[of.strategy];
        const at = steps.findIndex(({ weight }) => weight === seen.weights.green);
        expect(action.weight).toBe(steps[at + 1]?.weight);
        if (at >= 0) expect(seen.now - of.since).toBeGreaterThanOrEqual((steps[at]?.seconds ?? 0) * 1_000);
      }),
      { numRuns: 20_000 },
    );
  });

  it('lets the old version go only when the new one has had all of the traffic for its time, without trouble', () => {
    fc.assert(
      fc.property(observed, record, known, (seen, of, knows) => {
        if (next(seen, of, knows).do !== 'retire') return;
        const last = strategies[of.strategy].at(-1);
        expect(seen.weights.green).toBe(100);
        expect(knows.trouble).toBeNull();
        expect(seen.now - of.since).toBeGreaterThanOrEqual((last?.seconds ?? 0) * 1_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives up a version that is not up after a quarter of an hour', () => {
    const sleeps: Service = {
      name: 's',
      taskDefinition: 'arn',
      image: 'i',
      desired: 2,
      running: 0,
      settled: false,
      failed: null,
      record: null,
    };
    const seen: Observed = {
      now,
      services: { blue: sleeps, green: sleeps },
      weights: { blue: 100, green: 0 },
      scaling: { blue: { min: 2, max: 4, held: { ...free, in: true } }, green: { min: 2, max: 4, held: free } },
      healthy: { blue: 2, green: 0 },
    };
    const begun = (minutes: number): BackendRecord => ({
      state: 'under-way',
      to: 'green',
      strategy: 'canary',
      size: 2,
      began: now - minutes * 60_000,
      since: now,
      seen: now,
    });
    expect(next(seen, begun(14), { smoked: false, trouble: null }).do).toBe('wait');
    expect(next(seen, begun(16), { smoked: false, trouble: null })).toMatchObject({
      do: 'roll back',
      why: expect.stringMatching(/0 of 2 tasks run/),
    });
  });
});

describe('the strategies', () => {
  it.each(strategyNames)('%s goes up, ends with all of the traffic, and watches every step', (name) => {
    const steps = strategies[name];
    expect(steps.map(({ weight }) => weight)).toEqual(steps.map(({ weight }) => weight).toSorted((a, b) => a - b));
    expect(steps.at(-1)?.weight).toBe(100);
    expect(Math.min(...steps.map(({ seconds }) => seconds))).toBeGreaterThanOrEqual(300);
  });

  it('are the steps of the specification', () => {
    expect(strategies['blue-green'].map(({ weight }) => weight)).toEqual([10, 50, 100]);
    expect(strategies.canary).toEqual([5, 25, 50, 100].map((weight) => ({ weight, seconds: 900 })));
  });
});

describe('trouble', () => {
  const well = {
    ringing: [],
    healthy: 4,
    size: 4,
    answers: { requests: 1_000, errors: 0, p95: { new: 0.2, old: 0.2 } },
  };

  it('is none of a version that is well', () => expect(trouble(well, [])).toBeNull());

  it.each([
    ['an alarm', { ringing: ['api-errors'] }, /api-errors rings/],
    ['fewer than half of its targets', { healthy: 1 }, /only 1 of 4/],
    ['more than one error in a hundred', { answers: { ...well.answers, errors: 11 } }, /11 of 1000/],
    ['answers twice as slow', { answers: { ...well.answers, p95: { new: 1.5, old: 0.7 } } }, /1\.5 s/],
  ])('is %s', (_, signs, why) => expect(trouble({ ...well, ...signs }, [])).toMatch(why));

  it.each([
    ['two errors of fifty answers, which say nothing', { answers: { ...well.answers, requests: 50, errors: 2 } }],
    ['slowness that the old version has too', { answers: { ...well.answers, p95: { new: 3, old: 2 } } }],
    ['two healthy of four', { healthy: 2 }],
  ])('is not %s', (_, signs) => expect(trouble({ ...well, ...signs }, [])).toBeNull());

  it('is not an alarm that the deployment is there to mend', () =>
    expect(trouble({ ...well, ringing: ['api-errors'] }, ['api-errors'])).toBeNull());
});

describe('the record of a deployment', () => {
  it('is read as it was written, whatever reason it has', () => {
    fc.assert(
      fc.property(record, fc.string(), (of, why) => {
        const tags = tagsOf({ ...of, why });
        expect(backendRecord(tags)).toMatchObject(of);
        for (const { value } of tags) expect(value).toMatch(/^[\p{L}\p{N} +\-=._:/@]{0,256}$/u);
      }),
    );
  });

  it('is none of what Terraform made', () => expect(backendRecord([{ key: 'Project', value: 'studio' }])).toBeNull());
});

it('each colour is the other one of the other', () => {
  for (const colour of colours) expect(other(other(colour))).toBe(colour);
});
