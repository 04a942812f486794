import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { exportAccount, requestDeletion } from './account.ts';
import { keepOneAdmin, listUsers, restore, suspend } from './administration.ts';
import { auditTrail } from './audit.ts';
import { firstUser } from './first-user.ts';
import { changePassword } from './password-change.ts';
import { revokeSessions, sessionsOf } from './sessions.ts';
import { signInByLink } from './sign-in.ts';
import {
  elsewhere,
  home,
  goodPassword as password,
  type StudioAccounts,
  studioAccounts,
  tokensOf,
} from './studio-accounts.fixture.ts';
import { sweepAccounts } from './sweep.ts';
import { setTier } from './users.ts';

let database: TestDatabase;
let studio: StudioAccounts;
beforeAll(async () => {
  database = await testDatabase();
  studio = studioAccounts(database.pool);
});
afterAll(() => database.stop());

const tokenOf = (link: string | null) => /#token=(.+)$/.exec(link ?? '')?.[1] ?? '';
const roleOf = async (id: string) =>
  (await database.pool.query('select role from users where id = $1', [id])).rows[0].role;

async function member(email: string) {
  const userId = await studio.member(email);
  const tokens = await studio.signedIn(email);
  return { userId, tokens, principal: await studio.principal(tokens) };
}

describe('the first user', () => {
  it('is one though several servers start at once, and comes in by the newest link, once', async () => {
    const links = await Promise.all([1, 2, 3].map(() => firstUser(studio.accounts)));
    const { rows } = await database.pool.query('select role, local, password_hash from users');
    expect(rows).toEqual([{ role: 'admin', local: true, password_hash: null }]);
    const came = await Promise.allSettled(
      links.map((link) => signInByLink(studio.accounts, studio.keys, home, tokenOf(link))),
    );
    expect(came.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    const again = tokenOf(await firstUser(studio.accounts));
    const result = await signInByLink(studio.accounts, studio.keys, home, again);
    expect(result).toMatchObject({ status: 'signed-in', mfaEnrolmentRequired: true });
    await expect(signInByLink(studio.accounts, studio.keys, home, again)).rejects.toMatchObject({ code: 'link-over' });
  });

  it('sets a password in a fresh session, and has no more links from then on', async () => {
    const tokens = tokensOf(
      await signInByLink(studio.accounts, studio.keys, home, tokenOf(await firstUser(studio.accounts))),
    );
    const principal = await studio.principal(tokens);
    studio.pass(9 * 60_000);
    await changePassword(studio.accounts, home, principal, { password: 'a first one of my own', proof: {} });
    expect(await firstUser(studio.accounts)).toBeNull();
  });

  it('is nobody where there are users', async () => {
    const other = await testDatabase();
    const busy = studioAccounts(other.pool);
    await busy.member('ada@example.org');
    expect(await firstUser(busy.accounts)).toBeNull();
    await other.stop();
  });
});

describe('a session without password or authenticator', () => {
  it('does what cannot be taken back only when it has just begun', async () => {
    const other = await testDatabase();
    const house = studioAccounts(other.pool);
    const link = tokenOf(await firstUser(house.accounts));
    const principal = await house.principal(tokensOf(await signInByLink(house.accounts, house.keys, home, link)));
    house.pass(11 * 60_000);
    await expect(
      changePassword(house.accounts, home, principal, { password: 'a first one of my own', proof: {} }),
    ).rejects.toMatchObject({ code: 'session-not-fresh' });
    await other.stop();
  });
});

describe('administrators', () => {
  it('see all users in pages without leaving one out, though many began in the same moment', async () => {
    await database.pool.query(
      "insert into users (email, created_at) select 'many-' || n || '@example.org', '2026-01-01T00:00:00.000Z'::timestamptz + n * interval '1 microsecond' from generate_series(1, 23) n",
    );
    const seen: string[] = [];
    for (let after: Parameters<typeof listUsers>[1]['after'] = null; ; ) {
      const page = await listUsers(database.pool, { after, limit: 5 });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      after = last;
    }
    const { rows } = await database.pool.query('select id from users');
    expect(seen.sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  it('are never none, though two take the right from each other at once', async () => {
    await database.pool.query("update users set role = 'user'");
    const [one, two] = [await member('one@example.org'), await member('two@example.org')];
    await database.pool.query("update users set role = 'admin' where id = any($1)", [[one.userId, two.userId]]);
    // The first has looked and not finished yet when the second begins.
    const first = await database.pool.connect();
    await first.query('begin');
    await keepOneAdmin(first, two.userId);
    await first.query("update users set role = 'user' where id = $1", [two.userId]);
    const second = suspend(studio.accounts, { principal: two.principal, asker: home, userId: one.userId }).then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
    const isWaiting = async () => {
      const { rows } = await database.pool.query("select from pg_stat_activity where wait_event_type = 'Lock'");
      return rows.length > 0;
    };
    await Promise.race([second, vi.waitUntil(isWaiting, { timeout: 60_000, interval: 10 })]);
    await first.query('commit');
    first.release();
    expect(await second).toBe('last-admin');
  });

  it('suspend whom they must, and let them in again; the log says who did it', async () => {
    const [admin, user] = [await member('boss@example.org'), await member('noisy@example.org')];
    await database.pool.query("update users set role = 'admin' where id = $1", [admin.userId]);
    const act = { principal: admin.principal, asker: home, userId: user.userId };
    await suspend(studio.accounts, act);
    await expect(studio.signedIn('noisy@example.org')).rejects.toMatchObject({ code: 'account-suspended' });
    await restore(studio.accounts, act);
    await studio.signedIn('noisy@example.org');
    const trail = await auditTrail(database.pool, { userId: user.userId, before: null, limit: 100 });
    expect(trail.find(({ action }) => action === 'account.suspended')?.actorId).toBe(admin.userId);
    await expect(suspend(studio.accounts, { ...act, userId: crypto.randomUUID() })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('a tier', () => {
  it('carries the role with it, but takes nobody the right to administrate', async () => {
    const { userId } = await member('buyer@example.org');
    const set = (tier: 'free' | 'standard' | 'premium') =>
      inTransaction(database.pool, (client) => setTier(client, userId, tier, home));
    await set('premium');
    expect(await roleOf(userId)).toBe('premium');
    await set('standard');
    expect(await roleOf(userId)).toBe('user');
    await database.pool.query("update users set role = 'admin' where id = $1", [userId]);
    await set('premium');
    await set('free');
    expect(await roleOf(userId)).toBe('admin');
    await set('free');
    const trail = await auditTrail(database.pool, { userId, before: null, limit: 100 });
    const changes = trail.filter(({ action }) => action === 'account.tier-changed').map(({ details }) => details.tier);
    expect(changes, 'each change is written down, and nothing else').toEqual([
      'free',
      'premium',
      'standard',
      'premium',
    ]);
  });
});

describe('a user’s sessions', () => {
  it('are listed and ended by their user only', async () => {
    const [owner, other] = [await member('owner@example.org'), await member('other@example.org')];
    studio.pass(1000);
    await studio.signedIn('owner@example.org', elsewhere);
    expect((await sessionsOf(studio.accounts, owner.userId)).map(({ ip }) => ip)).toEqual([elsewhere.ip, home.ip]);
    const refusal = (sessionId: string) =>
      revokeSessions(studio.accounts, home, { userId: other.userId, sessionId }).catch(({ code, message }) => [
        code,
        message,
      ]);
    expect(await refusal(owner.tokens.sessionId)).toEqual(await refusal(crypto.randomUUID()));
    await revokeSessions(studio.accounts, home, { userId: owner.userId });
    expect(await sessionsOf(studio.accounts, owner.userId)).toEqual([]);
    expect((await sessionsOf(studio.accounts, other.userId)).length).toBe(1);
  });
});

describe('an account', () => {
  it('is handed over without what nobody needs to know', async () => {
    const { userId } = await member('export@example.org');
    const text = JSON.stringify(await exportAccount(studio.accounts, home, userId));
    expect(text).toContain('export@example.org');
    expect(text).not.toContain('argon2');
  });

  it('is closed at once when its user wants it deleted, and only with a proof', async () => {
    const { principal, tokens } = await member('leaving@example.org');
    await expect(requestDeletion(studio.accounts, home, principal, {})).rejects.toMatchObject({
      code: 'identity-unproved',
    });
    await requestDeletion(studio.accounts, home, principal, { password });
    expect(await studio.authenticator.authenticate({ bearer: tokens.accessToken })).toBeNull();
    await expect(studio.signedIn('leaving@example.org')).rejects.toMatchObject({ code: 'account-deleted' });
  });

  it('leaves its log behind without a name', async () => {
    const { userId } = await member('gone@example.org');
    const before = (await auditTrail(database.pool, { userId: null, before: null, limit: 10_000 })).length;
    await database.pool.query('delete from users where id = $1', [userId]);
    expect(await auditTrail(database.pool, { userId, before: null, limit: 10 })).toEqual([]);
    expect((await auditTrail(database.pool, { userId: null, before: null, limit: 10_000 })).length).toBe(before);
  });
});

describe('the log', () => {
  it('goes on where a page ended', async () => {
    const all = await auditTrail(database.pool, { userId: null, before: null, limit: 10_000 });
    const first = await auditTrail(database.pool, { userId: null, before: null, limit: 3 });
    const second = await auditTrail(database.pool, { userId: null, before: first.at(-1)?.id ?? null, limit: 3 });
    expect([...first, ...second]).toEqual(all.slice(0, 6));
  });
});

describe('sweeping', () => {
  it('deletes what is over and leaves what is not', async () => {
    await member('swept@example.org');
    studio.pass(200 * 24 * 3600_000);
    const { userId, tokens } = await member('kept@example.org');
    await sweepAccounts(studio.accounts);
    expect((await sessionsOf(studio.accounts, userId)).map(({ id }) => id)).toEqual([tokens.sessionId]);
    const { rows } = await database.pool.query(
      'select (select count(*)::int from sessions) as sessions, (select count(*)::int from refresh_tokens) as tokens',
    );
    expect(rows).toEqual([{ sessions: 1, tokens: 1 }]);
  });
});
