import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

const program = fileURLToPath(new URL('../apps/api/main.ts', import.meta.url));
const waiting = { timeout: 60_000, interval: 30 };

/** The API as a container runs it. */
interface Api {
  readonly child: ChildProcess;
  readonly host: string;
  readonly port: number;
  /** All that it has written. */
  readonly said: () => string;
}

// It is told to end as a task is on Fargate: with connections open that a load balancer keeps, and with streams that never end by themselves.
describe('the process of the API with TLS', () => {
  let database: TestDatabase;
  let folder = '';
  const environment = { SECRET: randomBytes(32).toString('base64'), TLS: 'self-signed', PORT: '0', FIRST_USER: 'true' };
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'api-process-'));
  });
  afterAll(async () => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<Api> => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATABASE_URL: database.url, DATA_FOLDER: folder, ...environment };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (said += part));
    const heard = /"address":"https:\/\/([\d.]+):(\d+)"/;
    await vi.waitUntil(() => {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said}`);
      return heard.test(said);
    }, waiting);
    const [, host = '', port = ''] = heard.exec(said) ?? [];
    return { child, host, port: Number(port), said: () => said };
  };
  const ask = (
    { host, port }: Api,
    path: string,
    { agent, body, bearer }: { readonly agent?: Agent; readonly body?: unknown; readonly bearer?: string } = {},
  ): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      };
      const method = body ? 'POST' : 'GET';
      request({ host, port, path, method, headers, agent: agent ?? false, rejectUnauthorized: false }, resolve)
        .once('error', reject)
        .end(body ? JSON.stringify(body) : undefined);
    });
  const certificateOf = async ({ host, port }: Api) => {
    const socket = connect({ host, port, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { raw } = socket.getPeerCertificate();
    socket.destroy();
    return new X509Certificate(raw);
  };
  const stop = async ({ child }: Api): Promise<unknown> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    return (await ended)[0];
  };

  it('ends in order when it is told to, whatever is open', async () => {
    const api = await start();
    const token = await vi.waitUntil(() => /Sign in, once, by \S+#token=(\S+)/.exec(api.said())?.[1], waiting);
    const session = z
      .object({ accessToken: z.string() })
      .parse(await json(await ask(api, '/v1/sessions/link', { body: { token, refreshTokenIn: 'body' } })));
    const stream = await ask(api, '/v1/events', { bearer: session.accessToken });
    expect(stream.headers['content-type']).toMatch(/^text\/event-stream/);
    const streamed = text(stream);
    const agent = new Agent({ keepAlive: true });
    const kept = await ask(api, '/health', { agent });
    expect(await json(kept)).toEqual({ status: 'ok' });
    expect(await stop(api)).toBe(0);
    expect(await streamed).toContain('event: ready');
    agent.destroy();
  });

  it('has another key and another certificate at each start', async () => {
    const [one, other] = [await start(), await start()];
    const [mine, theirs] = await Promise.all([certificateOf(one), certificateOf(other)]);
    expect(await Promise.all([one, other].map(stop))).toEqual([0, 0]);
    expect(mine.fingerprint256).not.toBe(theirs.fingerprint256);
    expect(mine.publicKey.equals(theirs.publicKey)).toBe(false);
  });
});
