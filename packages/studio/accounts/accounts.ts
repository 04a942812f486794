import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../db/sql.ts';
import type { SendMail } from './mail.ts';
import type { PrincipalCache } from './principal-cache.ts';

export interface AccountsConfig {
  /** Where browsers find the studio: links in mails and ways back from other services are made of it, never of a request. */
  readonly publicUrl: URL;
  /** `iss` of our tokens. */
  readonly issuer: string;
  /** `aud` of our tokens. */
  readonly audience: string;
  /** 32 bytes: what must be read again (private keys, TOTP secrets) lies sealed under it. */
  readonly secret: Uint8Array;
}

/** What everything about accounts needs. */
export interface Accounts {
  readonly pool: Pool;
  readonly config: AccountsConfig;
  /** Queues a mail in the transaction of its cause. */
  readonly sendMail: SendMail;
  /** What a new user is given: runs in the transaction in which the account begins. */
  readonly welcome: (client: PoolClient, userId: string) => Promise<void>;
  /** Who was recognised a moment ago. */
  readonly principals: PrincipalCache;
  readonly now: () => Date;
}

/** A transaction that changes what a user may do: as soon as it is committed this process knows, and by NOTIFY the others do. */
export async function changingAccess<T>(
  { pool, principals }: Accounts,
  userId: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const result = await inTransaction(pool, work);
  await principals.changed(userId);
  return result;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long what is given out is good for, in milliseconds. */
export const lifetimes = {
  access: 10 * minute,
  /** Of a refresh token that is not used: the session is over then. */
  refresh: 30 * day,
  /** Of a session, however much it is used. */
  session: 90 * day,
  verification: day,
  reset: hour,
  link: day,
  mfaTicket: 5 * minute,
  oauthFlow: 10 * minute,
  /** How long a client that lost the answer may repeat an exchange of its refresh token. */
  repeat: 30 * second,
  /** How long after signing in a session may do, without a password, what otherwise asks for one. */
  fresh: 10 * minute,
} as const;

export const later = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);
