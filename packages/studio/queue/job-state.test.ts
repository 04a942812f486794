import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffOf,
  defaultPolicy,
  type JobEvent,
  type JobLife,
  type JobStatus,
  jobStatuses,
  newLife,
  type Priority,
  priorities,
  rankOf,
  transition,
} from './job-state.ts';

const lives: Record<JobStatus, JobLife> = {
  blocked: newLife(2),
  waiting: newLife(0),
  running: { ...newLife(0), status: 'running', receives: 1, token: 1, leaseUntil: 300_000 },
  done: { ...newLife(0), status: 'done', receives: 1, token: 1 },
  dead: { ...newLife(0), status: 'dead', receives: 3, token: 3, reason: 'out of luck' },
  cancelled: { ...newLife(0), status: 'cancelled' },
};

/** Every event as it comes from who may send it. */
const events = {
  'dependency-done': { kind: 'dependency-done' },
  claim: { kind: 'claim', now: 0 },
  heartbeat: { kind: 'heartbeat', now: 0, token: 1 },
  complete: { kind: 'complete', token: 1 },
  fail: { kind: 'fail', now: 0, token: 1, reason: 'no', permanent: false, luck: 0 },
  'fail for good': { kind: 'fail', now: 0, token: 1, reason: 'no', permanent: true, luck: 0 },
  'give-back': { kind: 'give-back', now: 0, token: 1, reason: null, delay: 0 },
  unfit: { kind: 'unfit', now: 0, token: 1, reason: 'no', luck: 0 },
  expire: { kind: 'expire', now: 300_000, luck: 0 },
  cancel: { kind: 'cancel' },
  redrive: { kind: 'redrive' },
} as const satisfies Record<string, JobEvent>;

function becomes(status: JobStatus, event: JobEvent): string {
  const next = transition(lives[status], event);
  return next.accepted ? next.life.status : '·';
}

const text = readFileSync(new URL('../../../docs/queue.md', import.meta.url), 'utf8');

const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The lines of the first table below a heading. */
function tableAfter(markdown: string, heading: string): readonly string[] {
  const lines = markdown.slice(markdown.indexOf(heading)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
  return lines.slice(first, first + length);
}

describe('the life of a job', () => {
  it('is what the table in docs/queue.md says', () => {
    const [head = '', , ...rows] = tableAfter(text, '# The life of a job in the queue');
    expect(cells(head).slice(1)).toEqual(jobStatuses);
    expect(rows.map(cells)).toEqual(
      Object.entries(events).map(([name, event]) => [name, ...jobStatuses.map((status) => becomes(status, event))]),
    );
  });

  it('gives each priority the head start that docs/queue.md says', () => {
    const rows = tableAfter(text, '## Who goes first').slice(2).map(cells);
    const steps = Object.entries(priorities).map(([name, step]) => [name, (defaultPolicy.headStart / 1000) * step]);
    expect(rows.map(([name = '', start = '']) => [name, Number(start.replace(/[, s]/g, ''))])).toEqual(steps);
  });

  const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
    fc.constantFrom<JobEvent>({ kind: 'dependency-done' }, { kind: 'cancel' }, { kind: 'redrive' }),
    fc.record({ kind: fc.constant('claim' as const), now: fc.nat(1_000_000) }),
    fc.record({ kind: fc.constant('heartbeat' as const), now: fc.nat(1_000_000), token: fc.nat(4) }),
    fc.record({ kind: fc.constant('complete' as const), token: fc.nat(4) }),
    fc.record({
      kind: fc.constant('give-back' as const),
      now: fc.nat(1_000_000),
      token: fc.nat(4),
      reason: fc.constantFrom(null, 'the model does not load'),
      delay: fc.nat(60_000),
    }),
    fc.record({
      kind: fc.constant('unfit' as const),
      now: fc.nat(1_000_000),
      token: fc.nat(4),
      reason: fc.constant('the model does not load'),
      luck: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({
      kind: fc.constant('expire' as const),
      now: fc.nat(1_000_000),
      luck: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({
      kind: fc.constant('fail' as const),
      now: fc.nat(1_000_000),
      token: fc.nat(4),
      reason: fc.constant('no'),
      permanent: fc.boolean(),
      luck: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );

  it('keeps its promises through any events in any order', () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.integer({ min: 1, max: 4 }),
        fc.array(anyEvent, { maxLength: 40 }),
        (unmet, mostReceives, sequence) => {
          let life = newLife(unmet, { mostReceives });
          let completions = 0;
          for (const event of sequence) {
            const next = transition(life, event);
            if (!next.accepted) continue;
            const before = life;
            life = next.life;
            // One completion ever; what is over stays over but for a redrive.
            if (event.kind === 'complete') completions += 1;
            expect(completions).toBeLessThanOrEqual(1);
            if (before.status === 'done' || before.status === 'cancelled') throw new Error('it was over');
            if (before.status === 'dead') expect(event.kind).toBe('redrive');
            // Fenced: every claim has a token of its own, and only its holder ends it.
            expect(life.token).toBe(before.token + (event.kind === 'claim' ? 1 : 0));
            if ('token' in event) expect(event.token).toBe(before.token);
            expect(life.receives).toBeGreaterThanOrEqual(0);
            expect(life.receives).toBeLessThanOrEqual(mostReceives);
            // A worker that gives a job back costs it nothing, and nobody has it before its time.
            if (event.kind === 'give-back') expect(life.receives).toBe(before.receives - 1);
            // Two workers that are not fit cost it nothing either; a third is its failure.
            if (event.kind === 'unfit') expect(life.receives).toBe(before.receives - (life.unfit < 3 ? 1 : 0));
            if (event.kind === 'claim') expect(event.now).toBeGreaterThanOrEqual(before.notBefore);
            expect(life.unmet).toBeGreaterThanOrEqual(0);
            expect(life.status === 'blocked').toBe(life.unmet > 0 && life.status !== 'cancelled');
            expect(life.leaseUntil !== null).toBe(life.status === 'running');
          }
        },
      ),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it('is tried three times, each time later, then dead with the reason', () => {
    let life = newLife(0);
    const waits: number[] = [];
    for (let now = 0; life.status !== 'dead'; now = life.notBefore) {
      for (const event of [
        { kind: 'claim', now } as const,
        { kind: 'fail', now, token: life.token + 1, reason: 'the model is gone', permanent: false, luck: 1 } as const,
      ]) {
        const next = transition(life, event);
        if (!next.accepted) throw new Error(next.why);
        life = next.life;
      }
      waits.push(life.notBefore - now);
    }
    expect(waits.slice(0, 2)).toEqual([3_000, 6_000]);
    expect(life).toMatchObject({ status: 'dead', receives: 3, reason: 'the model is gone' });
  });

  it('ends, though every worker that takes it turns out unfit', () => {
    let life = newLife(0);
    let claims = 0;
    for (let now = 0; life.status !== 'dead'; now = life.notBefore) {
      claims += 1;
      for (const event of [
        { kind: 'claim', now } as const,
        { kind: 'unfit', now, token: life.token + 1, reason: 'no process starts', luck: 0 } as const,
      ]) {
        const next = transition(life, event);
        if (!next.accepted) throw new Error(next.why);
        life = next.life;
      }
    }
    expect(claims).toBe(5);
    expect(life).toMatchObject({ receives: 3, unfit: 5, reason: 'no process starts' });
    expect(transition(life, { kind: 'redrive' })).toMatchObject({ life: { receives: 0, unfit: 0 } });
  });

  it('spreads retries by luck, at most half as late again', () => {
    expect(backoffOf(1, 0, defaultPolicy)).toBe(2_000);
    expect(backoffOf(3, 1, defaultPolicy)).toBe(12_000);
  });

  it('comes before what is less urgent, and after whatever was sent long enough before it', () => {
    const anyPriority = fc.constantFrom(...(Object.keys(priorities) as Priority[])); // The keys of a constant.
    fc.assert(
      fc.property(anyPriority, anyPriority, fc.nat(1e9), fc.nat(1e7), (mine, other, sent, later) => {
        const steps = priorities[other] - priorities[mine];
        const first = rankOf(sent, mine) < rankOf(sent + later, other);
        expect(first).toBe(later > steps * defaultPolicy.headStart);
      }),
      { seed: 4, numRuns: 1_000 },
    );
  });
});
