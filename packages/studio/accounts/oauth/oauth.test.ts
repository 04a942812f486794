import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OidcServer, startOidcServer } from '../../../../test/servers/oidc-server.ts';
import { type TestDatabase, testDatabase } from '../../db/test-database.fixture.ts';
import { identitiesOf } from '../account.ts';
import { lifetimes } from '../accounts.ts';
import { changePassword } from '../password-change.ts';
import { revokeSessions } from '../sessions.ts';
import { goodPassword, home, type StudioAccounts, studioAccounts, tokensOf } from '../studio-accounts.fixture.ts';
import { unlink } from './linking.ts';
import { finishOAuth, type Linker, startOAuth } from './oauth.ts';
import { Provider } from './provider.ts';

let database: TestDatabase;
let studio: StudioAccounts;
let server: OidcServer;
let edServer: OidcServer;
let oidc: Provider;
let ed: Provider;
let hub: Provider;

beforeAll(async () => {
  database = await testDatabase();
  studio = studioAccounts(database.pool);
  [server, edServer] = await Promise.all([startOidcServer(), startOidcServer({ algorithm: 'EdDSA' })]);
  const { publicUrl } = studio.accounts.config;
  const of = ({ clientId, clientSecret }: OidcServer) => ({ clientId, clientSecret });
  oidc = new Provider({ ...of(server), name: 'company', kind: 'oidc', issuer: server.issuer }, publicUrl);
  ed = new Provider({ ...of(edServer), name: 'edward', kind: 'oidc', issuer: edServer.issuer }, publicUrl);
  hub = new Provider(
    { ...of(server), name: 'github', kind: 'github', site: server.issuer, api: server.issuer },
    publicUrl,
  );
  for (const name of ['company', 'github']) server.redirectUris.add(`https://studio.example/v1/oauth/${name}/callback`);
  edServer.redirectUris.add('https://studio.example/v1/oauth/edward/callback');
});
afterAll(async () => {
  await Promise.all([server.stop(), edServer.stop()]);
  await database.stop();
});

let people = 0;
beforeEach(() => {
  people++;
  server.faults = {};
  server.person = { sub: `person-${people}`, email: `person-${people}@example.org`, email_verified: true, name: 'Ada' };
  edServer.person = { ...server.person, sub: `ed-${people}`, email: `ed-${people}@example.org` };
});

/** The browser goes there and comes back. */
async function there(provider = oidc, linker: Linker | null = null, returnTo = '/projects') {
  const { url, browserSecret } = await startOAuth(studio.accounts, provider, { returnTo, linker });
  const answer = await fetch(url, { redirect: 'manual' });
  const location = answer.headers.get('location');
  if (!location) throw new Error(`The service said ${answer.status}: ${await answer.text()}`);
  return { url, browserSecret, answer: new URL(location).searchParams };
}

const back = (came: { browserSecret: string; answer: URLSearchParams }, provider = oidc) =>
  finishOAuth(studio.accounts, studio.keys, provider, { ...came, asker: home });

async function signedIn(provider = oidc) {
  const { signIn } = await back(await there(provider), provider);
  if (!signIn) throw new Error('Nobody was signed in.');
  return studio.principal(tokensOf(signIn));
}

async function member(email: string) {
  const userId = await studio.member(email);
  const tokens = await studio.signedIn(email);
  return { userId, sessionId: tokens.sessionId, principal: await studio.principal(tokens) };
}

describe('signing in by another service', () => {
  it('sends PKCE, state and nonce, and the configured way back', async () => {
    const { url } = await there();
    const { searchParams: sent } = url;
    expect(sent.get('code_challenge_method')).toBe('S256');
    expect(sent.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(sent.get('state')).toBeTruthy();
    expect(sent.get('nonce')).toBeTruthy();
    expect(sent.get('redirect_uri')).toBe('https://studio.example/v1/oauth/company/callback');
  });

  it.each([
    ['OpenID Connect, RS256', () => oidc],
    ['OpenID Connect, EdDSA', () => ed],
    ['GitHub', () => hub],
  ])('begins an account the first time and finds it again: %s', async (_what, provider) => {
    const first = await signedIn(provider());
    expect((await signedIn(provider())).userId).toBe(first.userId);
    const [identity] = await identitiesOf(studio.accounts, first.userId);
    expect(identity?.provider).toBe(provider().config.name);
  });

  it('knows a person by the service’s id, though their address there has changed', async () => {
    const first = await signedIn();
    server.person = { ...server.person, email: 'moved@example.org', email_verified: false };
    expect((await signedIn()).userId).toBe(first.userId);
  });

  it('brings the browser back to the path it came from', async () => {
    expect((await back(await there(oidc, null, '/projects/7'))).returnTo).toBe('/projects/7');
    await expect(there(oidc, null, '//evil.example')).rejects.toMatchObject({ code: 'return-to' });
  });
});

describe('accounts', () => {
  it('are linked when both sides have seen the address verified, and the owner is told', async () => {
    const { userId } = await member(server.person.email);
    expect((await signedIn()).userId).toBe(userId);
    expect(studio.mails.at(-1)).toMatchObject({ to: server.person.email, subject: 'Another way to sign in' });
  });

  it.each([
    ['company', () => oidc],
    ['github', () => hub],
  ])('are not taken over with an address that %s has not verified', async (_name, provider) => {
    const { userId } = await member(server.person.email);
    server.person = { ...server.person, email_verified: false };
    await expect(signedIn(provider())).rejects.toMatchObject({ code: 'oauth-email-unverified' });
    expect(await identitiesOf(studio.accounts, userId)).toEqual([]);
  });

  it('whose address we have not seen verified are not handed to who has it verified elsewhere', async () => {
    await database.pool.query('insert into users (email) values ($1)', [server.person.email]);
    await expect(signedIn()).rejects.toMatchObject({ code: 'link-when-signed-in' });
  });

  it('are linked from a session whatever the addresses, and not to two people', async () => {
    const { userId, sessionId } = await member(`linker-${people}@example.org`);
    const linker = { userId, sessionId };
    expect((await back(await there(oidc, linker))).signIn).toBeNull();
    expect((await signedIn()).userId).toBe(userId);
    const other = await member(`second-${people}@example.org`);
    await expect(back(await there(oidc, other))).rejects.toMatchObject({ code: 'identity-taken' });
  });

  it('are not linked by a session that has ended meanwhile', async () => {
    const { userId, sessionId } = await member(`ended-${people}@example.org`);
    const came = await there(oidc, { userId, sessionId });
    await revokeSessions(studio.accounts, home, { userId });
    await expect(back(came)).rejects.toMatchObject({ code: 'session-over' });
    expect(await identitiesOf(studio.accounts, userId)).toEqual([]);
  });

  it('keep a second factor', async () => {
    const { userId } = await member(server.person.email);
    await database.pool.query(
      "insert into totp_factors (user_id, sealed_secret, confirmed_at) values ($1, '\\x00', now())",
      [userId],
    );
    expect((await back(await there())).signIn?.status).toBe('mfa-required');
  });

  it('that are suspended stay shut', async () => {
    const { userId } = await signedIn();
    await database.pool.query('update users set suspended_at = now() where id = $1', [userId]);
    await expect(signedIn()).rejects.toMatchObject({ code: 'account-suspended' });
  });

  it('keep a way in', async () => {
    const principal = await signedIn();
    await expect(unlink(studio.accounts, home, principal, 'company')).rejects.toMatchObject({ code: 'last-way-in' });
    await changePassword(studio.accounts, home, principal, { password: goodPassword, proof: {} });
    await unlink(studio.accounts, home, principal, 'company');
    expect(await identitiesOf(studio.accounts, principal.userId)).toEqual([]);
    await expect(unlink(studio.accounts, home, principal, 'company')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('what comes back', () => {
  it('counts once, in the browser that went, for the service it went to, for ten minutes', async () => {
    const over = { code: 'oauth-flow-over' };
    const came = await there();
    await expect(back({ ...came, browserSecret: 'of another browser' })).rejects.toMatchObject(over);
    await expect(back(came, hub)).rejects.toMatchObject(over);
    await back(came);
    await expect(back(came)).rejects.toMatchObject(over);
    const forged = new URLSearchParams({ state: 'forged', code: 'stolen' });
    await expect(back({ ...came, answer: forged })).rejects.toMatchObject(over);
    const late = await there();
    studio.pass(lifetimes.oauthFlow);
    await expect(back(late)).rejects.toMatchObject(over);
  });

  it('with somebody else’s code is refused: it was not made for this challenge', async () => {
    const [mine, theirs] = [await there(), await there()];
    const mixed = new URLSearchParams(mine.answer);
    mixed.set('code', theirs.answer.get('code') ?? '');
    await expect(back({ ...mine, answer: mixed })).rejects.toMatchObject({ code: 'oauth-failed' });
  });

  it('is a no when the person said no', async () => {
    server.faults = { denies: true };
    await expect(signedIn()).rejects.toMatchObject({ code: 'oauth-denied' });
  });

  it.each<[string, (claims: JWTPayload) => JWTPayload]>([
    ['for another client', (claims) => ({ ...claims, aud: 'somebody else' })],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['of another flow', (claims) => ({ ...claims, nonce: 'of yesterday' })],
    ['of no flow', ({ nonce: _, ...claims }) => claims],
    ['that is over', (claims) => ({ ...claims, iat: 1_700_000_000, exp: 1_700_000_300 })],
    ['about nobody', ({ sub: _, ...claims }) => claims],
  ])('with an id token %s is refused', async (_what, claims) => {
    server.faults = { claims };
    await expect(signedIn()).rejects.toMatchObject({ code: 'oauth-failed' });
  });

  it('with an id token that another key signed is refused', async () => {
    server.faults = { foreignKey: true };
    await expect(signedIn()).rejects.toMatchObject({ code: 'oauth-failed' });
  });
});

describe('a service that cannot be reached', () => {
  it('is an error with its cause, and is looked for again the next time', async () => {
    const gone = new Provider(
      { name: 'gone', kind: 'oidc', clientId: 'a', clientSecret: 'b', issuer: new URL('http://127.0.0.1:1') },
      studio.accounts.config.publicUrl,
    );
    for (let time = 0; time < 2; time++)
      await expect(startOAuth(studio.accounts, gone, { returnTo: '/', linker: null })).rejects.toMatchObject({
        name: 'ProviderError',
        cause: expect.anything(),
      });
  });

  it('is never asked without encryption beyond this machine', async () => {
    const plain = new Provider(
      { name: 'plain', kind: 'oidc', clientId: 'a', clientSecret: 'b', issuer: new URL('http://192.0.2.1') },
      studio.accounts.config.publicUrl,
    );
    await expect(startOAuth(studio.accounts, plain, { returnTo: '/', linker: null })).rejects.toMatchObject({
      cause: expect.objectContaining({ message: expect.stringContaining('only requests to HTTPS are allowed') }),
    });
  });
});
