import * as client from 'openid-client';
import { z } from 'zod';
import { Refusal } from '../../refusal.ts';

/** A service that says who somebody is. */
export type ProviderConfig = {
  /** In our addresses: google, github, … */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
} & (
  | { readonly kind: 'oidc'; readonly issuer: URL }
  /** OAuth 2 without OpenID Connect. */
  | { readonly kind: 'github'; readonly site: URL; readonly api: URL }
);

type Client = Pick<ProviderConfig, 'clientId' | 'clientSecret'>;

export const google = (id: Client): ProviderConfig => ({
  ...id,
  name: 'google',
  kind: 'oidc',
  issuer: new URL('https://accounts.google.com'),
});

export const github = (id: Client): ProviderConfig => ({
  ...id,
  name: 'github',
  kind: 'github',
  site: new URL('https://github.com'),
  api: new URL('https://api.github.com'),
});

/** Who somebody is, as the service says. */
export interface Person {
  /** Never given to another, unlike an address. */
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

/** Made for one way there and back, and shown to nobody else. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The service cannot be reached, or does not answer as it should. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}

/** Seconds. */
const timeout = 10;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Unencrypted only within this machine. */
const insecure = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && loopback.has(hostname) ? [client.allowInsecureRequests] : [];

export class Provider {
  readonly config: ProviderConfig;
  private readonly redirectUri: URL;
  private found: Promise<client.Configuration> | null = null;

  /** @param publicUrl of the studio: the way back is made of it, never of a request */
  constructor(config: ProviderConfig, publicUrl: URL) {
    this.config = config;
    this.redirectUri = new URL(`/v1/oauth/${config.name}/callback`, publicUrl);
  }

  async authorizationUrl({ state, nonce, verifier }: Checks): Promise<URL> {
    const isOidc = this.config.kind === 'oidc';
    return client.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.redirectUri.href,
      scope: isOidc ? 'openid email profile' : 'read:user user:email',
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(isOidc ? { nonce } : {}),
    });
  }

  /**
   * @param answer the query that the browser came back with
   * @throws Refusal when they said no, or the answer does not fit; ProviderError
   */
  async person(answer: URLSearchParams, checks: Checks): Promise<Person> {
    const config = await this.configuration();
    const back = new URL(this.redirectUri);
    back.search = answer.toString();
    try {
      return this.config.kind === 'oidc'
        ? await oidcPerson(config, back, checks)
        : await githubPerson(config, back, checks, this.config.api);
    } catch (error) {
      throw said(error, this.config.name);
    }
  }

  /** Kept when it was found; looked for again when it was not. */
  private configuration(): Promise<client.Configuration> {
    if (!this.found) {
      const finding = this.find().catch((cause: unknown) => {
        this.found = null;
        throw new ProviderError(`${this.config.name} cannot be reached.`, { cause });
      });
      this.found = finding;
    }
    return this.found;
  }

  private async find(): Promise<client.Configuration> {
    const { config } = this;
    if (config.kind === 'github') return githubConfiguration(config, config.site);
    const found = await client.discovery(config.issuer, config.clientId, config.clientSecret, undefined, {
      execute: [...insecure(config.issuer), client.enableNonRepudiationChecks],
      timeout,
    });
    return found;
  }
}

function githubConfiguration({ clientId, clientSecret }: Client, site: URL): client.Configuration {
  const at = (path: string) => new URL(path, site).href;
  const server = {
    issuer: site.href,
    authorization_endpoint: at('/login/oauth/authorize'),
    token_endpoint: at('/login/oauth/access_token'),
  };
  const configuration = new client.Configuration(server, clientId, clientSecret);
  configuration.timeout = timeout;
  for (const change of insecure(site)) change(configuration);
  return configuration;
}

const oidcClaims = z.object({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
});

async function oidcPerson(config: client.Configuration, back: URL, checks: Checks): Promise<Person> {
  const tokens = await client.authorizationCodeGrant(config, back, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  });
  const claims = oidcClaims.parse(tokens.claims());
  // Some services say no more than the subject in the token.
  const { sub, email, email_verified, name } =
    claims.email === undefined && config.serverMetadata().userinfo_endpoint
      ? oidcClaims.parse(await client.fetchUserInfo(config, tokens.access_token, claims.sub))
      : claims;
  return { subject: sub, email: email ?? '', emailVerified: email_verified === true, name: name ?? '' };
}

const githubUser = z.object({ id: z.int(), name: z.string().nullish(), login: z.string() });
const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

async function githubPerson(config: client.Configuration, back: URL, checks: Checks, api: URL): Promise<Person> {
  const tokens = await client.authorizationCodeGrant(config, back, {
    expectedState: checks.state,
    pkceCodeVerifier: checks.verifier,
  });
  const ask = async (path: string): Promise<unknown> => {
    const answer = await client.fetchProtectedResource(config, tokens.access_token, new URL(path, api), 'GET');
    if (!answer.ok) throw new ProviderError(`GitHub answered ${answer.status} to ${path}.`);
    return answer.json();
  };
  const { id, name, login } = githubUser.parse(await ask('/user'));
  // The address on the profile may be anybody's: only the list says what was verified.
  const primary = githubEmails.parse(await ask('/user/emails')).find((one) => one.primary);
  return {
    subject: String(id),
    email: primary?.email ?? '',
    emailVerified: primary?.verified === true,
    name: name ?? login,
  };
}

function said(error: unknown, name: string): Error {
  if (error instanceof client.AuthorizationResponseError)
    return new Refusal(
      'forbidden',
      'oauth-denied',
      `${name} says that you did not agree: try again, or sign in another way.`,
    );
  if (error instanceof client.ResponseBodyError || error instanceof client.ClientError)
    return new Refusal('invalid', 'oauth-failed', `What ${name} answered cannot be relied on: try again.`);
  return new ProviderError(`${name} did not answer as it should.`, { cause: error });
}
