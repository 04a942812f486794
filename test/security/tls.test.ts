import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { connect as connectPlainly, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import tls, { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { emit } from '@ai-film-studio/studio/events/emit.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readEventStream } from '../read-event-stream.ts';
import { type ServedStudio, servedStudio } from './served-studio.fixture.ts';

/** OpenSSL speaks TLS 1.1 at this level alone. The API is started at it too: so it is the API that refuses, whatever the machine would do. */
const ciphers = 'DEFAULT@SECLEVEL=0';
const anything = { minVersion: 'TLSv1', ciphers, rejectUnauthorized: false } as const;

describe('an API with TLS=self-signed', () => {
  let studio: ServedStudio;
  let here: { readonly host: string; readonly port: number };
  const open: Socket[] = [];
  const usual = tls.DEFAULT_CIPHERS;
  beforeAll(async () => {
    tls.DEFAULT_CIPHERS = ciphers;
    studio = await servedStudio({ environment: { TLS: 'self-signed' } });
    const { hostname, port } = new URL(studio.address);
    here = { host: hostname, port: Number(port) };
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy();
  });
  afterAll(async () => {
    tls.DEFAULT_CIPHERS = usual;
    await studio.close();
  });

  /** Fulfilled with the code of the error when hands are not shaken. */
  const shake = (maxVersion: SecureVersion): Promise<TLSSocket | string | undefined> =>
    new Promise((resolve) => {
      const socket = connect({ ...here, ...anything, maxVersion }, () => resolve(socket));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      open.push(socket);
    });
  const ask = (path: string, { token = '', agent = false as Agent | false } = {}): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = token ? { authorization: `Bearer ${token}` } : {};
      request({ ...here, path, agent, headers, rejectUnauthorized: false }, resolve)
        .once('error', reject)
        .end();
    });

  it('answers over HTTPS, and says so where it says its address', async () => {
    expect(studio.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const answer = await ask('/health');
    expect([answer.statusCode, await json(answer)]).toEqual([200, { status: 'ok' }]);
    expect(answer.headers).toHaveProperty('strict-transport-security');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s, by a certificate of this start alone', async (version) => {
    const socket = await shake(version);
    if (!socket || typeof socket === 'string') return expect.fail(`It was refused: ${socket}`);
    expect(socket.getProtocol()).toBe(version);
    const certificate = new X509Certificate(socket.getPeerCertificate().raw);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    const [now, day] = [Date.now(), 86_400_000];
    expect(certificate.validFromDate.getTime()).toBeLessThan(now);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(now + 300 * day);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    const heard = await shake(version);
    expect(typeof heard === 'object' ? heard.getProtocol() : heard).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });

  it('answers nobody who speaks plain HTTP', async () => {
    const socket = connectPlainly(here);
    open.push(socket);
    socket.write('GET /health HTTP/1.1\r\nHost: studio\r\n\r\n');
    const heard: Buffer[] = [];
    socket.on('data', (part: Buffer) => heard.push(part)).on('error', () => {});
    await once(socket, 'close');
    expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/HTTP|ok/);
    await expect(fetch(`http://${here.host}:${here.port}/health`)).rejects.toThrow();
  });

  it('answers many requests on one connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    for (let n = 0; n < 3; n++) {
      const answer = await ask('/health', { agent });
      sockets.add(answer.socket);
      await json(answer);
    }
    agent.destroy();
    expect(sockets.size).toBe(1);
  });

  it('tells what happens as it happens', async () => {
    const ann = await studio.somebody();
    const stream = await ask('/v1/events', { token: ann.accessToken });
    // The same streams, of which Node and the DOM have types that do not know each other.
    const messages = readEventStream(new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>));
    expect((await messages.next()).value).toMatchObject({ event: 'ready' });
    await emit(studio.parts.pool, { userId: ann.id, type: 'film.stage', data: { n: 7 } });
    expect((await messages.next()).value).toMatchObject({
      event: 'film.stage',
      data: expect.stringMatching(/"n":7\}$/),
    });
    stream.destroy();
  });
});

it('an API with TLS=self-signed cuts off who connects and never begins', async () => {
  // Two tenths of a second for it, not ten: without a limit of ours it would be two minutes.
  const studio = await servedStudio({ environment: { TLS: 'self-signed' }, patience: { headers: 200, look: 50 } });
  try {
    const { hostname: host, port } = new URL(studio.address);
    const socket = connectPlainly({ host, port: Number(port) });
    socket.on('error', () => {});
    await once(socket, 'connect');
    await once(socket.resume(), 'close');
  } finally {
    await studio.close();
  }
}, 60_000);
