import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type WebhookReceiver, webhookReceiver } from '../../../test/servers/webhook-receiver.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { consumeEvents } from '../events/consume.ts';
import { type EventType, emit } from '../events/emit.ts';
import type { NewJob } from '../queue/queued-job.ts';
import { Refusal } from '../refusal.ts';
import { type DeliveryTurn, deliverWebhook, deliveryParameters } from './deliver.ts';
import { dispatchWebhooks, queueDeliveries, sweepDeliveries } from './deliveries.ts';
import { egressAgent, thisMachineToo } from './egress.ts';
import { enough, pauses } from './retry.ts';
import { verifyWebhook } from './signature.ts';
import { mostWebhooks, WebhookService } from './webhook-service.ts';

describe('webhooks', () => {
  let database: TestDatabase;
  let receiver: WebhookReceiver;
  let service: WebhookService;
  let userId = '';
  let jobs: NewJob[] = [];
  let now = new Date();
  const key = randomBytes(32);
  const agent = egressAgent(thisMachineToo);
  beforeAll(async () => {
    database = await testDatabase();
    service = new WebhookService({ pool: database.pool, key, policy: thisMachineToo });
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    receiver = await webhookReceiver();
    userId = await user();
    jobs = [];
    now = new Date();
  });
  afterEach(() => receiver.close());

  const user = async (): Promise<string> =>
    (await database.pool.query("insert into users (email) values (gen_random_uuid() || '@example.org') returning id"))
      .rows[0].id;
  const happened = (type: EventType, data = {}) => emit(database.pool, { userId, type, data });
  const queue = {
    send: async (sent: readonly NewJob[]) => {
      const known = new Set(jobs.map(({ id }) => id));
      jobs.push(...sent.filter(({ id }) => !known.has(id)));
    },
  };
  const dependencies = () => ({
    pool: database.pool,
    key,
    policy: thisMachineToo,
    agent,
    now: () => now,
    luck: () => 0,
    timeout: 5000,
  });
  const dispatch = async () => {
    while (await dispatchWebhooks(database.pool));
  };
  const turns = (): DeliveryTurn[] => jobs.map(({ parameters }) => deliveryParameters.parse(parameters));
  /** Does all that is due now, as dispatcher and workers do. */
  const round = async () => {
    await dispatch();
    await queueDeliveries(database.pool, queue);
    const mine = turns();
    jobs = [];
    for (const turn of mine) await deliverWebhook(turn, dependencies());
  };
  /** As if the time until the next try were over. */
  const makeDue = () => database.pool.query("update webhook_deliveries set due_at = now() where status = 'pending'");
  const deliveries = (id: string) => service.deliveries(userId, id, { limit: 100, after: null });
  const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code });

  it('tell a user of what happened to them, signed, and nobody else', async () => {
    const { webhook, secret } = await service.create(userId, { url: receiver.url });
    const theirs = await service.create(await user(), { url: `${receiver.url}/theirs` });
    await happened('film.done', { title: 'The Borrowed Bell' });
    await round();
    expect(receiver.received).toHaveLength(1);
    const { headers, body } = receiver.received[0]!;
    expect(JSON.parse(body)).toMatchObject({ type: 'film.done', data: { title: 'The Borrowed Bell' } });
    expect(verifyWebhook(secret, headers, body, new Date())).toBe(true);
    expect(verifyWebhook(theirs.secret, headers, body, new Date())).toBe(false);
    const [delivery] = await deliveries(webhook.id);
    expect(delivery).toMatchObject({
      status: 'delivered',
      payload: body,
      dueAt: null,
      attempts: [{ status: 204, error: null }],
    });
    expect(headers['webhook-id']).toBe(delivery?.id);
  });

  it('are told only of the types that they ask for, and only while they are enabled', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url, events: ['film.failed', 'film.failed'] });
    expect(webhook.events).toEqual(['film.failed']);
    await happened('film.done');
    await happened('film.failed');
    await round();
    await service.change(userId, webhook.id, { enabled: false });
    await happened('film.failed');
    await round();
    expect((await deliveries(webhook.id)).map(({ type }) => type)).toEqual(['film.failed']);
  });

  it('are not told that telling failed: that would have no end', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    for (const kind of ['webhook', 'email', 'clip']) await happened('job.dead', { kind });
    await round();
    expect((await deliveries(webhook.id)).map(({ payload }) => JSON.parse(payload).data.kind)).toEqual(['clip']);
  });

  it('have one delivery an event, however many dispatch at once and however often they die half-way', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    for (let n = 0; n < 30; n++) await happened('film.stage', { n });
    const crash = () =>
      consumeEvents(database.pool, 'webhooks', async (client) => {
        await client.query('delete from webhook_deliveries');
        throw new Error('killed');
      }).catch(() => {});
    await Promise.all(
      [1, 2, 3, 4].map(async () => {
        for (let n = 0; n < 15; n++) {
          await dispatchWebhooks(database.pool, 4);
          await crash();
        }
      }),
    );
    await dispatch();
    await Promise.all([1, 2, 3].map(() => queueDeliveries(database.pool, queue)));
    const made = await deliveries(webhook.id);
    const numbers = made.map(({ payload }) => JSON.parse(payload).data.n).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => n));
    expect(new Set(turns().map(({ deliveryId }) => deliveryId)).size).toBe(30);
    expect(jobs).toHaveLength(30);
    expect(jobs.every((job) => job.userId === userId && job.type === 'notification' && job.kind === 'webhook')).toBe(
      true,
    );
  });

  it('lose no delivery when the process dies between the queue and its note that it was queued', async () => {
    await service.create(userId, { url: receiver.url });
    await happened('film.done');
    await dispatch();
    const dying = {
      send: async (sent: readonly NewJob[]) => {
        await queue.send(sent);
        throw new Error('killed');
      },
    };
    await expect(queueDeliveries(database.pool, dying)).rejects.toThrow('killed');
    await queueDeliveries(database.pool, queue);
    await queueDeliveries(database.pool, queue);
    expect(jobs).toHaveLength(1);
  });

  it('try again what fails, later each time, the same bytes under the same id, until it succeeds', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    receiver.answer = (response) => response.writeHead(500).end('not today');
    await happened('film.done');
    await round();
    await round();
    expect(receiver.received).toHaveLength(1);
    const [waiting] = await deliveries(webhook.id);
    expect(waiting).toMatchObject({
      status: 'pending',
      attempts: [{ status: 500, response: 'not today', error: 'answered 500' }],
    });
    expect((await service.get(userId, webhook.id)).failingSince).not.toBeNull();
    await makeDue();
    await round();
    receiver.answer = (response) => response.writeHead(200).end();
    await makeDue();
    await round();
    await makeDue();
    await round();
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ body, headers }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect((await deliveries(webhook.id))[0]?.attempts.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect((await service.get(userId, webhook.id)).failingSince).toBeNull();
  });

  it('make no attempt twice when a job comes twice', async () => {
    await service.create(userId, { url: receiver.url });
    await happened('film.done');
    await dispatch();
    await queueDeliveries(database.pool, queue);
    const [turn] = turns();
    await deliverWebhook(turn!, dependencies());
    await deliverWebhook(turn!, dependencies());
    expect(receiver.received).toHaveLength(1);
  });

  it('give up after the last try; a replay begins again', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    receiver.answer = (response) => response.writeHead(503).end();
    await happened('film.done');
    for (let n = 0; n < pauses.length + 3; n++) {
      await round();
      await makeDue();
    }
    const [failed] = await deliveries(webhook.id);
    expect(failed?.status).toBe('failed');
    expect(failed?.attempts).toHaveLength(pauses.length + 1);
    receiver.answer = (response) => response.writeHead(204).end();
    await service.replay(userId, webhook.id, failed!.id);
    await round();
    expect((await deliveries(webhook.id))[0]).toMatchObject({ status: 'delivered', id: failed?.id });
    // What has succeeded may be replayed as well.
    await service.replay(userId, webhook.id, failed!.id);
    await round();
    expect((await deliveries(webhook.id))[0]?.attempts).toHaveLength(pauses.length + 3);
  });

  const disabledEvents = async () =>
    (await database.pool.query("select data from events where user_id = $1 and type = 'webhook.disabled'", [userId]))
      .rows;

  it('are disabled, and their user told once, when nothing has succeeded for three days', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    receiver.answer = (response) => response.writeHead(500).end();
    await happened('film.done');
    await happened('film.done');
    await round();
    now = new Date(now.getTime() + enough.failingFor + 1000);
    for (let n = 0; n < pauses.length; n++) {
      expect((await service.get(userId, webhook.id)).enabled).toBe(true);
      await makeDue();
      await round();
    }
    const after = await service.get(userId, webhook.id);
    expect(after).toMatchObject({ enabled: false, disabledReason: 'No delivery has succeeded for three days.' });
    expect(await disabledEvents()).toMatchObject([{ data: { webhookId: webhook.id, reason: after.disabledReason } }]);
    expect((await deliveries(webhook.id)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    const again = await service.change(userId, webhook.id, { enabled: true });
    expect(again).toMatchObject({ enabled: true, disabledReason: null, failingSince: null });
  });

  it('are disabled at once when the receiver says that it is gone, and what waited is not sent', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    receiver.answer = (response) => response.writeHead(410).end();
    await happened('film.done');
    await happened('film.done');
    await round();
    expect(receiver.received).toHaveLength(1);
    expect((await deliveries(webhook.id)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect((await service.get(userId, webhook.id)).disabledReason).toBe('It answered 410 Gone.');
    expect(await disabledEvents()).toHaveLength(1);
    await expect(service.ping(userId, webhook.id, now)).rejects.toEqual(refusal('webhook-disabled'));
  });

  it('are tried with a ping', async () => {
    const { webhook, secret } = await service.create(userId, { url: receiver.url, events: ['film.done'] });
    const id = await service.ping(userId, webhook.id, now);
    await round();
    const { headers, body } = receiver.received[0]!;
    expect(JSON.parse(body)).toMatchObject({ type: 'webhook.ping' });
    expect(headers['webhook-id']).toBe(id);
    expect(verifyWebhook(secret, headers, body, new Date())).toBe(true);
  });

  it('are signed with the old secret and the new for a day after it was changed, then with the new alone', async () => {
    const { webhook, secret: old } = await service.create(userId, { url: receiver.url });
    const { secret: fresh, webhook: rotated } = await service.rotateSecret(userId, webhook.id);
    expect(rotated.oldSecretUntil).not.toBeNull();
    const verdicts = async () => {
      await service.ping(userId, webhook.id, now);
      await round();
      const { headers, body } = receiver.received.at(-1)!;
      return [old, fresh].map((secret) => verifyWebhook(secret, headers, body, now));
    };
    expect(await verdicts()).toEqual([true, true]);
    now = new Date(now.getTime() + 25 * 3_600_000);
    expect(await verdicts()).toEqual([false, true]);
  });

  it('keep no secret in the database', async () => {
    const { secret } = await service.create(userId, { url: receiver.url });
    const { rows } = await database.pool.query(
      'select row_to_json(webhooks)::text as text, salt from webhooks where user_id = $1',
      [userId],
    );
    const raw = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(rows[0].text).not.toContain(secret.slice('whsec_'.length));
    expect(rows[0].text).not.toContain(raw.toString('hex'));
    expect(rows[0].salt.includes(raw)).toBe(false);
  });

  it('of another user are not there, whatever one tries', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    await happened('film.done');
    await dispatch();
    const [delivery] = await deliveries(webhook.id);
    const thief = await user();
    const own = (await service.create(thief, { url: receiver.url })).webhook.id;
    const absent = refusal('not-found');
    await expect(service.get(thief, webhook.id)).rejects.toEqual(absent);
    await expect(service.change(thief, webhook.id, { url: 'http://localhost:1/' })).rejects.toEqual(absent);
    await expect(service.remove(thief, webhook.id)).rejects.toEqual(absent);
    await expect(service.rotateSecret(thief, webhook.id)).rejects.toEqual(absent);
    await expect(service.ping(thief, webhook.id, now)).rejects.toEqual(absent);
    await expect(service.deliveries(thief, webhook.id, { limit: 1, after: null })).rejects.toEqual(absent);
    await expect(service.replay(thief, webhook.id, delivery!.id)).rejects.toEqual(absent);
    // Through a webhook of one's own neither.
    await expect(service.replay(thief, own, delivery!.id)).rejects.toEqual(absent);
    expect((await service.list(thief)).map(({ id }) => id)).toEqual([own]);
    await expect(service.get(thief, randomUUID())).rejects.toEqual(absent);
  });

  it('cannot be made or changed to send inside, nor in any number', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    for (const url of ['http://169.254.169.254/latest', 'https://10.0.0.1/', 'http://example.org/']) {
      await expect(service.create(userId, { url })).rejects.toThrow(Refusal);
      await expect(service.change(userId, webhook.id, { url })).rejects.toThrow(Refusal);
    }
    const more = await Promise.allSettled(
      Array.from({ length: mostWebhooks + 4 }, () => service.create(userId, { url: receiver.url })),
    );
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostWebhooks - 1);
    expect(await service.list(userId)).toHaveLength(mostWebhooks);
  });

  it('list their deliveries in pages that neither miss nor double one', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    for (let n = 0; n < 7; n++) await happened('film.stage', { n });
    await dispatch();
    const seen: string[] = [];
    for (let after: readonly [string, string] | null = null; ; ) {
      const page = await service.deliveries(userId, webhook.id, { limit: 3, after });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      after = [last.createdAt, last.id];
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('forget deliveries after thirty days, but none that still waits', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    await happened('film.done');
    await round();
    await happened('film.failed');
    await dispatch();
    await database.pool.query("update webhook_deliveries set created_at = now() - interval '31 days'");
    await sweepDeliveries(database.pool);
    expect((await deliveries(webhook.id)).map(({ type }) => type)).toEqual(['film.failed']);
  });

  it('say nothing of a receiver when it is the worker that must stop', async () => {
    const { webhook } = await service.create(userId, { url: receiver.url });
    await happened('film.done');
    await dispatch();
    const stop = new AbortController();
    receiver.answer = () => stop.abort(new Error('The worker must stop.'));
    const [delivery] = await deliveries(webhook.id);
    const turn = { deliveryId: delivery!.id, turn: 1 };
    await expect(deliverWebhook(turn, dependencies(), stop.signal)).rejects.toThrow('The worker must stop.');
    expect(await deliveries(webhook.id)).toMatchObject([{ status: 'pending', attempts: [] }]);
  });
});
