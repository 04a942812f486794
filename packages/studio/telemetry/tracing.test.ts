import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otlpServer } from '../../../test/servers/otlp-server.ts';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';
import { noTracing, startTracing } from './tracing.ts';

describe('tracing', () => {
  let collector: Awaited<ReturnType<typeof otlpServer>>;
  beforeAll(async () => {
    collector = await otlpServer();
  });
  afterAll(() => collector.stop());
  const start = (service: string) => startTracing({ service, endpoint: collector.endpoint });

  it('follows a request through the queue to the workers as one trace', async () => {
    const [api, director, worker] = [await start('api'), await start('director'), await start('worker')];
    let column: string | null = null;
    await api.inSpan('POST /v1/projects/:id/films', { 'http.request.method': 'POST' }, async () => {
      await api.inSpan('reserve credits', {}, async () => {});
      column = api.traceparentOf();
    });
    // Another process, later: all it has is the job's row.
    let next: string | null = null;
    await director.withTraceparent(column, () =>
      director.inSpan('job direct', {}, async () => {
        next = director.traceparentOf();
      }),
    );
    const failed = worker.withTraceparent(next, () =>
      worker.inSpan('job clip', { 'job.type': 'video' }, async () => {
        throw new TypeError('password=hunter2');
      }),
    );
    await expect(failed).rejects.toThrow(TypeError);
    await Promise.all([api.stop(), director.stop(), worker.stop()]);

    const spans = collector.spans.splice(0);
    const named = (name: string) => spans.find((span) => span.name === name);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(spans.map(({ service, name }) => `${service}: ${name}`).toSorted()).toEqual([
      'api: POST /v1/projects/:id/films',
      'api: reserve credits',
      'director: job direct',
      'worker: job clip',
    ]);
    const request = named('POST /v1/projects/:id/films');
    expect(request?.parentSpanId).toBeNull();
    expect(named('reserve credits')?.parentSpanId).toBe(request?.spanId);
    expect(named('job direct')?.parentSpanId).toBe(request?.spanId);
    expect(named('job clip')).toMatchObject({
      parentSpanId: named('job direct')?.spanId,
      attributes: { 'job.type': 'video', 'error.type': 'TypeError' },
      status: 2,
    });
    expect(JSON.stringify(spans)).not.toContain('hunter2');
  });

  it('begins anew when what came with the job is no trace, and keeps traces apart', async () => {
    const worker = await start('worker');
    const jobs = ['', 'nonsense', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, null].map((traceparent) =>
      worker.withTraceparent(traceparent, () => worker.inSpan('job', {}, async () => {})),
    );
    await Promise.all(jobs);
    await worker.stop();
    const spans = collector.spans.splice(0);
    expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([null, null, null, null]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(4);
  });

  it('keeps what is open in one place apart from what runs at the same time in another', async () => {
    const api = await start('api');
    const [one, other] = [api.open('one', {}), api.open('other', {})];
    const seen = await Promise.all([one, other].map((span) => span.run(async () => api.traceparentOf())));
    expect(api.traceparentOf()).toBeNull();
    expect(new Set(seen).size).toBe(2);
    one.end({ 'http.response.status_code': 200 });
    other.end({}, new Error('no'));
    await api.stop();
    const spans = collector.spans.splice(0);
    expect(spans.find(({ name }) => name === 'one')).toMatchObject({
      status: 0,
      attributes: { 'http.response.status_code': 200 },
    });
    expect(spans.find(({ name }) => name === 'other')).toMatchObject({ status: 2 });
  });

  it('does not hold up a stop when the collector is away', async () => {
    const api = await startTracing({ service: 'api', endpoint: 'http://127.0.0.1:1' });
    await api.inSpan('request', {}, async () => {});
    await expect(api.stop()).resolves.toBeUndefined();
  });

  it('is off without an endpoint, and does the work all the same', async () => {
    const off = await startTracing({ service: 'api', endpoint: null });
    expect(off).toBe(noTracing);
    expect(await off.inSpan('x', {}, async () => off.withTraceparent(null, () => 7))).toBe(7);
    expect(off.open('x', {}).run(() => off.traceparentOf())).toBeNull();
  });
});

describe('a traceparent', () => {
  const known = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  it('is read as it was written', () => {
    const context = parseTraceparent(known);
    expect(context && formatTraceparent(context)).toBe(known);
  });
  it('is refused when it is not one', () => {
    for (const wrong of [
      `ff${known.slice(2)}`,
      known.toUpperCase(),
      known.slice(1),
      `${known}0`,
      `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
    ])
      expect(parseTraceparent(wrong)).toBeNull();
  });
});
