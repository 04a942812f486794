import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { serveApi } from '@ai-film-studio/api/serve.ts';
import { firstUser } from '@ai-film-studio/studio/accounts/first-user.ts';
import { startPostgres } from '@ai-film-studio/studio/db/embedded-postgres.ts';
import { ProgressHub } from '@ai-film-studio/studio/events/progress.ts';
import { type Config, readConfig } from '@ai-film-studio/studio/server/config.ts';
import { openParts } from '@ai-film-studio/studio/server/parts.ts';
import { egressOf } from '@ai-film-studio/studio/webhooks/egress.ts';
import { openWork } from '@ai-film-studio/studio/work/open-work.ts';
import { defaultConcurrency } from '@ai-film-studio/studio/work/slots.ts';
import { drainOnSignals } from '@ai-film-studio/studio/work/stop-signals.ts';
import { workLoop } from '@ai-film-studio/studio/work/work-loop.ts';

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

/** `studio serve`: a whole studio in one process, with its own database; nothing of it is to be reached from other machines unless told. */
export async function serve(): Promise<void> {
  // At a terminal, what the server says to people comes first: its log only when something is wrong.
  const asked = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const config = { ...asked, PORT: await freePort(asked) };
  await mkdir(config.DATA_FOLDER, { recursive: true, mode: 0o700 });
  const secret = await secretOf(config);
  const postgres = config.DATABASE_URL ? null : await startPostgres({ folder: join(config.DATA_FOLDER, 'postgres') });
  const publicUrl = new URL(config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`);
  const databaseUrl = config.DATABASE_URL ?? postgres?.url ?? '';
  const parts = await openParts(config, { service: 'studio', databaseUrl, secret, address: () => publicUrl.origin });
  // Nobody else has this database: whoever held a job of it is dead.
  if (postgres) await parts.queue.disown();
  const progress = new ProgressHub();
  const cacheFolder = resolve(config.DATA_FOLDER, 'cache');
  const studio = await openWork(parts, { cacheFolder, egress: egressOf(config) });
  const stopping = new AbortController();
  const beside = studio.beside(stopping.signal);
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
      const { id: jobId, userId, filmId, kind: stage } = event.job;
      progress.tell(userId, { filmId, jobId, share: event.share, stage });
    },
  });
  const api = await serveApi(parts, { publicUrl, progress: progress.watch });
  const link = await firstUser(api.services.accounts);
  process.stderr.write(
    [
      `The studio is at ${publicUrl.origin} (reference: ${publicUrl.origin}/v1/reference).`,
      ...(link ? [`Sign in, once, by ${link}`] : []),
      `Its data is below ${config.DATA_FOLDER}. Ctrl-C stops it; films go on at the next start.`,
      '',
    ].join('\n'),
  );
  // What is being made is given back at once: the next start goes on with it.
  const deafen = drainOnSignals((deadline, reason) => work.drain(deadline, reason), 0);
  await work.ended;
  await api.close();
  deafen();
  stopping.abort();
  await beside;
  await studio.close();
  await parts.close();
  await postgres?.stop();
}
