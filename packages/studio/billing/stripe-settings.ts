import Stripe from 'stripe';
import type { PaidPlanName } from './plans.ts';

/** What billing by Stripe is set to. */
export interface StripeSettings {
  readonly secretKey: string;
  /** Of the webhook endpoint, `whsec_…`. */
  readonly webhookSecret: string;
  /** Ids of Stripe's recurring prices, one a paid plan. */
  readonly prices: Readonly<Record<PaidPlanName, string>>;
  /** Page of ours to which Stripe sends people back. Never taken from a request. */
  readonly returnUrl: string;
  /** Where Stripe is, when it is not at its own address: a server for tests. */
  readonly address?: URL;
}

/** Milliseconds for one try of a request to Stripe; it is tried three times, with the same idempotency key. */
const patience = 10_000;

/** A client of Stripe's API, of the version that the package was made for: what is read through it has the shapes of its types. */
export function stripeClient({ secretKey, address }: Pick<StripeSettings, 'secretKey' | 'address'>): Stripe {
  return new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: patience,
    telemetry: false,
    ...(address && {
      host: address.hostname,
      port: address.port,
      protocol: address.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  });
}

/** Stripe could not be asked, or could not answer. What was asked may have happened: ask the same again. */
export class StripeUnavailableError extends Error {
  override readonly name = 'StripeUnavailableError';
}

/** Asks Stripe. @throws StripeUnavailableError */
export async function ask<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (cause) {
    throw new StripeUnavailableError('Stripe did not do what it was asked for.', { cause });
  }
}

/** Asks Stripe for something that may not be there: another account's, or one of another mode. */
export async function askFor<T>(question: Promise<T>): Promise<T | null> {
  return ask(
    question.catch((error: unknown) => {
      if (error instanceof Stripe.errors.StripeError && error.code === 'resource_missing') return null;
      throw error;
    }),
  );
}

/** The id of what Stripe gives whole or as its id. */
export function idOf(value: string | { readonly id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}
