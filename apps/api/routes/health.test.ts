import { metricsPage } from '@ai-film-studio/studio/telemetry/metrics.ts';
import type { ReadinessCheck } from '@ai-film-studio/studio/telemetry/readiness.ts';
import { describe, expect, it } from 'vitest';
import { bareApi } from '../http/bare-api.fixture.ts';
import type { Services } from '../services.ts';
import { healthRoutes } from './health.ts';

function open({
  checks = [],
  metricsToken = null,
  proxies = 0,
}: {
  readonly checks?: readonly ReadinessCheck[];
  readonly metricsToken?: string | null;
  readonly proxies?: number;
} = {}) {
  const api = bareApi({ proxies });
  const health = { checks, metricsToken, metricsPage: metricsPage(), patience: 30 };
  // The health routes take nothing else of the services.
  healthRoutes(api, { health, logger: api.log } as unknown as Services);
  return api;
}

const well = async () => 'fine';

describe('health', () => {
  it('is that the process answers, whatever it depends on', async () => {
    const api = open({ checks: [{ name: 'database', needed: true, check: () => Promise.reject(new Error('no')) }] });
    const { statusCode, body } = await api.inject('/health');
    expect([statusCode, body]).toEqual([200, '{"status":"ok"}']);
  });
});

describe('readiness', () => {
  it('says how each dependency is, and not where it is or what is wrong', async () => {
    const api = open({
      checks: [
        { name: 'database', needed: true, check: well },
        { name: 'cache', needed: false, check: () => Promise.reject(new Error('redis://user:pass@cache.internal')) },
      ],
    });
    const answer = await api.inject('/ready');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { ready, checks } = answer.json();
    expect(ready).toBe(true);
    expect(checks).toEqual([
      { name: 'database', needed: true, state: 'up', milliseconds: expect.any(Number) },
      { name: 'cache', needed: false, state: 'down', milliseconds: expect.any(Number) },
    ]);
    expect(answer.body).not.toContain('internal');
  });

  it('is 503 when something needed is down or does not answer', async () => {
    const api = open({ checks: [{ name: 'storage', needed: true, check: () => new Promise(() => {}) }] });
    const answer = await api.inject('/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ ready: false, checks: [{ name: 'storage', state: 'down' }] });
  });

  it('does not ask anew for each of many who ask at once', async () => {
    let asked = 0;
    const check = async () => ++asked;
    const api = open({ checks: [{ name: 'database', needed: true, check }] });
    await Promise.all(Array.from({ length: 20 }, () => api.inject('/ready')));
    expect(asked).toBe(1);
  });
});

describe('metrics', () => {
  const ask = (api: ReturnType<typeof open>, headers: Record<string, string>, remoteAddress: string) =>
    api.inject({ url: '/metrics', headers, remoteAddress });

  it('are read from this machine, or with the token', async () => {
    const api = open({ metricsToken: 't-1' });
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const answer = await ask(api, {}, address);
      expect(answer.headers['content-type']).toMatch(/^text\/plain; version=/);
      expect(answer.body).toContain('# TYPE studio_http_response_seconds histogram');
      expect(answer.body).toContain('process_resident_memory_bytes');
    }
    expect((await ask(api, { authorization: 'Bearer t-1' }, '192.0.2.1')).statusCode).toBe(200);
  });

  it('are refused to everybody else', async () => {
    const api = open({ metricsToken: 't-1', proxies: 1 });
    const tries: readonly (readonly [Record<string, string>, string])[] = [
      [{}, '192.0.2.1'],
      [{ 'x-forwarded-for': '127.0.0.1' }, '192.0.2.1'],
      [{ 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1'],
      [{ forwarded: 'for=192.0.2.1' }, '127.0.0.1'],
      [{ authorization: 'Bearer t-2' }, '192.0.2.1'],
      [{ authorization: 'Bearer t-11' }, '127.0.0.1'],
      [{ 'x-api-key': 't-1' }, '192.0.2.1'],
    ];
    for (const [headers, address] of tries) {
      const { statusCode, body } = await ask(api, headers, address);
      expect(statusCode).toBe(401);
      expect(body).not.toContain('studio_');
    }
    for (const token of ['null', 'undefined', ''])
      expect((await ask(open(), { authorization: `Bearer ${token}` }, '192.0.2.1')).statusCode).toBe(401);
  });
});
