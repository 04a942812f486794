import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { boards } from '../grafana/boards.ts';
import { plainQuery } from '../grafana/panels.ts';
import { runningApi } from '../running-api.fixture.ts';
import { type RunningStudio, runningStudio } from '../running-studio.fixture.ts';
import { ask, prometheus, quicken, type RunningPrometheus } from './live.fixture.ts';
import { type Installed, installed } from './prometheus.fixture.ts';

// The program itself with our files: it asks a running API with its token, and an agent beside a running worker pushes to it.
describe('Prometheus', () => {
  let studio: RunningStudio;
  let central: { readonly place: Installed; readonly running: RunningPrometheus };
  let agent: typeof central;
  beforeAll(async () => {
    studio = await runningStudio();
    const target = (address: string) => `- targets: ["${address}"]\n`;
    const place = await installed('ecs', studio.metricsToken);
    await writeFile(join(place.folder, 'targets/api.yml'), target(studio.api));
    for (const file of ['cloudwatch', 'probe', 'alertmanager', 'node'])
      await rm(join(place.folder, `targets/${file}.yml`), { force: true });
    await quicken(join(place.folder, 'prometheus.yml'));
    central = {
      place,
      running: await prometheus(join(place.folder, 'prometheus.yml'), { env: { STUDIO_ENV: 'test' } }),
    };
    const beside = await installed('ecs');
    await rm(join(beside.folder, 'targets'), { recursive: true });
    const config = join(beside.folder, 'agent.yml');
    await tellOf(central.running, config);
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replaceAll('files: [targets/worker.yml]', 'files: [worker.yml]'));
    await writeFile(join(beside.folder, 'worker.yml'), target(studio.worker));
    const env = { STUDIO_ENV: 'test', HOSTNAME: 'ip-10-0-10-7' };
    agent = { place: beside, running: await prometheus(config, { agent: true, env }) };
  });
  afterAll(async () => {
    for (const { running, place } of [agent, central]) {
      await running.stop();
      await place.remove();
    }
    await studio.stop();
  });

  /** An agent pushes there, and soon. */
  const tellOf = async ({ address }: RunningPrometheus, config: string) => {
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace('https://metrics.ai-film-studio.internal', address));
    await quicken(config);
  };
  const until = (query: string, holds: (results: Awaited<ReturnType<typeof ask>>) => boolean) =>
    vi.waitUntil(async () => holds(await ask(central.running, query)), { timeout: 60_000, interval: 200 });

  it('reads the API with its token, and hears of a worker that nobody may ask, by the name of its machine', async () => {
    await until('up{job="api"}', ([one]) => one?.value[1] === '1');
    await until('up{job="worker"}', ([one]) => one?.value[1] === '1');
    const [worker] = await ask(central.running, 'up{job="worker"}');
    expect(worker?.metric).toEqual({ __name__: 'up', env: 'test', instance: 'ip-10-0-10-7', job: 'worker' });
    const [jobs] = await ask(central.running, 'studio_job_processing_seconds_count{type="audio"}');
    expect(jobs).toMatchObject({
      metric: { outcome: 'done', instance: 'ip-10-0-10-7' },
      value: [expect.any(Number), '1'],
    });
  });

  it('hears of an API with TLS from the agent beside it, which needs no token', async () => {
    const database = await testDatabase();
    const api = await runningApi(database.url, 'self-signed');
    const beside = await installed('ecs-api');
    const target = join(beside.folder, 'targets/api.yml');
    await writeFile(target, (await readFile(target, 'utf8')).replace('localhost:8000', `localhost:${api.port}`));
    const config = join(beside.folder, 'agent.yml');
    await tellOf(central.running, config);
    const running = await prometheus(config, { agent: true, env: { STUDIO_ENV: 'test', HOSTNAME: 'ip-10-0-10-8' } });
    try {
      await until('up{job="api",instance="ip-10-0-10-8"}', ([one]) => one?.value[1] === '1');
    } finally {
      await running.stop();
      await beside.remove();
      await api.stop();
      await database.stop();
    }
  });

  it('records the queue and finds the rules sound', async () => {
    await until('studio:queue_jobs:max{type="audio",state="waiting"}', ([one]) => one?.value[1] === '0');
    const answer = await fetch(`${central.running.address}/api/v1/rules`);
    const { data } = (await answer.json()) as {
      data: { groups: readonly { rules: readonly { name: string; health: string; lastError?: string }[] }[] };
    };
    const rules = data.groups.flatMap(({ rules }) => rules);
    expect(rules.length).toBeGreaterThan(25);
    expect(rules.filter(({ health }) => health === 'err')).toEqual([]);
  });

  it('answers every question of the dashboards', async () => {
    const asked = boards.flatMap(({ rows }) => rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries)));
    let answered = 0;
    for (const { expr } of asked) answered += Math.min(1, (await ask(central.running, plainQuery(expr))).length);
    // Those of exporters that are not here have no answer.
    expect(answered).toBeGreaterThan(30);
  });
});
