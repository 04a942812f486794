import { createLogger } from '@ai-film-studio/studio/telemetry/logger.ts';
import { metricsPage } from '@ai-film-studio/studio/telemetry/metrics.ts';
import { noTracing, startTracing } from '@ai-film-studio/studio/telemetry/tracing.ts';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { describe, expect, it } from 'vitest';
import { otlpServer } from '../../../test/servers/otlp-server.ts';
import { as, bareApi } from './bare-api.fixture.ts';
import { logRequests } from './logging.ts';
import { measureRequests } from './metrics.ts';
import { traceRequests } from './tracing.ts';

describe('requests', () => {
  it('are measured by route pattern and status, never by their address', async () => {
    const page = metricsPage();
    const api = bareApi({ before: (one) => measureRequests(one, page.metrics) });
    api.get('/films/:id', { config: { access: 'account' } }, async () => ({}));
    await api.inject({ url: '/films/secret-film', headers: as('ann') });
    await api.inject({ url: '/films/secret-film', headers: as('ann') });
    await api.inject('/films/secret-film');
    await api.inject('/secret-address');
    const text = await page.text();
    expect(text).toContain('studio_http_response_seconds_count{method="GET",route="/films/:id",status="200"} 2');
    expect(text).toContain('studio_http_response_seconds_count{method="GET",route="/films/:id",status="401"} 1');
    expect(text).toContain('studio_http_response_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).not.toContain('secret');
  });

  it('are logged once each, with their user and without what they sent', async () => {
    const lines: string[] = [];
    const to = { write: (line: string) => void lines.push(line) };
    const loggerInstance: FastifyBaseLogger = createLogger({
      service: 'api',
      level: 'info',
      hashKey: 'k',
      tracing: noTracing,
      to,
    });
    const api = fastify({
      loggerInstance,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: () => 'r-1',
    }).withTypeProvider<ZodTypeProvider>();
    api.decorateRequest('principal', null);
    logRequests(api);
    api.get('/films/:id', async () => ({}));
    api.get('/health', { config: { limit: 'none' } }, async () => ({}));
    await api.inject({
      url: '/films/7?token=hunter2',
      headers: { authorization: 'Bearer hunter2', cookie: 'a=hunter2' },
    });
    await api.inject('/health');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      reqId: 'r-1',
      method: 'GET',
      route: '/films/:id',
      status: 200,
      msg: 'answered',
    });
    expect(lines.join('')).not.toContain('hunter2');
  });

  it("are spans that the handler's work is part of, and go on with the caller's trace", async () => {
    const collector = await otlpServer();
    const tracing = await startTracing({ service: 'api', endpoint: collector.endpoint });
    const api = bareApi({ before: (one) => traceRequests(one, tracing) });
    const kept: (string | null)[] = [];
    api.post('/films/:id', { config: { access: 'public' } }, async ({ body }) => {
      await tracing.inSpan('send job', {}, async () => kept.push(tracing.traceparentOf()));
      return body;
    });
    api.get('/broken', { config: { access: 'public' } }, async () => {
      throw new Error('password=hunter2');
    });
    const traceId = 'a'.repeat(32);
    const address = await api.listen({ host: '127.0.0.1', port: 0 });
    const post = (headers: Record<string, string>) =>
      fetch(`${address}/films/7`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"a":1}',
      });
    const answers = await Promise.all([post({ traceparent: `00-${traceId}-${'b'.repeat(16)}-01` }), post({})]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([{ a: 1 }, { a: 1 }]);
    expect((await api.inject('/broken')).statusCode).toBe(500);
    await api.close();
    await tracing.stop();
    await collector.stop();
    const requests = collector.spans.filter(({ name }) => name === 'POST /films/:id');
    expect(requests).toHaveLength(2);
    expect(requests.find((span) => span.traceId === traceId)?.parentSpanId).toBe('b'.repeat(16));
    for (const { spanId, traceId: trace, attributes } of requests) {
      expect(attributes['http.response.status_code']).toBe(200);
      const job = collector.spans.find((span) => span.name === 'send job' && span.parentSpanId === spanId);
      expect(job?.traceId).toBe(trace);
      expect(kept).toContain(`00-${trace}-${job?.spanId}-01`);
    }
    expect(collector.spans.find(({ name }) => name === 'GET /broken')?.status).toBe(2);
    expect(JSON.stringify(collector.spans)).not.toContain('hunter2');
  });
});
