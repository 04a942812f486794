import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive } from '../storage/local-store.ts';
import {
  completeInstall,
  PostgresInUseError,
  type RunningPostgres,
  startPostgres,
  whyNoPostgres,
} from './embedded-postgres.ts';

const reason = whyNoPostgres();
const program = new URL('./embedded-postgres.ts', import.meta.url).href;

let folder: string;
let running: RunningPostgres[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'studio-db-'));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(at = folder): Promise<RunningPostgres> {
  const postgres = await startPostgres({ folder: at });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, ...queries: string[]): Promise<unknown[]> {
  const client = new Client(url);
  // A server that is killed says so here as well.
  client.on('error', () => {});
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const query of queries) rows = (await client.query(query)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

const postmaster = async () =>
  Number((await readFile(join(folder, 'cluster/data/postmaster.pid'), 'utf8')).split('\n')[0]);

/** The processes that have to do with our folder: the shell and the server name it, the server's children stand in it. */
async function processes(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const lines = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      return `${pid} ${cwd} ${command.replaceAll('\0', ' ')}`;
    }),
  );
  return lines.filter((line) => line.includes(folder));
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await setTimeout(20);
}

/** A program that starts the server and waits; its URL, and how to kill it. */
async function otherProgram() {
  const code = `const { startPostgres } = await import(${JSON.stringify(program)});
    console.log((await startPostgres({ folder: ${JSON.stringify(folder)} })).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', () => reject(new Error('The other program ended before its server was up.')));
  });
  const kill = () => {
    child.kill('SIGKILL');
    return gone;
  };
  return { url, kill };
}

describe.skipIf(reason !== null)(`an embedded PostgreSQL${reason ? ` (skipped: ${reason})` : ''}`, () => {
  test('it answers, in UTF-8 and locale C, on 127.0.0.1 alone', async () => {
    const { url } = await start();
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(
      await ask(
        url,
        `select current_database() as database, current_setting('server_encoding') as encoding,
          current_setting('lc_collate') as locale, current_setting('listen_addresses') as addresses,
          current_setting('unix_socket_directories') as sockets`,
      ),
    ).toEqual([{ database: 'studio', encoding: 'UTF8', locale: 'C', addresses: '127.0.0.1', sockets: '' }]);
  });

  test('it lets nobody in without the password, which is for its owner only', async () => {
    const { url } = await start();
    expect((await stat(join(folder, 'cluster/password'))).mode & 0o777).toBe(0o600);
    await expect(ask(url.replace(/studio:[^@]+@/, 'studio:wrong@'), 'select 1')).rejects.toThrow('password');
  });

  test('it keeps its data over a stop, which leaves no process even with connections open', async () => {
    const first = await start();
    const client = new Client(first.url);
    client.on('error', () => {});
    await client.connect();
    await client.query('create table film as select 7 as shots');
    expect((await processes()).length).toBeGreaterThan(0);
    const pid = await postmaster();
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await processes()).toEqual([]);
    const second = await start();
    expect(await ask(second.url, 'select shots from film')).toEqual([{ shots: 7 }]);
  });

  test('a second start on the same folder is refused, and the first goes on', async () => {
    const { url } = await start();
    const error = await start().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(PostgresInUseError);
    expect(String(error)).toContain(join(folder, 'cluster/data'));
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('two first starts at once make one cluster, and one of them has it', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await readdir(folder)).toEqual(['cluster']);
  });

  test('what was committed survives a kill -9 of the server', async () => {
    const first = await start();
    await ask(first.url, 'create table film as select 7 as shots');
    process.kill(await postmaster(), 'SIGKILL');
    const second = await start();
    expect(await ask(second.url, 'select shots from film')).toEqual([{ shots: 7 }]);
    await first.stop();
  });

  test('a program killed with -9 takes its server along, and the next start finds its data', async () => {
    const other = await otherProgram();
    await ask(other.url, 'create table film as select 7 as shots');
    await other.kill();
    const { url } = await start();
    expect(await ask(url, 'select shots from film')).toEqual([{ shots: 7 }]);
  });

  test('a program killed with -9 leaves no process', async () => {
    const other = await otherProgram();
    expect((await processes()).length).toBeGreaterThan(0);
    await other.kill();
    await until(async () => (await processes()).length === 0);
  });

  test('a cluster that was left half-made is made anew', async () => {
    await chmod(folder, 0o711);
    await mkdir(join(folder, 'making-999999999-dead/data'), { recursive: true });
    const { url } = await start();
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await readdir(folder)).toEqual(['cluster']);
  });

  test.runIf(process.getuid?.() === 0)('serves root below a folder that only root may enter (needs root)', async () => {
    await chmod(folder, 0o711);
    await mkdir(join(folder, 'closed'), { mode: 0o700 });
    for (const times of ['first', 'second']) {
      const { url, stop } = await start(join(folder, 'closed/db'));
      expect(await ask(url, `select '${times}' as times`)).toEqual([{ times }]);
      await stop();
    }
  });

  test('an install without its script is completed: the links and the right to execute', async () => {
    const root = dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/linux-${process.arch}`))));
    await cp(root, folder, { recursive: true, verbatimSymlinks: true });
    const lib = join(folder, 'native/lib');
    await rm(join(lib, 'libpq.so.5'), { force: true });
    await chmod(join(folder, 'native/bin/initdb'), 0o644);
    await completeInstall(folder);
    expect(await readlink(join(lib, 'libpq.so.5'))).toMatch(/^libpq\.so\.5\.\d+$/);
    expect((await stat(join(folder, 'native/bin/initdb'))).mode & 0o777).toBe(0o755);
  });
});
