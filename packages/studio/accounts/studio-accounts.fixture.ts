import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Accounts } from './accounts.ts';
import type { Asker } from './audit.ts';
import { Authenticator } from './authenticator.ts';
import type { Mail } from './mail.ts';
import type { Principal } from './principal.ts';
import { PrincipalCache } from './principal-cache.ts';
import { confirmRegistration, register } from './registration.ts';
import type { SessionTokens } from './sessions.ts';
import { type SignIn, signIn } from './sign-in.ts';
import { SigningKeys } from './signing-keys.ts';

export const home: Asker = { ip: '192.0.2.1', userAgent: 'a browser' };
export const elsewhere: Asker = { ip: '198.51.100.7', userAgent: 'another program' };
export const goodPassword = 'a fox beneath the stage';

/** The accounts of a studio with a clock that tests turn and a mailbox that they read. */
export interface StudioAccounts {
  readonly accounts: Accounts;
  readonly keys: SigningKeys;
  readonly authenticator: Authenticator;
  readonly mails: Mail[];
  /** Turns the clock on, in milliseconds. */
  pass(milliseconds: number): void;
  /** The token of the link in the newest mail to somebody. */
  tokenTo(email: string): string;
  /** An account that has begun. @returns the user's id */
  member(email: string, password?: string): Promise<string>;
  signedIn(email: string, asker?: Asker, password?: string): Promise<SessionTokens>;
  principal(tokens: SessionTokens): Promise<Principal>;
}

export function tokensOf(result: SignIn): SessionTokens {
  if (result.status !== 'signed-in') throw new Error(`Signing in led to ${result.status}.`);
  return result.tokens;
}

/** @param secret of another process of the same studio */
export function studioAccounts(pool: Pool, { secret = randomBytes(32) as Uint8Array } = {}): StudioAccounts {
  let now = Date.now();
  const mails: Mail[] = [];
  const accounts: Accounts = {
    pool,
    config: {
      publicUrl: new URL('https://studio.example'),
      issuer: 'https://studio.example',
      audience: 'https://studio.example/v1',
      secret,
    },
    sendMail: async (_client, mail) => {
      mails.push(mail);
    },
    welcome: async () => {},
    principals: new PrincipalCache(),
    now: () => new Date(now),
  };
  const keys = new SigningKeys(accounts);
  const authenticator = new Authenticator(accounts, keys);
  const studio: StudioAccounts = {
    accounts,
    keys,
    authenticator,
    mails,
    pass(milliseconds) {
      now += milliseconds;
    },
    tokenTo(email) {
      const text = mails.findLast(({ to }) => to === email)?.text ?? '';
      const token = /#token=([\w-]+)/.exec(text)?.[1];
      if (!token) throw new Error(`There is no mail with a link to ${email}.`);
      return token;
    },
    async member(email, password = goodPassword) {
      await register(accounts, { email, name: 'Ada', password });
      const { userId } = await confirmRegistration(accounts, home, { token: studio.tokenTo(email), password });
      return userId;
    },
    async signedIn(email, asker = home, password = goodPassword) {
      return tokensOf(await signIn(accounts, keys, asker, { email, password }));
    },
    async principal({ accessToken }) {
      const found = await authenticator.authenticate({ bearer: accessToken });
      if (!found) throw new Error('The token is not honoured.');
      return found;
    },
  };
  return studio;
}
