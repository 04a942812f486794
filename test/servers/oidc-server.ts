import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** Who is signed in at the service. */
interface OidcPerson {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly person: OidcPerson;
}

/** What the service does wrong on purpose. */
interface OidcFaults {
  /** Changes what an id token says before it is signed. */
  claims?: (claims: JWTPayload) => JWTPayload;
  /** Signs with a key that is not in the key set. */
  foreignKey?: boolean;
  /** The person says no. */
  denies?: boolean;
}

/**
 * A small OpenID provider (authorization code with PKCE, RFC 7636, demanded) that is also a small GitHub: OAuth without id tokens, `/user` and
 * `/user/emails`. Whoever is `person` agrees at once.
 */
export interface OidcServer {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  person: OidcPerson;
  faults: OidcFaults;
  /** Where clients may have people sent back to. */
  readonly redirectUris: Set<string>;
  stop(): Promise<void>;
}

const sha256url = (text: string) => createHash('sha256').update(text).digest('base64url');

export async function startOidcServer({ algorithm = 'RS256' as 'RS256' | 'EdDSA' } = {}): Promise<OidcServer> {
  const ours = await generateKeyPair(algorithm, { extractable: true });
  const foreign = await generateKeyPair(algorithm);
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'one', alg: algorithm, use: 'sig' };
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, OidcPerson>();
  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address with a port.
  const { port } = http.address() as AddressInfo;
  const issuer = new URL(`http://127.0.0.1:${port}`);

  const server: OidcServer = {
    issuer,
    clientId: 'studio',
    clientSecret: randomUUID(),
    person: { sub: 'person-1', email: 'ada@example.org', email_verified: true, name: 'Ada' },
    faults: {},
    redirectUris: new Set(),
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return void json(200, metadata());
      case '/jwks':
        return void json(200, { keys: [jwk] });
      case '/authorize':
      case '/login/oauth/authorize':
        return authorize(url.searchParams, response);
      case '/token':
      case '/login/oauth/access_token': {
        const { status, body } = await exchange(
          await formOf(request),
          request.headers.authorization,
          url.pathname === '/token',
        );
        return void json(status, body);
      }
    }
    const person = tokens.get(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (!person) return void json(401, { error: 'invalid_token' });
    const { sub, email, email_verified, name } = person;
    if (url.pathname === '/userinfo') return void json(200, person);
    if (url.pathname === '/user')
      return void json(200, { id: Number(sub.replace(/\D/g, '')), login: sub, name, email });
    if (url.pathname === '/user/emails')
      return void json(200, [
        { email: 'other@example.org', primary: false, verified: true },
        { email, primary: true, verified: email_verified },
      ]);
    json(404, {});
  }

  const metadata = () => ({
    issuer: issuer.origin,
    authorization_endpoint: `${issuer.origin}/authorize`,
    token_endpoint: `${issuer.origin}/token`,
    userinfo_endpoint: `${issuer.origin}/userinfo`,
    jwks_uri: `${issuer.origin}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
    code_challenge_methods_supported: ['S256'],
  });

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get('redirect_uri') ?? '';
    const challenge = query.get('code_challenge') ?? '';
    const isWellFormed =
      query.get('client_id') === server.clientId &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      challenge.length === 43 &&
      server.redirectUris.has(redirectUri);
    if (!isWellFormed) return void response.writeHead(400).end('This is no request of a client of ours.');
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    if (server.faults.denies) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      grants.set(code, { challenge, redirectUri, nonce: query.get('nonce'), person: server.person });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  /** A code works once, for the client it was given to, which shows the verifier of its challenge. */
  async function exchange(form: URLSearchParams, authorization: string | undefined, withIdToken: boolean) {
    if (!isClient(form, authorization)) return { status: 401, body: { error: 'invalid_client' } };
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const isRight =
      grant?.redirectUri === form.get('redirect_uri') &&
      grant?.challenge === sha256url(form.get('code_verifier') ?? '');
    if (!grant || !isRight) return { status: 400, body: { error: 'invalid_grant' } };
    const token = randomUUID();
    tokens.set(token, grant.person);
    const body = { access_token: token, token_type: 'bearer', expires_in: 300 };
    return { status: 200, body: withIdToken ? { ...body, id_token: await idToken(grant) } : body };
  }

  function isClient(form: URLSearchParams, authorization = ''): boolean {
    const basic = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
    const shown = authorization
      ? basic.split(':').map(decodeURIComponent)
      : [form.get('client_id'), form.get('client_secret')];
    return shown[0] === server.clientId && shown[1] === server.clientSecret;
  }

  function idToken({ person, nonce }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      ...person,
      iss: issuer.origin,
      aud: server.clientId,
      iat: now,
      exp: now + 300,
      ...(nonce ? { nonce } : {}),
    };
    const key: CryptoKey = server.faults.foreignKey ? foreign.privateKey : ours.privateKey;
    return new SignJWT(server.faults.claims?.(claims) ?? claims)
      .setProtectedHeader({ alg: algorithm, kid: 'one' })
      .sign(key);
  }

  return server;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
