import { planNames, plans as sold } from '@ai-film-studio/studio/billing/plans.ts';
import { watchCache } from '@ai-film-studio/studio/cache/cache-health.ts';
import { type RateLimits, rateLimits } from '@ai-film-studio/studio/cache/rate-limits.ts';
import { connectRedis } from '@ai-film-studio/studio/cache/redis.ts';
import { metricsPage } from '@ai-film-studio/studio/telemetry/metrics.ts';
import { describe, expect, it } from 'vitest';
import { as, bareApi } from './bare-api.fixture.ts';
import { type RateLimitOptions, rateLimit } from './rate-limit.ts';

const few = (points: number) => ({ points, seconds: 60 });
const plans = (free: number) => ({ free: few(free), standard: few(free + 1), premium: few(free + 2) });
const limits: RateLimits = {
  anonymous: few(3),
  auth: { ip: few(4), account: few(2) },
  failures: few(3),
  user: { default: plans(5), upload: plans(2) },
  key: { default: plans(3), upload: plans(1) },
};
const health = watchCache({ lost: () => {}, back: () => {}, missed: () => {} });

function open(more: Partial<RateLimitOptions> & { readonly proxies?: number } = {}) {
  const page = metricsPage();
  const api = bareApi({
    proxies: more.proxies ?? 0,
    before: (one) =>
      rateLimit(one, {
        redis: null,
        health,
        limits,
        metrics: page.metrics,
        planOf: ({ role }) => (role === 'admin' ? 'premium' : 'free'),
        ...more,
      }),
  });
  let handled = 0;
  const handler = async () => ({ handled: ++handled });
  api.get('/open', { config: { access: 'public' }, handler });
  api.get('/films', { config: { access: 'account' }, handler });
  api.post('/uploads', { config: { access: 'account', limit: 'upload' }, handler });
  api.post('/sign-in', { config: { access: 'public', limit: 'auth' }, handler });
  api.get('/health', { config: { access: 'public', limit: 'none' }, handler });
  const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
    api.inject({ url, headers, remoteAddress });
  const statuses = async (times: number, ask: (time: number) => ReturnType<typeof get>) => {
    const all: number[] = [];
    for (let time = 0; time < times; time++) all.push((await ask(time)).statusCode);
    return all;
  };
  return { api, get, statuses, page, handled: () => handled };
}

describe('rate limits', () => {
  it('tell every caller how many requests are left, and refuse with the time to wait', async () => {
    const { get, handled, page } = open();
    const first = await get('/open');
    expect(first.headers['ratelimit-policy']).toBe('"ip";q=3;w=60');
    expect(first.headers.ratelimit).toBe('"ip";r=2;t=60');
    await get('/open');
    await get('/open');
    const refused = await get('/open');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers.ratelimit).toMatch(/^"ip";r=0;t=\d+$/);
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.json()).toMatchObject({ code: 'too-many-requests', status: 429, retryAfter: wait });
    expect(handled()).toBe(3);
    expect(await page.text()).toContain('studio_rate_limit_refusals_total{class="default",by="ip"} 1');
  });

  it('count each address for itself, and a network of IPv6 as one', async () => {
    const { get, statuses } = open();
    expect(await statuses(4, (time) => get('/open', {}, `192.0.2.${time}`))).toEqual([200, 200, 200, 200]);
    expect(await statuses(4, (time) => get('/open', {}, `2001:db8::${time + 1}`))).toEqual([200, 200, 200, 429]);
  });

  it('are not got round by saying another address in a header', async () => {
    const { get, statuses } = open();
    const spoof = (time: number) =>
      get('/open', { 'x-forwarded-for': `198.51.100.${time}`, forwarded: `for=198.51.100.${time}` });
    expect(await statuses(4, spoof)).toEqual([200, 200, 200, 429]);
  });

  it('go by the address that the trusted proxy saw, not by what the caller told the proxy', async () => {
    const { get, statuses } = open({ proxies: 1 });
    const through = (says: string, saw: string) => get('/open', { 'x-forwarded-for': `${says}, ${saw}` }, '10.0.0.1');
    expect(await statuses(4, (time) => through(`198.51.100.${time}`, '203.0.113.5'))).toEqual([200, 200, 200, 429]);
    expect((await through('203.0.113.5', '203.0.113.6')).statusCode).toBe(200);
  });

  it('count who is signed in by user, wherever they are, with more for a higher plan', async () => {
    const { get, statuses } = open();
    const ann = await statuses(6, (time) => get('/films', as('ann'), `192.0.2.${time}`));
    expect(ann).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await get('/films', as('bob'))).statusCode).toBe(200);
    expect((await get('/films', as('ada'))).headers['ratelimit-policy']).toBe('"user";q=7;w=60');
  });

  it('count an API key for itself and for its user: more keys are not more requests', async () => {
    const { get, statuses } = open();
    const by = (key: string) => () => get('/films', { 'x-api-key': key });
    expect(await statuses(4, by('key-ann-1'))).toEqual([200, 200, 200, 429]);
    const second = await statuses(3, by('key-ann-2'));
    expect(second).toEqual([200, 429, 429]);
    const { headers } = await get('/films', { 'x-api-key': 'key-bob-1' });
    expect(headers['ratelimit-policy']).toBe('"key";q=3;w=60, "user";q=5;w=60');
    expect(headers.ratelimit).toBe('"key";r=2;t=60, "user";r=4;t=60');
  });

  it('have a class of their own for uploads', async () => {
    const { api, get, statuses } = open();
    const upload = () => api.inject({ method: 'POST', url: '/uploads', headers: as('ann') });
    expect(await statuses(3, upload)).toEqual([200, 200, 429]);
    expect((await get('/films', as('ann'))).statusCode).toBe(200);
  });

  it('are strict where passwords are tried: by address, and by account', async () => {
    const { api, statuses } = open();
    const signIn = (email: string, remoteAddress: string) =>
      api.inject({ method: 'POST', url: '/sign-in', payload: { email }, remoteAddress });
    const account = (time: number) => signIn(time % 2 ? 'Ann@example.org ' : 'ann@example.org', '192.0.2.1');
    expect(await statuses(3, account)).toEqual([200, 200, 429]);
    // Nobody can shut out an owner who is elsewhere.
    expect((await signIn('ann@example.org', '192.0.2.2')).statusCode).toBe(200);
    expect(await statuses(5, (time) => signIn(`${time}@example.org`, '192.0.2.3'))).toEqual([200, 200, 200, 200, 429]);
    const { headers } = await signIn('x@example.org', '192.0.2.4');
    expect(headers['ratelimit-policy']).toBe('"ip";q=4;w=60, "account";q=2;w=60');
  });

  it('no longer listen to an address that tries out tokens, not even to a right one', async () => {
    const { get, statuses } = open();
    const guesses = await statuses(4, (time) => get('/films', as(`guess-${time}`)));
    expect(guesses).toEqual([401, 401, 401, 429]);
    expect((await get('/films', as('ann'))).statusCode).toBe(429);
    expect((await get('/films', as('ann'), '192.0.2.2')).statusCode).toBe(200);
    expect((await get('/open')).statusCode).toBe(200);
    const keys = await statuses(4, (time) => get('/films', { 'x-api-key': `key-${time}` }, '192.0.2.3'));
    expect(keys).toEqual([401, 401, 401, 429]);
  });

  it('count what leads nowhere, and leave alone what machines ask', async () => {
    const { get, statuses } = open();
    expect(await statuses(4, (time) => get(`/.env.${time}`))).toEqual([404, 404, 404, 429]);
    expect(await statuses(9, () => get('/health'))).not.toContain(429);
  });

  it('hold while Redis is away, and say that they go without it', async () => {
    const redis = connectRedis('redis://127.0.0.1:1', { onError: () => {} });
    const missed: string[] = [];
    const lost: string[] = [];
    const { get, statuses } = open({
      redis,
      health: watchCache({ lost: (use) => lost.push(use), back: () => {}, missed: (use) => missed.push(use) }),
    });
    expect(await statuses(4, () => get('/open'))).toEqual([200, 200, 200, 429]);
    expect(lost).toEqual(['rate-limit']);
    expect(missed).toHaveLength(4);
    redis.disconnect();
  });

  it("have the specification's 100 in 5 minutes for an address, and more for whoever is signed in", () => {
    expect(rateLimits.anonymous).toEqual({ points: 100, seconds: 300 });
    const perSecond = ({ points, seconds }: { points: number; seconds: number }) => points / seconds;
    for (const figure of Object.values(rateLimits.user.default))
      expect(perSecond(figure)).toBeGreaterThan(perSecond(rateLimits.anonymous));
  });

  it('are for each plan what it is sold with, and less for one key and for uploads', () => {
    const { user, key } = rateLimits;
    for (const name of planNames) {
      expect(user.default[name]).toEqual({ points: sold[name].requestsPerMinute, seconds: 60 });
      for (const less of [user.upload, key.default, key.upload])
        expect(less[name].points).toBeLessThan(sold[name].requestsPerMinute);
    }
  });
});
