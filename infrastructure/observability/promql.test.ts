import { describe, expect, it } from 'vitest';
import { type KnownMetric, readQuery } from './promql.ts';

const known = new Map<string, KnownMetric>([
  ['jobs', { kind: 'gauge', labels: new Set(['type', 'state']), values: new Map([['state', ['waiting', 'running']]]) }],
  ['asked_total', { kind: 'counter', labels: new Set(['route']) }],
  ['took_bucket', { kind: 'histogram', labels: new Set(['route', 'le']) }],
]);

describe('a query', () => {
  it.each([
    ['sum by (type) (jobs{state="waiting"})', ['type']],
    ['max without (state) (jobs)', ['type', 'job', 'instance', 'env']],
    ['histogram_quantile(0.95, sum by (le, route) (rate(took_bucket[5m])))', ['route']],
    ['topk(5, sum by (route) (increase(asked_total[1h])))', ['route']],
    ['sum(jobs) / 60', []],
    ['sum by (route) (rate(asked_total[5m])) / on () group_left () sum(rate(asked_total[5m]))', ['route']],
    ['(asked_total unless asked_total offset 5m) or increase(asked_total[5m])', ['route', 'job', 'instance', 'env']],
  ])('%s has the labels %j and no fault', (query, labels) => {
    const { faults, labels: found } = readQuery(query, known);
    expect(faults).toEqual([]);
    expect([...found]).toEqual(labels);
  });

  it.each([
    ['sum(jobs_of_yore)', 'Nobody exports jobs_of_yore.'],
    ['jobs{kind="clip"}', '"kind" is no label of jobs'],
    ['sum by (kind) (jobs)', '"kind" is no label of sum by'],
    ['jobs{state="wating"}', 'No state of jobs is wating: there are waiting, running.'],
    ['jobs{state=~"done|dead"}', 'No state of jobs is done|dead'],
    ['rate(jobs[5m])', 'rate() of jobs, which is no counter.'],
    ['histogram_quantile(0.9, sum(rate(took_bucket[5m])))', '"le" is no label'],
    ['sum(jobs', 'It cannot be read'],
    ['{type="video"}', 'names no metric'],
    ['sum by (type) (jobs) / on (route) sum by (type) (jobs)', '"route" is no label'],
  ])('%s: %s', (query, fault) => {
    expect(readQuery(query, known).faults.join(' ')).toContain(fault);
  });
});
