import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { parseGpus, readGpus } from './gpu.ts';
import { metricTable } from './metric-table.ts';
import { allMetrics, prometheusMetrics, record } from './metrics.ts';
import { readQueues } from './queue-gauges.ts';

const open = () => {
  const registry = new Registry();
  return { registry, metrics: prometheusMetrics(registry) };
};

describe('metrics', () => {
  it('are in docs/metrics.md as they are in the registry, each one and no other', async () => {
    const { registry } = open();
    const text = await readFile(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
    const documented = text
      .split('\n')
      .filter((line) => line.startsWith('| `studio_'))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim().replaceAll('`', ''))
          .slice(1, -1),
      );
    const registered = registry.getMetricsAsArray();
    const labels = new Map<string, readonly string[]>(
      Object.values(metricTable).map((spec) => [spec.name, spec.labels]),
    );
    expect(documented).toEqual(
      registered.map(({ name, type, help }) => [name, String(type), labels.get(name)?.join(', '), help]),
    );
  });

  it('are told as Prometheus reads them: counters add, gauges are set, histograms count', async () => {
    const { registry, metrics } = open();
    record(metrics, 'workerDrains', 1, { reason: 'spot' });
    record(metrics, 'workerDrains', 2, { reason: 'spot' });
    record(metrics, 'queueDepth', 7, { type: 'video', state: 'waiting' });
    record(metrics, 'queueDepth', 3, { type: 'video', state: 'waiting' });
    const took = metrics.series('jobSeconds', { type: 'video', outcome: 'done' });
    for (const seconds of [0.2, 3, 4000]) took(seconds);
    const text = await registry.metrics();
    expect(text).toContain('studio_worker_drains_total{reason="spot"} 3');
    expect(text).toContain('studio_queue_jobs{type="video",state="waiting"} 3');
    expect(text).toContain('studio_job_processing_seconds_bucket{le="5",type="video",outcome="done"} 2');
    expect(text).toContain('studio_job_processing_seconds_count{type="video",outcome="done"} 3');
  });

  it('go to several places at once, and to registries that know nothing of each other', async () => {
    const [one, other, third] = [open(), open(), open()];
    record(allMetrics(one.metrics, other.metrics), 'modelLoadFailures', 1, { engine: 'comfyui' });
    for (const { registry } of [one, other])
      expect(await registry.metrics()).toContain('studio_model_load_failures_total{engine="comfyui"} 1');
    expect(await third.registry.metrics()).not.toContain('comfyui');
  });
});

describe('how busy GPUs are', () => {
  it('is absent where there are none', async () => {
    const { registry, metrics } = open();
    expect(await readGpus(metrics, join(tmpdir(), 'no-such-nvidia-smi'))).toBe(0);
    expect(await registry.metrics()).not.toMatch(/studio_gpu_utilisation_percent{/);
  });

  it('is read from what nvidia-smi says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'studio-gpu-'));
    const command = join(folder, 'nvidia-smi');
    await writeFile(
      command,
      '#!/bin/sh\n[ "$2" = "--format=csv,noheader,nounits" ] && printf "0, 97\\n1, [N/A]\\n2, 0\\n"\n',
    );
    await chmod(command, 0o755);
    const { registry, metrics } = open();
    expect(await readGpus(metrics, command)).toBe(2);
    expect(await registry.metrics()).toContain('studio_gpu_utilisation_percent{gpu="0"} 97');
    await rm(folder, { recursive: true });
  });

  it('is nothing when what is said cannot be understood', () => {
    expect(parseGpus('Failed to initialize NVML: Driver/library version mismatch\n')).toEqual([]);
  });
});

describe('how long the queues are', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  it('is told by type and state, and falls to 0 when jobs are over', async () => {
    const { registry, metrics } = open();
    const project = await database.project();
    await database.pool.query(
      `insert into jobs (project_id, user_id, type, status, parameters, unmet, created_at, not_before, finished_at)
       select $1, (select user_id from projects where id = $1), type, status, '{}', unmet, now() - age, not_before,
         case when status in ('dead', 'done') then now() end
       from (values
         ('video', 'waiting', 0, interval '90 s', now() - interval '60 s'),
         ('video', 'waiting', 0, interval '900 s', now() + interval '1 h'),
         ('video', 'blocked', 2, interval '1 s', now()),
         ('image', 'dead', 0, interval '1 s', now()),
         ('image', 'done', 0, interval '1 s', now())
       ) as job(type, status, unmet, age, not_before)`,
      [project],
    );
    await readQueues(database.pool, metrics);
    const text = await registry.metrics();
    expect(text).toContain('studio_queue_jobs{type="video",state="waiting"} 2');
    expect(text).toContain('studio_queue_jobs{type="video",state="blocked"} 1');
    expect(text).toContain('studio_queue_jobs{type="image",state="running"} 0');
    expect(text).toContain('studio_queue_dead_jobs{type="image"} 1');
    const oldest = Number(/oldest_waiting_seconds{type="video"} (\S+)/.exec(text)?.[1]);
    expect(oldest).toBeGreaterThanOrEqual(60);
    expect(oldest).toBeLessThan(90);
    await database.pool.query('delete from jobs');
    await readQueues(database.pool, metrics);
    expect(await registry.metrics()).toContain('studio_queue_jobs{type="video",state="waiting"} 0');
  });

  it('is told in seconds of work: by how long jobs of the type lasted of late, and by the specification before there were any', async () => {
    const { registry, metrics } = open();
    const project = await database.project();
    const jobs = (values: string) =>
      database.pool.query(
        `insert into jobs (project_id, user_id, type, status, parameters, not_before, started_at, finished_at, made)
         select $1, (select user_id from projects where id = $1), type, status, '{}', due, finished - lasted, finished, made
         from (values ${values}) as job(type, status, due, finished, lasted, made)`,
        [project],
      );
    await jobs(`('video', 'waiting', now(), null::timestamptz, null::interval, null::boolean),
      ('video', 'waiting', now() - interval '1 s', null, null, null), ('video', 'waiting', now() + interval '1 h', null, null, null)`);
    const backlog = async () => {
      await readQueues(database.pool, metrics);
      return Number(/queue_backlog_seconds{type="video"} (\S+)/.exec(await registry.metrics())?.[1]);
    };
    expect(await backlog()).toBe(2 * 210);
    // One that was taken from what the user had, and one of long ago, say nothing of how long the next will last.
    await jobs(
      `('video', 'done', now(), now(), interval '1 s', false), ('video', 'done', now(), now() - interval '9 h', interval '900 s', true)`,
    );
    await jobs(Array.from({ length: 50 }, () => `('video', 'done', now(), now(), interval '30 s', true)`).join(','));
    expect(await backlog()).toBeCloseTo(2 * 30);
    await database.pool.query('delete from jobs');
    expect(await backlog()).toBe(0);
  });

  it('is told of high priority alone, too: what is due and what runs', async () => {
    const { registry, metrics } = open();
    const project = await database.project();
    await database.pool.query(
      `insert into jobs (project_id, user_id, type, status, parameters, not_before, priority, started_at, lease_until)
       select $1, (select user_id from projects where id = $1), 'image', status, '{}', due, priority, now(), lease
       from (values ('waiting', now(), 2, null::timestamptz), ('waiting', now(), 1, null), ('waiting', now() + interval '1 h', 2, null),
         ('running', now(), 2, now()), ('running', now(), 0, now())) as job(status, due, priority, lease)`,
      [project],
    );
    await readQueues(database.pool, metrics);
    const text = await registry.metrics();
    expect(text).toContain('studio_queue_backlog_seconds{type="image"} 90');
    expect(text).toContain('studio_queue_high_priority_backlog_seconds{type="image"} 45');
    expect(text).toContain('studio_queue_high_priority_running_jobs{type="image"} 1');
    expect(text).toContain('studio_queue_high_priority_backlog_seconds{type="video"} 0');
    await database.pool.query('delete from jobs');
    await readQueues(database.pool, metrics);
    expect(await registry.metrics()).toContain('studio_queue_high_priority_running_jobs{type="image"} 0');
  });
});
