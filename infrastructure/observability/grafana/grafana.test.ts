import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { promtool } from '../prometheus/prometheus.fixture.ts';
import { boardFiles, boards, folder } from './boards.ts';
import { type Panel, plainQuery } from './panels.ts';

const run = promisify(execFile);

const panels = boards.flatMap((board) =>
  board.rows.flatMap(({ panels }) =>
    panels.map((panel): Panel & { board: string } => ({ board: board.uid, ...panel })),
  ),
);

describe('the dashboards', () => {
  it('are the five of the specification', () => {
    expect(boards.map(({ title }) => title)).toEqual([
      'Infrastructure overview',
      'Application performance',
      'AI model performance',
      'Cost analysis',
      'User behaviour analytics',
    ]);
  });

  it('lie in their files as they are written here: else run boards.ts', async () => {
    expect((await readdir(folder)).sort()).toEqual([...boardFiles().keys()].sort());
    for (const [name, text] of boardFiles()) expect(await readFile(new URL(name, folder), 'utf8'), name).toBe(text);
  });

  it('lay no panel over another, and none past the edge', () => {
    for (const text of boardFiles().values()) {
      const { panels } = JSON.parse(text) as { panels: readonly { id: number; gridPos: Record<string, number> }[] };
      const taken = new Set<string>();
      for (const {
        gridPos: { x = 0, y = 0, w = 0, h = 0 },
      } of panels)
        for (let column = x; column < x + w; column += 1)
          for (let line = y; line < y + h; line += 1) {
            expect(column).toBeLessThan(24);
            expect(taken.has(`${column} ${line}`)).toBe(false);
            taken.add(`${column} ${line}`);
          }
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    }
  });

  it('have no panel twice in a row, and each says what it shows', () => {
    for (const { rows } of boards)
      for (const { panels, title } of rows) {
        const names = panels.map(({ title, kind }) => `${title} ${kind}`);
        expect(new Set(names).size, title).toBe(names.length);
        for (const { description } of panels) expect(description).toMatch(/\.$/);
      }
  });

  it('ask nothing that Prometheus does not understand', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'queries-'));
    const exprs = new Set(panels.flatMap(({ queries }) => queries.map(({ expr }) => plainQuery(expr))));
    const rules = [...exprs].map((expr, index) => ({ record: `query:${index}`, expr }));
    await writeFile(join(scratch, 'queries.yml'), stringify({ groups: [{ name: 'queries', rules }] }));
    expect(await promtool(['check', 'rules', join(scratch, 'queries.yml')])).toContain(`${exprs.size} rules found`);
    await rm(scratch, { recursive: true });
  });

  it('use variables that they have, and have none that they do not use', () => {
    for (const { uid, variables = [], rows } of boards) {
      const exprs = rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)));
      const used = exprs.join(' ').matchAll(/\$([a-z]\w*)/g);
      expect([...new Set([...used].map(([, name]) => name))].sort(), uid).toEqual(
        variables.map(({ name }) => name).sort(),
      );
    }
  });

  it('are all given to Kubernetes’ Grafana, small enough for one ConfigMap', async () => {
    const { stdout } = await run('kubectl', ['kustomize', fileURLToPath(new URL('.', import.meta.url))], {
      maxBuffer: 1 << 24,
    });
    const { data, metadata } = parse(stdout) as { data: Record<string, string>; metadata: { labels: object } };
    expect(metadata.labels).toEqual({ grafana_dashboard: '1' });
    expect(data).toEqual(Object.fromEntries(boardFiles()));
    expect(stdout.length).toBeLessThan(1_000_000);
  });

  it('ask a data source that is provisioned', async () => {
    const text = await readFile(new URL('provisioning/datasources/prometheus.yml', import.meta.url), 'utf8');
    const { datasources } = parse(text) as { datasources: readonly { uid: string; type: string }[] };
    const asked = [...boardFiles().values()].flatMap((one) =>
      [...one.matchAll(/"uid": "(prometheus|alertmanager)"/g)].map(([, uid]) => uid),
    );
    expect(new Set(asked)).toEqual(new Set(['prometheus']));
    expect(datasources).toContainEqual(expect.objectContaining({ uid: 'prometheus', type: 'prometheus' }));
  });
});
