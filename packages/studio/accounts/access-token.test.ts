import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { lifetimes } from './accounts.ts';
import type { SessionTokens } from './sessions.ts';
import { SigningKeys } from './signing-keys.ts';
import { type StudioAccounts, studioAccounts } from './studio-accounts.fixture.ts';

let database: TestDatabase;
let studio: StudioAccounts;
let tokens: SessionTokens;
beforeAll(async () => {
  database = await testDatabase();
  studio = studioAccounts(database.pool);
  await studio.member('ada@example.org');
  tokens = await studio.signedIn('ada@example.org');
});
afterAll(() => database.stop());

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string) => token.split('.') as [string, string, string];
const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
const honoured = (bearer: string) => studio.authenticator.authenticate({ bearer });

/** A token that our own key has signed, with something in it changed. */
async function signed(change: { claims?: Record<string, unknown>; header?: Record<string, unknown> }): Promise<string> {
  const [header, claims] = parts(tokens.accessToken).map((one, index) => (index < 2 ? read(one) : one));
  const { key } = await studio.keys.signing();
  return new SignJWT({ ...claims, ...change.claims }).setProtectedHeader({ ...header, ...change.header }).sign(key);
}

describe('an access token', () => {
  it('is honoured as it was made, and says who asks', async () => {
    const principal = await studio.principal(tokens);
    expect(principal).toMatchObject({ role: 'user', via: 'session', sessionId: tokens.sessionId, mfa: false });
    expect([...principal.scopes].sort()).toEqual([
      'account',
      'billing',
      'films:write',
      'projects:read',
      'projects:write',
      'webhooks',
    ]);
    // That what the next tests sign is refused for what they changed.
    expect(await honoured(await signed({}))).not.toBeNull();
  });

  it('without a signature is nothing, whatever it says of its algorithm', async () => {
    const [, claims] = parts(tokens.accessToken);
    for (const alg of ['none', 'None', 'nOnE', '', null])
      for (const signature of ['', parts(tokens.accessToken)[2]])
        expect(
          await honoured(
            `${part({ alg, typ: 'at+jwt', kid: read(parts(tokens.accessToken)[0]).kid })}.${claims}.${signature}`,
          ),
        ).toBeNull();
  });

  it('signed with the public key as if it were a shared secret is nothing', async () => {
    const { keys } = await studio.keys.jwks();
    const [jwk] = keys;
    const [header, claims] = parts(tokens.accessToken);
    const hs256 = part({ ...read(header), alg: 'HS256' });
    const key = await importJWK(jwk!, 'EdDSA', { extractable: true });
    if (key instanceof Uint8Array) throw new Error('no public key');
    for (const secret of [jwk!.x, Buffer.from(jwk!.x, 'base64url'), JSON.stringify(jwk), await exportSPKI(key)]) {
      const signature = createHmac('sha256', secret).update(`${hs256}.${claims}`).digest('base64url');
      expect(await honoured(`${hs256}.${claims}.${signature}`)).toBeNull();
    }
  });

  it.each([
    ['a path', '../../../dev/null'],
    ['SQL', "' or 1=1 --"],
    ['nothing', ''],
    ['a number', 1],
    ['another thumbprint', 'A'.repeat(43)],
    ['a property of every object', '__proto__'],
  ])('whose key id is %s is nothing', async (_what, kid) => {
    expect(await honoured(await signed({ header: { kid } }))).toBeNull();
  });

  it('that brings its own key is nothing', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const [header, claims] = parts(tokens.accessToken).map((one, index) => (index < 2 ? read(one) : one));
    for (const more of [{}, { jwk }, { jku: 'http://127.0.0.1:1/jwks' }, { x5u: 'http://127.0.0.1:1/x' }])
      expect(
        await honoured(await new SignJWT(claims).setProtectedHeader({ ...header, ...more }).sign(privateKey)),
      ).toBeNull();
  });

  it.each([
    ['for another audience', { claims: { aud: 'https://other.example' } }],
    ['of another issuer', { claims: { iss: 'https://other.example' } }],
    ['that is over', { claims: { exp: 1_700_000_000 } }],
    ['that is never over', { claims: { exp: undefined } }],
    ['that begins later', { claims: { nbf: 9_999_999_999 } }],
    ['of no session', { claims: { sid: undefined } }],
    ['of another session', { claims: { sid: crypto.randomUUID() } }],
    ['of another user', { claims: { sub: crypto.randomUUID() } }],
    ['with a role that there is not', { claims: { role: 'root' } }],
    ['of another kind', { header: { typ: 'JWT' } }],
    ['of no kind', { header: { typ: undefined } }],
  ])('%s is nothing, though our key signed it', async (_what, change) => {
    expect(await honoured(await signed(change))).toBeNull();
  });

  it('cannot make itself an administrator’s: the role is the database’s', async () => {
    const principal = await honoured(await signed({ claims: { role: 'admin', mfa: true } }));
    expect(principal?.role).toBe('user');
    expect(principal?.scopes.has('admin')).toBe(false);
  });

  it('with any of its signs changed is nothing', async () => {
    const text = tokens.accessToken;
    for (let at = 0; at < text.length - 1; at += 7) {
      const other = text[at] === 'A' ? 'B' : 'A';
      expect(await honoured(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
    }
  });

  it.each([
    '',
    '.',
    '..',
    'a.b.c',
    'null',
    `${'a'.repeat(5000)}.b.c`,
    '\u0000',
  ])('that is %j is nothing', async (text) => {
    expect(await honoured(text)).toBeNull();
  });
});

describe('signing keys', () => {
  it('change without anybody being signed out, and the old one verifies as long as its tokens last', async () => {
    const session = await studio.signedIn('ada@example.org');
    const old = read(parts(session.accessToken)[0]).kid;
    await studio.keys.rotate();
    const next = await studio.signedIn('ada@example.org');
    expect(read(parts(next.accessToken)[0]).kid).not.toBe(old);
    expect((await studio.keys.jwks()).keys.map(({ kid }) => kid)).toContain(old);
    expect(await honoured(session.accessToken)).not.toBeNull();
    studio.pass(lifetimes.access + 61_000);
    expect((await studio.keys.jwks()).keys.map(({ kid }) => kid)).not.toContain(old);
    expect(await studio.keys.verifying(old)).toBeNull();
  });

  it('are one though many processes begin at once, and a key that one makes the others find', async () => {
    await database.pool.query('delete from signing_keys');
    const processes = Array.from({ length: 5 }, () => new SigningKeys(studio.accounts));
    const kids = await Promise.all(processes.map(async (keys) => (await keys.signing()).kid));
    expect(new Set(kids).size).toBe(1);
    await Promise.all(processes.map((keys) => keys.jwks()));
    await processes[0]!.rotate();
    const { kid } = await processes[0]!.signing();
    expect(await processes[1]!.verifying(kid)).not.toBeNull();
    studio.keys.forget();
  });

  it('are replaced by themselves after a month, once', async () => {
    const processes = [studio.keys, new SigningKeys(studio.accounts)];
    const before = (await studio.keys.signing()).kid;
    studio.pass(31 * 24 * 3600_000);
    const after = await Promise.all(processes.map(async (keys) => (await keys.signing()).kid));
    expect(after[0]).not.toBe(before);
    expect(after[1]).toBe(after[0]);
  });

  it('show nothing private, neither to the world nor in the database', async () => {
    for (const jwk of (await studio.keys.jwks()).keys)
      expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const { rows } = await database.pool.query(
      'select public_jwk::text as text, sealed_private_jwk as sealed from signing_keys',
    );
    for (const { text, sealed } of rows) {
      expect(text).not.toContain('"d"');
      expect(sealed.includes('"d"')).toBe(false);
    }
  });
});
