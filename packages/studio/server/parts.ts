import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client, Pool } from 'pg';
import type { Logger } from 'pino';
import { keyFor } from '../accounts/secrets.ts';
import { type CacheHealth, watchCache } from '../cache/cache-health.ts';
import type { KeyValue } from '../cache/key-value.ts';
import { MemoryKeyValue } from '../cache/memory.ts';
import type { RedisClient } from '../cache/redis.ts';
import { toNumber } from '../credits/amount.ts';
import { Credits } from '../credits/credits.ts';
import { migrate, releasedMigrations } from '../db/migrate.ts';
import { openReads, type ReadPatience } from '../db/reads.ts';
import type { Database } from '../db/sql.ts';
import { type Listener, startListener } from '../events/listener.ts';
import { FilmService } from '../films/film-service.ts';
import type { Mailer } from '../notify/mailer.ts';
import { Announcer } from '../queue/announcer.ts';
import type { Broker } from '../queue/broker.ts';
import { JobNews } from '../queue/job-news.ts';
import { JobQueue } from '../queue/job-queue.ts';
import { brokerSource, type JobSource, postgresSource } from '../queue/job-source.ts';
import { defaultPolicy, type QueuePolicy } from '../queue/job-state.ts';
import type { Lanes } from '../queue/lanes.ts';
import type { Blobs } from '../storage/blobs.ts';
import { LocalBlobs } from '../storage/local-blobs.ts';
import { emfMetrics } from '../telemetry/emf.ts';
import { createLogger } from '../telemetry/logger.ts';
import { allMetrics, type Metrics, type MetricsPage, metricsPage, record } from '../telemetry/metrics.ts';
import type { ReadinessCheck } from '../telemetry/readiness.ts';
import { startTracing, type Tracing } from '../telemetry/tracing.ts';
import type { Config } from './config.ts';

/** Something that the configuration names does not answer. The message says what, where, and what to do. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';
}

/** @param address of which host and port are told, and no password */
async function reached<T>(what: string, variable: string, address: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    // What it answered itself, such as a migration that failed, is not for us to explain.
    if (!/ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|Connection is closed|terminated/.test(why)) throw cause;
    const host = new URL(address).host || 'the host that the environment names';
    throw new DependencyError(`${what} does not answer at ${host} (${variable}): start it, or correct ${variable}.`, {
      cause,
    });
  }
}

/** What API and workers are both made of. */
export interface Parts {
  readonly config: Config;
  /** Thirty-two bytes; see `keyFor` of accounts/secrets.ts. */
  readonly secret: Buffer;
  readonly databaseUrl: string;
  readonly pool: Pool;
  /** Where lists are read: replicas, if there are any. Whatever is read to be changed, counted or let in is read in the pool. */
  readonly reads: Database;
  readonly logger: Logger;
  readonly tracing: Tracing;
  readonly page: MetricsPage;
  readonly metrics: Metrics;
  readonly listener: Listener;
  readonly news: JobNews;
  readonly queue: JobQueue;
  readonly credits: Credits;
  readonly films: FilmService;
  readonly blobs: Blobs;
  readonly keyValue: KeyValue;
  readonly cacheHealth: CacheHealth;
  readonly redis: RedisClient | null;
  /** Tells the broker of jobs until the signal; nothing, where the database itself tells. */
  announcing(signal: AbortSignal): Promise<void>;
  readonly mailer: Mailer;
  /** Where the jobs of a worker of this name come from, by the lanes that it serves (both). */
  source(worker: string, lanes?: Lanes): JobSource;
  readonly checks: readonly ReadinessCheck[];
  /** Closes all that was opened, the last first. */
  close(): Promise<void>;
}

/**
 * Opens what the configuration names, and brings the database up to date.
 * @param options.service which part of the studio it is, for logs and traces
 * @param options.address where the API answers: links to local storage point there
 * @param options.readPatience with replicas that lag
 */
export async function openParts(
  config: Config,
  {
    service,
    databaseUrl,
    secret,
    address,
    readPatience = {},
  }: {
    readonly service: string;
    readonly databaseUrl: string;
    readonly secret: Buffer;
    readonly address: () => string;
    readonly readPatience?: Partial<ReadPatience> | undefined;
  },
): Promise<Parts> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const tracing = await startTracing({ service, endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT ?? null });
    closers.push(() => tracing.stop());
    const logger = createLogger({
      service,
      level: config.LOG_LEVEL,
      hashKey: keyFor(secret, 'log').toString('hex'),
      tracing,
    });
    const page = metricsPage();
    const metrics = metricsOf(config, service, page, closers);
    await reached('The database', 'DATABASE_URL', databaseUrl, bringUpToDate(databaseUrl));
    const pool = new Pool({
      connectionString: databaseUrl,
      max: config.DATABASE_CONNECTIONS,
      // Also for a turn: by then whoever asked has mostly gone.
      connectionTimeoutMillis: 30_000,
    });
    pool.on('error', (error) => logger.warn({ error: error.message }, 'an idle connection to the database broke'));
    // Also one that is in a transaction, between two of its statements: the next statement says so, and without an ear the process would end.
    pool.on('connect', (client) => client.on('error', () => {}));
    closers.push(() => pool.end());
    const reads = await readsOf(config, { pool, logger, metrics, closers, patience: readPatience });
    const listener = startListener({
      connectionString: databaseUrl,
      onLost: (cause) => logger.warn({ err: cause }, 'the connection for news was lost; it is made again'),
    });
    closers.push(() => listener.close());
    const news = new JobNews(listener);
    closers.push(async () => news.close());
    const queue = new JobQueue(pool, policyOf(config));
    const credits = new Credits();
    const { keyValue, redis } = await cacheOf(config, logger);
    closers.push(() => keyValue.close());
    const carrier = await reached(
      'The broker',
      'REDIS_URL',
      config.REDIS_URL ?? 'redis://none',
      carrierOf(config, logger),
    );
    const broker = carrier?.broker ?? null;
    if (broker) closers.push(() => broker.close());
    const blobs = await blobsOf(config, secret, address);
    const mailer = await mailerOf(config, logger);
    closers.push(() => mailer.close());
    return {
      config,
      secret,
      databaseUrl,
      pool,
      reads,
      logger,
      tracing,
      page,
      metrics,
      listener,
      news,
      queue,
      credits,
      films: new FilmService({
        pool,
        reads,
        credits,
        queue,
        onCharged: (amount) => record(metrics, 'credits', toNumber(amount), { for: 'film' }),
      }),
      blobs,
      keyValue,
      cacheHealth: healthOf(logger, metrics),
      redis,
      announcing: async (signal) => {
        if (!carrier) return;
        const announcer = new Announcer({ pool, broker: carrier.broker, log: logger });
        await Promise.all([announcer.run(news, signal), carrier.beside(queue, signal)]);
      },
      mailer,
      source: (worker, lanes = 'both') =>
        broker
          ? brokerSource({ queue, broker, log: logger }, { worker, lanes })
          : postgresSource({ queue, news }, { worker, lanes }),
      checks: checksOf({ pool, keyValue, blobs }, config),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringUpToDate(databaseUrl: string): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    await migrate(client, releasedMigrations());
  } finally {
    await client.end();
  }
}

function metricsOf(config: Config, service: string, page: MetricsPage, closers: (() => Promise<unknown>)[]): Metrics {
  if (!config.METRICS_EMF) return page.metrics;
  const emf = emfMetrics({
    write: (line) => process.stdout.write(`${line}\n`),
    namespace: config.METRICS_NAMESPACE,
    service,
    now: Date.now,
  });
  const timer = setInterval(() => emf.flush(), 60_000).unref();
  closers.push(async () => {
    clearInterval(timer);
    emf.flush();
  });
  return allMetrics(page.metrics, emf);
}

async function readsOf(
  { DATABASE_READ_URLS: urls, DATABASE_CONNECTIONS: connections }: Config,
  {
    pool,
    logger,
    metrics,
    closers,
    patience,
  }: Pick<Parts, 'pool' | 'logger' | 'metrics'> & {
    readonly closers: (() => Promise<unknown>)[];
    readonly patience: Partial<ReadPatience>;
  },
): Promise<Database> {
  if (urls.length === 0) return pool;
  const reads = await openReads({
    ...{ pool, urls, connections, patience },
    reports: {
      lost: (replica, why, error) => logger.warn({ replica, why, err: error }, 'reads go on without a replica'),
      joined: (replica) => logger.info({ replica }, 'a replica answers reads'),
      failed: (replica, error) => logger.warn({ replica, err: error }, 'a read broke on a replica'),
      answered: (why) => record(metrics, 'reads', 1, why ? { by: 'writer', why } : { by: 'replica', why: 'fit' }),
    },
  });
  closers.push(() => reads.close());
  return reads;
}

// What is not configured is not even loaded: of its two seconds to start, the API spent half on SDKs.

async function cacheOf(
  config: Config,
  logger: Logger,
): Promise<{ readonly keyValue: KeyValue; readonly redis: RedisClient | null }> {
  if (!config.REDIS_URL) return { keyValue: new MemoryKeyValue(), redis: null };
  const { connectRedis, RedisKeyValue } = await import('../cache/redis.ts');
  const redis = connectRedis(config.REDIS_URL, {
    cluster: config.REDIS_CLUSTER,
    onError: (error) => logger.warn({ err: error }, 'Redis'),
  });
  return { keyValue: new RedisKeyValue(redis), redis };
}

const healthOf = (logger: Logger, metrics: Metrics): CacheHealth =>
  watchCache({
    lost: (use, error) => logger.warn({ use, err: error }, 'going on without the cache'),
    back: (use) => logger.info({ use }, 'the cache is back'),
    missed: (use) => record(metrics, 'cacheDowngrades', 1, { use }),
  });

/** How long claims last in this studio, and how often a job is tried. */
export const policyOf = ({ JOB_LEASE, JOB_RECEIVES }: Config): QueuePolicy => ({
  ...defaultPolicy,
  lease: JOB_LEASE * 1_000,
  mostReceives: JOB_RECEIVES,
});

/** What carries the news of jobs, and what has to be done beside it. */
interface Carrier {
  readonly broker: Broker;
  readonly beside: (queue: JobQueue, signal: AbortSignal) => Promise<void>;
}

async function carrierOf(config: Config, logger: Logger): Promise<Carrier | null> {
  const patience = config.BROKER_PATIENCE === undefined ? {} : { patience: config.BROKER_PATIENCE * 1_000 };
  if (config.BROKER === 'bullmq') {
    const { BullmqBroker } = await import('../queue/bullmq-broker.ts');
    const broker = await BullmqBroker.open({
      url: config.REDIS_URL ?? '',
      log: logger,
      prefix: config.REDIS_PREFIX,
      ...patience,
    });
    return { broker, beside: async () => {} };
  }
  if (config.BROKER !== 'sqs') return null;
  const [{ SQSClient }, { createQueues, findQueues }, { SqsBroker }, { SqsDeadLetters }] = await Promise.all([
    import('@aws-sdk/client-sqs'),
    import('../queue/sqs-queues.ts'),
    import('../queue/sqs-broker.ts'),
    import('../queue/sqs-dead-letters.ts'),
  ]);
  const client = new SQSClient({
    region: config.AWS_REGION,
    ...(config.SQS_ENDPOINT ? { endpoint: config.SQS_ENDPOINT } : {}),
  });
  const get = config.SQS_CREATE ? createQueues : findQueues;
  const queues = await get(client, config.SQS_ENVIRONMENT, { byType: config.SQS_BY_TYPE });
  return {
    broker: new SqsBroker({ client, queues, log: logger, ...patience }),
    beside: (queue, signal) => new SqsDeadLetters({ client, url: queues.dead, queue, log: logger }).run(signal),
  };
}

async function blobsOf(config: Config, secret: Buffer, address: () => string): Promise<Blobs> {
  if (config.STORAGE === 'local') {
    const root = resolve(config.DATA_FOLDER, 'storage');
    await mkdir(root, { recursive: true });
    return LocalBlobs.open({ root, secret: keyFor(secret, 'links').toString('hex'), address });
  }
  const { S3Blobs, s3Client } = await import('../storage/s3-blobs.ts');
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = config;
  const { MEDIA_URL: mediaUrl, MEDIA_KEY_ID: keyId, MEDIA_KEY: key } = config;
  const client = s3Client({
    region: config.S3_REGION,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    ...(config.S3_ENDPOINT ? { endpoint: config.S3_ENDPOINT } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  });
  const cdn = mediaUrl && keyId && key ? { address: mediaUrl.replace(/\/$/, ''), keyId, key } : null;
  return new S3Blobs(client, config.S3_BUCKET ?? '', cdn);
}

async function mailerOf(config: Config, logger: Logger): Promise<Mailer> {
  if (config.SMTP_URL) {
    const { smtpMailer } = await import('../notify/smtp-mailer.ts');
    return smtpMailer({ url: config.SMTP_URL, from: config.MAIL_FROM });
  }
  const { logMailer } = await import('../notify/log-mailer.ts');
  const log = (message: string) => logger.info(message);
  return logMailer({ folder: join(config.DATA_FOLDER, 'mail'), from: config.MAIL_FROM, log });
}

function checksOf(
  { pool, keyValue, blobs }: Pick<Parts, 'pool' | 'keyValue' | 'blobs'>,
  config: Config,
): readonly ReadinessCheck[] {
  return [
    { name: 'database', needed: true, check: async () => void (await pool.query('select 1')) },
    // Without the cache everything is done, only slower; BullMQ cannot do without its Redis.
    { name: 'cache', needed: config.BROKER === 'bullmq', check: () => keyValue.ping() },
    { name: 'storage', needed: true, check: async () => void (await blobs.head('users/ready')) },
  ];
}
