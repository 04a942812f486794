import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { afterEach, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type Installed, installed, places, promtool } from './prometheus.fixture.ts';
import { prometheusRule } from './prometheus-rule.ts';
import { type AlertRule, keyOf, ruleFiles } from './rule-files.ts';

const files = await ruleFiles();
const alerts = files.flatMap(({ name, groups }) =>
  groups.flatMap(({ rules }) => rules.filter((rule) => 'alert' in rule).map((rule) => ({ file: name, ...rule }))),
);

describe('the configuration of Prometheus', () => {
  let place: Installed;
  afterEach(() => place.remove());

  it.each(places)('is taken by promtool, with the targets of %s', async (name) => {
    place = await installed(name);
    expect(await promtool(['check', 'config', 'prometheus.yml'], place.folder)).toContain('5 rule files found');
    await promtool(['check', 'config', '--agent', 'agent.yml'], place.folder);
  });

  it('finds in its folder whatever its images copy', async () => {
    const dockerfile = await readFile(new URL('Dockerfile', import.meta.url), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (\S+) /gm)].map(([, path = '']) => path);
    expect(copied).toHaveLength(6);
    for (const path of copied) await stat(new URL(path, import.meta.url));
  });

  it('has in targets/ what it asks for, and nothing else', async () => {
    const asked = (text: string) => [...text.matchAll(/targets\/([\w-]+\.yml)/g)].map(([, file]) => file);
    const [central, agent] = await Promise.all(
      ['prometheus.yml', 'agent.yml'].map(async (name) =>
        asked(await readFile(new URL(name, import.meta.url), 'utf8')),
      ),
    );
    for (const name of places)
      for (const file of await readdir(new URL(`targets/${name}/`, import.meta.url)))
        expect(name.startsWith('ecs-') ? agent : central, name).toContain(file);
  });

  it('is not taken without the file of the API’s token', async () => {
    place = await installed('compose');
    const path = join(place.folder, 'prometheus.yml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('secrets/metrics_token', 'secrets/nothing'));
    await expect(promtool(['check', 'config', 'prometheus.yml'], place.folder)).rejects.toThrow('secrets/nothing');
  });
});

describe('the rules', () => {
  it.each(files.map(({ name }) => name))('%s hold what their tests say', async (name) => {
    expect(await promtool(['test', 'rules', `tests/${name}.yml`])).toContain('SUCCESS');
  });

  it('have one alert for each key', () => {
    const keys = alerts.map(({ alert }) => keyOf(alert));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(alerts)('$alert has a runbook, under its own key', async ({ alert, annotations }) => {
    const path = `docs/runbooks/alarms/${keyOf(alert)}.md`;
    expect(annotations.runbook_url).toMatch(new RegExp(`^https://github.com/.*/${path}$`));
    await readFile(new URL(`../../../${path}`, import.meta.url));
  });

  it('are taken by the Prometheus operator', () => {
    const rule = new PrometheusRule(prometheusRule(files));
    expect(() => rule.validate()).not.toThrow();
    expect(rule.spec.groups?.flatMap(({ rules }) => rules)).toHaveLength(
      files.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules)).length,
    );
  });
});

/** A rule made wrong, and what the tests of the rules must not let pass. */
const mutations: Readonly<Record<string, (rule: AlertRule) => Partial<AlertRule> | null>> = {
  'never fires': ({ expr }) => ({ expr: `(${expr}) and on () vector(0) > 1` }),
  'always fires': () => ({ expr: 'vector(1)' }),
  'does not wait': ({ for: patience }) => (patience === undefined ? null : { for: '0s' }),
};

// What shows that an alert is tested is that a wrong one is found.
describe('the tests of the rules find', () => {
  let place: Installed;
  afterEach(() => place.remove());
  const cases = alerts.flatMap((rule) =>
    Object.entries(mutations).flatMap(([how, mutate]) => {
      const change = mutate(rule);
      return change ? [{ ...rule, how, change }] : [];
    }),
  );

  it.each(cases)('that $alert $how', async ({ file, alert, change }) => {
    place = await installed('compose');
    const path = join(place.folder, 'rules', `${file}.yml`);
    const document = parseDocument(await readFile(path, 'utf8'));
    const { groups } = document.toJS() as { readonly groups: readonly { readonly rules: readonly object[] }[] };
    const rules = groups.map(({ rules, ...group }) => ({
      ...group,
      rules: rules.map((rule) => ('alert' in rule && rule.alert === alert ? { ...rule, ...change } : rule)),
    }));
    document.set('groups', document.createNode(rules));
    await writeFile(path, String(document));
    await expect(promtool(['test', 'rules', `tests/${file}.yml`], place.folder)).rejects.toThrow('FAILED');
  });
});
