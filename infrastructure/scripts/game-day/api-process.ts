import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../observability/free-port.fixture.ts';

const program = fileURLToPath(new URL('../../../apps/api/main.ts', import.meta.url));

/** An API of its own process, as a task runs it. */
export interface ApiProcess {
  /** The status of /ready; 0 when nothing answers. */
  ready(): Promise<number>;
  kill(): Promise<void>;
}

/**
 * Starts the API on a database, told as in the cloud: by PGHOST and its fellows.
 * @param env what it needs beside the database
 */
export async function startApi(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const { hostname, port: databasePort, username, password } = new URL(databaseUrl);
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: {
      ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'error', PORT: String(port) },
      ...{
        DATABASE_URL: 'postgres:///studio',
        PGHOST: hostname,
        PGPORT: databasePort,
        PGUSER: username,
        PGPASSWORD: password,
      },
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    async ready() {
      const url = `http://127.0.0.1:${port}/ready`;
      return fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
        ({ status }) => status,
        () => 0,
      );
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
