import { firstUser } from '@ai-film-studio/studio/accounts/first-user.ts';
import { jobStatuses } from '@ai-film-studio/studio/cache/job-status.ts';
import { polledProgress } from '@ai-film-studio/studio/events/polled-progress.ts';
import { ConfigError, readConfig, schemeOf } from '@ai-film-studio/studio/server/config.ts';
import { openParts } from '@ai-film-studio/studio/server/parts.ts';
import { serveApi } from './serve.ts';

/** The API alone, with its database elsewhere: what a container runs. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const { DATABASE_URL: databaseUrl, SECRET: secret } = config;
  if (!databaseUrl || !secret)
    throw new ConfigError('The API alone needs DATABASE_URL and SECRET; a whole studio on one machine is `npm start`.');
  const publicUrl = new URL(config.PUBLIC_URL ?? `${schemeOf(config)}://${config.HOST}:${config.PORT}`);
  const parts = await openParts(config, { service: 'api', databaseUrl, secret, address: () => publicUrl.origin });
  const api = await serveApi(parts, {
    publicUrl,
    progress: polledProgress({ pool: parts.pool, statuses: jobStatuses(parts.keyValue, parts.cacheHealth) }, (error) =>
      parts.logger.warn({ err: error }, 'progress was not looked up'),
    ),
  });
  const stop = async (signal: string) => {
    parts.logger.info({ signal }, 'the API is stopping');
    await api.close();
    await parts.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
  // Whoever hears of it may tell it to end.
  parts.logger.info({ address: api.address }, 'the API answers');
  const link = config.FIRST_USER ? await firstUser(api.services.accounts) : null;
  // Not by the log, which is kept, and hides what lets people in.
  if (link) process.stderr.write(`Sign in, once, by ${link}\n`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
