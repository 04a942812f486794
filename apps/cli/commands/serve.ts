import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { serveApi } from '@ai-film-studio/api/serve.ts';
import { firstUser } from '@ai-film-studio/studio/accounts/first-user.ts';
import {
  PostgresInUseError,
  type RunningPostgres,
  startPostgres,
} from '@ai-film-studio/studio/db/embedded-postgres.ts';
import { ProgressHub } from '@ai-film-studio/studio/events/progress.ts';
import { type Config, readConfig, schemeOf } from '@ai-film-studio/studio/server/config.ts';
import { openParts } from '@ai-film-studio/studio/server/parts.ts';
import { egressOf } from '@ai-film-studio/studio/webhooks/egress.ts';
import { openWork } from '@ai-film-studio/studio/work/open-work.ts';
import { defaultConcurrency } from '@ai-film-studio/studio/work/slots.ts';
import { drainOnSignals } from '@ai-film-studio/studio/work/stop-signals.ts';
import { workLoop } from '@ai-film-studio/studio/work/work-loop.ts';
import { exitCodes, Failure } from '../failure.ts';

/** The studio's secret: the environment's, else one that is made at the first start and kept beside the database. */
async function secretOf(config: Config): Promise<Buffer> {
  if (config.SECRET) return config.SECRET;
  const path = join(config.DATA_FOLDER, 'secret');
  try {
    return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  } catch {
    const made = randomBytes(32);
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, `${made.toString('base64')}\n`, { mode: 0o600 });
    await rename(draft, path);
    await chmod(path, 0o600);
    return made;
  }
}

/** PORT=0 is any port that is free. It is chosen before anything begins: links name it. */
async function freePort({ HOST: host, PORT: port }: Config): Promise<number> {
  if (port !== 0) return port;
  const probe = createServer();
  await new Promise<void>((listening, refused) => {
    probe.once('error', refused);
    probe.listen({ host, port: 0 }, listening);
  });
  const address = probe.address();
  await new Promise<void>((closed) => probe.close(() => closed()));
  return typeof address === 'object' && address ? address.port : port;
}

/** Where browsers find it, as long as nobody says otherwise: what listens everywhere is found at home by this name. */
const hereAs = (host: string) => (host === '0.0.0.0' || host === '::' ? 'localhost' : host);

/** Closes what was opened, the last first; said beforehand what is closed. */
class Closers {
  private readonly all: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.all.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.all.splice(0).reverse()) await close();
  }
}

/** `studio serve`: a whole studio in one process, with its own database; nothing of it is to be reached from other machines unless told. */
export async function serve(): Promise<void> {
  // At a terminal, what the server says to people comes first: its log only when something is wrong.
  const asked = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const config = { ...asked, PORT: await freePort(asked) };
  const closers = new Closers();
  try {
    await serveUntilStopped(config, closers);
  } finally {
    await closers.close();
  }
}

async function serveUntilStopped(config: Config, closers: Closers): Promise<void> {
  await makeDataFolder(config.DATA_FOLDER);
  const secret = await secretOf(config);
  const postgres = config.DATABASE_URL ? null : await ownDatabase(config.DATA_FOLDER);
  closers.add(() => postgres?.stop());
  const publicUrl = new URL(config.PUBLIC_URL ?? `${schemeOf(config)}://${hereAs(config.HOST)}:${config.PORT}`);
  const databaseUrl = config.DATABASE_URL ?? postgres?.url ?? '';
  const parts = await openParts(config, { service: 'studio', databaseUrl, secret, address: () => publicUrl.origin });
  closers.add(() => parts.close());
  const progress = new ProgressHub();
  // Before any work begins: whoever finds the port taken has not touched a job.
  const api = await serveApi(parts, { publicUrl, progress: progress.watch }).catch((error: unknown) => {
    throw portTaken(error, config);
  });
  closers.add(() => api.close());
  // Nobody else has this database: whoever held a job of it is dead.
  if (postgres) await parts.queue.disown();
  const studio = await openWork(parts, {
    cacheFolder: resolve(config.DATA_FOLDER, 'cache'),
    egress: egressOf(config),
  });
  closers.add(() => studio.close());
  const stopping = new AbortController();
  const beside = studio.beside(stopping.signal);
  closers.add(() => {
    stopping.abort();
    return beside;
  });
  const work = workLoop({
    ...parts,
    ...studio,
    source: parts.source(`studio ${process.pid}`),
    concurrency: defaultConcurrency,
    cores: config.JOBS ?? availableParallelism(),
    lease: config.JOB_LEASE * 1_000,
    // There is no other worker: its engines are tried again later.
    endsUnfit: false,
    report(event) {
      studio.report(event);
      if (event.kind !== 'progress') return;
      const { id: jobId, userId, filmId, kind } = event.job;
      progress.tell(userId, { filmId, jobId, share: event.share, kind });
    },
  });
  const link = await firstUser(api.services.accounts);
  process.stderr.write(
    [
      `The studio is at ${publicUrl.origin} (reference: ${publicUrl.origin}/v1/reference).`,
      ...(link ? [`Sign in, once, by ${link}`] : []),
      ...(config.HOST !== hereAs(config.HOST) && !config.PUBLIC_URL
        ? ['It answers other machines too: set PUBLIC_URL to the address that they know, and links will name it.']
        : []),
      `Its data is below ${config.DATA_FOLDER}. Ctrl-C stops it; films go on at the next start.`,
      '',
    ].join('\n'),
  );
  // What is being made is given back at once: the next start goes on with it.
  const deafen = drainOnSignals((deadline, reason) => work.drain(deadline, reason), 0);
  await work.ended;
  process.stderr.write('Stopping: what was being made is given back.\n');
  deafen();
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Failure(`DATA_FOLDER=${folder} cannot be made a folder: name another.`, exitCodes.badInput, { cause });
  }
}

async function ownDatabase(folder: string): Promise<RunningPostgres> {
  try {
    return await startPostgres({ folder: join(folder, 'postgres') });
  } catch (cause) {
    if (!(cause instanceof PostgresInUseError)) throw cause;
    throw new Failure(
      `A studio runs on ${folder} already: use it, or stop it, or name another folder with DATA_FOLDER.`,
      exitCodes.machine,
      { cause },
    );
  }
}

function portTaken(error: unknown, { HOST, PORT }: Config): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  const mend = `take another, such as PORT=${PORT + 1000}`;
  return new Failure(`Another program answers at ${HOST}:${PORT} already: ${mend}.`, exitCodes.machine, {
    cause: error,
  });
}
