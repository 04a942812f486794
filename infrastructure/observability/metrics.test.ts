import { metricTable } from '@ai-film-studio/studio/telemetry/metric-table.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boards } from './grafana/boards.ts';
import { plainQuery } from './grafana/panels.ts';
import { knownMetrics, pagesOf, readPage } from './known-metrics.fixture.ts';
import { ruleFiles } from './prometheus/rule-files.ts';
import { type KnownMetric, readQuery } from './promql.ts';
import { type RunningStudio, runningStudio } from './running-studio.fixture.ts';

/** Each query of ours, and where it stands. */
const queries = [
  ...(await ruleFiles()).flatMap(({ name, groups }) =>
    groups.flatMap(({ rules }) =>
      rules.map((rule) => ({
        place: `${name}: ${'alert' in rule ? rule.alert : rule.record}`,
        expr: rule.expr,
        legend: '',
      })),
    ),
  ),
  ...boards.flatMap(({ uid, rows }) =>
    rows.flatMap(({ panels }) =>
      panels.flatMap(({ title, kind, queries }) =>
        queries.map(({ expr, legend }) => ({ place: `${uid}: ${title}, ${kind}`, expr: plainQuery(expr), legend })),
      ),
    ),
  ),
];

// The API and a worker run, and their pages say what there is: a metric that is renamed is missed here.
describe('what is asked of Prometheus', () => {
  let studio: RunningStudio;
  let pages: readonly string[] = [];
  let known: ReadonlyMap<string, KnownMetric>;
  beforeAll(async () => {
    studio = await runningStudio();
    pages = await pagesOf(studio);
    known = await knownMetrics(pages);
  });
  afterAll(() => studio.stop());

  it.each(queries)('is there, with its labels: $place', ({ expr, legend }) => {
    const { faults, labels, metrics } = readQuery(expr, known);
    expect(faults).toEqual([]);
    expect(metrics.size).toBeGreaterThan(0);
    for (const [, label = ''] of legend.matchAll(/\{\{(\w+)\}\}/g)) expect([...labels]).toContain(label);
  });

  it('has the labels on the pages that the table has', () => {
    const seen = pages.flatMap((page) =>
      [...readPage(page)].filter(([name, { labels }]) => name.startsWith('studio_') && labels.size > 0),
    );
    expect(seen.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'studio_http_response_seconds',
        'studio_job_processing_seconds',
        'studio_model_inference_seconds',
      ]),
    );
    const specs = Object.values(metricTable);
    for (const [name, { labels }] of seen)
      expect([...labels], name).toEqual(specs.find((spec) => spec.name === name)?.labels);
  });

  it('leaves out nothing that the studio counts', () => {
    const asked = queries.flatMap(({ expr }) => [...readQuery(expr, known).metrics]);
    const plain = new Set(asked.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    for (const { name } of Object.values(metricTable)) expect([...plain]).toContain(name);
  });
});
