import type { PoolClient } from 'pg';
import { z } from 'zod';
import { networkOf } from '../cache/network.ts';
import { type Database, rows, run } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import { hashOf } from './secrets.ts';

/** How many failures cost nothing, and how long a wait may grow, in seconds. */
interface Patience {
  readonly free: number;
  readonly longest: number;
}

/** A gate that something is tried at. Its key names no address: hashes do. */
interface Gate {
  readonly key: string;
  readonly patience: Patience;
}

const quarter = 15 * 60;
const gate = (kind: string, of: string, patience: Patience): Gate => ({
  key: `${kind}:${hashOf(of).toString('base64url')}`,
  patience,
});

/**
 * Passwords are tried at three gates. The one of the account is not there for a network from which its owner has signed in before: whoever
 * shuts it by guessing shuts out everybody but the owner, who has the link by mail besides.
 */
export const gates = {
  account: (email: string) => gate('account', email, { free: 10, longest: quarter }),
  network: (ip: string) => gate('network', networkOf(ip), { free: 30, longest: quarter }),
  pair: (email: string, ip: string) => gate('pair', `${email} ${networkOf(ip)}`, { free: 5, longest: quarter }),
  code: (userId: string) => gate('code', userId, { free: 5, longest: quarter }),
  identity: (userId: string) => gate('identity', userId, { free: 5, longest: quarter }),
  /** Mails of a kind to one address, whoever asks for them. */
  mail: (kind: 'register' | 'reset', email: string) => gate(`${kind}-mail`, email, { free: 3, longest: quarter }),
  confirmation: (token: string) => gate('confirmation', token, { free: 5, longest: quarter }),
} as const;

/** Failures of a day ago are forgotten. */
const memory = 24 * 3600;

/**
 * Counts a try before it is made, so that a thousand tries at once are a thousand. Each failure beyond the free ones doubles the wait.
 * A try at a shut gate does not lengthen the wait: nobody can keep it shut for good.
 */
const tryGateSql = `
insert into throttles as gate (key, failures, blocked_until, last_at, refused) values ($1, 1, $2, $2, false)
on conflict (key) do update set
  refused = gate.blocked_until > $2,
  failures = case
    when gate.blocked_until > $2 then gate.failures
    when gate.last_at < $2::timestamptz - make_interval(secs => ${memory}) then 1
    else gate.failures + 1 end,
  blocked_until = case
    when gate.blocked_until > $2 then gate.blocked_until
    when gate.last_at < $2::timestamptz - make_interval(secs => ${memory}) or gate.failures + 1 < $3 then $2
    else $2::timestamptz + make_interval(secs => least($4, power(2, least(gate.failures + 1 - $3, 20)))) end,
  last_at = case when gate.blocked_until > $2 then gate.last_at else $2 end
returning refused, extract(epoch from blocked_until - $2::timestamptz)::float8 as wait`;

const triedSchema = z.object({ refused: z.boolean(), wait: z.number() });

/** @returns for how many seconds the gate is shut; 0 when this try may be made */
export async function tryGate(database: Database, { key, patience }: Gate, now: Date): Promise<number> {
  const [tried] = await rows(database, triedSchema, tryGateSql, [key, now, patience.free, patience.longest]);
  return tried?.refused ? Math.max(1, Math.ceil(tried.wait)) : 0;
}

/**
 * A try at all of these gates.
 * @throws Refusal when one of them is shut; the try is counted all the same, so run it outside of a transaction that is undone
 */
export async function passGates(database: Database, all: readonly Gate[], now: Date): Promise<void> {
  // One after the other in the order of their keys: two that try the same gates do not wait for each other.
  let wait = 0;
  for (const one of [...all].sort((a, b) => (a.key < b.key ? -1 : 1)))
    wait = Math.max(wait, await tryGate(database, one, now));
  if (wait > 0)
    throw new Refusal('too-many', 'too-many-tries', `Too many tries: wait ${wait} s, or reset your password.`, {
      retryAfter: wait,
    });
}

/** The owner came in: what was counted at these gates was they. */
export async function openGates(client: PoolClient | Database, all: readonly Gate[]): Promise<void> {
  await run(client, 'delete from throttles where key = any($1)', [all.map(({ key }) => key)]);
}

/** Takes back one try that was right, and the wait that it began; what others failed at from the same network still counts. */
export async function takeBack(database: Database, { key, patience }: Gate, now: Date): Promise<void> {
  await run(
    database,
    `update throttles set
       failures = greatest(failures - 1, 0),
       blocked_until = case when failures - 1 < $2 then least(blocked_until, $3) else blocked_until end
     where key = $1`,
    [key, patience.free, now],
  );
}
