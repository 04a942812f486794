import { readFile } from 'node:fs/promises';
import { jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import { type MetricSpec, metricTable } from '@ai-film-studio/studio/telemetry/metric-table.ts';
import { exporterMetrics } from './exporters/exporters.ts';
import { ruleFiles } from './prometheus/rule-files.ts';
import { type KnownMetric, readQuery } from './promql.ts';
import type { RunningStudio } from './running-studio.fixture.ts';

/** One metric of a page of /metrics: what it is, and the labels that its samples have. */
interface Shown {
  readonly kind: KnownMetric['kind'];
  readonly labels: Set<string>;
}

/** Reads the text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function readPage(page: string): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>();
  for (const line of page.split('\n')) {
    const [, name, kind] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (name && kind) found.set(name, { kind: kind as Shown['kind'], labels: new Set() });
    const [, sample = '', labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    const metric = found.get(sample) ?? found.get(sample.replace(/_(bucket|sum|count)$/, ''));
    for (const [, label = ''] of labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g))
      if (label !== 'le') metric?.labels.add(label);
  }
  return found;
}

/** The pages of a running API and a running worker, as Prometheus reads them. */
export async function pagesOf({ api, worker, metricsToken }: RunningStudio): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const answers = await Promise.all([fetch(`http://${api}/metrics`, { headers }), fetch(`http://${worker}/metrics`)]);
  return Promise.all(
    answers.map((answer) => {
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}.`);
      return answer.text();
    }),
  );
}

/** All values that labels of ours can have, as far as the code or the API's reference says. */
async function valuesOf({ help, labels }: MetricSpec): Promise<ReadonlyMap<string, readonly string[]>> {
  const values = new Map<string, readonly string[]>();
  const last = labels.at(-1);
  // The words in brackets at the end of a help text are the values of the last label.
  const listed = /\(([^)]*)\)\.$/.exec(help)?.[1]?.split(', ');
  if (last && listed) values.set(last, listed);
  if (labels.includes('type')) values.set('type', jobTypes);
  if (labels.includes('status'))
    values.set(
      'status',
      Array.from({ length: 500 }, (_, index) => String(index + 100)),
    );
  if (labels.includes('method')) values.set('method', ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
  if (labels.includes('route')) values.set('route', await routes());
  return values;
}

/** The routes of the API's reference, as Fastify writes them, and those that are in no reference. */
async function routes(): Promise<readonly string[]> {
  const text = await readFile(new URL('../../packages/client/openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(text) as { readonly paths: object };
  return ['none', '/metrics', ...Object.keys(paths).map((path) => path.replace(/\{(\w+)\}/g, ':$1'))];
}

const named = (name: string, { kind, ...metric }: KnownMetric): readonly (readonly [string, KnownMetric])[] =>
  kind === 'histogram'
    ? [
        [`${name}_bucket`, { ...metric, kind, labels: new Set([...metric.labels, 'le']) }],
        [`${name}_sum`, { ...metric, kind }],
        [`${name}_count`, { ...metric, kind }],
      ]
    : [[name, { ...metric, kind }]];

/**
 * Every series that can be asked for: what the pages show, what exporters make, and what the rules record.
 * @param pages of /metrics, of processes that run
 */
export async function knownMetrics(pages: readonly string[]): Promise<ReadonlyMap<string, KnownMetric>> {
  const known = new Map<string, KnownMetric>(await exporterMetrics());
  const specs: readonly MetricSpec[] = Object.values(metricTable);
  for (const page of pages)
    for (const [name, shown] of readPage(page)) {
      const spec = specs.find((one) => one.name === name);
      // A label has a sample only once something has happened: the table says which there can be, and no other can be recorded.
      const metric = spec ? { ...shown, labels: new Set(spec.labels), values: await valuesOf(spec) } : shown;
      for (const [series, of] of named(name, metric)) known.set(series, of);
    }
  const recorded = (await ruleFiles()).flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
  for (const rule of recorded)
    if ('record' in rule) known.set(rule.record, { kind: 'recorded', labels: readQuery(rule.expr, known).labels });
  return known;
}
