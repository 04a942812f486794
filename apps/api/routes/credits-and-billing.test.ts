import { randomUUID } from 'node:crypto';
import { type Scope, scopes } from '@ai-film-studio/studio/accounts/principal.ts';
import {
  type BillingStage,
  billingStage,
  invoice,
  subscription,
} from '@ai-film-studio/studio/billing/stripe.fixture.ts';
import { ledgerFaults } from '@ai-film-studio/studio/credits/ledger.ts';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardAccess } from '../http/access.ts';
import type { Api } from '../http/api.ts';
import { principalNamed } from '../http/bare-api.fixture.ts';
import { keepAnswers } from '../http/idempotency.ts';
import { sendProblem } from '../http/problem.ts';
import type { CreditGrant, Services } from '../services.ts';
import { billingRoutes } from './billing.ts';
import { creditsRoutes } from './credits.ts';

const everything: ReadonlySet<Scope> = new Set(scopes);
const all = new Set([...everything].filter((scope) => scope !== 'admin'));

/** These routes behind the guards that all have. */
async function open(services: Services): Promise<Api> {
  const api = fastify().withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(sendProblem);
  guardAccess(api, services.authenticate);
  keepAnswers(api, services.pool);
  for (const part of [creditsRoutes, billingRoutes]) part(api, services);
  await api.ready();
  return api;
}

describe('credits and billing over HTTP', () => {
  let stage: BillingStage;
  let api: Api;
  let without: Api;
  const audited: CreditGrant[] = [];

  beforeAll(async () => {
    stage = await billingStage();
    const { pool } = stage.database;
    // All that these routes, and what the API puts around them, take of the services.
    const services = {
      pool,
      reads: pool,
      credits: stage.credits,
      billing: stage.billing,
      authenticate: ({ bearer }: { bearer: string | null }) => {
        const [userId = '', kind] = (bearer ?? '').split('.');
        const allowed = { admin: everything, reader: new Set<Scope>(['projects:read']) }[kind ?? ''] ?? all;
        return principalNamed(userId, { scopes: allowed });
      },
      auditCreditGrant: async (_: unknown, grant: CreditGrant) => void audited.push(grant),
    } as unknown as Services;
    api = await open(services);
    without = await open({ ...services, billing: null });
  });
  afterAll(async () => {
    expect(await ledgerFaults(stage.database.pool)).toEqual([]);
    await Promise.all([api.close(), without.close()]);
    await stage.stop();
  });

  const as = (userId: string, kind = '') => ({ authorization: `Bearer ${userId}${kind && `.${kind}`}` });
  const get = async (url: string, userId: string) => (await api.inject({ url, headers: as(userId) })).json();
  const post = (url: string, headers: Record<string, string>, payload: object, to = api) =>
    to.inject({ method: 'POST', url, headers, payload });
  const key = () => ({ 'idempotency-key': randomUUID() });
  const give = (userId: string, amount: number) =>
    stage.credits.grant(stage.database.pool, { userId, amount, note: 'A gift' });

  it('shows what somebody has, in credits', async () => {
    const userId = await stage.newUser();
    await give(userId, 12_34);
    await stage.credits.reserve(stage.database.pool, { userId, filmId: randomUUID(), amount: 2_30 });
    expect(await get('/v1/credits', userId)).toEqual({ available: 10.04, reserved: 2.3, owed: 0 });
  });

  it('lists what became of them, page by page, and nobody else sees it', async () => {
    const [userId, stranger] = [await stage.newUser(), await stage.newUser()];
    for (const amount of [1_00, 2_00, 3_00]) await give(userId, amount);
    const first = await get('/v1/credits/history?limit=2', userId);
    expect(first.items.map(({ amount }: { amount: number }) => amount)).toEqual([3, 2]);
    expect(first.items[0]).toEqual({
      id: expect.any(String),
      type: 'grant',
      amount: 3,
      filmId: null,
      note: 'A gift',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const second = await get(`/v1/credits/history?limit=2&cursor=${first.next}`, userId);
    expect(second.items.map(({ amount }: { amount: number }) => amount)).toEqual([1]);
    expect(second.next).toBeNull();
    expect((await get(`/v1/credits/history?cursor=${first.next}`, stranger)).items).toEqual([]);
    expect(await get('/v1/credits/history?cursor=WyInOyAtLSJd', userId)).toMatchObject({ status: 400, code: 'cursor' });
  });

  it('shows plans and prices to everybody', async () => {
    const plans = (await api.inject('/v1/plans')).json();
    expect(plans.billing).toBe(true);
    expect(
      plans.plans.map(({ name, monthlyCredits }: { name: string; monthlyCredits: number }) => [name, monthlyCredits]),
    ).toEqual([
      ['free', 30],
      ['standard', 300],
      ['premium', 1500],
    ]);
    const prices = (await api.inject('/v1/prices')).json();
    expect(prices.engines.animatic.creditsPerSecond).toMatchObject({ clip: 0.1, voice: 0 });
    expect((await without.inject('/v1/plans')).json().billing).toBe(false);
  });

  it('needs the scope', async () => {
    const userId = await stage.newUser();
    for (const url of ['/v1/credits', '/v1/credits/history', '/v1/billing/subscription']) {
      expect((await api.inject({ url, headers: as(userId, 'reader') })).statusCode).toBe(403);
      expect((await api.inject({ url })).statusCode).toBe(401);
    }
    const asked = await post('/v1/billing/checkout', { ...as(userId, 'reader'), ...key() }, { plan: 'premium' });
    expect(asked.statusCode).toBe(403);
  });

  it('begins a purchase once for a key, and of nothing but what is sold', async () => {
    const userId = await stage.newUser();
    const headers = { ...as(userId), ...key() };
    const buy = (body: object, more = headers) => post('/v1/billing/checkout', more, body);
    const [one, again] = [await buy({ plan: 'premium' }), await buy({ plan: 'premium' })];
    expect(one.statusCode).toBe(200);
    expect(again.json()).toEqual(one.json());
    expect((await buy({ pack: 'credits-100' })).json()).toMatchObject({ status: 409, code: 'idempotency-reused' });
    expect((await post('/v1/billing/checkout', as(userId), { plan: 'premium' })).json()).toMatchObject({
      status: 400,
      code: 'idempotency-key',
    });
    const wrong = [
      {},
      { plan: 'free' },
      { plan: '__proto__' },
      { pack: 'credits-100', priceCents: 1 },
      { plan: 'premium', pack: 'credits-100' },
    ];
    for (const body of wrong) expect((await buy(body, { ...as(userId), ...key() })).statusCode).toBe(400);
  });

  it('follows what Stripe tells it, from the bytes that were signed', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscription({ id: `sub_${randomUUID()}`, customer });
    const paid = invoice({ id: `in_${randomUUID()}`, customer, subscription: sub.id, end: 1_800_000_000 });
    stage.stripe.put(sub);
    stage.stripe.put(paid);
    // Not as JSON.stringify would write it: parsed and written again, it would have another signature.
    const body = Buffer.from(`${stage.event('invoice.paid', paid).toString().replace('{', '{\n  ')}\n`);
    const tell = (signature: string, payload: Buffer = body) =>
      api.inject({
        method: 'POST',
        url: '/v1/billing/stripe/webhook',
        headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
        payload,
      });
    const forged = await tell(stage.sign(body, { secret: 'whsec_guessed' }));
    expect(forged.json()).toMatchObject({ status: 400, code: 'bad-signature' });
    expect((await tell('')).statusCode).toBe(400);
    expect((await tell(stage.sign(body), Buffer.from('{}'))).statusCode).toBe(400);
    expect((await get('/v1/billing/subscription', userId)).plan).toBe('free');
    expect((await tell(stage.sign(body))).json()).toEqual({ outcome: 'applied' });
    expect((await tell(stage.sign(body))).json()).toEqual({ outcome: 'duplicate' });
    expect(await get('/v1/billing/subscription', userId)).toMatchObject({
      plan: 'standard',
      status: 'active',
      cancelsAtEnd: false,
    });
    expect((await get('/v1/credits', userId)).available).toBe(300);
    const portal = await post('/v1/billing/portal', as(userId), {});
    expect(portal.json().url).toContain('stripe.invalid');
  });

  it('takes other bodies as JSON still', async () => {
    const userId = await stage.newUser();
    const answer = await api.inject({
      method: 'POST',
      url: '/v1/billing/checkout',
      headers: { ...as(userId), ...key(), 'content-type': 'application/json' },
      payload: '{"plan":',
    });
    expect(answer.statusCode).toBe(400);
  });

  it('sells nothing where there is no Stripe', async () => {
    const userId = await stage.newUser();
    const off = { status: 404, code: 'billing-off' };
    expect(
      (await post('/v1/billing/checkout', { ...as(userId), ...key() }, { plan: 'premium' }, without)).json(),
    ).toMatchObject(off);
    expect((await post('/v1/billing/portal', as(userId), {}, without)).json()).toMatchObject(off);
    expect((await post('/v1/billing/stripe/webhook', {}, {}, without)).json()).toMatchObject(off);
  });

  it('lets admins give credits, once for a key, with a reason that is written down', async () => {
    const [userId, admin] = [await stage.newUser(), await stage.newUser('admin')];
    const url = `/v1/admin/users/${userId}/credits`;
    const body = { credits: 25.5, reason: 'The film of last week was dark.' };
    const headers = { ...as(admin, 'admin'), ...key() };
    const answers = [await post(url, headers, body), await post(url, headers, body)];
    for (const answer of answers) expect(answer.json()).toEqual({ available: 25.5, reserved: 0, owed: 0 });
    expect(audited).toEqual([
      expect.objectContaining({ userId, actorId: admin, amount: 25_50, reason: body.reason, ip: '127.0.0.1' }),
    ]);
    expect((await post(url, { ...as(userId), ...key() }, body)).statusCode).toBe(403);
    const nobody = await post(`/v1/admin/users/${randomUUID()}/credits`, { ...as(admin, 'admin'), ...key() }, body);
    expect(nobody.statusCode).toBe(404);
    for (const credits of [-5, 0, 0.001, 1e9, '5', null])
      expect((await post(url, { ...as(admin, 'admin'), ...key() }, { ...body, credits })).statusCode).toBe(400);
    expect((await get('/v1/credits', userId)).available).toBe(25.5);
  });
});
