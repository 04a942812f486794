import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerFaults } from '../credits/ledger.ts';
import { plans } from './plans.ts';
import { type BillingStage, billingStage, invoice, prices, subscription } from './stripe.fixture.ts';
import { subscriptionOf } from './subscriptions.ts';

describe("Stripe's messages", () => {
  let stage: BillingStage;
  beforeAll(async () => {
    stage = await billingStage();
  });
  afterAll(async () => {
    expect(await ledgerFaults(stage.database.pool)).toEqual([]);
    await stage.stop();
  });

  const id = (prefix: string) => `${prefix}_${randomUUID()}`;
  const available = async (userId: string) => (await stage.credits.balance(stage.database.pool, userId)).available;
  const owed = async (userId: string) => (await stage.credits.balance(stage.database.pool, userId)).owed;
  const userRow = async (userId: string) =>
    (await stage.database.pool.query('select subscription_tier as tier, role from users where id = $1', [userId]))
      .rows[0];
  const changes = async (userId: string) => {
    const { rows } = await stage.database.pool.query(
      "select data->>'plan' as plan, data->>'status' as status from events where user_id = $1 and type = 'subscription.changed' order by id",
      [userId],
    );
    return rows.map(({ plan, status }) => `${plan} ${status}`);
  };
  /** A subscription that Stripe has. */
  const subscribed = (customer: string, more: Partial<Parameters<typeof subscription>[0]> = {}) => {
    const made = subscription({ id: id('sub'), customer, ...more });
    stage.stripe.put(made);
    return made;
  };

  describe('are refused', () => {
    const body = () => stage.event('invoice.paid', { id: 'in_1' });
    const refused = { kind: 'invalid', code: 'bad-signature' };

    it.each([
      ['without a signature', undefined],
      ['with an empty one', ''],
      ['with one that is none', 'v1=abc'],
      ['with one of a scheme that is not checked', 't=1,v0=abc'],
    ])('%s', async (_, signature) => {
      await expect(stage.billing.webhook(body(), signature)).rejects.toMatchObject(refused);
    });

    it('signed with another secret, or for another body, or with a byte changed', async () => {
      const [one, other] = [body(), stage.event('charge.refunded', { id: 'ch_1' })];
      const stranger = stage.sign(one, { secret: 'whsec_another' });
      await expect(stage.billing.webhook(one, stranger)).rejects.toMatchObject(refused);
      await expect(stage.billing.webhook(other, stage.sign(one))).rejects.toMatchObject(refused);
      const changed = Buffer.concat([one, Buffer.from(' ')]);
      await expect(stage.billing.webhook(changed, stage.sign(one))).rejects.toMatchObject(refused);
    });

    it('signed more than five minutes ago', async () => {
      const [one, now] = [body(), new Date()];
      const seconds = Math.floor(now.getTime() / 1000);
      const signed = (ago: number) => stage.billing.webhook(one, stage.sign(one, { timestamp: seconds - ago }), now);
      await expect(signed(301)).rejects.toMatchObject(refused);
      expect(await signed(299)).toBe('ignored');
    });
  });

  it('make a plan begin, change and end, and tier and role follow', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer);
    expect(await stage.deliver('customer.subscription.created', sub)).toBe('applied');
    expect(await userRow(userId)).toEqual({ tier: 'standard', role: 'user' });
    stage.stripe.put(subscription({ ...sub, price: prices.premium }));
    await stage.deliver('customer.subscription.updated', sub);
    expect(await userRow(userId)).toEqual({ tier: 'premium', role: 'premium' });
    stage.stripe.put(subscription({ ...sub, price: prices.premium, status: 'past_due' }));
    await stage.deliver('customer.subscription.updated', sub);
    expect(await userRow(userId)).toEqual({ tier: 'premium', role: 'premium' });
    stage.stripe.put(subscription({ ...sub, price: prices.premium, status: 'canceled' }));
    await stage.deliver('customer.subscription.deleted', sub);
    expect(await userRow(userId)).toEqual({ tier: 'free', role: 'user' });
    expect(await changes(userId)).toEqual([
      'standard active',
      'premium active',
      'premium past_due',
      'premium cancelled',
    ]);
  });

  it('never make an admin anything else', async () => {
    const { userId, customer } = await stage.newCustomer('admin');
    const sub = subscribed(customer, { price: prices.premium });
    await stage.deliver('customer.subscription.created', sub);
    expect(await userRow(userId)).toEqual({ tier: 'premium', role: 'admin' });
    stage.stripe.put({ ...sub, status: 'canceled' });
    await stage.deliver('customer.subscription.deleted', sub);
    expect(await userRow(userId)).toEqual({ tier: 'free', role: 'admin' });
  });

  it.each(['incomplete', 'incomplete_expired'])('make no plan begin that was never paid: %s', async (status) => {
    const { userId, customer } = await stage.newCustomer();
    await stage.deliver('customer.subscription.created', subscribed(customer, { status }));
    expect(await userRow(userId)).toEqual({ tier: 'free', role: 'user' });
  });

  it('end a plan whose price is none of ours any more', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer);
    await stage.deliver('customer.subscription.created', sub);
    stage.stripe.put(subscription({ ...sub, price: 'price_of_something_else' }));
    await stage.deliver('customer.subscription.updated', sub);
    expect(await userRow(userId)).toEqual({ tier: 'free', role: 'user' });
  });

  it('give a period its credits once, whoever delivers the invoice how often and at the same time', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer);
    const paid = invoice({ id: id('in'), customer, subscription: sub.id, end: 1_800_000_000 });
    stage.stripe.put(paid);
    const event = id('evt');
    const same = await Promise.all([1, 2, 3, 4, 5].map(() => stage.deliver('invoice.paid', paid, event)));
    expect(same.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(same.filter((outcome) => outcome === 'duplicate')).toHaveLength(4);
    await Promise.all([1, 2, 3].map(() => stage.deliver('invoice.paid', paid)));
    expect(await available(userId)).toBe(plans.standard.monthlyCredits);
    expect(await userRow(userId)).toEqual({ tier: 'standard', role: 'user' });
    const next = invoice({ id: id('in'), customer, subscription: sub.id, end: 1_802_592_000 });
    stage.stripe.put(next);
    await stage.deliver('invoice.paid', next);
    expect(await available(userId)).toBe(2 * plans.standard.monthlyCredits);
  });

  it('give for a change within a period only its part', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer, { price: prices.premium });
    const change = invoice({
      id: id('in'),
      customer,
      subscription: sub.id,
      end: 1_800_000_000,
      reason: 'subscription_update',
    });
    const day = { start: 1_800_000_000 - 86_400, end: 1_800_000_000 };
    const line = (price: string, amount: number) => ({
      id: id('il'),
      amount,
      period: day,
      pricing: { type: 'price_details', price_details: { price } },
    });
    stage.stripe.put({ ...change, lines: { data: [line(prices.standard, -61), line(prices.premium, 255)] } });
    await stage.deliver('invoice.paid', change);
    const part = (plan: 'standard' | 'premium') => Math.floor(plans[plan].monthlyCredits / 31);
    expect(await available(userId)).toBe(part('premium') - part('standard'));
  });

  it('believe what Stripe says when it is asked, not what a message says', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer);
    const unpaid = invoice({ id: id('in'), customer, subscription: sub.id, end: 1_800_000_000, status: 'open' });
    stage.stripe.put(unpaid);
    await stage.deliver('invoice.paid', { ...unpaid, status: 'paid' });
    expect(await available(userId)).toBe(0);
    stage.stripe.put(subscription({ ...sub, status: 'past_due' }));
    await stage.deliver('invoice.payment_failed', unpaid);
    expect(await subscriptionOf(stage.database.pool, userId)).toMatchObject({ plan: 'standard', status: 'past_due' });
  });

  it('come to the same in every order, however often each comes', async () => {
    const kinds = ['created', 'updated', 'deleted'] as const;
    const some = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(some, some, fc.boolean(), async (early, late, ends) => {
        const { userId, customer } = await stage.newCustomer();
        const sub = subscribed(customer);
        const send = (kind: (typeof kinds)[number]) => stage.deliver(`customer.subscription.${kind}`, sub);
        await Promise.all(early.map(send));
        stage.stripe.put(subscription({ ...sub, price: prices.premium, status: ends ? 'canceled' : 'active' }));
        await Promise.all(late.map(send));
        const status = ends ? 'cancelled' : 'active';
        expect(await subscriptionOf(stage.database.pool, userId)).toMatchObject({ plan: 'premium', status });
        expect((await userRow(userId)).tier).toBe(ends ? 'free' : 'premium');
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  it('that were read earlier never overwrite what was read later', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer);
    const slow = stage.stripe.hold(sub.id);
    const early = stage.deliver('customer.subscription.updated', sub);
    await slow.asked;
    stage.stripe.put({ ...sub, status: 'canceled' });
    await stage.deliver('customer.subscription.deleted', sub);
    slow.release();
    await early;
    expect(await subscriptionOf(stage.database.pool, userId)).toMatchObject({ status: 'cancelled' });
    expect((await userRow(userId)).tier).toBe('free');
  });

  it('leave one of two plans that were bought at once: the one that began last', async () => {
    const { userId, customer } = await stage.newCustomer();
    const first = subscribed(customer, { created: 1_790_000_000 });
    const second = subscribed(customer, { created: 1_790_000_005, price: prices.premium });
    await Promise.all([second, first].map((one) => stage.deliver('customer.subscription.created', one)));
    expect(stage.stripe.find(first.id)).toMatchObject({ status: 'canceled' });
    expect(stage.stripe.find(second.id)).toMatchObject({ status: 'active' });
    expect(await userRow(userId)).toEqual({ tier: 'premium', role: 'premium' });
    const { rows } = await stage.database.pool.query(
      'select stripe_id from subscriptions where user_id = $1 and status = $2',
      [userId, 'active'],
    );
    expect(rows).toEqual([{ stripe_id: second.id }]);
  });

  it('put a plan that is paid for in the place of one that was given', async () => {
    const { userId, customer } = await stage.newCustomer();
    await stage.database.pool.query(
      "insert into subscriptions (user_id, plan, status) values ($1, 'premium', 'active')",
      [userId],
    );
    await stage.deliver('customer.subscription.created', subscribed(customer));
    expect(await subscriptionOf(stage.database.pool, userId)).toMatchObject({ plan: 'standard', status: 'active' });
    expect((await userRow(userId)).tier).toBe('standard');
  });

  it('about customers, subscriptions and kinds that are none of ours change nothing', async () => {
    const { userId } = await stage.newCustomer();
    const before = await stage.database.pool.query('select count(*) from subscriptions');
    expect(await stage.deliver('customer.subscription.created', subscribed('cus_of_another_account'))).toBe('ignored');
    expect(await stage.deliver('customer.subscription.created', { id: 'sub_nowhere' })).toBe('ignored');
    expect(await stage.deliver('payout.paid', { id: 'po_1' })).toBe('ignored');
    expect(await stage.deliver('constructor', { id: 'x' })).toBe('ignored');
    expect(await stage.deliver('invoice.paid', { number: 1 })).toBe('ignored');
    expect(await stage.database.pool.query('select count(*) from subscriptions')).toMatchObject({ rows: before.rows });
    expect(await userRow(userId)).toEqual({ tier: 'free', role: 'user' });
  });

  it('that cannot be dealt with now are not marked as dealt with', async () => {
    const { userId, customer } = await stage.newCustomer();
    const sub = subscribed(customer);
    const event = id('evt');
    await stage.database.pool.query('alter table subscriptions rename to gone');
    await expect(stage.deliver('customer.subscription.created', sub, event)).rejects.toThrow();
    await stage.database.pool.query('alter table gone rename to subscriptions');
    expect(await stage.deliver('customer.subscription.created', sub, event)).toBe('applied');
    expect((await userRow(userId)).tier).toBe('standard');
  });

  describe('about a pack of credits', () => {
    /** A checkout of a user, as Stripe has it once it is paid. */
    async function checkedOut(userId: string, more: Record<string, unknown> = {}) {
      const request = randomUUID();
      await stage.billing.checkout(userId, { pack: 'credits-100' }, request);
      const made = stage.stripe.calls.findLast(({ path }) => path === '/v1/checkout/sessions');
      const session = {
        id: id('cs'),
        object: 'checkout.session',
        mode: 'payment',
        payment_status: 'paid',
        customer: made?.form.customer,
        client_reference_id: request,
        payment_intent: id('pi'),
        subscription: null,
        ...more,
      };
      stage.stripe.put(session);
      const charge = {
        id: id('ch'),
        object: 'charge',
        amount: 900,
        amount_refunded: 0,
        disputed: false,
        payment_intent: session.payment_intent,
      };
      stage.stripe.put(charge);
      return { session, charge };
    }

    it('give it once, when it is paid', async () => {
      const userId = await stage.newUser();
      const { session } = await checkedOut(userId, { payment_status: 'unpaid' });
      expect(await stage.deliver('checkout.session.completed', session)).toBe('ignored');
      expect(await available(userId)).toBe(0);
      stage.stripe.put({ ...session, payment_status: 'paid' });
      const kinds = ['async_payment_succeeded', 'completed', 'completed'];
      await Promise.all(kinds.map((kind) => stage.deliver(`checkout.session.${kind}`, session)));
      expect(await available(userId)).toBe(100_00);
    });

    it("give nothing for another's request, or for one that we never made", async () => {
      const [userId, thief] = [await stage.newUser(), await stage.newCustomer()];
      const { session } = await checkedOut(userId, { customer: thief.customer });
      expect(await stage.deliver('checkout.session.completed', session)).toBe('ignored');
      const foreign = await checkedOut(userId, { client_reference_id: randomUUID() });
      expect(await stage.deliver('checkout.session.completed', foreign.session)).toBe('ignored');
      const odd = await checkedOut(userId, { client_reference_id: "'; drop table users; --" });
      expect(await stage.deliver('checkout.session.completed', odd.session)).toBe('ignored');
      expect([await available(userId), await available(thief.userId)]).toEqual([0, 0]);
    });

    it('take back the part that was refunded, in whatever order and how often it is told', async () => {
      const userId = await stage.newUser();
      const { session, charge } = await checkedOut(userId);
      await stage.deliver('checkout.session.completed', session);
      stage.stripe.put({ ...charge, amount_refunded: 300 });
      await Promise.all([1, 2, 3].map(() => stage.deliver('charge.refunded', charge)));
      expect(await available(userId)).toBe(66_67);
      stage.stripe.put({ ...charge, amount_refunded: 900 });
      await Promise.all([1, 2].map(() => stage.deliver('charge.refunded', charge)));
      expect(await available(userId)).toBe(0);
    });

    it('take back what was lost by the latest reading, though an earlier one comes after it', async () => {
      const userId = await stage.newUser();
      const { session, charge } = await checkedOut(userId);
      await stage.deliver('checkout.session.completed', session);
      stage.stripe.put({ ...charge, amount_refunded: 300 });
      const slow = stage.stripe.hold(charge.id);
      const early = stage.deliver('charge.refunded', charge);
      await slow.asked;
      stage.stripe.put({ ...charge, amount_refunded: 900 });
      await stage.deliver('charge.refunded', charge);
      slow.release();
      await early;
      expect(await available(userId)).toBe(0);
    });

    it('give nothing when it was refunded before we heard of it', async () => {
      const userId = await stage.newUser();
      const { session, charge } = await checkedOut(userId);
      stage.stripe.put({ ...charge, amount_refunded: 900 });
      await stage.deliver('charge.refunded', charge);
      await stage.deliver('checkout.session.completed', session);
      expect(await available(userId)).toBe(0);
    });

    it('note what was spent already as owed while it is disputed, and forgive it when the dispute is won', async () => {
      const userId = await stage.newUser();
      const { session, charge } = await checkedOut(userId);
      await stage.deliver('checkout.session.completed', session);
      const client = stage.database.pool;
      const filmId = randomUUID();
      await stage.credits.reserve(client, { userId, filmId, amount: 80_00 });
      await stage.credits.settle(client, { filmId, amount: 80_00 });
      const dispute = { id: id('dp'), object: 'dispute', charge: charge.id, amount: 900, status: 'needs_response' };
      stage.stripe.put({ ...charge, disputed: true });
      stage.stripe.put(dispute);
      await stage.deliver('charge.dispute.created', dispute);
      expect([await available(userId), await owed(userId)]).toEqual([0, 80_00]);
      stage.stripe.put({ ...dispute, status: 'won' });
      await stage.deliver('charge.dispute.closed', dispute);
      expect([await available(userId), await owed(userId)]).toEqual([20_00, 0]);
    });

    it('take back a month of a plan too', async () => {
      const { userId, customer } = await stage.newCustomer();
      const sub = subscribed(customer);
      const paid = invoice({ id: id('in'), customer, subscription: sub.id, end: 1_800_000_000 });
      const [intent, charge] = [id('pi'), id('ch')];
      stage.stripe.put(paid);
      stage.stripe.put({ id: id('inpay'), object: 'invoice_payment', invoice: paid.id, payment_intent: intent });
      await stage.deliver('invoice.paid', paid);
      expect(await available(userId)).toBe(plans.standard.monthlyCredits);
      const refunded = { amount: 1900, amount_refunded: 1900, disputed: false, payment_intent: intent };
      stage.stripe.put({ id: charge, object: 'charge', ...refunded });
      await stage.deliver('charge.refunded', { id: charge });
      expect(await available(userId)).toBe(0);
    });
  });
});
