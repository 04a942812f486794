import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** What the receiver is sent besides the body: https://www.standardwebhooks.com. */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** One signature a secret, while a secret is being changed for another. */
  readonly 'webhook-signature': string;
}

const prefix = 'whsec_';

/** Random, for a new secret. */
export const newSalt = (): Buffer => randomBytes(24);

/** The secret of an endpoint follows from the studio's key and what is in the database: whoever reads only one of them has none. */
export function secretOf(key: Uint8Array, webhookId: string, salt: Uint8Array): string {
  return prefix + Buffer.from(hkdfSync('sha256', key, salt, `studio webhook ${webhookId}`, 32)).toString('base64');
}

function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}

/** @param secrets the newest first */
export function sign(secrets: readonly string[], id: string, now: Date, body: string): SignedHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signatureOf(secret, id, timestamp, body)}`).join(' '),
  };
}

/** Seconds that a delivery's time may be off: an older one was recorded by somebody and is played again. */
const tolerance = 300;

/**
 * For receivers: whether a delivery came from the studio, as it is and not long ago. Receive each `webhook-id` once.
 * @param body as it came, before it was parsed
 * @example if (!verifyWebhook(process.env.WEBHOOK_SECRET, request.headers, await text(request), new Date())) return reply.code(401);
 */
export function verifyWebhook(
  secret: string,
  headers: Readonly<Record<string, unknown>>,
  body: string,
  now: Date,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return false;
  const expected = Buffer.from(`v1,${signatureOf(secret, id, timestamp, body)}`);
  return signatures.split(' ').some((shown) => {
    const given = Buffer.from(shown);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
