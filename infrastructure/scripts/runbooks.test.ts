import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failbackSteps } from './failover/failback.ts';
import { failoverSteps } from './failover/failover.ts';
import type { Step } from './failover/step.ts';
import { type TwoRegions, twoRegions } from './failover/two-regions.fixture.ts';

/** The keys that Terraform's alarms, Prometheus' alerts and runbooks share, by how loud they are. */
const alarms = {
  Critical: [
    'database-cpu',
    'backend-task-failures',
    'api-errors',
    'dead-letters',
    'gpu-worker-crashes',
    'slo-fast-burn',
  ],
  Warning: [
    ...['database-connections', 'queue-depth', 'backend-memory', 'cdn-errors', 'bucket-growth', 'slo-slow-burn'],
    ...['dead-letters-early', 'queue-age', 'model-load-failures', 'redis-memory', 'replica-lag', 'budget'],
  ],
  Info: ['deployment-completed', 'scaling-events', 'database-maintenance', 'certificate-renewal'],
} as const;
const keys = Object.entries(alarms).flatMap(([severity, names]) => names.map((key) => [key, severity] as const));

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}docs/runbooks/`;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
const textOf = (name: string) => readFileSync(`${folder}${name}`, 'utf8');
const isThere = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('runbooks of alarms', () => {
  it.each(
    keys,
  )('%s says what it means, where to look, what to do, whom to call and how to silence it', (key, severity) => {
    const text = textOf(`alarms/${key}.md`);
    expect(text).toMatch(new RegExp(`^# ${key}\n\\*\\*${severity}\\.\\*\\* \\S`));
    expect(text).toMatch(/\n\*\*Users\*\* \S/);
    for (const part of ['Look', 'Causes', 'Do', 'Escalate', 'Silence'])
      expect(text).toMatch(new RegExp(`\n## ${part}\n\\S`));
  });

  it('are all in the index', () => {
    const links = matches(textOf('README.md'), /\]\(alarms\/([\w-]+)\.md\)/g);
    expect([...new Set(links)].sort()).toEqual(keys.map(([key]) => key).toSorted());
  });
});

describe('runbooks', () => {
  const scripts = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
  const api = z
    .object({ paths: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(`${root}packages/client/openapi.json`, 'utf8')));
  const routes = Object.keys(api.paths).map((path) => path.replaceAll(/\{\w+\}/g, '<>'));

  it.each(files)('%s names only commands, files, pages and routes that are there', (name) => {
    const text = textOf(name);
    const missing = [
      ...matches(text, /npm run ([\w:-]+)/g)
        .filter((script) => !scripts.scripts[script])
        .map((script) => `npm run ${script}`),
      ...matches(text, /\]\((?!http)([^)#]+)(?:#[^)]*)?\)/g).filter(
        (link) => !isThere(join(folder, dirname(name), link)),
      ),
      ...matches(text, /`((?:infrastructure|apps|packages|test|docs)\/[\w./-]+)`/g).filter(
        (path) => !isThere(root + path),
      ),
      ...matches(text, /infrastructure\.?\S* (infrastructure\/[\w./-]+)/g).filter((path) => !isThere(root + path)),
      ...matches(text, /(?<=[\s`/>])(\/v1\/[\w/<>$.-]+)/g).filter(
        (path) => !routes.includes(path.replaceAll(/<\w+>|\$\w+/g, '<>')),
      ),
    ];
    expect([...new Set(missing)]).toEqual([]);
  });

  describe('SQL', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await testDatabase();
    });
    afterAll(() => database.stop());

    const statements = files.flatMap((name) => {
      const text = textOf(name).replaceAll(/^ {3}/gm, '');
      const found = [...matches(text, /```sql\n(.*?)```/gs), ...matches(text, /`(select [^`]*;)`/g)];
      return found
        .flatMap((sql) => sql.split(';'))
        .filter((sql) => sql.trim() !== '' && !sql.includes('…'))
        .map((sql) => [name, sql.trim()] as const);
    });

    it('is among them', () => expect(statements.length).toBeGreaterThan(15));

    it.each(statements)('of %s runs on the real schema: %s', async (_, sql) => {
      // What is ended by it is nobody: the number is no process'.
      await database.pool.query(sql.replaceAll('<pid>', '2147483647'));
    });
  });

  describe('of the failover', () => {
    let regions: TwoRegions;
    beforeAll(async () => {
      regions = await twoRegions();
    });
    afterAll(() => regions.close());

    const told = (name: string) =>
      [...textOf(name).matchAll(/^\| ([a-z][a-z, ]+) \| (\d+) \|/gm)].map(
        ([, steps = '', minutes]) => [steps.split(', '), Number(minutes)] as const,
      );
    const done = (steps: readonly Step[], groups: readonly (readonly string[])[]) =>
      groups.map(
        (names) =>
          [
            names,
            steps.filter(({ name }) => names.includes(name)).reduce((sum, { budget }) => sum + budget, 0),
          ] as const,
      );

    it('has the steps of the program, in order, with their minutes', () => {
      const steps = failoverSteps(regions.world, { lostAt: 0, acceptLoss: 900 }, async () => {});
      const table = told('failover.md');
      expect(table.flatMap(([names]) => names)).toEqual(steps.map(({ name }) => name));
      expect(table).toEqual(
        done(
          steps,
          table.map(([names]) => names),
        ),
      );
    });

    it('has those of the way back', () => {
      const nothing = { async *list() {} };
      const steps = failbackSteps(regions.world, { from: nothing, to: nothing });
      const table = told('failback.md');
      expect(table.flatMap(([names]) => names)).toEqual(steps.map(({ name }) => name));
      expect(table).toEqual(
        done(
          steps,
          table.map(([names]) => names),
        ),
      );
    });
  });
});
