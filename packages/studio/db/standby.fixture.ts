import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from './embedded-postgres.ts';

const run = promisify(execFile);

/** A primary with its folder, which is removed with it. */
export interface Primary {
  readonly url: string;
  readonly folder: string;
  /** `kill -9` of the postmaster and of all that it started. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A server that replays what another one writes, and can be read meanwhile. */
export interface Standby {
  readonly url: string;
  /** Ends recovery. From then on it is written to. */
  promote(): Promise<void>;
  /** `kill -9` of it and of all that it started. */
  kill(): Promise<void>;
  /** Begins it again after that, at another port. @returns its address */
  restart(): Promise<string>;
  close(): Promise<void>;
}

export async function openPrimary(): Promise<Primary> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-primary-'));
  const server = await startPostgres({ folder });
  return {
    ...{ url: server.url, folder },
    kill: async () => killTree((await lockOf(folder)).pid),
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a server says of itself in its lock file: its number, its port. */
async function lockOf(
  folder: string,
): Promise<{ readonly pid: number; readonly port: number; readonly status: string }> {
  const lines = (await readFile(join(folder, 'cluster/data/postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
}

async function killTree(pid: number): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const one of [pid, ...children.trim().split(' ').map(Number)]) {
    try {
      if (one > 0) process.kill(one, 'SIGKILL');
    } catch {
      // It was gone before.
    }
  }
}

/**
 * Makes a streaming replica of a server and waits until it streams. The embedded PostgreSQL has no pg_basebackup, so the base backup is taken by
 * the functions that it uses itself. https://www.postgresql.org/docs/15/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * @param through the port by which the standby reaches the primary
 */
export async function streamingStandby(primary: Primary, through: number): Promise<Standby> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-standby-'));
  const client = new Client(primary.url);
  // The primary will be killed.
  client.on('error', () => {});
  await client.connect();
  try {
    // Several may follow the same primary.
    const slot = `standby_${randomBytes(4).toString('hex')}`;
    await baseBackup(client, primary.folder, folder, slot);
    await follow(folder, primary.url, through, slot);
    const begun = await begin(primary.url, folder);
    await untilStreaming(client, slot);
    return standby(begun, folder);
  } finally {
    await client.end().catch(() => {});
  }
}

/** A standby that can be read. */
interface Begun {
  readonly url: string;
  /** It says that it accepts connections, which startPostgres waits for, only once it is promoted. */
  readonly promoted: Promise<RunningPostgres>;
}

async function begin(primaryUrl: string, folder: string): Promise<Begun> {
  const promoted = startPostgres({ folder });
  const port = await Promise.race([portOfStandby(folder), promoted.then(refuseWriter)]);
  const url = new URL(primaryUrl);
  url.port = String(port);
  return { url: url.href, promoted };
}

function refuseWriter(): never {
  throw new Error('The standby came up as a server that writes.');
}

async function baseBackup(client: Client, from: string, to: string, slot: string): Promise<void> {
  await client.query('select pg_create_physical_replication_slot($1, true)', [slot]);
  await client.query("select pg_backup_start('standby', fast => true)");
  await run('cp', ['-a', join(from, 'cluster'), to]);
  const { rows } = await client.query('select labelfile from pg_backup_stop(wait_for_archive => false)');
  const data = join(to, 'cluster/data');
  for (const name of ['postmaster.pid', 'postmaster.opts']) await rm(join(data, name), { force: true });
  // The log since the backup's begin comes from the primary, whose slot has kept it.
  for (const folder of ['pg_wal', 'pg_replslot'])
    for (const entry of await readdir(join(data, folder), { withFileTypes: true }))
      if (entry.name !== 'archive_status') await rm(join(data, folder, entry.name), { recursive: true });
  await writeAsOwner(from, join(data, 'backup_label'), String(rows[0].labelfile));
  await writeAsOwner(from, join(data, 'standby.signal'), '');
  const { uid, gid } = await stat(join(from, 'cluster'));
  await chown(to, uid, gid);
}

/** As the user who runs the server: root may not be that. */
async function writeAsOwner(from: string, path: string, text: string): Promise<void> {
  const { uid, gid } = await stat(join(from, 'cluster'));
  await writeFile(path, text, { mode: 0o600 });
  await chown(path, uid, gid);
}

function follow(folder: string, url: string, through: number, slot: string): Promise<void> {
  const { username, password } = new URL(url);
  const conninfo = `host=127.0.0.1 port=${through} user=${username} password=${password} application_name=${slot}`;
  const settings = `primary_conninfo = '${conninfo}'\nprimary_slot_name = '${slot}'\n`;
  return appendFile(join(folder, 'cluster/data/postgresql.auto.conf'), settings);
}

/** @throws Error when it does not come up within half a minute */
async function portOfStandby(folder: string): Promise<number> {
  for (const begun = Date.now(); Date.now() - begun < 30_000; await delay(50)) {
    const { status, port } = await lockOf(folder);
    if (status === 'ready') return port;
  }
  throw new Error('The standby did not come up within 30 s.');
}

async function untilStreaming(client: Client, slot: string): Promise<void> {
  const sql =
    "select from pg_stat_replication where application_name = $1 and state = 'streaming' and replay_lsn is not null";
  for (const begun = Date.now(); (await client.query(sql, [slot])).rowCount === 0; await delay(50))
    if (Date.now() - begun > 30_000) throw new Error('The standby does not stream.');
}

function standby(first: Begun, folder: string): Standby {
  let { promoted } = first;
  let isPromoted = false;
  const end = () =>
    promoted.then(
      (server) => server.stop(),
      () => {},
    );
  const kill = async () => killTree((await lockOf(folder)).pid);
  return {
    url: first.url,
    async promote() {
      const client = new Client(first.url);
      await client.connect();
      await client.query('select pg_promote(true, 60)');
      await client.end();
      await promoted;
      isPromoted = true;
    },
    async kill() {
      await kill();
      await end();
    },
    async restart() {
      // It would be taken for that of the server that is coming up.
      await rm(join(folder, 'cluster/data/postmaster.pid'), { force: true });
      const again = await begin(first.url, folder);
      promoted = again.promoted;
      return again.url;
    },
    async close() {
      // Whatever is still replayed then is nobody's any more.
      if (!isPromoted) await kill().catch(() => {});
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
