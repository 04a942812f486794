import { ConfigError } from '@ai-film-studio/studio/server/config.ts';
import { readWorkerConfig } from './environment.ts';
import { openWorker } from './open-worker.ts';
import { serve } from './serve.ts';

/** Exit codes: 0 when it was done, 1 when it could not work, 2 when its environment cannot be used. */
async function main(): Promise<number> {
  const config = readWorkerConfig(process.env);
  const worker = await openWorker(config);
  try {
    const reason = await serve(worker, config, (port) => worker.logger.info({ port }, 'the worker is starting'));
    return reason === 'unfit' ? 1 : 0;
  } finally {
    await worker.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
