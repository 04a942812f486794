import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretOf, sign, verifyWebhook } from './signature.ts';

const now = new Date('2026-11-26T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('the signature of a webhook', () => {
  it('is that of the Standard Webhooks specification', () => {
    // The specification's own example: https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = sign([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}');
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is accepted as it was made, and in no other way', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uuid(),
        fc.string(),
        fc.string(),
        (key, id, body, other) => {
          fc.pre(body !== other);
          const secret = secretOf(key, id, key);
          const headers = { ...sign([secret], id, now, body) };
          expect(verifyWebhook(secret, headers, body, later(299))).toBe(true);
          expect(verifyWebhook(secret, headers, body, later(-299))).toBe(true);
          expect(verifyWebhook(secret, headers, other, now)).toBe(false);
          expect(verifyWebhook(secret, { ...headers, 'webhook-id': 'another' }, body, now)).toBe(false);
          expect(verifyWebhook(secretOf(key, 'another', key), headers, body, now)).toBe(false);
        },
      ),
    );
  });

  it('is not accepted when it is old, or its time was written anew', () => {
    const secret = secretOf(new Uint8Array(32), 'a', new Uint8Array(24));
    const headers = { ...sign([secret], 'a', now, '{}') };
    expect(verifyWebhook(secret, headers, '{}', later(301))).toBe(false);
    expect(verifyWebhook(secret, headers, '{}', later(-301))).toBe(false);
    const fresh = String(later(301).getTime() / 1000);
    expect(verifyWebhook(secret, { ...headers, 'webhook-timestamp': fresh }, '{}', later(301))).toBe(false);
  });

  it('is not accepted when it is missing, empty, of another version or not what it should be', () => {
    const secret = secretOf(new Uint8Array(32), 'a', new Uint8Array(24));
    const headers = { ...sign([secret], 'a', now, '{}') };
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature'])
      for (const value of [undefined, '', ['a'], 7])
        expect(verifyWebhook(secret, { ...headers, [name]: value }, '{}', now)).toBe(false);
    const [, shown = ''] = headers['webhook-signature'].split(',');
    for (const value of [shown, `v2,${shown}`, `v1a,${shown}`, `v1,${shown.slice(0, -1)}`])
      expect(verifyWebhook(secret, { ...headers, 'webhook-signature': value }, '{}', now)).toBe(false);
  });

  it('is there for the old secret and the new one while one is changed for the other', () => {
    const [old, fresh] = [
      secretOf(new Uint8Array(32), 'a', Buffer.alloc(24, 1)),
      secretOf(new Uint8Array(32), 'a', Buffer.alloc(24, 2)),
    ];
    const headers = { ...sign([fresh, old], 'a', now, '{}') };
    expect([old, fresh].map((secret) => verifyWebhook(secret, headers, '{}', now))).toEqual([true, true]);
  });
});
