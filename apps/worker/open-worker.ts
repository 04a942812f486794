import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { openParts, type Parts } from '@ai-film-studio/studio/server/parts.ts';
import { openWork } from '@ai-film-studio/studio/work/open-work.ts';
import type { WorkerConfig } from './environment.ts';
import type { WorkerParts } from './serve.ts';

export interface OpenWorker extends WorkerParts {
  readonly logger: Parts['logger'];
  /** Closes all that was opened. */
  close(): Promise<void>;
}

/** Puts a worker together. @throws the database's or the storage's error when they cannot be reached */
export async function openWorker(
  config: WorkerConfig,
  { engine }: Pick<Parameters<typeof openWork>[1], 'engine'> = {},
): Promise<OpenWorker> {
  const parts = await openParts(config, {
    service: 'worker',
    databaseUrl: config.DATABASE_URL,
    secret: config.SECRET,
    // Only the API answers links to local storage, and a worker makes none.
    address: () => config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`,
  });
  try {
    const cacheFolder = resolve(config.CACHE_FOLDER ?? `${config.DATA_FOLDER}/cache`);
    const work = await openWork(parts, { cacheFolder, engine });
    return {
      ...parts,
      ...work,
      source: parts.source(config.WORKER_NAME ?? `${hostname()} ${process.pid}`, config.LANES),
      lease: config.JOB_LEASE * 1_000,
      onFault: (name, err) => parts.logger.warn({ name, err }, 'not well'),
      async close() {
        await work.close();
        await parts.close();
      },
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
