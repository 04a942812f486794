import { randomUUID } from 'node:crypto';
import { type StripeServer, stripeServer } from '../../../test/servers/stripe-server.ts';
import { Credits } from '../credits/credits.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { Billing } from './billing.ts';
import { type StripeSettings, stripeClient } from './stripe-settings.ts';
import type { WebhookOutcome } from './webhook.ts';

export const prices = { standard: 'price_standard', premium: 'price_premium' } as const;

/** A studio with billing, and a small Stripe. */
export interface BillingStage {
  readonly database: TestDatabase;
  readonly stripe: StripeServer;
  readonly settings: StripeSettings;
  readonly credits: Credits;
  readonly billing: Billing;
  newUser(role?: string): Promise<string>;
  /** A user who is a customer. */
  newCustomer(role?: string): Promise<{ readonly userId: string; readonly customer: string }>;
  /** An event of Stripe's as it is sent. */
  event(type: string, object: Readonly<Record<string, unknown>>, id?: string): Buffer;
  sign(body: Buffer, more?: { readonly timestamp?: number; readonly secret?: string }): string;
  deliver(type: string, object: Readonly<Record<string, unknown>>, id?: string): Promise<WebhookOutcome>;
  stop(): Promise<void>;
}

/** A subscription as Stripe has it, as far as it is read. */
export function subscription(given: {
  readonly id: string;
  readonly customer: string;
  readonly price?: string;
  readonly status?: string;
  readonly created?: number;
}) {
  const { price = prices.standard, status = 'active', created = 1_790_000_000, ...rest } = given;
  return {
    ...rest,
    object: 'subscription',
    status,
    created,
    cancel_at: null,
    cancel_at_period_end: false,
    metadata: {},
    items: { object: 'list', data: [{ id: 'si_1', price: { id: price }, current_period_end: created + 2_592_000 }] },
  };
}

/** A paid invoice of a subscription's period. */
export function invoice(given: {
  readonly id: string;
  readonly customer: string;
  readonly subscription: string;
  readonly end: number;
  readonly price?: string;
  readonly status?: string;
  readonly reason?: string;
}) {
  const { price = prices.standard, status = 'paid', reason = 'subscription_cycle', end, id, customer } = given;
  return {
    id,
    customer,
    object: 'invoice',
    status,
    billing_reason: reason,
    parent: { type: 'subscription_details', subscription_details: { subscription: given.subscription } },
    lines: {
      object: 'list',
      data: [
        {
          id: 'il_1',
          amount: 1900,
          period: { start: end - 2_592_000, end },
          pricing: { type: 'price_details', price_details: { price } },
        },
      ],
    },
  };
}

export async function billingStage(): Promise<BillingStage> {
  const secretKey = `sk_test_${randomUUID()}`;
  const [database, stripe] = await Promise.all([testDatabase(), stripeServer(secretKey)]);
  const settings: StripeSettings = {
    secretKey,
    webhookSecret: `whsec_${randomUUID()}`,
    prices,
    returnUrl: 'https://studio.example.org/account',
    address: stripe.address,
  };
  const credits = new Credits();
  const client = stripeClient(settings);
  const billing = new Billing({ pool: database.pool, stripe: client, credits, settings });

  const stage: BillingStage = {
    database,
    stripe,
    settings,
    credits,
    billing,
    async newUser(role = 'user') {
      const { rows } = await database.pool.query(
        "insert into users (email, role) values (gen_random_uuid() || '@example.org', $1) returning id",
        [role],
      );
      return String(rows[0].id);
    },
    async newCustomer(role) {
      const userId = await stage.newUser(role);
      const customer = `cus_${randomUUID()}`;
      await database.pool.query('insert into stripe_customers (id, user_id) values ($1, $2)', [customer, userId]);
      return { userId, customer };
    },
    event: (type, object, id = `evt_${randomUUID()}`) =>
      Buffer.from(JSON.stringify({ id, object: 'event', type, created: 1_790_000_000, data: { object } })),
    sign: (body, { timestamp = Math.floor(Date.now() / 1000), secret = settings.webhookSecret } = {}) =>
      client.webhooks.generateTestHeaderString({ payload: body.toString('utf8'), secret, timestamp }),
    deliver(type, object, id) {
      const body = stage.event(type, object, id);
      return billing.webhook(body, stage.sign(body));
    },
    async stop() {
      await stripe.close();
      await database.stop();
    },
  };
  return stage;
}
