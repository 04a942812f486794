import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { lifetimes } from './accounts.ts';
import { confirmMfa, enrolMfa, removeMfa, renewRecoveryCodes } from './mfa.ts';
import { period, totpOf } from './mfa-code.ts';
import { changePassword } from './password-change.ts';
import type { Principal } from './principal.ts';
import { finishMfa, signIn } from './sign-in.ts';
import {
  home,
  goodPassword as password,
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

const codeAt = (secret: string, offset = 0) =>
  totpOf(secret).generate({ timestamp: studio.accounts.now().getTime() + offset * period * 1000 });
const nextPeriod = () => studio.pass(period * 1000);
const wrongCode = (secret: string) => {
  const near = [-2, -1, 0, 1, 2].map((offset) => codeAt(secret, offset));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
};

async function enrolled(email: string, role = 'user') {
  const userId = await studio.member(email);
  await database.pool.query('update users set role = $2 where id = $1', [userId, role]);
  const tokens = await studio.signedIn(email);
  const principal = await studio.principal(tokens);
  const { secret, uri } = await enrolMfa(studio.accounts, home, principal, { password });
  const codes = await confirmMfa(studio.accounts, home, principal, codeAt(secret));
  nextPeriod();
  return { userId, tokens, principal, secret, uri, codes };
}

async function ticketOf(email: string): Promise<string> {
  const result = await signIn(studio.accounts, studio.keys, home, { email, password });
  if (result.status !== 'mfa-required') throw new Error(`Signing in led to ${result.status}.`);
  return result.ticket;
}

const finish = (ticket: string, code: string) => finishMfa(studio.accounts, studio.keys, home, { ticket, code });

describe('an authenticator', () => {
  it('is set up with a password and a first code, and from then on signing in takes two steps', async () => {
    const email = 'ada@example.org';
    const { secret, uri, codes, tokens } = await enrolled(email);
    expect(uri).toMatch(/^otpauth:\/\/totp\/AI%20Film%20Studio:ada%40example\.org\?/);
    expect(new Set(codes).size).toBe(10);
    expect((await studio.principal(tokens)).mfa).toBe(true);
    const session = tokensOf(await finish(await ticketOf(email), codeAt(secret)));
    expect((await studio.principal(session)).mfa).toBe(true);
    expect(studio.mails.some(({ to, subject }) => to === email && subject === 'Signing in takes a code now')).toBe(
      true,
    );
  });

  it('is not set up by a session alone, and does not count before its first code', async () => {
    const email = 'begun@example.org';
    await studio.member(email);
    const principal = await studio.principal(await studio.signedIn(email));
    await expect(enrolMfa(studio.accounts, home, principal, {})).rejects.toMatchObject({ code: 'identity-unproved' });
    await expect(enrolMfa(studio.accounts, home, principal, { password: 'not this one' })).rejects.toMatchObject({
      code: 'identity-wrong',
    });
    const { secret } = await enrolMfa(studio.accounts, home, principal, { password });
    await expect(confirmMfa(studio.accounts, home, principal, wrongCode(secret))).rejects.toMatchObject({
      code: 'code-wrong',
    });
    await studio.signedIn(email);
  });

  it('cannot be replaced by another without a code of it', async () => {
    const { principal } = await enrolled('replaced@example.org');
    await expect(enrolMfa(studio.accounts, home, principal, { password })).rejects.toMatchObject({
      code: 'mfa-enrolled',
    });
    await expect(removeMfa(studio.accounts, home, principal, { password })).rejects.toMatchObject({
      code: 'identity-unproved',
    });
  });

  it('lies sealed in the database', async () => {
    const { secret } = await enrolled('sealed@example.org');
    const { rows } = await database.pool.query('select sealed_secret from totp_factors');
    for (const { sealed_secret } of rows) expect(sealed_secret.includes(secret)).toBe(false);
  });
});

describe('a code', () => {
  it('is accepted once, not again in its half minute, nor one from before it', async () => {
    const email = 'replay@example.org';
    const { secret } = await enrolled(email);
    const [before, code] = [codeAt(secret, -1), codeAt(secret)];
    await finish(await ticketOf(email), code);
    await expect(finish(await ticketOf(email), code)).rejects.toMatchObject({ code: 'code-wrong' });
    await expect(finish(await ticketOf(email), before)).rejects.toMatchObject({ code: 'code-wrong' });
    nextPeriod();
    await finish(await ticketOf(email), codeAt(secret));
  });

  it('that two show at once lets in one', async () => {
    const email = 'twins@example.org';
    const { secret } = await enrolled(email);
    const tickets = [await ticketOf(email), await ticketOf(email)];
    const code = codeAt(secret);
    const results = await Promise.allSettled(tickets.map((ticket) => finish(ticket, code)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of the interval before or after is good, as clocks differ; two away is not', async () => {
    const email = 'clock@example.org';
    const { secret } = await enrolled(email);
    studio.pass(10 * period * 1000);
    await expect(finish(await ticketOf(email), codeAt(secret, -2))).rejects.toMatchObject({ code: 'code-wrong' });
    await expect(finish(await ticketOf(email), codeAt(secret, 2))).rejects.toMatchObject({ code: 'code-wrong' });
    await finish(await ticketOf(email), codeAt(secret, -1));
    await finish(await ticketOf(email), codeAt(secret, 1));
  });

  it('cannot be guessed: not with many tickets, not with one, and not at once', async () => {
    const email = 'guess@example.org';
    const { secret } = await enrolled(email);
    const wrong = wrongCode(secret);
    const tickets: string[] = [];
    for (let ticket = 0; ticket < 8; ticket++) tickets.push(await ticketOf(email));
    const codes = await Promise.all(tickets.map((ticket) => finish(ticket, wrong).catch(({ code }) => code)));
    expect(codes.filter((code) => code === 'code-wrong').length).toBe(5);
    expect(codes.filter((code) => code === 'too-many-tries').length).toBe(3);
    await expect(finish(await ticketOf(email), codeAt(secret))).rejects.toMatchObject({ code: 'too-many-tries' });
    studio.pass(16 * 60_000);
    await finish(await ticketOf(email), codeAt(secret));
  });

  it('is asked for five minutes, and a ticket lets in once', async () => {
    const email = 'ticket@example.org';
    const { secret } = await enrolled(email);
    const ticket = await ticketOf(email);
    await finish(ticket, codeAt(secret));
    nextPeriod();
    await expect(finish(ticket, codeAt(secret))).rejects.toMatchObject({ code: 'ticket-over' });
    const late = await ticketOf(email);
    studio.pass(lifetimes.mfaTicket);
    await expect(finish(late, codeAt(secret))).rejects.toMatchObject({ code: 'ticket-over' });
  });
});

describe('a recovery code', () => {
  it('lets in once, however it is written, and ten new ones replace the old', async () => {
    const email = 'recover@example.org';
    const { codes, principal } = await enrolled(email);
    await finish(await ticketOf(email), codes[0]!.toLowerCase().replaceAll('-', ' '));
    await expect(finish(await ticketOf(email), codes[0]!)).rejects.toMatchObject({ code: 'code-wrong' });
    const renewed = await renewRecoveryCodes(studio.accounts, home, principal, { password });
    await expect(finish(await ticketOf(email), codes[1]!)).rejects.toMatchObject({ code: 'code-wrong' });
    await finish(await ticketOf(email), renewed[1]!);
    const { rows } = await database.pool.query('select recovery_codes::text as text from recovery_codes');
    for (const { text } of rows) expect(text).not.toContain(renewed[1]!.replaceAll('-', ''));
  });

  it('of one user is nothing for another', async () => {
    const { codes } = await enrolled('rich@example.org');
    await enrolled('poor@example.org');
    await expect(finish(await ticketOf('poor@example.org'), codes[0]!)).rejects.toMatchObject({ code: 'code-wrong' });
  });
});

describe('an administrator', () => {
  it('may administrate once an authenticator was shown, and no more when it is removed', async () => {
    const { tokens, secret } = await enrolled('admin@example.org', 'admin');
    const principal = await studio.principal(tokens);
    expect(principal.scopes.has('admin')).toBe(true);
    await removeMfa(studio.accounts, home, principal, { code: codeAt(secret) });
    expect((await studio.principal(tokens)).scopes.has('admin')).toBe(false);
  });
});

describe('an API key', () => {
  it('changes neither the password nor the authenticator', async () => {
    const { principal } = await enrolled('program@example.org');
    const program: Principal = { ...principal, via: 'api-key', sessionId: null };
    const proof = { password };
    const acts = [
      () => enrolMfa(studio.accounts, home, program, proof),
      () => confirmMfa(studio.accounts, home, program, '123456'),
      () => removeMfa(studio.accounts, home, program, proof),
      () => renewRecoveryCodes(studio.accounts, home, program, proof),
      () => changePassword(studio.accounts, home, program, { password: 'a better one, really', proof }),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'session-required' });
  });
});
