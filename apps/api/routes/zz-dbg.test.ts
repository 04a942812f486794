import { randomBytes, randomUUID } from 'node:crypto';
import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { emit } from '@ai-film-studio/studio/events/emit.ts';
import { dispatchWebhooks } from '@ai-film-studio/studio/webhooks/deliveries.ts';
import { openInternet } from '@ai-film-studio/studio/webhooks/egress.ts';
import { WebhookService } from '@ai-film-studio/studio/webhooks/webhook-service.ts';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../http/api.ts';
import { principalNamed } from '../http/bare-api.fixture.ts';
import { notificationRoutes } from './notifications.ts';
import { servedApi } from './served-api.fixture.ts';
import { webhookRoutes } from './webhooks.ts';

describe('webhooks and notifications over HTTP', () => {
  let database: TestDatabase;
  let api: Api;
  let userId = '';
  const sessions = new Map<string, Principal>();
  beforeAll(async () => {
    database = await testDatabase();
    const webhooks = new WebhookService({ pool: database.pool, key: randomBytes(32), policy: openInternet });
    const served = await servedApi(
      (scope, services) => {
        webhookRoutes(scope, services);
        notificationRoutes(scope, services);
      },
      ({ bearer }) => sessions.get(bearer ?? '') ?? null,
      { pool: database.pool, webhooks },
    );
    api = served.api;
    userId = await user();
    sessions.set('ann', principalNamed(userId));
    sessions.set('bob', principalNamed(await user()));
    sessions.set('narrow', principalNamed(userId, { scopes: new Set(['projects:read']) }));
  });
  afterAll(async () => {
    await api.close();
    await database.stop();
  });

  const user = async (): Promise<string> =>
    (await database.pool.query("insert into users (email) values (gen_random_uuid() || '@example.org') returning id"))
      .rows[0].id;
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    who = 'ann',
  ) => {
    const options: InjectOptions = { method, url, headers: { authorization: `Bearer ${who}` } };
    const answer = await api.inject(payload ? { ...options, payload } : options);
    return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? null : answer.json() };
  };
  const create = async () =>
    (await ask('POST', '/v1/webhooks', { url: 'https://example.org/hooks' })).body.webhook.id as string;

  it('are made, shown without their secret, changed and deleted', async () => {
    const made = await ask('POST', '/v1/webhooks', {
      url: 'https://example.org/hooks',
      events: ['film.done'],
      description: 'ours',
    });
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { id } = made.body.webhook;
    const shown = await ask('GET', `/v1/webhooks/${id}`);
    expect(shown.body).toEqual(made.body.webhook);
    expect((await ask('GET', '/v1/webhooks')).body.items).toEqual([shown.body]);
    expect(JSON.stringify(shown.body)).not.toMatch(/whsec|salt/);
    const changed = await ask('PATCH', `/v1/webhooks/${id}`, { enabled: false, events: [] });
    expect(changed.body).toMatchObject({
      enabled: false,
      events: [],
      url: 'https://example.org/hooks',
      description: 'ours',
    });
    const rotated = await ask('POST', `/v1/webhooks/${id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(made.body.secret);
    expect(rotated.body.webhook.oldSecretUntil).not.toBeNull();
    expect((await ask('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
    expect((await ask('GET', `/v1/webhooks/${id}`)).status).toBe(404);
  });

  it('are pinged and replayed, and their deliveries are listed in pages', async () => {
    const id = await create();
    const ping = await ask('POST', `/v1/webhooks/${id}/ping`);
    expect(ping.status).toBe(202);
    for (let n = 0; n < 4; n++) await emit(database.pool, { userId, type: 'film.stage', data: { n } });
    await dispatchWebhooks(database.pool);
    const seen: { id: string; type: string }[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await ask('GET', `/v1/webhooks/${id}/deliveries?limit=2${cursor && `&cursor=${cursor}`}`);
      console.log("DBG", cursor, JSON.stringify(body));
      seen.push(...body.items);
      if (!body.next) break;
      cursor = body.next;
    }
    expect(seen.map(({ type }) => type)).toEqual([...Array(4).fill('film.stage'), 'webhook.ping']);
    expect(new Set(seen.map((delivery) => delivery.id)).size).toBe(5);
    expect(seen.at(-1)).toMatchObject({ id: ping.body.deliveryId, status: 'pending', attempts: [] });
    expect((await ask('POST', `/v1/webhooks/${id}/deliveries/${seen[0]!.id}/replay`)).status).toBe(202);
    expect((await ask('POST', `/v1/webhooks/${id}/deliveries/${randomUUID()}/replay`)).status).toBe(404);
    expect((await ask('GET', `/v1/webhooks/${id}/deliveries?cursor=nonsense`)).body.code).toBe('cursor');
  });

  it('refuse what leads inside, what is too much, and what is not theirs to say', async () => {
    const refused = async (payload: object) => {
      const { status, body } = await ask('POST', '/v1/webhooks', payload);
      return [status, body.code];
    };
    for (const url of [
      'http://example.org/',
      'https://169.254.169.254/',
      'https://localhost/',
      'https://a:b@example.org/',
    ])
      expect(await refused({ url }), url).toEqual([400, 'webhook-url']);
    const url = 'https://example.org/';
    for (const more of [
      { url: `${url}${'x'.repeat(2001)}` },
      { events: ['film.sold'] },
      { userId },
      { salt: 'x' },
      { id: randomUUID() },
    ])
      expect(await refused({ url, ...more }), JSON.stringify(more)).toEqual([400, 'invalid']);
    const id = await create();
    for (const more of [{ disabledReason: 'x' }, { givenUp: 7 }, { secret: 'x' }, { userId: randomUUID() }])
      expect((await ask('PATCH', `/v1/webhooks/${id}`, more)).status).toBe(400);
    expect((await ask('PATCH', `/v1/webhooks/${id}`, { url: 'https://10.0.0.1/' })).body.code).toBe('webhook-url');
  });

  it('answer another user as if they were not there, and nobody without the scope', async () => {
    const id = await create();
    const { body } = await ask('POST', `/v1/webhooks/${id}/ping`);
    const routes = [
      ['GET', `/v1/webhooks/${id}`],
      ['PATCH', `/v1/webhooks/${id}`, { enabled: false }],
      ['DELETE', `/v1/webhooks/${id}`],
      ['POST', `/v1/webhooks/${id}/rotate-secret`],
      ['POST', `/v1/webhooks/${id}/ping`],
      ['GET', `/v1/webhooks/${id}/deliveries`],
      ['POST', `/v1/webhooks/${id}/deliveries/${body.deliveryId}/replay`],
    ] as const;
    for (const [method, url, payload] of routes) {
      expect((await ask(method, url, payload, 'bob')).status, url).toBe(404);
      expect((await ask(method, url, payload, 'narrow')).status, url).toBe(403);
      expect((await ask(method, url, payload, 'nobody')).status, url).toBe(401);
    }
    expect((await ask('GET', `/v1/webhooks/${id}`)).body.enabled).toBe(true);
    expect((await ask('GET', '/v1/webhooks', undefined, 'bob')).body.items).toEqual([]);
  });

  it('let a user say which mails they want, and nobody for another', async () => {
    const url = '/v1/account/notifications';
    expect((await ask('GET', url)).body).toEqual({ filmDone: true, filmFailed: true, jobDead: false });
    const wanted = { filmDone: false, filmFailed: true, jobDead: true };
    expect((await ask('PUT', url, wanted)).body).toEqual(wanted);
    expect((await ask('GET', url)).body).toEqual(wanted);
    expect((await ask('GET', url, undefined, 'bob')).body.filmDone).toBe(true);
    expect((await ask('PUT', url, { ...wanted, userId })).status).toBe(400);
    expect((await ask('PUT', url, { filmDone: false })).status).toBe(400);
    expect((await ask('GET', url, undefined, 'narrow')).status).toBe(403);
  });
});
