import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { toNumber } from '../credits/amount.ts';
import { Refusal } from '../refusal.ts';
import { customerOf, ensureCustomer, noteRequest } from './customers.ts';
import { creditPacks, type PackName, type PaidPlanName } from './plans.ts';
import type { BillingParts } from './readings.ts';
import { ask, askFor } from './stripe-settings.ts';
import { openSubscriptions, subscriptionOf } from './subscriptions.ts';
import { receiveWebhook, type WebhookOutcome } from './webhook.ts';

/** What somebody wants to buy. */
export type Purchase = { readonly plan: PaidPlanName } | { readonly pack: PackName };

/**
 * Plans and credits for money, by Stripe. What somebody has paid for is only ever learnt from Stripe itself, never from a browser that
 * comes back from it.
 * @example const billing = new Billing({ pool, stripe: stripeClient(settings), credits, settings });
 */
export class Billing {
  private readonly parts: BillingParts;

  constructor(parts: BillingParts) {
    this.parts = parts;
  }

  /**
   * Begins a purchase: the page of Stripe's where it is paid.
   * @param requestId the same for the same request of the same user: Stripe then answers with the same page
   * @throws Refusal `subscribed` when there is a plan already: it is changed in the portal
   * @throws StripeUnavailableError
   */
  async checkout(userId: string, purchase: Purchase, requestId: string): Promise<string> {
    const { pool, stripe } = this.parts;
    if ('plan' in purchase) await this.refuseSecondPlan(userId);
    const customer = await ensureCustomer(pool, stripe, userId);
    const subject = 'plan' in purchase ? purchase.plan : purchase.pack;
    await noteRequest(pool, { id: requestId, userId, kind: 'checkout', subject });
    const session = await ask(
      stripe.checkout.sessions.create(
        { ...this.orderOf(purchase), customer, client_reference_id: requestId, ...this.ways() },
        { idempotencyKey: requestId },
      ),
    );
    if (!session.url)
      throw new Refusal(
        'gone',
        'checkout-over',
        'This purchase is over: begin another one, with a new Idempotency-Key.',
      );
    return session.url;
  }

  /** The page of Stripe's where somebody changes or ends their plan, and sees their invoices. @throws StripeUnavailableError */
  async portal(userId: string): Promise<string> {
    const { pool, stripe, settings } = this.parts;
    const customer = await customerOf(pool, userId);
    if (!customer) throw new Refusal('conflict', 'no-customer', 'Nothing was ever bought: begin with a checkout.');
    const id = randomUUID();
    await noteRequest(pool, { id, userId, kind: 'portal', subject: '' });
    const { url } = await ask(
      stripe.billingPortal.sessions.create({ customer, return_url: settings.returnUrl }, { idempotencyKey: id }),
    );
    return url;
  }

  /** Ends what a user pays for, at once: before their account is deleted. @throws StripeUnavailableError */
  async endSubscriptions(userId: string): Promise<void> {
    const { pool, stripe } = this.parts;
    for (const id of await openSubscriptions(pool, userId))
      await askFor(stripe.subscriptions.cancel(id, {}, { idempotencyKey: `end:${id}` }));
  }

  /**
   * Takes what Stripe sends us.
   * @param body the bytes as they came: the signature is of them
   * @throws Refusal `bad-signature`
   * @throws StripeUnavailableError and the database's errors: Stripe then sends it again
   */
  webhook(body: Buffer, signature: string | undefined, now = new Date()): Promise<WebhookOutcome> {
    return receiveWebhook(this.parts, { body, signature, now });
  }

  private async refuseSecondPlan(userId: string): Promise<void> {
    const current = await subscriptionOf(this.parts.pool, userId);
    if (current && current.status !== 'cancelled')
      throw new Refusal('conflict', 'subscribed', `You have the plan ${current.plan}: change it in the portal.`);
  }

  private orderOf(purchase: Purchase): Pick<Stripe.Checkout.SessionCreateParams, 'mode' | 'line_items'> {
    if ('plan' in purchase) {
      const price = this.parts.settings.prices[purchase.plan];
      return { mode: 'subscription', line_items: [{ price, quantity: 1 }] };
    }
    const { credits, priceCents } = creditPacks[purchase.pack];
    const product = { name: `${toNumber(credits)} credits` };
    const price = { currency: 'usd', unit_amount: priceCents, product_data: product };
    return { mode: 'payment', line_items: [{ price_data: price, quantity: 1 }] };
  }

  private ways() {
    const { returnUrl } = this.parts.settings;
    const back = (outcome: string) => {
      const url = new URL(returnUrl);
      url.searchParams.set('checkout', outcome);
      return url.href;
    };
    return { success_url: back('done'), cancel_url: back('cancelled') };
  }
}
