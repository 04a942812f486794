import { randomUUID } from 'node:crypto';
import { rateLimits } from '@ai-film-studio/studio/cache/rate-limits.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { places } from './ask.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

describe('who asks too often', () => {
  let studio: ServedStudio;
  const from = places();
  const place = () => from.next().value;
  beforeAll(async () => {
    studio = await servedStudio();
  });
  afterAll(() => studio.close());
  const signIn = (email: string, options: { from: string; headers?: Record<string, string> }) =>
    studio.ask('POST', '/v1/sessions', {
      body: { email, password: 'wrong as can be', refreshTokenIn: 'body' },
      ...options,
    });
  const until429 = async (most: number, ask: (time: number) => Promise<{ status: number }>) => {
    for (let time = 0; time < most; time++) if ((await ask(time)).status === 429) return time;
    return most;
  };

  it('is told how often they may, and when to come again', async () => {
    const ann = await studio.somebody({ plan: 'free' });
    const { points } = rateLimits.user.default.free;
    const first = await ann.ask('GET', '/v1/account');
    expect(first.headers).toMatchObject({
      ratelimit: expect.stringMatching(/"user";r=\d+;t=\d+/),
      'ratelimit-policy': expect.stringContaining(`q=${points}`),
    });
    expect(await until429(points + 10, () => ann.ask('GET', '/v1/account'))).toBeLessThanOrEqual(points);
    const refused = await ann.ask('GET', '/v1/account');
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // From elsewhere it is the same user, and nobody else pays for it.
    expect((await ann.ask('GET', '/v1/account', { from: place() })).status).toBe(429);
    expect((await (await studio.somebody()).ask('GET', '/v1/account')).status).toBe(200);
  });

  it('is not somebody else because they say so', async () => {
    const here = place();
    const spoofed = (time: number) => {
      const lie = `203.0.113.${time % 256}`;
      const headers = {
        'x-forwarded-for': `${lie}, 10.0.0.${time % 256}`,
        forwarded: `for=${lie}`,
        'x-real-ip': lie,
        'cf-connecting-ip': lie,
        'true-client-ip': lie,
        'x-client-ip': lie,
      };
      return signIn(`${randomUUID()}@example.org`, { from: here, headers });
    };
    const { points } = rateLimits.auth.ip;
    expect(await until429(points + 10, spoofed)).toBeLessThanOrEqual(points);
  });

  it('tries no password of one account many times, from however many places', async () => {
    const ann = await studio.somebody();
    expect(await until429(40, () => signIn(ann.email, { from: place() }))).toBeLessThanOrEqual(20);
    // In another spelling it is the same account.
    expect((await signIn(` ${ann.email.toUpperCase()} `, { from: place() })).status).toBe(429);
  });

  it('guesses no tokens', async () => {
    const here = place();
    const guess = () => studio.ask('GET', '/v1/account', { key: `fs_live_${randomUUID()}`, from: here });
    expect(await until429(rateLimits.failures.points + 10, guess)).toBeLessThanOrEqual(rateLimits.failures.points);
    const ann = await studio.somebody();
    expect((await ann.ask('GET', '/v1/account', { from: place() })).status).toBe(200);
  });

  it('has no more streams than a person needs', async () => {
    const ann = await studio.somebody();
    const stop = new AbortController();
    const open = () =>
      fetch(`${studio.address}/v1/events`, {
        headers: { authorization: `Bearer ${ann.accessToken}` },
        signal: stop.signal,
      });
    const opened = await Promise.all(Array.from({ length: 30 }, open));
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(opened.filter(({ status }) => status === 429)).toHaveLength(10);
    stop.abort();
  });
});

describe('a browser on another site', () => {
  let studio: ServedStudio;
  let ann: Somebody;
  const friend = 'https://web.example.org';
  beforeAll(async () => {
    studio = await servedStudio({ environment: { WEB_ORIGINS: friend, PUBLIC_URL: 'https://studio.example' } });
    ann = await studio.somebody();
  });
  afterAll(() => studio.close());

  it.each([
    'https://evil.example',
    'null',
    'https://web.example.org.evil.example',
    'http://web.example.org',
    'https://evilweb.example.org',
    'https://web.example.org:444',
    'file://',
  ])('reads nothing from %s', async (origin) => {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      };
      const answer = await ann.ask(method, '/v1/account', { headers });
      expect(answer.headers['access-control-allow-origin']).not.toBe(origin);
      expect(answer.headers['access-control-allow-origin']).not.toBe('*');
    }
  });

  it('reads what is its user’s from a site that is ours', async () => {
    const { headers } = await ann.ask('GET', '/v1/account', { headers: { origin: friend } });
    expect(headers).toMatchObject({
      'access-control-allow-origin': friend,
      'access-control-allow-credentials': 'true',
      vary: expect.stringContaining('Origin'),
    });
  });

  it('is sent a cookie that no script and no other site gets at', async () => {
    const body = { email: ann.email, password: ann.password, refreshTokenIn: 'cookie' };
    const { headers, body: answer } = await studio.ask('POST', '/v1/sessions', { body });
    const [cookie = ''] = headers['set-cookie'] ?? [];
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/v1/sessions']) expect(cookie).toContain(word);
    expect(cookie).not.toContain('Domain');
    expect(answer.refreshToken).toBeNull();
    expect(headers['cache-control']).toBe('no-store');
  });

  it('cannot frame, sniff or be told on: whatever is answered', async () => {
    for (const [method, path] of [
      ...[
        ['GET', '/v1/account'],
        ['GET', '/v1/nowhere'],
        ['GET', '/health'],
        ['POST', '/v1/projects'],
        ['GET', '/v1/reference/'],
        ['GET', '/v1/openapi.json'],
      ],
      ...[
        ['GET', '/v1/blobs/users/x?a=b'],
        ['TRACE', '/v1/account'],
        ['GET', '/%'],
      ],
    ] as [string, string][]) {
      const { headers, status } = await ann.ask(method, path);
      expect(headers['x-content-type-options'], `${status} ${path}`).toBe('nosniff');
      expect(headers['content-security-policy'], `${status} ${path}`).toMatch(
        /frame-ancestors '(none|self)'|default-src 'none'|sandbox/,
      );
      expect(headers['strict-transport-security'], `${status} ${path}`).toMatch(/max-age=\d{7}/);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.server).toBeUndefined();
    }
  });

  it('keeps nothing of a user’s in a cache that is others’', async () => {
    for (const path of [
      '/v1/account',
      '/v1/projects',
      '/v1/credits',
      '/v1/account/export',
      '/v1/sessions',
      '/v1/films',
    ]) {
      const { headers } = await ann.ask('GET', path);
      const told = headers['cache-control'];
      expect(told === undefined || /private|no-store/.test(told), `${path}: ${told}`).toBe(true);
    }
  });

  it('is given no answer of another user by the cache', async () => {
    const bob = await studio.somebody();
    await ann.ask('POST', '/v1/projects', { body: { name: 'Ann’s' } });
    const [hers, again] = [await ann.ask('GET', '/v1/projects'), await ann.ask('GET', '/v1/projects')];
    expect(again.text).toBe(hers.text);
    expect((await bob.ask('GET', '/v1/projects')).body).toEqual({ items: [], next: null });
    const known = { 'if-none-match': `${hers.headers.etag}` };
    expect((await ann.ask('GET', '/v1/projects', { headers: known })).status).toBe(304);
    expect((await bob.ask('GET', '/v1/projects', { headers: known })).status).toBe(200);
    expect((await studio.ask('GET', '/v1/projects', { headers: known })).status).toBe(401);
  });

  it('may not do by another method what it may not do', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'PUT', 'CONNECT' as const].filter((one) => one !== 'CONNECT'))
      expect((await ann.ask(method, '/v1/account')).status, method).toBeGreaterThanOrEqual(400);
    const { status } = await ann.ask('POST', '/v1/account', { headers: { 'x-http-method-override': 'DELETE' } });
    expect(status).toBe(404);
    expect((await ann.ask('HEAD', '/v1/projects')).text).toBe('');
    expect((await studio.ask('HEAD', '/v1/projects')).status).toBe(401);
    expect((await studio.ask('GET', '//v1/account')).status).toBeGreaterThanOrEqual(400);
    for (const path of [
      '/V1/account',
      '/v1/account/',
      '/v1//account',
      '/v1/./account',
      '/v1/x/../account',
      '/v1/%61ccount',
    ])
      expect((await studio.ask('GET', path)).status, path).not.toBe(200);
  });
});
