import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { freePort } from './free-port.fixture.ts';

const program = fileURLToPath(new URL('../../apps/api/main.ts', import.meta.url));

/** The API alone, in a process of its own. */
export interface RunningApi {
  /** Of 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts it and waits until it says that it answers.
 * @param tls what TLS is set to
 */
export async function runningApi(databaseUrl: string, tls: string): Promise<RunningApi> {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), 'running-api-'))];
  const { PATH, HOME } = process.env;
  const secret = randomBytes(32).toString('base64');
  const settings = { DATABASE_URL: databaseUrl, SECRET: secret, DATA_FOLDER: folder, PORT: String(port), TLS: tls };
  const child = spawn(process.execPath, [program], { env: { PATH, HOME, ...settings } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  await vi.waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said}`);
      return said.includes('the API answers');
    },
    { timeout: 60_000, interval: 30 },
  );
  return {
    port,
    async stop() {
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
