import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { later } from '@ai-film-studio/studio/accounts/accounts.ts';
import { totpOf } from '@ai-film-studio/studio/accounts/mfa-code.ts';
import { issueToken } from '@ai-film-studio/studio/accounts/user-tokens.ts';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faceOf, places } from './ask.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string) => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const read = (part: string) =>
    z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(part, 'base64url').toString()));
  return { header: read(header), claims: read(claims), signature };
};

describe('an access token', () => {
  let studio: ServedStudio;
  let ann: Somebody;
  let admin: Somebody;
  const from = places();
  beforeAll(async () => {
    studio = await servedStudio();
    ann = await studio.somebody();
    admin = await studio.somebody({ role: 'admin', mfa: true });
  });
  afterAll(() => studio.close());
  const letsIn = async (token: string) =>
    (await studio.ask('GET', '/v1/account', { token, from: from.next().value })).status === 200;
  const publicKey = async () => {
    const { text } = await studio.ask('GET', '/v1/.well-known/jwks.json');
    return z.object({ keys: z.array(z.looseObject({ kid: z.string(), x: z.string() })).min(1) }).parse(JSON.parse(text))
      .keys;
  };

  it('is good as it was given', async () => {
    expect(await letsIn(ann.accessToken)).toBe(true);
  });

  it('is nothing without its signature, or with another', async () => {
    const { header, claims, signature } = partsOf(ann.accessToken);
    const [key] = await publicKey();
    const raw = Buffer.from(key?.x ?? '', 'base64url');
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]).toString('base64')}\n-----END PUBLIC KEY-----\n`;
    const hmac = (secret: string | Buffer, head: object) => {
      const text = `${base64(head)}.${base64(claims)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const own = generateKeyPairSync('ed25519');
    const signed = (head: object, body: object = claims) => {
      const text = `${base64(head)}.${base64(body)}`;
      return `${text}.${sign(null, Buffer.from(text), own.privateKey).toString('base64url')}`;
    };
    const forged = {
      'alg none': `${base64({ ...header, alg: 'none' })}.${base64(claims)}.`,
      'alg None': `${base64({ ...header, alg: 'None' })}.${base64(claims)}.`,
      'no signature': `${base64(header)}.${base64(claims)}.`,
      'no third part': `${base64(header)}.${base64(claims)}`,
      'HS256 with the public key': hmac(raw, { ...header, alg: 'HS256' }),
      'HS256 with the public key as PEM': hmac(pem, { ...header, alg: 'HS256' }),
      'HS256 with the public key as text': hmac(key?.x ?? '', { ...header, alg: 'HS256' }),
      'HS256 with nothing': hmac('', { ...header, alg: 'HS256' }),
      'another’s key under our kid': signed(header),
      'another’s key in the token': signed({ ...header, jwk: own.publicKey.export({ format: 'jwk' }) }),
      'another’s key elsewhere': signed({ ...header, jku: 'http://127.0.0.1:1/jwks.json', x5u: 'http://127.0.0.1:1/' }),
      'an unknown kid': signed({ ...header, kid: randomBytes(32).toString('base64url') }),
      'a kid that is a path': signed({ ...header, kid: '../../../../dev/null' }),
      'a kid that is SQL': signed({ ...header, kid: "' union select '' --" }),
      'no kid': signed({ alg: 'EdDSA', typ: header.typ }),
      'a critical extension': signed({ ...header, crit: ['b64'], b64: false }),
      'another user': `${base64(header)}.${base64({ ...claims, sub: admin.id })}.${signature}`,
      'another role': `${base64(header)}.${base64({ ...claims, role: 'admin', mfa: true })}.${signature}`,
      'a later end': `${base64(header)}.${base64({ ...claims, exp: 4e9 })}.${signature}`,
      'a changed signature': `${ann.accessToken.slice(0, -8)}AAAAAAAA`,
      'a part of nothing': `${ann.accessToken}.`,
      'a refresh token': ann.refreshToken,
    };
    for (const [how, token] of Object.entries(forged)) expect(await letsIn(token), how).toBe(false);
  });

  it('is nothing for another purpose, issuer or time, though we signed it', async () => {
    const { claims, header } = partsOf(ann.accessToken);
    const { key } = await studio.api.services.signingKeys.signing();
    const made = (changed: object, head: object = {}) =>
      new SignJWT({ ...claims, ...changed }).setProtectedHeader({ ...header, alg: 'EdDSA', ...head }).sign(key);
    expect(await letsIn(await made({}))).toBe(true);
    const past = Math.floor(Date.now() / 1000) - 60;
    for (const [how, token] of Object.entries({
      'over a minute ago': await made({ exp: past }),
      'not yet good': await made({ nbf: past + 3_600 }),
      'for others': await made({ aud: 'https://elsewhere.example' }),
      'by others': await made({ iss: 'https://elsewhere.example' }),
      'without an end': await made({ exp: undefined }),
      'of another kind': await made({}, { typ: 'JWT' }),
      'of a session of another': await made({ sid: admin.sessionId }),
      'of no session': await made({ sid: randomUUID() }),
      'of nobody': await made({ sub: randomUUID() }),
      'of a user that is no id': await made({ sub: "' or 1=1" }),
    }))
      expect(await letsIn(token), how).toBe(false);
  });

  it('says nothing of what its user may: the database does', async () => {
    const { claims, header } = partsOf(ann.accessToken);
    const { key } = await studio.api.services.signingKeys.signing();
    const token = await new SignJWT({ ...claims, role: 'admin', mfa: true })
      .setProtectedHeader({ ...header, alg: 'EdDSA' })
      .sign(key);
    expect((await studio.ask('GET', '/v1/admin/users', { token })).status).toBe(403);
  });

  it('ends with its session, at once', async () => {
    const leaving = await studio.somebody();
    expect((await leaving.ask('GET', '/v1/account')).status).toBe(200);
    expect((await leaving.ask('DELETE', '/v1/sessions/current')).status).toBe(204);
    expect((await leaving.ask('GET', '/v1/account')).status).toBe(401);
  });

  it('is not taken from the address or a cookie', async () => {
    for (const path of [`/v1/account?access_token=${ann.accessToken}`, `/v1/account?token=${ann.accessToken}`])
      expect((await studio.ask('GET', path)).status).toBe(401);
    const headers = { cookie: `studio_refresh=${ann.refreshToken}; access_token=${ann.accessToken}` };
    expect((await studio.ask('GET', '/v1/account', { headers })).status).toBe(401);
  });
});

describe('what is shown a second time', () => {
  let studio: ServedStudio;
  const from = places();
  const anew = () => ({ from: from.next().value });
  beforeAll(async () => {
    studio = await servedStudio();
  });
  afterAll(() => studio.close());
  const tokensIn = ({ body }: { readonly body: unknown }) =>
    z.object({ accessToken: z.string(), refreshToken: z.string() }).parse(body);
  const refresh = (refreshToken: string) =>
    studio.ask('POST', '/v1/sessions/refresh', { body: { refreshTokenIn: 'body', refreshToken }, ...anew() });

  it('ends the session, when it is a refresh token that was exchanged', async () => {
    const ann = await studio.somebody();
    const second = tokensIn(await refresh(ann.refreshToken));
    const third = tokensIn(await refresh(second.refreshToken));
    expect((await studio.ask('GET', '/v1/account', { token: third.accessToken })).status).toBe(200);
    const stolen = await refresh(ann.refreshToken);
    expect(stolen.status).toBe(401);
    expect((await refresh(third.refreshToken)).status).toBe(401);
    for (const token of [ann.accessToken, second.accessToken, third.accessToken])
      expect((await studio.ask('GET', '/v1/account', { token, ...anew() })).status).toBe(401);
  });

  it('makes one session of a refresh token, however many come at once', async () => {
    const ann = await studio.somebody();
    await Promise.all(Array.from({ length: 20 }, () => refresh(ann.refreshToken)));
    const { rows } = await studio.parts.pool.query(
      'select count(*)::int as alive from refresh_tokens where session_id = $1 and rotated_at is null',
      [ann.sessionId],
    );
    expect(rows).toEqual([{ alive: 1 }]);
  });

  it('is over, when it is a link', async () => {
    const ann = await studio.somebody();
    const { accounts } = studio.api.services;
    const link = await issueToken(studio.parts.pool, {
      ...{ userId: ann.id, purpose: 'link', expiresAt: later(accounts.now(), 60_000) },
    });
    const open = (token: string) =>
      studio.ask('POST', '/v1/sessions/link', { body: { token, refreshTokenIn: 'body' }, ...anew() });
    const opened = await Promise.all(Array.from({ length: 10 }, () => open(link)));
    expect(opened.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 410)]);
    expect(faceOf(await open(link))).toEqual(faceOf(await open(randomBytes(32).toString('base64url'))));
  });

  it('is over, when it is for a new password; and none of these is good for another’s purpose', async () => {
    const ann = await studio.somebody();
    const { accounts } = studio.api.services;
    const issue = (purpose: 'reset' | 'link') =>
      issueToken(studio.parts.pool, { userId: ann.id, purpose, expiresAt: later(accounts.now(), 60_000) });
    const reset = (token: string) =>
      studio.ask('POST', '/v1/accounts/reset', { body: { token, password: 'another fox beneath it' }, ...anew() });
    const [token, link] = [await issue('reset'), await issue('link')];
    expect((await reset(link)).status).toBe(410);
    const body = { token, refreshTokenIn: 'body' };
    expect((await studio.ask('POST', '/v1/sessions/link', { body, ...anew() })).status).toBe(410);
    expect((await reset(token)).status).toBe(204);
    expect((await reset(token)).status).toBe(410);
    expect((await ann.ask('GET', '/v1/account')).status).toBe(401);
  });

  it('is refused, when it is a code or the ticket that it is shown with', async () => {
    const ann = await studio.somebody();
    const enrolled = await ann.ask('POST', '/v1/account/mfa', { body: { password: ann.password } });
    const totp = totpOf(z.string().parse(enrolled.body.secret));
    expect((await ann.ask('POST', '/v1/account/mfa/confirm', { body: { code: totp.generate() } })).status).toBe(200);
    const ticketOf = async () => {
      const body = { email: ann.email, password: ann.password, refreshTokenIn: 'body' };
      return z.string().parse((await studio.ask('POST', '/v1/sessions', { body, ...anew() })).body.ticket);
    };
    const show = (ticket: string, code: string) =>
      studio.ask('POST', '/v1/sessions/mfa', { body: { ticket, code, refreshTokenIn: 'body' }, ...anew() });
    // The code that enrolled is a used one; the next is not yet.
    const next = totp.generate({ timestamp: Date.now() + 30_000 });
    const ticket = await ticketOf();
    expect((await show(ticket, totp.generate({ timestamp: Date.now() - 600_000 }))).status).toBe(401);
    const shown = await Promise.all(Array.from({ length: 4 }, () => show(ticket, next)));
    expect(shown.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await show(ticket, next)).status).toBe(401);
    expect((await show(await ticketOf(), next)).status).toBe(401);
    const worn = await ticketOf();
    for (let tries = 0; tries < 5; tries++) expect((await show(worn, '000000')).status).toBeGreaterThanOrEqual(400);
    expect((await show(worn, '000000')).body.code).toBe('ticket-over');
  });
});

describe('whether somebody has an account', () => {
  let studio: ServedStudio;
  let ann: Somebody;
  const from = places();
  beforeAll(async () => {
    studio = await servedStudio();
    ann = await studio.somebody();
  });
  afterAll(() => studio.close());
  const nobody = () => `${randomUUID()}@example.org`;
  const ask = (path: string, body: object) => studio.ask('POST', path, { body, from: from.next().value });
  const plain = (answer: Awaited<ReturnType<typeof ask>>) => ({
    face: faceOf(answer),
    headers: Object.keys(answer.headers).sort(),
  });

  it.each([
    ['registering', '/v1/accounts', (email: string) => ({ email, password: 'a horse above the pit', name: '' }), 202],
    ['asking for a new password', '/v1/accounts/reset-request', (email: string) => ({ email }), 202],
    [
      'signing in',
      '/v1/sessions',
      (email: string) => ({ email, password: 'wrong as can be', refreshTokenIn: 'body' }),
      401,
    ],
  ] as const)('is not told by %s', async (_, path, body, status) => {
    const other = nobody();
    const [theirs, nobodys] = [await ask(path, body(ann.email)), await ask(path, body(other))];
    expect(plain(theirs)).toEqual(plain(nobodys));
    expect(theirs.status).toBe(status);
    // Nor by doing it again and again, until it is too often.
    const often = async (email: string) => {
      const told: unknown[] = [];
      for (let tries = 0; tries < 15; tries++) told.push((await ask(path, body(email))).status);
      return told;
    };
    expect(await often(ann.email)).toEqual(await often(other));
  });

  it('is not told by an account that is suspended, to who does not know the password', async () => {
    const gone = await studio.somebody();
    await studio.parts.pool.query('update users set suspended_at = now() where id = $1', [gone.id]);
    const body = (email: string) => ({ email, password: 'wrong as can be', refreshTokenIn: 'body' });
    expect(plain(await ask('/v1/sessions', body(gone.email)))).toEqual(
      plain(await ask('/v1/sessions', body(nobody()))),
    );
  });
});

describe('the log', () => {
  it('holds no token, password, key, link or address of a mailbox', async () => {
    const studio = await servedStudio();
    const ann = await studio.somebody({ role: 'admin', mfa: true });
    const password = 'hunter2-and-some-more';
    const secrets = [ann.accessToken, ann.refreshToken, ann.email, password, ann.password];
    const key = await ann.ask('POST', '/v1/api-keys', { body: { name: 'logged', scopes: ['projects:read'] } });
    secrets.push(z.string().parse(key.body.key));
    const hook = await ann.ask('POST', '/v1/webhooks', {
      body: { url: 'https://hooks.example.org/s3cret-path?token=hunter3' },
    });
    secrets.push(z.string().parse(hook.body.secret), 's3cret-path', 'hunter3');
    const body = { email: ann.email, password, refreshTokenIn: 'body' };
    await studio.ask('POST', '/v1/sessions', { body });
    await studio.ask('POST', '/v1/sessions', { body: { ...body, password: ann.password } });
    await studio.ask('POST', '/v1/accounts', { body: { email: ann.email, password, name: '' } });
    await studio.ask('POST', '/v1/accounts/reset-request', { body: { email: ann.email } });
    await studio.ask('POST', '/v1/sessions/link', { body: { token: password, refreshTokenIn: 'body' } });
    await studio.ask('GET', `/v1/account?token=${password}`, { key: z.string().parse(key.body.key) });
    await studio.ask('GET', `/v1/${password}`, {
      headers: { cookie: `studio_refresh=${ann.refreshToken}`, authorization: `Bearer ${ann.accessToken}` },
    });
    await studio.ask('POST', '/v1/accounts', { body: `{"password":"${password}"` });
    // A fault of ours is logged with its cause: that, too, must not tell.
    await studio.parts.pool.query('alter table projects rename to gone');
    expect((await ann.ask('POST', '/v1/projects', { body: { name: password } })).status).toBe(500);
    await studio.parts.pool.query('alter table gone rename to projects');
    await studio.close();
    const log = studio.log.join('');
    expect(log.match(/"answered"/g)?.length).toBeGreaterThan(8);
    expect(log).toContain('a request failed');
    for (const secret of secrets) expect(log).not.toContain(secret);
    for (const hash of await hashesOf(ann)) expect(log).not.toContain(hash);
  });

  const hashesOf = async ({ refreshToken }: Somebody) => ['$argon2', refreshToken.slice(0, 16)];
});
