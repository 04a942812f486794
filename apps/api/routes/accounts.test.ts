import { randomUUID } from 'node:crypto';
import { totpOf } from '@ai-film-studio/studio/accounts/mfa-code.ts';
import { Provider } from '@ai-film-studio/studio/accounts/oauth/provider.ts';
import {
  goodPassword as password,
  type StudioAccounts,
  studioAccounts,
} from '@ai-film-studio/studio/accounts/studio-accounts.fixture.ts';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import fastifyCookie from '@fastify/cookie';
import fastify, { type InjectOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OidcServer, startOidcServer } from '../../../test/servers/oidc-server.ts';
import { guardAccess } from '../http/access.ts';
import type { Api } from '../http/api.ts';
import { sendProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { mfaRoutes } from './mfa.ts';
import { oauthRoutes } from './oauth.ts';
import { sessionRoutes } from './sessions.ts';
import { userRoutes } from './users.ts';

let database: TestDatabase;
let studio: StudioAccounts;
let server: OidcServer;
let api: Api;

beforeAll(async () => {
  database = await testDatabase();
  studio = studioAccounts(database.pool);
  server = await startOidcServer();
  server.redirectUris.add('https://studio.example/v1/oauth/company/callback');
  const { accounts, keys, authenticator } = studio;
  const { issuer, clientId, clientSecret } = server;
  const company = new Provider(
    { name: 'company', kind: 'oidc', issuer, clientId, clientSecret },
    accounts.config.publicUrl,
  );
  // The routes take nothing else of the services.
  const services = {
    ...{ accounts, reads: accounts.pool, signingKeys: keys },
    providers: new Map([['company', company]]),
  } as unknown as Services;
  api = fastify().withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(sendProblem);
  await api.register(fastifyCookie);
  guardAccess(api, (shown) => authenticator.authenticate(shown));
  for (const part of [accountRoutes, sessionRoutes, mfaRoutes, apiKeyRoutes, oauthRoutes, userRoutes])
    part(api, services);
});
afterAll(async () => {
  await api.close();
  await server.stop();
  await database.stop();
});

const ask = (method: InjectOptions['method'], url: string, body?: object, headers: Record<string, string> = {}) =>
  api.inject({ method, url: `/v1${url}`, headers, ...(body ? { payload: body } : {}) } as InjectOptions);
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const cookieOf = (answer: { cookies: readonly unknown[] }, name: string) =>
  answer.cookies.map((cookie) => cookie as Record<string, unknown>).find((cookie) => cookie.name === name);

async function member(email: string) {
  const userId = await studio.member(email);
  const answer = await ask('POST', '/sessions', { email, password, refreshTokenIn: 'body' });
  expect(answer.statusCode).toBe(200);
  return { userId, ...(answer.json() as { accessToken: string; refreshToken: string; sessionId: string }) };
}

async function administrator(email: string) {
  const { userId, accessToken } = await member(email);
  await database.pool.query("update users set role = 'admin' where id = $1", [userId]);
  const enrolled = await ask('POST', '/account/mfa', { password }, as(accessToken));
  const totp = totpOf(enrolled.json().secret);
  const code = totp.generate({ timestamp: studio.accounts.now().getTime() });
  const confirmed = await ask('POST', '/account/mfa/confirm', { code }, as(accessToken));
  expect(confirmed.json().recoveryCodes.length).toBe(10);
  return { userId, accessToken, totp };
}

describe('an account over HTTP', () => {
  it('begins by mail, is read and renamed, and ends', async () => {
    const email = 'Ada@Example.org';
    const registered = await ask('POST', '/accounts', { email, password, name: 'Ada' });
    expect([registered.statusCode, registered.json()]).toEqual([202, { status: 'mail-sent' }]);
    const verified = await ask('POST', '/accounts/verify', { token: studio.tokenTo('ada@example.org'), password });
    expect(verified.statusCode).toBe(201);
    const signedIn = await ask('POST', '/sessions', { email: 'ADA@example.org', password, refreshTokenIn: 'body' });
    const { accessToken } = signedIn.json();
    expect((await ask('PATCH', '/account', { name: 'Countess' }, as(accessToken))).json()).toEqual({
      id: verified.json().id,
      email: 'ada@example.org',
      emailVerified: true,
      name: 'Countess',
      role: 'user',
      subscriptionTier: 'free',
      hasPassword: true,
      mfaEnrolled: false,
      identities: [],
      createdAt: expect.any(String),
    });
    expect((await ask('GET', '/account/export', undefined, as(accessToken))).body).not.toContain('argon2');
    expect((await ask('DELETE', '/account', { password }, as(accessToken))).statusCode).toBe(202);
    expect((await ask('GET', '/account', undefined, as(accessToken))).statusCode).toBe(401);
  });

  it.each([
    ['POST', '/accounts', { email: 'm@example.org', password, name: '', role: 'admin' }],
    ['POST', '/accounts', { email: 'm@example.org', password, credits: 1_000_000 }],
    ['POST', '/accounts', { email: 'm@example.org', password, emailVerifiedAt: '2026-01-01T00:00:00Z' }],
    ['PATCH', '/account', { name: 'M', role: 'admin' }],
    ['PATCH', '/account', { name: 'M', subscriptionTier: 'premium' }],
    ['PATCH', '/account', { name: 'M', email: 'victim@example.org' }],
    ['PATCH', '/account', { name: 'M', id: randomUUID() }],
    ['POST', '/sessions', { email: 'm@example.org', password, refreshTokenIn: 'body', mfa: true }],
    ['POST', '/api-keys', { name: 'M', scopes: ['account'], userId: randomUUID() }],
  ] as const)('takes no more than it asks for: %s %s %j', async (method, url, body) => {
    const { accessToken } = await member(`mass-${randomUUID()}@example.org`);
    const answer = await ask(method, url, body, as(accessToken));
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid' });
  });

  it('answers a registration and a reset the same, to the byte, whether there is an account', async () => {
    await member('there@example.org');
    for (const [url, more] of [
      ['/accounts', { password }],
      ['/accounts/reset-request', {}],
    ] as const) {
      const said = async (email: string) => {
        const { statusCode, body, headers } = await ask('POST', url, { email, ...more });
        return { statusCode, body, headers: { ...headers, date: '' } };
      };
      expect(await said('there@example.org')).toEqual(await said('nowhere@example.org'));
    }
  });

  it('has its password set anew by the mail’s link', async () => {
    const email = 'forgot@example.org';
    const { accessToken } = await member(email);
    await ask('POST', '/accounts/reset-request', { email });
    const token = studio.tokenTo(email);
    expect((await ask('POST', '/accounts/reset', { token, password: 'a new one, better' })).statusCode).toBe(204);
    expect((await ask('POST', '/accounts/reset', { token, password: 'a new one, better' })).statusCode).toBe(410);
    expect((await ask('GET', '/account', undefined, as(accessToken))).statusCode).toBe(401);
  });

  it('has its password changed with the old one only', async () => {
    const { accessToken } = await member('change@example.org');
    const change = (old: string) =>
      ask('POST', '/account/password', { newPassword: 'a new one, better', password: old }, as(accessToken));
    expect((await change('not this one')).json()).toMatchObject({ status: 403, code: 'identity-wrong' });
    expect((await change(password)).statusCode).toBe(204);
    expect((await ask('GET', '/account', undefined, as(accessToken))).statusCode).toBe(401);
  });
});

describe('a session over HTTP', () => {
  it('keeps a browser’s refresh token where no script and no other site gets at it', async () => {
    await member('browser@example.org');
    const signedIn = await ask('POST', '/sessions', {
      email: 'browser@example.org',
      password,
      refreshTokenIn: 'cookie',
    });
    expect(signedIn.json().refreshToken).toBeNull();
    const cookie = cookieOf(signedIn, 'studio_refresh');
    expect(cookie).toMatchObject({ path: '/v1/sessions', httpOnly: true, secure: true, sameSite: 'Strict' });
    expect(signedIn.headers['cache-control']).toBe('no-store');
    expect(signedIn.body).not.toContain(String(cookie?.value));
    const refreshed = await ask(
      'POST',
      '/sessions/refresh',
      { refreshTokenIn: 'cookie' },
      { cookie: `studio_refresh=${cookie?.value}` },
    );
    expect(refreshed.statusCode).toBe(200);
    expect(cookieOf(refreshed, 'studio_refresh')?.value).not.toBe(cookie?.value);
    const out = await ask('DELETE', '/sessions/current', undefined, as(refreshed.json().accessToken));
    expect(out.statusCode).toBe(204);
    expect(cookieOf(out, 'studio_refresh')?.value).toBe('');
    expect((await ask('GET', '/sessions', undefined, as(refreshed.json().accessToken))).statusCode).toBe(401);
  });

  it('ends when a refresh token that was exchanged is shown by another', async () => {
    const { refreshToken } = await member('stolen@example.org');
    const refresh = (token: string, agent: string) =>
      ask('POST', '/sessions/refresh', { refreshTokenIn: 'body', refreshToken: token }, { 'user-agent': agent });
    const owner = (await refresh(refreshToken, 'owner')).json();
    expect((await refresh(refreshToken, 'thief')).json()).toMatchObject({ status: 401, code: 'session-over' });
    expect((await refresh(owner.refreshToken, 'owner')).statusCode).toBe(401);
    expect((await ask('GET', '/account', undefined, as(owner.accessToken))).statusCode).toBe(401);
    expect(studio.mails.at(-1)).toMatchObject({ to: 'stolen@example.org', subject: 'A device was signed out' });
  });

  it('is not refreshed by an access token, by nothing, or by another’s guess', async () => {
    const { accessToken } = await member('guess@example.org');
    const refresh = (refreshToken: string) =>
      ask('POST', '/sessions/refresh', { refreshTokenIn: 'body', refreshToken });
    expect((await refresh(accessToken)).statusCode).toBe(400);
    expect((await refresh('A'.repeat(43))).json()).toMatchObject({ status: 401, code: 'session-over' });
    expect((await ask('POST', '/sessions/refresh', { refreshTokenIn: 'cookie' })).statusCode).toBe(401);
  });

  it('is listed and ended by its user', async () => {
    const one = await member('lists@example.org');
    studio.pass(1000);
    const other = (
      await ask('POST', '/sessions', { email: 'lists@example.org', password, refreshTokenIn: 'body' })
    ).json();
    const { items } = (await ask('GET', '/sessions', undefined, as(one.accessToken))).json();
    expect(items.map(({ id, current }: { id: string; current: boolean }) => [id, current])).toEqual([
      [other.sessionId, false],
      [one.sessionId, true],
    ]);
    const stranger = await member('stranger@example.org');
    expect((await ask('DELETE', `/sessions/${other.sessionId}`, undefined, as(stranger.accessToken))).statusCode).toBe(
      404,
    );
    expect((await ask('DELETE', `/sessions/${other.sessionId}`, undefined, as(one.accessToken))).statusCode).toBe(204);
    expect((await ask('GET', '/account', undefined, as(other.accessToken))).statusCode).toBe(401);
    expect((await ask('GET', '/account', undefined, as(one.accessToken))).statusCode).toBe(200);
  });

  it('can be verified by anybody with the published keys', async () => {
    const { accessToken, userId, sessionId } = await member('verify@example.org');
    const jwks = createLocalJWKSet((await ask('GET', '/.well-known/jwks.json')).json());
    const { payload } = await jwtVerify(accessToken, jwks, {
      issuer: 'https://studio.example',
      audience: 'https://studio.example/v1',
      typ: 'at+jwt',
      currentDate: studio.accounts.now(),
    });
    expect(payload).toMatchObject({ sub: userId, sid: sessionId, role: 'user', mfa: false });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
  });

  it('says how long to wait after too many tries', async () => {
    const tries = () =>
      ask('POST', '/sessions', { email: 'waits@example.org', password: 'a wrong guess', refreshTokenIn: 'body' });
    for (let guess = 0; guess < 5; guess++) expect((await tries()).statusCode).toBe(401);
    const refused = await tries();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
    studio.pass(3600_000);
  });
});

describe('an administrator over HTTP', () => {
  it('needs a second factor in this session', async () => {
    const email = 'admin@example.org';
    const { accessToken, totp, userId } = await administrator(email);
    expect((await ask('GET', '/admin/users', undefined, as(accessToken))).statusCode).toBe(200);
    studio.pass(30_000);
    const first = (await ask('POST', '/sessions', { email, password, refreshTokenIn: 'body' })).json();
    expect(first.status).toBe('mfa-required');
    expect((await ask('GET', '/admin/users', undefined, as(first.ticket))).statusCode).toBe(401);
    const code = totp.generate({ timestamp: studio.accounts.now().getTime() });
    const second = (await ask('POST', '/sessions/mfa', { ticket: first.ticket, code, refreshTokenIn: 'body' })).json();
    expect((await ask('GET', '/admin/users', undefined, as(second.accessToken))).statusCode).toBe(200);
    const { rows } = await database.pool.query('select from sessions where user_id = $1', [userId]);
    expect(rows.length).toBe(2);
  });

  it('without one is told to enrol, and a user is nobody there', async () => {
    const admin = await member('bare@example.org');
    await database.pool.query("update users set role = 'admin' where id = $1", [admin.userId]);
    const answer = await ask('POST', '/sessions', { email: 'bare@example.org', password, refreshTokenIn: 'body' });
    expect(answer.json()).toMatchObject({ status: 'signed-in', mfaEnrolmentRequired: true });
    const refused = await ask('GET', '/admin/users', undefined, as(answer.json().accessToken));
    expect(refused.json()).toMatchObject({ status: 403, code: 'mfa-required' });
    const { accessToken } = await member('plain@example.org');
    for (const [method, url] of [
      ['GET', '/admin/users'],
      ['GET', '/admin/audit'],
      ['PUT', `/admin/users/${admin.userId}/suspension`],
    ] as const)
      expect((await ask(method, url, undefined, as(accessToken))).json()).toMatchObject({
        status: 403,
        code: 'scope-missing',
      });
  });

  it('changes roles, suspends, and reads the log; the user does not learn from where', async () => {
    const boss = await administrator('boss@example.org');
    const user = await member('subject@example.org');
    const to = `/admin/users/${user.userId}`;
    expect((await ask('PUT', `${to}/role`, { role: 'premium' }, as(boss.accessToken))).statusCode).toBe(204);
    expect((await ask('GET', '/account', undefined, as(user.accessToken))).json().role).toBe('premium');
    expect((await ask('PUT', `${to}/suspension`, undefined, as(boss.accessToken))).statusCode).toBe(204);
    expect((await ask('GET', '/account', undefined, as(user.accessToken))).statusCode).toBe(401);
    expect((await ask('DELETE', `${to}/suspension`, undefined, as(boss.accessToken))).statusCode).toBe(204);
    const again = (
      await ask('POST', '/sessions', { email: 'subject@example.org', password, refreshTokenIn: 'body' })
    ).json();
    const seen = async (url: string, token: string) =>
      (await ask('GET', url, undefined, as(token)))
        .json()
        .items.find(({ action }: { action: string }) => action === 'account.suspended');
    expect(await seen('/audit', again.accessToken)).toMatchObject({ userId: user.userId, actorId: null, ip: '' });
    expect(await seen(`/admin/audit?userId=${user.userId}`, boss.accessToken)).toMatchObject({
      actorId: boss.userId,
      ip: '127.0.0.1',
    });
  });

  it('pages through users and log', async () => {
    const boss = await administrator('pager@example.org');
    for (const url of ['/admin/users', '/admin/audit']) {
      const seen: string[] = [];
      for (let next = ''; ; ) {
        const page = (
          await ask('GET', `${url}?limit=7${next && `&cursor=${next}`}`, undefined, as(boss.accessToken))
        ).json();
        seen.push(...page.items.map(({ id }: { id: string }) => id));
        if (page.next === null) break;
        next = page.next;
      }
      expect(new Set(seen).size).toBe(seen.length);
      const table = url === '/admin/users' ? 'users' : 'audit_log';
      expect(seen.length).toBe(Number((await database.pool.query(`select count(*) from ${table}`)).rows[0].count));
    }
    expect((await ask('GET', '/admin/audit?cursor=bm9wZQ', undefined, as(boss.accessToken))).statusCode).toBe(400);
  });
});

describe('an API key over HTTP', () => {
  it('reads with its scope and cannot touch what is for people', async () => {
    const { accessToken, sessionId } = await member('program@example.org');
    const made = await ask('POST', '/api-keys', { name: 'CI', scopes: ['account'] }, as(accessToken));
    expect(made.statusCode).toBe(201);
    const { key, apiKey } = made.json();
    const program = { 'x-api-key': key };
    expect((await ask('GET', '/account', undefined, program)).statusCode).toBe(200);
    const list = await ask('GET', '/api-keys', undefined, program);
    expect(list.body).not.toContain(key.slice(-43));
    for (const [method, url, body] of [
      ['POST', '/api-keys', { name: 'more', scopes: ['account'] }],
      ['DELETE', `/api-keys/${apiKey.id}`, undefined],
      ['POST', '/account/password', { newPassword: 'a new one, better', password }],
      ['POST', '/account/mfa', { password }],
      ['POST', '/account/mfa/confirm', { code: '123456' }],
      ['POST', '/account/mfa/recovery-codes', { password }],
      ['DELETE', '/account/mfa', { code: '123456' }],
      ['DELETE', '/account', { password }],
      ['DELETE', '/sessions', undefined],
      ['DELETE', '/sessions/current', undefined],
      ['DELETE', `/sessions/${sessionId}`, undefined],
      ['DELETE', '/account/identities/company', undefined],
      ['POST', '/oauth/company/start', {}],
    ] as const)
      expect((await ask(method, url, body, program)).json(), `${method} ${url}`).toMatchObject({
        status: 403,
        code: 'session-required',
      });
    const narrow = await ask('POST', '/api-keys', { name: 'films', scopes: ['films:write'] }, as(accessToken));
    expect((await ask('GET', '/account', undefined, { 'x-api-key': narrow.json().key })).json()).toMatchObject({
      code: 'scope-missing',
    });
    expect((await ask('POST', '/api-keys', { name: 'root', scopes: ['admin'] }, as(accessToken))).statusCode).toBe(400);
    expect((await ask('DELETE', `/api-keys/${apiKey.id}`, undefined, as(accessToken))).statusCode).toBe(204);
    expect((await ask('GET', '/account', undefined, program)).statusCode).toBe(401);
  });
});

describe('another service over HTTP', () => {
  /** The browser follows the links with its cookie. */
  async function roundTrip(url: string, cookie?: string) {
    const start = await ask('GET', url);
    expect(start.statusCode).toBe(302);
    const set = cookieOf(start, 'studio_oauth');
    expect(set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/v1/oauth' });
    const away = await fetch(String(start.headers.location), { redirect: 'manual' });
    const back = new URL(away.headers.get('location') ?? '');
    expect(back.origin).toBe('https://studio.example');
    return api.inject({
      url: back.pathname + back.search,
      headers: { cookie: cookie ?? `studio_oauth=${set?.value}` },
    });
  }

  it('signs a browser in and sends it on', async () => {
    server.person = { ...server.person, email: 'traveller@example.org' };
    const arrived = await roundTrip('/oauth/company/start?returnTo=/projects');
    expect([arrived.statusCode, arrived.headers.location]).toEqual([302, 'https://studio.example/projects']);
    const cookie = cookieOf(arrived, 'studio_refresh');
    const session = await ask(
      'POST',
      '/sessions/refresh',
      { refreshTokenIn: 'cookie' },
      { cookie: `studio_refresh=${cookie?.value}` },
    );
    const account = (await ask('GET', '/account', undefined, as(session.json().accessToken))).json();
    expect(account).toMatchObject({
      email: server.person.email,
      hasPassword: false,
      identities: [{ provider: 'company' }],
    });
  });

  it('sends nobody to another site, and signs nobody in in a browser that did not begin', async () => {
    expect((await ask('GET', '/oauth/company/start?returnTo=//evil.example')).json()).toMatchObject({
      status: 400,
      code: 'return-to',
    });
    expect((await roundTrip('/oauth/company/start', '')).json()).toMatchObject({
      status: 400,
      code: 'oauth-flow-over',
    });
    expect((await ask('GET', '/oauth/nobody/start')).statusCode).toBe(404);
  });
});
