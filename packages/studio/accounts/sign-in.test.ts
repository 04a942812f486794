import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import type { Asker } from './audit.ts';
import { signIn } from './sign-in.ts';
import {
  elsewhere,
  goodPassword,
  home,
  type StudioAccounts,
  studioAccounts,
  tokensOf,
} from './studio-accounts.fixture.ts';

let database: TestDatabase;
let studio: StudioAccounts;
beforeAll(async () => {
  database = await testDatabase();
  studio = studioAccounts(database.pool);
});
afterAll(() => database.stop());

const minute = 60_000;
const at = (ip: string): Asker => ({ ip, userAgent: 'guesser' });
const tries = (email: string, password: string, asker: Asker) =>
  signIn(studio.accounts, studio.keys, asker, { email, password }).then(
    ({ status }) => status,
    (refusal: { code: string }) => refusal.code,
  );

describe('signing in', () => {
  it('is refused in the same words for a wrong password, an address nobody has, and one that was not confirmed', async () => {
    await studio.member('ada@example.org');
    const said = async (email: string) =>
      signIn(studio.accounts, studio.keys, home, { email, password: 'not this one' }).catch(
        ({ kind, code, message, details }) => ({ kind, code, message, details }),
      );
    expect(await said('nobody@example.org')).toEqual(await said('ada@example.org'));
  });

  it('slows down whoever guesses at an account, and the right password does not help them past it', async () => {
    const email = 'guessed@example.org';
    await studio.member(email);
    for (let guess = 0; guess < 5; guess++)
      expect(await tries(email, 'a wrong guess', elsewhere)).toBe('credentials-wrong');
    expect(await tries(email, goodPassword, elsewhere)).toBe('too-many-tries');
    studio.pass(1001);
    expect(await tries(email, 'a wrong guess', elsewhere)).toBe('credentials-wrong');
    studio.pass(1001);
    expect(await tries(email, goodPassword, elsewhere)).toBe('too-many-tries');
    studio.pass(1000);
    expect(await tries(email, goodPassword, elsewhere)).toBe('signed-in');
  });

  it('counts guesses that come at once', async () => {
    const email = 'at-once@example.org';
    await studio.member(email);
    const results = await Promise.all(
      Array.from({ length: 12 }, () => tries(email, 'a wrong guess', at('203.0.113.1'))),
    );
    expect(results.filter((code) => code === 'credentials-wrong').length).toBe(5);
  });

  it('stays open to the owner, where they have been before, while an army of addresses guesses', async () => {
    const email = 'besieged@example.org';
    await studio.member(email);
    await studio.signedIn(email);
    for (let host = 0; host < 14; host++) await tries(email, 'a wrong guess', at(`203.0.113.${100 + host}`));
    expect(await tries(email, goodPassword, at('203.0.113.200'))).toBe('too-many-tries');
    expect(await tries(email, goodPassword, home)).toBe('signed-in');
  });

  it('is not kept shut by guessing on: the wait is a quarter of an hour at most, and trying meanwhile adds nothing', async () => {
    const email = 'shut@example.org';
    await studio.member(email);
    for (let guess = 0; guess < 20; guess++) {
      studio.pass(16 * minute);
      expect(await tries(email, 'a wrong guess', at('203.0.113.2'))).toBe('credentials-wrong');
    }
    studio.pass(14 * minute);
    expect(await tries(email, goodPassword, at('203.0.113.2'))).toBe('too-many-tries');
    studio.pass(minute + 1);
    expect(await tries(email, goodPassword, at('203.0.113.2'))).toBe('signed-in');
  });

  it('slows down one address that tries many accounts, though it signs in to its own between', async () => {
    await studio.member('mallory@example.org');
    const spray = at('2001:db8:1:2::1');
    for (let account = 0; account < 29; account++) await tries(`victim-${account}@example.org`, 'Password123', spray);
    for (let own = 0; own < 3; own++) expect(await tries('mallory@example.org', goodPassword, spray)).toBe('signed-in');
    expect(await tries('one-more@example.org', 'Password123', spray)).toBe('credentials-wrong');
    expect(await tries('the-next@example.org', 'Password123', spray)).toBe('too-many-tries');
    // The whole /64 is one household.
    expect(await tries('mallory@example.org', goodPassword, at('2001:db8:1:2:ffff::9'))).toBe('too-many-tries');
  });

  it('writes down who came in and who was refused, without the password', async () => {
    const email = 'audited@example.org';
    const userId = await studio.member(email);
    await tries(email, 'a wrong guess', elsewhere);
    await studio.signedIn(email);
    const { rows } = await database.pool.query(
      'select action, ip, user_agent, details::text from audit_log where user_id = $1 order by id',
      [userId],
    );
    expect(rows.map(({ action, ip }) => [action, ip])).toEqual([
      ['account.created', home.ip],
      ['session.refused', elsewhere.ip],
      ['session.begun', home.ip],
    ]);
    expect(JSON.stringify(rows)).not.toContain('guess"');
    expect(JSON.stringify(rows)).not.toContain(goodPassword);
  });

  it('tells that an account is suspended only to who knows its password', async () => {
    const email = 'suspended@example.org';
    const userId = await studio.member(email);
    await database.pool.query('update users set suspended_at = now() where id = $1', [userId]);
    expect(await tries(email, 'a wrong guess', home)).toBe('credentials-wrong');
    expect(await tries(email, goodPassword, home)).toBe('account-suspended');
  });

  it('leads an administrator without an authenticator to one', async () => {
    const email = 'admin@example.org';
    const userId = await studio.member(email);
    await database.pool.query("update users set role = 'admin' where id = $1", [userId]);
    const result = await signIn(studio.accounts, studio.keys, home, { email, password: goodPassword });
    expect(result).toMatchObject({ status: 'signed-in', mfaEnrolmentRequired: true });
    const principal = await studio.principal(tokensOf(result));
    expect(principal.role).toBe('admin');
    expect(principal.scopes.has('admin')).toBe(false);
  });
});
