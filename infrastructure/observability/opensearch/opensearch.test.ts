import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dashboards, dashboardsFile } from './dashboards.ts';
import type { LogPanel } from './saved-objects.ts';
import { fieldsOf, readTemplate } from './template.ts';

const template = await readTemplate();
const fields = fieldsOf(template.template.mappings.properties);
const panels = dashboards.flatMap(({ id, rows }) => rows.flat().map((panel) => ({ board: id, ...panel })));
/** What of a query is a field: what stands before a colon or a comparison. */
const askedBy = (query: string) =>
  [...query.matchAll(/([\w.@]+)\s*(?::|[<>]=?)(?=\s)/g)].map(([, field = '']) => field);

describe('the dashboards of logs', () => {
  it('are the four of the specification', () => {
    expect(dashboards.map(({ title }) => title)).toEqual([
      'Error log analysis',
      'API request patterns',
      'User behaviour tracking',
      'Security incident detection',
    ]);
  });

  it('lie in their file as they are written here: else run dashboards.ts', async () => {
    expect(await readFile(new URL('dashboards.ndjson', import.meta.url), 'utf8')).toBe(dashboardsFile());
  });

  it.each(panels)('ask for fields that the indices have: $board, $title', ({ query, ...panel }) => {
    for (const field of askedBy(query)) expect([...fields.keys()]).toContain(field);
    if (query !== '') expect(askedBy(query).length).toBeGreaterThan(0);
    if (panel.kind === 'search') for (const column of panel.columns) expect([...fields.keys()]).toContain(column);
  });

  const charts = panels.filter((panel): panel is LogPanel & { board: string } => panel.kind !== 'search');
  it.each(charts)('count by fields that can be counted by: $board, $title', ({ measure, by, split = [] }) => {
    const measured = measure && measure.type !== 'count' ? [measure.field] : [];
    const counted = [...(by && by !== 'time' ? [by] : []), ...split, ...measured];
    for (const field of counted)
      expect(['keyword', 'short', 'float', 'integer', 'boolean'], field).toContain(fields.get(field));
    if (measure?.type === 'percentiles') expect(fields.get(measure.field)).toBe('float');
  });

  it('show patterns of indices that the template is for', () => {
    const objects = dashboardsFile()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const titles = objects.filter(({ type }) => type === 'index-pattern').map(({ attributes }) => attributes.title);
    const covers = (title: string) => template.index_patterns.some((one) => one.startsWith(title.slice(0, -1)));
    expect(titles).toHaveLength(4);
    expect(titles.filter((title: string) => !covers(title))).toEqual([]);
  });

  it('refer to nothing that is not in the file', () => {
    const objects = dashboardsFile()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ids = new Set(objects.map(({ type, id }) => `${type}:${id}`));
    expect(ids.size).toBe(objects.length);
    for (const { references, attributes } of objects) {
      for (const { type, id } of references) expect(ids.has(`${type}:${id}`)).toBe(true);
      const named = [...JSON.stringify(attributes).matchAll(/(?:panelRefName|indexRefName)\\*":\\*"([\w.]+)/g)];
      const names = references.map(({ name }: { readonly name: string }) => name);
      for (const [, name] of named) expect(names).toContain(name);
    }
  });
});

describe('the role of who writes', async () => {
  const roleSchema = z.strictObject({
    cluster_permissions: z.array(z.string()),
    index_permissions: z.array(
      z.strictObject({ index_patterns: z.array(z.string()), allowed_actions: z.array(z.string()) }),
    ),
  });
  const text = await readFile(new URL('roles/studio_log_writer.json', import.meta.url), 'utf8');
  const { index_permissions } = roleSchema.parse(JSON.parse(text));

  it('holds for the indices that the template makes, and reads and deletes nothing', () => {
    expect(index_permissions.flatMap(({ index_patterns }) => index_patterns)).toEqual(template.index_patterns);
    const actions = index_permissions.flatMap(({ allowed_actions }) => allowed_actions);
    expect(actions.filter((action) => /^(\*|indices:\*|.*(read|delete|get|search))/.test(action))).toEqual([]);
  });
});

describe('a slow search or a slow line', () => {
  it('is told of from a threshold on: else the groups of slow logs stay empty', () => {
    const { settings } = z.looseObject({ settings: z.record(z.string(), z.unknown()) }).parse(template.template);
    for (const which of [
      'search.slowlog.threshold.query',
      'search.slowlog.threshold.fetch',
      'indexing.slowlog.threshold.index',
    ])
      expect(settings[`index.${which}.warn`], which).toMatch(/^[1-9]\d*s$/);
  });
});

describe.each(['tiered', 'one-tier'])('the policy %s', async (name) => {
  const policySchema = z.looseObject({
    policy: z.looseObject({
      default_state: z.string(),
      ism_template: z.array(z.looseObject({ index_patterns: z.array(z.string()) })),
      states: z.array(
        z.looseObject({
          name: z.string(),
          transitions: z.array(
            z.looseObject({ state_name: z.string(), conditions: z.looseObject({ min_index_age: z.string() }) }),
          ),
        }),
      ),
    }),
  });
  const text = await readFile(new URL(`policies/${name}.json`, import.meta.url), 'utf8');
  const { policy } = policySchema.parse(JSON.parse(text));

  it('keeps logs hot for 7 days, warm to 30, cold to 90, and no longer', () => {
    const days = (state: string): readonly string[] => {
      const [next] = policy.states.find((one) => one.name === state)?.transitions ?? [];
      return next ? [`${state} ${next.conditions.min_index_age}`, ...days(next.state_name)] : [state];
    };
    expect(days(policy.default_state)).toEqual(['hot 7d', 'warm 30d', 'cold 90d', 'delete']);
  });

  it('takes the indices that the template makes', () => {
    expect(policy.ism_template.flatMap(({ index_patterns }) => index_patterns)).toEqual(template.index_patterns);
  });
});
