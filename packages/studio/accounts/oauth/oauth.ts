import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { z } from 'zod';
import { inTransaction, row, run } from '../../db/sql.ts';
import { Refusal } from '../../refusal.ts';
import { type Accounts, later, lifetimes } from '../accounts.ts';
import type { Asker } from '../audit.ts';
import { hashOf, newSecret, open, seal } from '../secrets.ts';
import { letIn, type SignIn } from '../sign-in.ts';
import type { SigningKeys } from '../signing-keys.ts';
import { existingUser } from '../users.ts';
import { linkToUser, userOf } from './linking.ts';
import type { Checks, Provider } from './provider.ts';
import { checkReturnTo } from './return-to.ts';

const checksSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
const purposeOf = (state: string) => `oauth flow ${hashOf(state).toString('hex')}`;

/** Who wants to link their account to the other service. */
export interface Linker {
  readonly userId: string;
  readonly sessionId: string;
}

/** Where to send the browser, and what it must bring back in a cookie: another browser cannot finish what this one began. */
interface Departure {
  readonly url: URL;
  readonly browserSecret: string;
}

export async function startOAuth(
  { pool, config, now }: Accounts,
  provider: Provider,
  { returnTo, linker }: { readonly returnTo: string; readonly linker: Linker | null },
): Promise<Departure> {
  const path = checkReturnTo(returnTo, config.publicUrl);
  const checks: Checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = await provider.authorizationUrl(checks);
  const browserSecret = newSecret();
  await run(
    pool,
    `insert into oauth_flows (state_hash, browser_hash, provider, sealed_checks, return_to, user_id, session_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      hashOf(checks.state),
      hashOf(browserSecret),
      provider.config.name,
      seal(config.secret, purposeOf(checks.state), JSON.stringify(checks)),
      path,
      linker?.userId ?? null,
      linker?.sessionId ?? null,
      later(now(), lifetimes.oauthFlow),
    ],
  );
  return { url, browserSecret };
}

const flowSchema = z.object({
  sealed_checks: z.instanceof(Buffer),
  return_to: z.string(),
  user_id: z.uuid().nullable(),
  session_id: z.uuid().nullable(),
});
type Flow = z.output<typeof flowSchema>;

interface Arrival {
  readonly returnTo: string;
  /** `null` when an account was linked: then the session that there was goes on. */
  readonly signIn: SignIn | null;
}

/**
 * The browser is back.
 * @param answer the query that it came back with
 * @throws Refusal
 */
export async function finishOAuth(
  accounts: Accounts,
  keys: SigningKeys,
  provider: Provider,
  {
    answer,
    browserSecret,
    asker,
  }: { readonly answer: URLSearchParams; readonly browserSecret: string; readonly asker: Asker },
): Promise<Arrival> {
  const state = answer.get('state') ?? '';
  const flow = await takeFlow(accounts, provider.config.name, state, browserSecret);
  if (!flow)
    throw new Refusal('invalid', 'oauth-flow-over', 'This took too long, or began in another browser: try again.');
  const checks = checksSchema.parse(JSON.parse(open(accounts.config.secret, purposeOf(state), flow.sealed_checks)));
  const person = await provider.person(answer, checks);
  const { name } = provider.config;
  const signIn = await inTransaction(accounts.pool, async (client) => {
    if (flow.user_id && flow.session_id) {
      await linkToUser(accounts, client, asker, {
        provider: name,
        person,
        userId: flow.user_id,
        sessionId: flow.session_id,
      });
      return null;
    }
    const user = await existingUser(client, await userOf(accounts, client, asker, { provider: name, person }));
    return letIn(accounts, keys, client, { user, method: name, asker });
  });
  return { returnTo: flow.return_to, signIn };
}

/** Once: a state that comes again finds nothing. */
function takeFlow(
  { pool, now }: Accounts,
  provider: string,
  state: string,
  browserSecret: string,
): Promise<Flow | null> {
  return row(
    pool,
    flowSchema,
    `delete from oauth_flows where state_hash = $1 and browser_hash = $2 and provider = $3 and expires_at > $4
     returning sealed_checks, return_to, user_id, session_id`,
    [hashOf(state), hashOf(browserSecret), provider, now()],
  );
}
