import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { inTransaction, row, run } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import { type Accounts, changingAccess } from './accounts.ts';
import { onlyInSession } from './api-keys.ts';
import { type Asker, audit } from './audit.ts';
import { type Proof, proveIdentity } from './identity-proof.ts';
import { letters } from './mail.ts';
import { stepOf, tidyRecoveryCode, totpOf, totpPurpose } from './mfa-code.ts';
import type { Principal } from './principal.ts';
import { hashOf, open, seal } from './secrets.ts';
import { gates, openGates, passGates } from './throttle.ts';
import { existingUser } from './users.ts';

const codes = 10;
const codeBytes = 10;

/** What is given out to set up an authenticator: as text and as what is shown as a QR code. */
interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** Begins to set up an authenticator; it does not count until a code of it was shown. */
export async function enrolMfa(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  proof: Proof,
): Promise<Enrolment> {
  onlyInSession(principal);
  const user = await existingUser(accounts.pool, principal.userId);
  if (user.hasMfa) throw new Refusal('conflict', 'mfa-enrolled', 'There is an authenticator already: remove it first.');
  await proveIdentity(accounts, asker, principal, user, proof);
  // RFC 4226 §4 wants at least 128 bits and recommends 160.
  const secret = new Secret({ size: 20 }).base32;
  await run(
    accounts.pool,
    `insert into totp_factors (user_id, sealed_secret) values ($1, $2)
     on conflict (user_id) do update set sealed_secret = excluded.sealed_secret where totp_factors.confirmed_at is null`,
    [user.id, seal(accounts.config.secret, totpPurpose(user.id), secret)],
  );
  return { secret, uri: totpOf(secret, user.email).toString() };
}

/**
 * The first code: from now on signing in takes one. This session has shown it.
 * @returns ten recovery codes, which are shown this once
 */
export async function confirmMfa(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  code: string,
): Promise<readonly string[]> {
  onlyInSession(principal);
  const { userId, sessionId } = principal;
  const gate = gates.code(userId);
  await passGates(accounts.pool, [gate], accounts.now());
  const step = await pendingStep(accounts, userId, code);
  if (!step)
    throw new Refusal('invalid', 'code-wrong', 'This code is wrong: is the clock of your device right?', {
      field: 'code',
    });
  return changingAccess(accounts, userId, async (client) => {
    const confirmed = await run(
      client,
      'update totp_factors set confirmed_at = $2, last_step = $3 where user_id = $1 and confirmed_at is null',
      [userId, accounts.now(), step],
    );
    if (confirmed === 0) throw new Refusal('conflict', 'mfa-enrolled', 'There is an authenticator already.');
    await openGates(client, [gate]);
    await run(client, 'update sessions set mfa = true where id = $1', [sessionId]);
    await tell(accounts, client, asker, { userId, on: true });
    return newRecoveryCodes(client, userId);
  });
}

async function pendingStep({ pool, config, now }: Accounts, userId: string, code: string): Promise<number | null> {
  const factor = await row(
    pool,
    z.object({ sealed_secret: z.instanceof(Buffer) }),
    'select sealed_secret from totp_factors where user_id = $1 and confirmed_at is null',
    [userId],
  );
  if (!factor) throw new Refusal('conflict', 'mfa-not-begun', 'No authenticator is being set up: begin with that.');
  return stepOf(open(config.secret, totpPurpose(userId), factor.sealed_secret), code, now());
}

/** Removes the authenticator. Sessions go on, but have shown no second factor any more: they administrate no longer. */
export async function removeMfa(accounts: Accounts, asker: Asker, principal: Principal, proof: Proof): Promise<void> {
  onlyInSession(principal);
  const { userId } = principal;
  const user = await existingUser(accounts.pool, userId);
  if (!user.hasMfa) throw new Refusal('conflict', 'mfa-not-enrolled', 'There is no authenticator.');
  if (proof.code === undefined)
    throw new Refusal('forbidden', 'identity-unproved', 'Give a code of your authenticator, or a recovery code.');
  await proveIdentity(accounts, asker, principal, user, { code: proof.code });
  await changingAccess(accounts, userId, async (client) => {
    await run(client, 'delete from totp_factors where user_id = $1', [userId]);
    await run(client, 'delete from recovery_codes where user_id = $1', [userId]);
    await run(client, 'update sessions set mfa = false where user_id = $1 and mfa', [userId]);
    await tell(accounts, client, asker, { userId, on: false });
  });
}

/** Ten new recovery codes; the old ones count no more. */
export async function renewRecoveryCodes(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  proof: Proof,
): Promise<readonly string[]> {
  onlyInSession(principal);
  const user = await existingUser(accounts.pool, principal.userId);
  if (!user.hasMfa) throw new Refusal('conflict', 'mfa-not-enrolled', 'There is no authenticator.');
  await proveIdentity(accounts, asker, principal, user, proof);
  return inTransaction(accounts.pool, async (client) => {
    await audit(client, asker, { userId: user.id, action: 'mfa.recovery-codes-renewed' });
    return newRecoveryCodes(client, user.id);
  });
}

/** 80 bits each, in groups of four: too many to try out, so that a plain hash keeps them. */
async function newRecoveryCodes(client: PoolClient, userId: string): Promise<readonly string[]> {
  const made = Array.from({ length: codes }, () => {
    const bytes = randomBytes(codeBytes);
    const text = new Secret({ buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + codeBytes) }).base32;
    return text.match(/.{4}/g)?.join('-') ?? text;
  });
  await run(client, 'delete from recovery_codes where user_id = $1', [userId]);
  await run(client, 'insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])', [
    userId,
    made.map((code) => hashOf(tidyRecoveryCode(code))),
  ]);
  return made;
}

async function tell(
  accounts: Accounts,
  client: PoolClient,
  asker: Asker,
  { userId, on }: { readonly userId: string; readonly on: boolean },
): Promise<void> {
  const user = await existingUser(client, userId);
  await audit(client, asker, { userId, action: on ? 'mfa.enrolled' : 'mfa.removed' });
  await accounts.sendMail(client, { userId, to: user.email, ...letters.mfaChanged(on) });
}
