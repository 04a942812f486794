import { z } from 'zod';
import { type EventType, eventTypes } from '../events/emit.ts';
import { secretOf } from './signature.ts';

/** Where a user wants to be told of events. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** None means all. */
  readonly events: readonly EventType[];
  readonly enabled: boolean;
  /** Why the studio disabled it. */
  readonly disabledReason: string | null;
  readonly failingSince: Date | null;
  /** Until when deliveries are signed with the secret before as well. */
  readonly oldSecretUntil: Date | null;
  readonly createdAt: Date;
}

export const webhookColumns =
  'id, url, description, events, enabled, disabled_reason, failing_since, old_until, created_at';

export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    // A type of a release before may be among them.
    events: z.array(z.string()),
    enabled: z.boolean(),
    disabled_reason: z.string().nullable(),
    failing_since: z.date().nullable(),
    old_until: z.date().nullable(),
    created_at: z.date(),
  })
  .transform(
    ({ disabled_reason, failing_since, old_until, created_at, events, ...rest }): Webhook => ({
      ...rest,
      events: eventTypes.filter((type) => events.includes(type)),
      disabledReason: disabled_reason,
      failingSince: failing_since,
      oldSecretUntil: old_until,
      createdAt: created_at,
    }),
  );

/** What the secrets of an endpoint follow from. */
export interface Salts {
  readonly salt: Uint8Array;
  readonly oldSalt: Uint8Array | null;
  readonly oldUntil: Date | null;
}

/** The secrets to sign with now, the newest first. */
export function secretsOf(key: Uint8Array, webhookId: string, { salt, oldSalt, oldUntil }: Salts, now: Date): string[] {
  const current = secretOf(key, webhookId, salt);
  return oldSalt && oldUntil && oldUntil > now ? [current, secretOf(key, webhookId, oldSalt)] : [current];
}
