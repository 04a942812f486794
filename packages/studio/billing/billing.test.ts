import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Billing } from './billing.ts';
import { type BillingStage, billingStage, subscription } from './stripe.fixture.ts';
import { StripeUnavailableError, stripeClient } from './stripe-settings.ts';

describe('buying', () => {
  let stage: BillingStage;
  beforeAll(async () => {
    stage = await billingStage();
  });
  beforeEach(() => stage.stripe.fail('before', 0));
  afterAll(() => stage.stop());

  const posts = (path: string) => stage.stripe.calls.filter((call) => call.method === 'POST' && call.path === path);
  const sessions = (requestId: string) =>
    posts('/v1/checkout/sessions').filter(({ form }) => form.client_reference_id === requestId);

  it('begins at a page of Stripe, for a customer and a price that the caller does not choose', async () => {
    const [userId, requestId] = [await stage.newUser(), randomUUID()];
    const url = await stage.billing.checkout(userId, { plan: 'premium' }, requestId);
    expect(url).toMatch(/^https:\/\/stripe\.invalid\/cs_/);
    const [call] = sessions(requestId);
    expect(call?.form).toMatchObject({
      mode: 'subscription',
      'line_items[0][price]': 'price_premium',
      success_url: 'https://studio.example.org/account?checkout=done',
    });
    expect(stage.stripe.find(call?.form.customer ?? '')).toMatchObject({ 'metadata[userId]': userId });
  });

  it('sells credits for the price of the list', async () => {
    const [userId, requestId] = [await stage.newUser(), randomUUID()];
    await stage.billing.checkout(userId, { pack: 'credits-500' }, requestId);
    expect(sessions(requestId)[0]?.form).toMatchObject({
      mode: 'payment',
      'line_items[0][price_data][unit_amount]': '3900',
      'line_items[0][price_data][product_data][name]': '500 credits',
    });
  });

  it('asked again, gives the same page; asked for another thing with the same key, is refused', async () => {
    const [userId, requestId] = [await stage.newUser(), randomUUID()];
    const buy = () => stage.billing.checkout(userId, { pack: 'credits-100' }, requestId);
    expect(new Set(await Promise.all([buy(), buy(), buy()])).size).toBe(1);
    await expect(stage.billing.checkout(userId, { pack: 'credits-500' }, requestId)).rejects.toMatchObject({
      code: 'idempotency-reused',
    });
    const stranger = await stage.newUser();
    await expect(stage.billing.checkout(stranger, { pack: 'credits-100' }, requestId)).rejects.toMatchObject({
      code: 'idempotency-reused',
    });
  });

  it('makes one customer of one user, however many buy at once and whatever breaks', async () => {
    const userId = await stage.newUser();
    // The answer to the first request is lost, after it was done.
    stage.stripe.fail('after', 1);
    await Promise.all([1, 2, 3].map(() => stage.billing.checkout(userId, { pack: 'credits-100' }, randomUUID())));
    const keys = posts('/v1/customers')
      .filter(({ form }) => form['metadata[userId]'] === userId)
      .map(({ idempotencyKey }) => idempotencyKey);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  it('says when Stripe cannot be asked, and the same request works later', async () => {
    const [userId, requestId] = [await stage.newUser(), randomUUID()];
    const buy = () => stage.billing.checkout(userId, { pack: 'credits-100' }, requestId);
    stage.stripe.fail('before', 3);
    await expect(buy()).rejects.toThrow(StripeUnavailableError);
    expect(await buy()).toContain('stripe.invalid');
  });

  it('writes down what it will ask before it asks', async () => {
    const [userId, requestId] = [await stage.newUser(), randomUUID()];
    const deaf = { ...stage.settings, address: new URL('http://127.0.0.1:9') };
    const parts = { pool: stage.database.pool, credits: stage.credits, settings: deaf, stripe: stripeClient(deaf) };
    await expect(new Billing(parts).checkout(userId, { pack: 'credits-100' }, requestId)).rejects.toThrow(
      StripeUnavailableError,
    );
    const { rows } = await stage.database.pool.query('select id, kind from stripe_requests where user_id = $1', [
      userId,
    ]);
    expect(rows).toEqual([{ id: expect.any(String), kind: 'customer' }]);
    await stage.billing.checkout(userId, { pack: 'credits-100' }, requestId);
    expect(posts('/v1/customers').at(-1)?.idempotencyKey).toBe(rows[0].id);
    expect(sessions(requestId)[0]?.idempotencyKey).toBe(requestId);
  });

  it('offers no second plan to who has one, and the portal to customers only', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscription({ id: `sub_${randomUUID()}`, customer });
    stage.stripe.put(sub);
    await stage.deliver('customer.subscription.created', sub);
    await expect(stage.billing.checkout(userId, { plan: 'premium' }, randomUUID())).rejects.toMatchObject({
      code: 'subscribed',
    });
    expect(await stage.billing.portal(userId)).toContain('stripe.invalid/bps_');
    await expect(stage.billing.portal(await stage.newUser())).rejects.toMatchObject({ code: 'no-customer' });
    await stage.billing.endSubscriptions(userId);
    expect(stage.stripe.find(sub.id)).toMatchObject({ status: 'canceled' });
  });
});
