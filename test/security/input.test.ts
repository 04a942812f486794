import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, places, rawly } from './ask.fixture.ts';
import { type Belongings, belongingsOf, nothings } from './belongings.fixture.ts';
import { headersFor, type Operations, operationsOf, pathWith, withAt } from './operations.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

const megabyte = 1024 ** 2;
/** What tells of our inside: stacks, statements, places on the disk, PostgreSQL's and Node's own words. */
const inside =
  /\bat .+:\d+:\d+|node:|node_modules|\/(?:home|work|usr|tmp)\/|select |insert into|syntax error|22P02|invalid byte|relation "/i;

const problem = (answer: Answer) => ({ status: answer.status, code: answer.body.code });
const isProblem = ({ headers, text }: Answer) =>
  `${headers['content-type']}`.startsWith('application/problem+json') && !inside.test(text);

describe('a body', () => {
  let studio: ServedStudio;
  let ann: Somebody;
  beforeAll(async () => {
    studio = await servedStudio();
    ann = await studio.somebody();
  });
  afterAll(() => studio.close());
  const send = (body: unknown, headers: Record<string, string | string[]> = {}) =>
    ann.ask('POST', '/v1/projects', { body, headers });

  it('of a megabyte and more is refused, whether it says so or not', async () => {
    const large = JSON.stringify({ name: 'a', description: 'x'.repeat(megabyte) });
    const [said, unsaid] = [
      await send(large),
      await send(large, { 'transfer-encoding': 'chunked', 'content-length': [] }),
    ];
    for (const answer of [said, unsaid]) {
      expect(problem(answer)).toEqual({ status: 413, code: 'body-too-large' });
      expect(isProblem(answer)).toBe(true);
    }
  });

  it('that lies about its length is refused before it is read', async () => {
    const head = `POST /v1/projects HTTP/1.1\r\nHost: s\r\nAuthorization: Bearer ${ann.accessToken}\r\nContent-Type: application/json\r\n`;
    expect(await rawly(studio.address, `${head}Content-Length: 99999999999\r\n\r\n{`)).toMatch(/^HTTP\/1.1 413/);
    expect(await rawly(studio.address, `${head}Content-Length: -1\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 400/);
    expect(await rawly(studio.address, `${head}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}`)).toMatch(
      /^HTTP\/1.1 400/,
    );
  });

  it('cannot hide a second request', async () => {
    const hidden = 'GET /health HTTP/1.1\r\nHost: s\r\n\r\n';
    for (const framing of [
      `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}${hidden}`,
      `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
      `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`,
    ]) {
      const heard = await rawly(studio.address, `POST /v1/projects HTTP/1.1\r\nHost: s\r\n${framing}`);
      expect(heard.match(/^HTTP\/1.1 \d+/gm)).toEqual(['HTTP/1.1 400']);
    }
  });

  it.each([
    ['nothing', ''],
    ['half an object', '{"name": "a"'],
    ['two', '{"name":"a"}{"name":"b"}'],
    ['no JSON', 'name=a'],
    ['NaN', '{"name": NaN}'],
    ['__proto__', '{"name":"a","__proto__":{"role":"admin"}}'],
    ['__proto__ in disguise', '{"name":"a","\\u005f_proto__":{"role":"admin"}}'],
    ['constructor.prototype', '{"name":"a","constructor":{"prototype":{"role":"admin"}}}'],
    ['__proto__ far inside', '{"name":"a","settings":{"b":[{"__proto__":{"role":"admin"}}]}}'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number for a name', '{"name":1}'],
    ['a list for a name', '{"name":["a"]}'],
    ['NUL in a name', '{"name":"a\\u0000b"}'],
    ['a line break in a name', '{"name":"a\\r\\nSet-Cookie: a=b"}'],
    ['text that turns around', '{"name":"a\\u202egnp.exe"}'],
    ['NUL in a text', '{"name":"a","description":"\\u0000"}'],
    ['NUL in a setting', '{"name":"a","settings":{"a":"\\u0000"}}'],
    ['NUL in a setting’s name', '{"name":"a","settings":{"\\u0000":1}}'],
    ['half a letter', '{"name":"a","description":"\\ud800"}'],
    ['half a letter in a setting', '{"name":"a","settings":{"a":"\\udc00"}}'],
    ['bytes that are no text', Buffer.from([...Buffer.from('{"name":"a'), 0xff, 0xfe, ...Buffer.from('"}')])],
    ['a hundred thousand brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
    [
      'a hundred thousand brackets in a setting',
      `{"name":"a","settings":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    ],
    [
      'a hundred thousand objects in a setting',
      `{"name":"a","settings":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    ],
  ])('that is %s is refused', async (_, body) => {
    const answer = await send(body);
    expect(answer.status, answer.text).toBe(400);
    expect(isProblem(answer), answer.text).toBe(true);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  it('of another kind is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
      'application/xml',
      'text/json',
      'application/jsonx',
      'a',
    ])
      expect(problem(await send('{"name":"a"}', { 'content-type': type })), type).toEqual({
        status: 415,
        code: 'media-type',
      });
  });

  it('that is compressed is refused, however small', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * megabyte));
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'GZIP'])
      expect(problem(await send(bomb, { 'content-encoding': encoding })), encoding).toEqual({
        status: 415,
        code: 'compressed',
      });
  });

  it('changes nothing when it was refused', async () => {
    expect((await ann.ask('GET', '/v1/projects')).body).toEqual({ items: [], next: null });
  });
});

describe('a header', () => {
  let studio: ServedStudio;
  let ann: Somebody;
  beforeAll(async () => {
    studio = await servedStudio();
    ann = await studio.somebody();
  });
  afterAll(() => studio.close());
  const ask = (lines: string) =>
    rawly(studio.address, `GET /v1/account HTTP/1.1\r\nHost: s\r\nConnection: close\r\n${lines}\r\n`);
  const bearer = () => `Authorization: Bearer ${ann.accessToken}\r\n`;

  it('that comes twice lets nobody in by its second half', async () => {
    expect(await ask(bearer())).toMatch(/^HTTP\/1.1 200/);
    expect(await ask(`Authorization: Bearer x\r\n${bearer()}`)).toMatch(/^HTTP\/1.1 401/);
    expect(await ask('X-API-Key: a\r\nX-API-Key: b\r\n')).toMatch(/^HTTP\/1.1 401/);
    expect(await ask(`${bearer()}X-API-Key: a\r\n`)).toMatch(/^HTTP\/1.1 400[\s\S]*two-credentials/);
    const twice = await ann.ask('POST', `/v1/projects/${randomUUID()}/films`, {
      body: {},
      headers: { 'idempotency-key': ['a', 'b'] },
    });
    expect(problem(twice)).toEqual({ status: 400, code: 'idempotency-key' });
  });

  it('that is too long, or broken, is refused', async () => {
    expect(await ask(`X-Long: ${'a'.repeat(20_000)}\r\n`)).toMatch(/^HTTP\/1.1 431/);
    expect(await ask('X Broken: a\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await ask('X-Bare: a\nX-Other: b\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await ask('X-Nul: a\0b\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await rawly(studio.address, 'GET /v1/account HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400/,
    );
    for (const heard of [await ask(`X-Long: ${'a'.repeat(20_000)}\r\n`), await ask('X Broken: a\r\n')])
      expect(heard).not.toMatch(inside);
  });

  it('of a caller’s own never becomes an id of ours', async () => {
    const answer = await ann.ask('GET', '/v1/account', { headers: { 'x-request-id': 'mine', 'request-id': 'mine' } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a slow sender', () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await servedStudio({ patience: { headers: 500, request: 1_500, look: 100 } });
  });
  afterAll(() => studio.close());

  /** Sends a beginning, then a byte now and then. @returns what was heard until the server closed */
  const drip = (beginning: string): Promise<string> => {
    const { hostname, port } = new URL(studio.address);
    return new Promise((resolve) => {
      let heard = '';
      const socket: Socket = connect(Number(port), hostname, () => socket.write(beginning));
      const timer = setInterval(() => socket.write('a'), 50);
      socket.on('data', (part) => {
        heard += part;
      });
      socket.on('error', () => {});
      socket.once('close', () => {
        clearInterval(timer);
        resolve(heard);
      });
    });
  };

  it.each([
    ['the first line', 'GET /v1/acc'],
    ['headers', 'GET /v1/account HTTP/1.1\r\nHost: s\r\nX-Slow: a'],
    [
      'a body',
      'POST /v1/accounts HTTP/1.1\r\nHost: s\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"email":"',
    ],
    [
      'a body for nobody',
      'POST /v1/no-such HTTP/1.1\r\nHost: s\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"email":"',
    ],
  ])('of %s is cut off, and the others are served meanwhile', async (_, beginning) => {
    let left = 50;
    const slow = Array.from({ length: left }, () => drip(beginning).finally(() => left--));
    let served = 0;
    do {
      expect((await studio.ask('GET', '/health')).status).toBe(200);
      served += 1;
    } while (left > 0 && served < 100_000);
    for (const heard of await Promise.all(slow)) expect(heard).not.toMatch(/^HTTP\/1.1 2/);
    expect(served).toBeGreaterThan(1);
  });
});

describe('text that is not what it seems', () => {
  let studio: ServedStudio;
  let operations: Operations;
  let ann: Somebody;
  let admin: Somebody;
  let nobodys: Belongings;
  let belongings: Belongings;
  const from = places();
  beforeAll(async () => {
    studio = await servedStudio();
    operations = operationsOf((await studio.ask('GET', '/v1/openapi.json')).text);
    ann = await studio.somebody();
    admin = await studio.somebody({ role: 'admin', mfa: true });
    belongings = await belongingsOf(studio, ann);
    nobodys = nothings(belongings);
  });
  afterAll(() => studio.close());

  const payloads = [
    ['SQL', `' or 1=1; drop table users; --`],
    ['more SQL', `\\'; select pg_sleep(30); --`],
    ['NUL', 'a\0b'],
    ['half a letter', '\ud800'],
    ['a path', '../../../../etc/passwd'],
    ['a template', '#{7*7}{{7*7}}<%= 7*7 %>'],
    ['a script', '<script>alert(1)</script>'],
    ['a header', 'a\r\nSet-Cookie: a=b'],
    ['a format', '%s%n%00%2e%2e%2f'],
    ['a date that is none', '0000-00-00T00:00:00Z'],
  ] as const;

  it.each(payloads)('is never more than text: %s in every place that the document has for one', async (_, payload) => {
    const faults: string[] = [];
    const look = (what: string, answer: Answer) => {
      if (
        answer.status >= 500 ||
        (answer.status >= 400 && !isProblem(answer)) ||
        answer.headers['set-cookie']?.some((one) => one.startsWith('a='))
      )
        faults.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (answer.text.includes('<script>') && !`${answer.headers['content-type']}`.includes('json'))
        faults.push(`${what}: not JSON`);
    };
    for (const operation of operations.all.filter(({ streams }) => !streams)) {
      const who = operation.scope === 'admin' ? admin : ann;
      const token = operation.scope === null ? {} : { token: who.accessToken };
      const asking = () => ({ ...token, headers: headersFor(operation), from: from.next().value });
      const sample = operation.body ? operations.sample(operation.body) : undefined;
      // What deletes or ends is tried at nothing.
      const ids = operation.method === 'DELETE' ? nobodys : belongings;
      for (const way of operation.body ? operations.stringsIn(operation.body) : [])
        look(
          `${operation.id} ${way.join('.')}`,
          await studio.ask(operation.method, pathWith(operation, ids), {
            ...asking(),
            body: withAt(sample, way, payload),
          }),
        );
      const body = sample === undefined ? {} : { body: sample };
      for (const { name } of operation.query) {
        const path = `${pathWith(operation, ids)}?${new URLSearchParams({ [name]: payload })}`;
        look(`${operation.id} ?${name}`, await studio.ask(operation.method, path, { ...asking(), ...body }));
      }
      for (const name of operation.params) {
        const path = pathWith(operation, { ...ids, [name]: encodeURIComponent(payload.toWellFormed()) });
        look(`${operation.id} {${name}}`, await studio.ask(operation.method, path, { ...asking(), ...body }));
      }
    }
    expect(faults).toEqual([]);
    const { rows } = await studio.parts.pool.query('select count(*)::int as users from users');
    expect(rows[0].users).toBeGreaterThan(1);
  });

  it('is no cursor', async () => {
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const lists = operations.all.filter(({ query }) => query.some(({ name }) => name === 'cursor'));
    expect(lists.length).toBeGreaterThan(8);
    const never = '00000000-0000-4000-8000-000000000000';
    const faults: string[] = [];
    for (const operation of lists)
      for (const keys of [
        ['0000-01-01T00:00:00.000Z', never],
        ['0000-01-01T00:00:00.000000Z', never],
        ['2026-01-01T00:00:00.000+23:59', never],
        ['9999-12-31T23:59:59Z', never],
        [`' or 1=1`, never],
        ['2026-02-31T00:00:00Z', never],
        ['infinity', never],
        ['now', never],
        [1e30],
        ['999999999999999999'],
        [-1],
        [{}],
        'x',
        { length: 2 },
      ]) {
        const who = operation.scope === 'admin' ? admin : ann;
        const { status } = await who.ask('GET', `${pathWith(operation, belongings)}?cursor=${cursor(keys)}`);
        if (status !== 200 && status !== 400) faults.push(`${operation.id} ${JSON.stringify(keys)}: ${status}`);
      }
    expect(faults).toEqual([]);
  });

  it('finds no file but a film’s own', async () => {
    const film = `/v1/films/${belongings.filmId}/files`;
    expect((await ann.ask('GET', `${film}/film.mp4`)).status).toBe(302);
    for (const name of [
      '../../x',
      '..%2f..%2fx',
      '%2e%2e/%2e%2e/etc/passwd',
      '....//x',
      '/etc/passwd',
      '%2fetc%2fpasswd',
      'film.mp4/..',
      'film.mp4%00',
      'film.mp4%00.png',
      '..%5c..%5cx',
      '%c0%ae%c0%ae/x',
      '%',
      '.',
      '..',
      '',
      'FILM.MP4',
      'film.mp4/',
      'file:///etc/passwd',
      '%252e%252e%252fx',
    ]) {
      const { status, headers } = await ann.ask('GET', `${film}/${name}`);
      expect([400, 404], name).toContain(status);
      expect(headers.location).toBeUndefined();
    }
  });
});
