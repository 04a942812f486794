import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { otlpServer } from '../../../test/servers/otlp-server.ts';
import type { ClaimedJob } from '../queue/queued-job.ts';
import { createLogger } from '../telemetry/logger.ts';
import { metricsPage } from '../telemetry/metrics.ts';
import { noTracing, startTracing } from '../telemetry/tracing.ts';
import { reportWork, tracedHandlers } from './work-report.ts';

const job: ClaimedJob = {
  ...{ id: randomUUID(), userId: randomUUID(), projectId: null, filmId: null, type: 'video', kind: 'clip' },
  ...{ contentKey: null, parameters: { job: 'INT. KITCHEN' }, receives: 1, mostReceives: 3, token: 1 },
  ...{ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', createdAt: new Date() },
};

const open = () => {
  const lines: string[] = [];
  const logger = createLogger({
    ...{ service: 'worker', level: 'debug', hashKey: 'k', tracing: noTracing },
    to: { write: (line) => void lines.push(line) },
  });
  const page = metricsPage();
  return {
    report: reportWork({ logger, metrics: page.metrics, engine: 'animatic' }),
    page,
    text: () => lines.join(''),
  };
};

describe('the report of a worker', () => {
  it('counts how long jobs took, by what became of them', async () => {
    const { report, page } = open();
    report({ kind: 'done', job, made: true, took: 2_000 });
    report({ kind: 'done', job, made: false, took: 10 });
    report({ kind: 'retry', job, reason: 'no', took: 1_000 });
    report({ kind: 'lost', job, took: 1_000 });
    const text = await page.text();
    expect(text).toContain('studio_job_processing_seconds_count{type="video",outcome="done"} 2');
    expect(text).toContain('studio_job_processing_seconds_sum{type="video",outcome="failed"} 1');
    expect(text).toContain('studio_job_processing_seconds_count{type="video",outcome="cancelled"} 1');
    // What a user had already says nothing of the engine.
    expect(text).toContain('studio_model_inference_seconds_count{engine="animatic",kind="clip"} 1');
  });

  it('alarms operators when an engine cannot be had', async () => {
    const { report, page, text } = open();
    report({ kind: 'unfit', type: 'video', reason: 'The engine does not start here.' });
    expect(text()).toContain('"level":"error"');
    expect(await page.text()).toContain('studio_model_load_failures_total{engine="animatic"} 1');
  });

  it('says which job it was, and nothing of what is in it', () => {
    const { report, text } = open();
    report({ kind: 'dead', job, reason: 'no', took: 1 });
    expect(text()).toContain(job.id);
    expect(text()).not.toContain('KITCHEN');
  });

  it('puts a job into the trace of the request that sent it', async () => {
    const collector = await otlpServer();
    const tracing = await startTracing({ service: 'worker', endpoint: collector.endpoint });
    const handlers = tracedHandlers({ clip: async () => ({ made: true }) }, tracing);
    await handlers.clip?.(job, { signal: new AbortController().signal, progress: () => {} });
    await tracing.stop();
    expect(collector.spans[0]).toMatchObject({ name: 'job clip', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
    await collector.stop();
  });
});
