import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { lifetimes } from './accounts.ts';
import { resetPassword } from './password-change.ts';
import { confirmRegistration, register, requestReset } from './registration.ts';
import { signIn } from './sign-in.ts';
import {
  elsewhere,
  home,
  goodPassword as password,
  type StudioAccounts,
  studioAccounts,
} from './studio-accounts.fixture.ts';

let database: TestDatabase;
let studio: StudioAccounts;
beforeAll(async () => {
  database = await testDatabase();
  studio = studioAccounts(database.pool);
});
afterAll(() => database.stop());

const mailsTo = (email: string) => studio.mails.filter(({ to }) => to === email);
const users = async (email: string) =>
  (await database.pool.query('select id from users where email = $1', [email])).rows.length;

describe('registering', () => {
  it('begins an account when the mail was opened and the password given, once', async () => {
    const email = 'begin@example.org';
    await register(studio.accounts, { email, name: 'Ada', password });
    expect(await users(email)).toBe(0);
    const token = studio.tokenTo(email);
    const both = await Promise.allSettled(
      [1, 2].map(() => confirmRegistration(studio.accounts, home, { token, password })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await studio.signedIn(email)).accessToken).toBeTruthy();
  });

  it('answers the same whether there is an account, and tells its owner', async () => {
    const email = 'taken@example.org';
    await studio.member(email);
    expect(await register(studio.accounts, { email, name: 'Mallory', password: 'another password' })).toBeUndefined();
    expect(mailsTo(email).at(-1)?.subject).toBe('You have an account already');
    await expect(signIn(studio.accounts, studio.keys, home, { email, password: 'another password' })).rejects.toThrow(
      'wrong',
    );
  });

  it('of another person’s address gives nothing: not with the mail’s link alone, nor with the password alone', async () => {
    const email = 'victim@example.org';
    await register(studio.accounts, { email, name: 'Mallory', password: 'password of mallory' });
    const mallorys = studio.tokenTo(email);
    await register(studio.accounts, { email, name: 'Victim', password });
    const owners = studio.tokenTo(email);
    await expect(confirmRegistration(studio.accounts, home, { token: mallorys, password })).rejects.toThrow(
      'not the password',
    );
    await confirmRegistration(studio.accounts, home, { token: owners, password });
    await expect(
      confirmRegistration(studio.accounts, home, { token: mallorys, password: 'password of mallory' }),
    ).rejects.toMatchObject({ code: 'link-over' });
    await expect(
      signIn(studio.accounts, studio.keys, elsewhere, { email, password: 'password of mallory' }),
    ).rejects.toMatchObject({ code: 'credentials-wrong' });
  });

  it('cannot be confirmed a day later', async () => {
    const email = 'late@example.org';
    await register(studio.accounts, { email, name: '', password });
    studio.pass(lifetimes.verification);
    await expect(
      confirmRegistration(studio.accounts, home, { token: studio.tokenTo(email), password }),
    ).rejects.toMatchObject({ kind: 'gone', code: 'link-over' });
  });

  it('does not fill a mailbox', async () => {
    const email = 'flood@example.org';
    for (let tries = 0; tries < 10; tries++) await register(studio.accounts, { email, name: '', password });
    expect(mailsTo(email).length).toBe(3);
  });
});

describe('a new password by mail', () => {
  it('works once within the hour, ends all sessions and makes the old password worthless', async () => {
    const email = 'reset@example.org';
    await studio.member(email);
    const session = await studio.signedIn(email);
    await requestReset(studio.accounts, home, email);
    const token = studio.tokenTo(email);
    await resetPassword(studio.accounts, home, { token, password: 'a new one, better' });
    expect(await studio.authenticator.authenticate({ bearer: session.accessToken })).toBeNull();
    await expect(resetPassword(studio.accounts, home, { token, password: 'yet another one' })).rejects.toMatchObject({
      code: 'link-over',
    });
    await expect(studio.signedIn(email)).rejects.toMatchObject({ code: 'credentials-wrong' });
    await studio.signedIn(email, home, 'a new one, better');
    expect(mailsTo(email).at(-1)?.subject).toBe('Your password was changed');
  });

  it('is refused after an hour, and keeps its link when it is not good enough', async () => {
    const email = 'reset-late@example.org';
    await studio.member(email);
    await requestReset(studio.accounts, home, email);
    const token = studio.tokenTo(email);
    await expect(resetPassword(studio.accounts, home, { token, password: 'short' })).rejects.toMatchObject({
      code: 'password-too-short',
    });
    studio.pass(lifetimes.reset);
    await expect(resetPassword(studio.accounts, home, { token, password })).rejects.toMatchObject({
      code: 'link-over',
    });
  });

  it('takes the same statements for an address without an account, whose owner is told by mail', async () => {
    const email = 'asks@example.org';
    await studio.member(email);
    const statements = async (address: string) => {
      const seen: string[] = [];
      const pool = Object.create(database.pool, {
        connect: {
          value: async () => {
            const client = await database.pool.connect();
            return Object.create(client, {
              query: {
                value: (sql: string, values?: unknown[]) => {
                  seen.push(sql);
                  return client.query(sql, values);
                },
              },
              release: { value: () => client.release() },
            });
          },
        },
      });
      await requestReset({ ...studio.accounts, pool }, home, address);
      return seen;
    };
    const [there, nowhere] = [await statements(email), await statements('nobody@example.org')];
    expect(nowhere).toEqual(there);
    expect(there.length).toBeGreaterThan(4);
    expect(mailsTo('nobody@example.org').map(({ subject }) => subject)).toEqual([
      'There is no account with this address',
    ]);
  });
});

describe('what lies in the database', () => {
  it('is no token and no password', async () => {
    const email = 'at-rest@example.org';
    await register(studio.accounts, { email, name: '', password });
    const secrets = [studio.tokenTo(email), password];
    await confirmRegistration(studio.accounts, home, { token: secrets[0]!, password });
    secrets.push((await studio.signedIn(email)).refreshToken);
    await requestReset(studio.accounts, home, email);
    secrets.push(studio.tokenTo(email));
    const { rows: tables } = await database.pool.query(
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    for (const { table_name } of tables) {
      const { rows } = await database.pool.query(`select ${table_name}::text as text from ${table_name}`);
      for (const { text } of rows)
        for (const secret of secrets) {
          expect(text).not.toContain(secret);
          expect(text).not.toContain(Buffer.from(secret).toString('hex'));
        }
    }
  });
});
