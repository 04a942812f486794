import { Readable } from 'node:stream';
import { breakable } from '@ai-film-studio/studio/cache/cache.fixture.ts';
import { watchCache } from '@ai-film-studio/studio/cache/cache-health.ts';
import { MemoryKeyValue } from '@ai-film-studio/studio/cache/memory.ts';
import { cachedResponses } from '@ai-film-studio/studio/cache/responses.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { metricsPage } from '@ai-film-studio/studio/telemetry/metrics.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { as, bareApi } from './bare-api.fixture.ts';
import { cacheResponses } from './response-cache.ts';

const health = watchCache({ lost: () => {}, back: () => {}, missed: () => {} });

function open() {
  const keyValue = breakable(new MemoryKeyValue());
  const cache = cachedResponses(keyValue, health);
  const page = metricsPage();
  const api = bareApi({ after: (one) => cacheResponses(one, { cache, metrics: page.metrics }) });
  const films = new Map([
    ['ann', 'The Last Ferry'],
    ['bob', 'Fog'],
  ]);
  let computed = 0;
  /** What happens between the reading of the truth and the answer. */
  let meanwhile = async () => {};
  api.route({
    method: 'GET',
    url: '/films/:id',
    config: { access: 'account', cache: true },
    schema: { response: { 200: z.object({ owner: z.string(), title: z.string().optional(), id: z.unknown() }) } },
    handler: async ({ principal, params }) => {
      computed += 1;
      const owner = principal?.userId ?? '';
      const title = films.get(owner);
      await meanwhile();
      if (title === undefined) throw new Refusal('not-found', 'not-found', 'There is no such film.');
      return { owner, title, ...z.object({ id: z.string() }).parse(params) };
    },
  });
  api.put('/films/:id', { config: { access: 'account' } }, async ({ principal, body }) => {
    films.set(principal?.userId ?? '', z.object({ title: z.string() }).parse(body).title);
    return {};
  });
  const odd = { access: 'account', cache: true } as const;
  api.get('/stream', { config: odd }, async (_request, reply) => {
    computed += 1;
    return reply.type('text/event-stream').send(Readable.from(['data: 1\n\n']));
  });
  api.get('/cookie', { config: odd }, async (_request, reply) => {
    computed += 1;
    return reply.header('set-cookie', 'a=b').send({ a: 1 });
  });
  api.get('/no-store', { config: odd }, async (_request, reply) => {
    computed += 1;
    return reply.header('cache-control', 'no-store').send({ a: 1 });
  });
  api.get('/uncached', { config: { access: 'account' } }, async () => ({ computed: ++computed }));
  const get = (user: string, url = '/films/1', headers: Record<string, string> = {}) =>
    api.inject({ url, headers: { ...as(user), ...headers } });
  const rename = (user: string, title: string) =>
    api.inject({ method: 'PUT', url: '/films/1', headers: as(user), payload: { title } });
  return {
    api,
    get,
    rename,
    cache,
    films,
    page,
    keyValue,
    computed: () => computed,
    duringAnswer: (what: () => Promise<void>) => {
      meanwhile = what;
    },
  };
}

describe('the cache of answers', () => {
  it('answers again without the handler, word for word', async () => {
    const { get, computed, page } = open();
    const [first, again] = [await get('ann'), await get('ann')];
    expect(computed()).toBe(1);
    expect(again.body).toBe(first.body);
    expect(again.json()).toEqual({ owner: 'ann', title: 'The Last Ferry', id: '1' });
    for (const name of ['content-type', 'etag', 'cache-control', 'vary', 'content-length'])
      expect(again.headers[name]).toBe(first.headers[name]);
    expect(again.headers.etag).toMatch(/^"[\w-]{43}"$/);
    expect(again.headers['cache-control']).toBe('private, no-cache');
    expect(again.headers.vary).toBe('Authorization, X-API-Key');
    expect(await page.text()).toContain('studio_cache_looks_total{use="response",result="hit"} 1');
  });

  it('never gives one user the answer of another, whatever they ask for', async () => {
    const { get } = open();
    const ann = await get('ann');
    expect((await get('bob')).json()).toMatchObject({ owner: 'bob', title: 'Fog' });
    expect((await get('bob', '/films/1', { 'if-none-match': String(ann.headers.etag) })).statusCode).toBe(200);
    for (const url of ['/films/1?user=ann', '/films/1%00', '/films/1#ann', '/films/{ann}:response:x'])
      expect((await get('bob', url)).body).not.toContain('Ferry');
    expect((await get('nobody')).statusCode).toBe(401);
  });

  it('does not give what a session may see to an API key of the same user', async () => {
    const { api, get, computed } = open();
    await get('ann');
    await api.inject({ url: '/films/1', headers: { 'x-api-key': 'key-ann' } });
    expect(computed()).toBe(2);
  });

  it('goes by the whole address', async () => {
    const { get, computed } = open();
    expect((await get('ann', '/films/2')).json()).toMatchObject({ id: '2' });
    await get('ann', '/films/2?a=1');
    await get('ann', '/films/3');
    expect(computed()).toBe(3);
    await get('ann', `/films/3?${'x'.repeat(2_000)}`);
    await get('ann', `/films/3?${'x'.repeat(2_000)}`);
    expect(computed()).toBe(5);
  });

  it('says that nothing has changed to whoever has the answer, kept or not', async () => {
    const { get, cache, computed } = open();
    const etag = String((await get('ann')).headers.etag);
    for (const known of [etag, `"x", W/${etag}`, '*']) {
      const { statusCode, body, headers } = await get('ann', '/films/1', { 'if-none-match': known });
      expect([statusCode, body, headers.etag]).toEqual([304, '', etag]);
    }
    expect(computed()).toBe(1);
    await cache.touch('ann');
    expect((await get('ann', '/films/1', { 'if-none-match': etag })).statusCode).toBe(304);
    expect(computed()).toBe(2);
    expect((await get('ann', '/films/1', { 'if-none-match': '"x"' })).statusCode).toBe(200);
  });

  it('shows a user what they have changed, and another user nothing of it', async () => {
    const { get, rename, computed } = open();
    const before = await get('ann');
    await get('bob');
    await rename('ann', 'The First Ferry');
    const after = await get('ann');
    expect(after.json()).toMatchObject({ title: 'The First Ferry' });
    expect(after.headers.etag).not.toBe(before.headers.etag);
    await get('bob');
    expect(computed()).toBe(3);
  });

  it('does not keep an answer that a change has overtaken', async () => {
    const { get, rename, duringAnswer } = open();
    duringAnswer(async () => {
      duringAnswer(async () => {});
      await rename('ann', 'Changed');
    });
    expect((await get('ann')).json()).toMatchObject({ title: 'The Last Ferry' });
    expect((await get('ann')).json()).toMatchObject({ title: 'Changed' });
  });

  it('keeps no error, no stream, no cookie, and nothing that says so', async () => {
    const { get, films, computed } = open();
    films.delete('ann');
    expect((await get('ann')).statusCode).toBe(404);
    films.set('ann', 'Back');
    expect((await get('ann')).statusCode).toBe(200);
    for (const url of ['/stream', '/cookie', '/no-store']) {
      const before = computed();
      await get('ann', url);
      const { headers } = await get('ann', url);
      expect(headers.etag).toBeUndefined();
      expect(computed()).toBe(before + 2);
    }
    expect((await get('ann', '/stream')).body).toBe('data: 1\n\n');
    expect((await get('ann', '/no-store')).headers['cache-control']).toBe('no-store');
    expect((await get('ann', '/uncached')).headers.etag).toBeUndefined();
  });

  it('answers HEAD without a body', async () => {
    const { api } = open();
    const { statusCode, body } = await api.inject({ method: 'HEAD', url: '/films/1', headers: as('ann') });
    expect([statusCode, body]).toEqual([200, '']);
  });

  it('is done without while its server is away, and shows no old answer afterwards', async () => {
    const { get, rename, keyValue, computed } = open();
    await get('ann');
    keyValue.down = true;
    expect((await get('ann')).statusCode).toBe(200);
    await rename('ann', 'Changed meanwhile');
    keyValue.down = false;
    expect((await get('ann')).json()).toMatchObject({ title: 'Changed meanwhile' });
    expect(computed()).toBe(3);
  });
});
