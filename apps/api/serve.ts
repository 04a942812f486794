import { deleteWhoAsked } from '@ai-film-studio/studio/accounts/deletion.ts';
import { sweepAccounts } from '@ai-film-studio/studio/accounts/sweep.ts';
import { grantMonth, usersDue } from '@ai-film-studio/studio/credits/monthly.ts';
import { inTransaction, run } from '@ai-film-studio/studio/db/sql.ts';
import type { ProgressSource } from '@ai-film-studio/studio/events/progress.ts';
import { runNotifications } from '@ai-film-studio/studio/notify/rounds.ts';
import type { Parts } from '@ai-film-studio/studio/server/parts.ts';
import { sweepDoomed } from '@ai-film-studio/studio/storage/deletion.ts';
import { readQueues } from '@ai-film-studio/studio/telemetry/queue-gauges.ts';
import { every } from '@ai-film-studio/studio/work/every.ts';
import { buildApp, type Patience } from './http/app.ts';
import { selfSigned } from './http/self-signed.ts';
import { type OpenServices, openServices } from './open-services.ts';
import { allRoutes } from './routes/routes.ts';

/** An API that answers. */
export interface ServedApi {
  /** `http://127.0.0.1:8000`, or `https://…` with TLS */
  readonly address: string;
  readonly services: OpenServices;
  /** Lets requests end that are under way, ends streams, and closes. */
  close(): Promise<void>;
}

const minute = 60_000;

/**
 * Answers requests, and does beside what is to be done now and then.
 * @param options.publicUrl as browsers reach us; where it listens, when it is left out
 * @param options.patience with slow senders
 * @param options.scriptPatience with scripts that take long to understand
 */
export async function serveApi(
  parts: Parts,
  {
    patience,
    ...options
  }: {
    readonly publicUrl: URL;
    readonly progress: ProgressSource | null;
    readonly patience?: Partial<Patience> | undefined;
    readonly scriptPatience?: number | undefined;
  },
): Promise<ServedApi> {
  const { config, pool, reads, logger, blobs, credits } = parts;
  const stopping = new AbortController();
  const services = await openServices(parts, { ...options, stopping: stopping.signal });
  const app = await buildApp(allRoutes, services, {
    origins: config.WEB_ORIGINS,
    proxies: config.PROXIES,
    tls: config.TLS === 'self-signed' ? selfSigned(new Date()) : null,
    patience,
  });
  // Before anything is done beside: who finds the port taken has done nothing, and leaves nothing that goes on.
  const address = await app.listen({ host: config.HOST, port: config.PORT }).catch(async (error: unknown) => {
    stopping.abort();
    await app.close();
    await services.close();
    throw error;
  });
  const onFailure = (error: unknown) => logger.warn({ err: error }, 'done again later');
  const notifying = runNotifications({ ...parts, site: options.publicUrl.origin, onFailure }, stopping.signal);
  const sweeping = [
    every(10 * minute, () => sweepAccounts(services.accounts), stopping.signal, onFailure),
    every(minute, () => deleteWhoAsked(services, onFailure), stopping.signal, onFailure),
    every(minute, () => sweepDoomed(pool, blobs), stopping.signal, onFailure),
    every(minute / 4, () => readQueues(reads, parts.metrics), stopping.signal, onFailure),
    every(60 * minute, () => forgetAnswers(parts), stopping.signal, onFailure),
    ...(services.billing ? [every(60 * minute, () => giveMonths(parts), stopping.signal, onFailure)] : []),
  ];
  return {
    address,
    services,
    async close() {
      stopping.abort();
      await app.close();
      await Promise.all([notifying, ...sweeping]);
      await services.close();
    },
  };

  /** The month of those who are on the free plan. */
  async function giveMonths({ pool }: Parts): Promise<void> {
    const now = new Date();
    for (const userId of await usersDue(pool, { now, limit: 500 }))
      await inTransaction(pool, (client) => grantMonth(credits, client, { userId, now }));
  }
}

/** Who has not asked again in a day will not. */
const forgetAnswers = ({ pool }: Parts) =>
  run(pool, "delete from idempotency_keys where created_at < now() - interval '1 day'");
