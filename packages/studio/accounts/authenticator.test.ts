import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { type Listener, startListener } from '../events/listener.ts';
import { changeRole, suspend } from './administration.ts';
import { createApiKey, revokeApiKey } from './api-keys.ts';
import { Authenticator, forgetWhoChanged } from './authenticator.ts';
import { revokeSessions } from './sessions.ts';
import { home, type StudioAccounts, studioAccounts } from './studio-accounts.fixture.ts';

let database: TestDatabase;
let here: StudioAccounts;
let there: StudioAccounts;
let listener: Listener;
beforeAll(async () => {
  database = await testDatabase();
  here = studioAccounts(database.pool);
  there = studioAccounts(database.pool, { secret: here.accounts.config.secret });
  // It looks for itself so seldom that what these tests wait for is told.
  listener = startListener({ connectionString: database.url, poke: 3600_000 });
  forgetWhoChanged(there.accounts, listener, (error) => expect.fail(String(error)));
  await until(async () => listener.connected());
});
afterAll(async () => {
  await listener.close();
  await database.stop();
});

const until = (isTrue: () => Promise<boolean>) => vi.waitUntil(isTrue, { timeout: 10_000, interval: 10 });

async function begun(email: string) {
  const userId = await here.member(email);
  const tokens = await here.signedIn(email);
  const bearer = tokens.accessToken;
  const principal = await here.principal(tokens);
  expect((await there.authenticator.authenticate({ bearer }))?.userId).toBe(userId);
  return { userId, bearer, principal, sessionId: tokens.sessionId };
}

describe('a session that is ended', () => {
  it('is over at once in this process, and in others as soon as they hear', async () => {
    const { userId, bearer, sessionId } = await begun('one@example.org');
    await revokeSessions(here.accounts, home, { userId, sessionId });
    expect(await here.authenticator.authenticate({ bearer })).toBeNull();
    await until(async () => (await there.authenticator.authenticate({ bearer })) === null);
  });

  it('is over within a minute where nobody hears', async () => {
    const deaf = studioAccounts(database.pool, { secret: here.accounts.config.secret });
    const { userId, bearer } = await begun('two@example.org');
    expect(await deaf.authenticator.authenticate({ bearer })).not.toBeNull();
    await revokeSessions(here.accounts, home, { userId });
    deaf.pass(59_000);
    expect(await deaf.authenticator.authenticate({ bearer })).not.toBeNull();
    deaf.pass(1000);
    expect(await deaf.authenticator.authenticate({ bearer })).toBeNull();
  });

  it('is not remembered by a look that began before it ended', async () => {
    const { userId, bearer } = await begun('race@example.org');
    const fresh = studioAccounts(database.pool, { secret: here.accounts.config.secret });
    // Holds the answer of the database back until the session has ended.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const pool = Object.create(database.pool, {
      query: {
        value: async (sql: string, values: unknown[]) => {
          const result = await database.pool.query(sql, values);
          if (!sql.includes('from sessions')) return result;
          asked();
          await held;
          return result;
        },
      },
    });
    const slow = new Authenticator({ ...fresh.accounts, pool }, fresh.keys);
    const looking = slow.authenticate({ bearer });
    await isAsked;
    await revokeSessions(fresh.accounts, home, { userId });
    release();
    await looking;
    expect(await fresh.authenticator.authenticate({ bearer })).toBeNull();
  });
});

describe('a change of what a user may do', () => {
  it('counts at once: a role, and a suspension', async () => {
    const { userId, bearer, principal } = await begun('three@example.org');
    const actor = { userId, principal, asker: home };
    await changeRole(here.accounts, { ...actor, role: 'premium' });
    expect((await here.authenticator.authenticate({ bearer }))?.role).toBe('premium');
    await until(async () => (await there.authenticator.authenticate({ bearer }))?.role === 'premium');
    await suspend(here.accounts, actor);
    expect(await here.authenticator.authenticate({ bearer })).toBeNull();
    await until(async () => (await there.authenticator.authenticate({ bearer })) === null);
  });

  it('is heard again after the connection was lost', async () => {
    const { userId, bearer } = await begun('four@example.org');
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'studio listener'",
    );
    await until(async () => !listener.connected());
    await until(async () => listener.connected());
    expect(await there.authenticator.authenticate({ bearer })).not.toBeNull();
    await revokeSessions(here.accounts, home, { userId });
    await until(async () => (await there.authenticator.authenticate({ bearer })) === null);
  });

  it('is a deletion, too', async () => {
    const { userId, bearer } = await begun('five@example.org');
    await database.pool.query('delete from users where id = $1', [userId]);
    await until(async () => (await there.authenticator.authenticate({ bearer })) === null);
  });
});

describe('who was recognised', () => {
  it('is not looked up again for a minute', async () => {
    const { bearer } = await begun('six@example.org');
    const pool = Object.create(database.pool, { query: { value: () => expect.fail('The database was asked.') } });
    const offline = new Authenticator({ ...here.accounts, pool }, here.keys);
    expect(await offline.authenticate({ bearer })).not.toBeNull();
  });
});

describe('an API key', () => {
  it('is honoured with its scopes, until it is revoked or over', async () => {
    const { principal } = await begun('keys@example.org');
    const { id, key } = await createApiKey(here.accounts, home, principal, {
      name: 'CI',
      scopes: ['projects:read'],
      expiresAt: null,
    });
    expect(key).toMatch(/^fs_live_[0-9a-f]{32}_[\w-]{43}$/);
    const found = await here.authenticator.authenticate({ apiKey: key });
    expect(found).toMatchObject({ via: 'api-key', sessionId: null, mfa: false, userId: principal.userId });
    expect([...found!.scopes]).toEqual(['projects:read']);
    expect(await there.authenticator.authenticate({ apiKey: key })).not.toBeNull();
    await revokeApiKey(here.accounts, home, principal, id);
    expect(await here.authenticator.authenticate({ apiKey: key })).toBeNull();
    await until(async () => (await there.authenticator.authenticate({ apiKey: key })) === null);
    const short = await createApiKey(here.accounts, home, principal, {
      name: 'short',
      scopes: ['projects:read'],
      expiresAt: new Date(here.accounts.now().getTime() + 5000),
    });
    expect(await here.authenticator.authenticate({ apiKey: short.key })).not.toBeNull();
    here.pass(5000);
    expect(await here.authenticator.authenticate({ apiKey: short.key })).toBeNull();
  });

  it('is nothing with another secret, another id, as a bearer token, or beside one', async () => {
    const { principal, bearer } = await begun('forge@example.org');
    const { key } = await createApiKey(here.accounts, home, principal, {
      name: 'a',
      scopes: ['account'],
      expiresAt: null,
    });
    const other = await createApiKey(here.accounts, home, principal, {
      name: 'b',
      scopes: ['account'],
      expiresAt: null,
    });
    const swapped = key.slice(0, 41) + other.key.slice(41);
    expect(swapped).not.toBe(key);
    for (const apiKey of [swapped, `${key}x`, key.slice(0, -1), key.toUpperCase(), 'fs_live__', bearer])
      expect(await here.authenticator.authenticate({ apiKey })).toBeNull();
    expect(await here.authenticator.authenticate({ bearer: key })).toBeNull();
    expect(await here.authenticator.authenticate({ bearer, apiKey: key })).toBeNull();
  });

  it('makes no keys, revokes none, and never administrates', async () => {
    const { principal } = await begun('limits@example.org');
    const wanted = { name: 'a', scopes: ['account'] as const, expiresAt: null };
    const { key, id } = await createApiKey(here.accounts, home, principal, wanted);
    const program = (await here.authenticator.authenticate({ apiKey: key }))!;
    await expect(createApiKey(here.accounts, home, program, wanted)).rejects.toMatchObject({
      code: 'session-required',
    });
    await expect(revokeApiKey(here.accounts, home, program, id)).rejects.toMatchObject({ code: 'session-required' });
    await expect(
      createApiKey(here.accounts, home, principal, { ...wanted, scopes: ['account', 'admin'] }),
    ).rejects.toMatchObject({ code: 'scopes-not-allowed' });
  });

  it('of somebody else cannot be revoked, nor told from one that is not there', async () => {
    const { principal: owner } = await begun('owner@example.org');
    const { principal: other } = await begun('other@example.org');
    const { id } = await createApiKey(here.accounts, home, owner, { name: 'a', scopes: ['account'], expiresAt: null });
    const refusal = (keyId: string) =>
      revokeApiKey(here.accounts, home, other, keyId).catch(({ code, message }) => [code, message]);
    expect(await refusal(id)).toEqual(await refusal(crypto.randomUUID()));
  });
});
