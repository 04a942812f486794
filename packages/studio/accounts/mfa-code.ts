import { TOTP } from 'otpauth';
import { z } from 'zod';
import { inTransaction, row, run } from '../db/sql.ts';
import type { Accounts } from './accounts.ts';
import { type Asker, audit } from './audit.ts';
import { hashOf, open } from './secrets.ts';
import { gates, openGates, passGates } from './throttle.ts';

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, 30 seconds. */
export const period = 30;
/** A code of the interval before or after is good too: clocks differ. */
const window = 1;
const digits = /^\d{6}$/;

export const totpPurpose = (userId: string) => `totp ${userId}`;
export const totpOf = (secret: string, email = '') =>
  new TOTP({ issuer: 'AI Film Studio', label: email, secret, algorithm: 'SHA1', digits: 6, period });

/** @returns the interval that the code is of, or `null` when it is of none near now */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, window, timestamp });
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta;
}

/** Recovery codes are read off paper: case, spaces and dashes do not count. */
export const tidyRecoveryCode = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');

/**
 * Whether a code of the authenticator or a recovery code is right. Each is accepted once: a code that somebody looked over a shoulder for is of
 * no use, not even within its half minute.
 * @throws Refusal after too many wrong ones
 */
export async function acceptCode(accounts: Accounts, asker: Asker, userId: string, code: string): Promise<boolean> {
  const gate = gates.code(userId);
  await passGates(accounts.pool, [gate], accounts.now());
  const right = digits.test(code)
    ? await acceptTotp(accounts, userId, code)
    : await acceptRecovery(accounts, asker, userId, code);
  if (right) await openGates(accounts.pool, [gate]);
  else await audit(accounts.pool, asker, { userId, action: 'mfa.refused' });
  return right;
}

async function acceptTotp({ pool, config, now }: Accounts, userId: string, code: string): Promise<boolean> {
  const factor = await row(
    pool,
    z.object({ sealed_secret: z.instanceof(Buffer) }),
    'select sealed_secret from totp_factors where user_id = $1 and confirmed_at is not null',
    [userId],
  );
  const step = factor && stepOf(open(config.secret, totpPurpose(userId), factor.sealed_secret), code, now());
  if (!step) return false;
  return (
    (await run(pool, 'update totp_factors set last_step = $2 where user_id = $1 and last_step < $2', [
      userId,
      step,
    ])) === 1
  );
}

async function acceptRecovery({ pool, now }: Accounts, asker: Asker, userId: string, code: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const used = await run(
      client,
      'update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null',
      [userId, hashOf(tidyRecoveryCode(code)), now()],
    );
    if (used === 1) await audit(client, asker, { userId, action: 'mfa.recovery-code-used' });
    return used === 1;
  });
}
