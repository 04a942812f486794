import type { Accounts } from '@ai-film-studio/studio/accounts/accounts.ts';
import type { Provider } from '@ai-film-studio/studio/accounts/oauth/provider.ts';
import type { SigningKeys } from '@ai-film-studio/studio/accounts/signing-keys.ts';
import type { Billing } from '@ai-film-studio/studio/billing/billing.ts';
import type { Quotas } from '@ai-film-studio/studio/cache/quota.ts';
import type { StampedCache } from '@ai-film-studio/studio/cache/stamped-cache.ts';
import type { Centicredits } from '@ai-film-studio/studio/credits/amount.ts';
import type { Credits } from '@ai-film-studio/studio/credits/credits.ts';
import type { Database } from '@ai-film-studio/studio/db/sql.ts';
import type { Listener } from '@ai-film-studio/studio/events/listener.ts';
import type { ProgressSource } from '@ai-film-studio/studio/events/progress.ts';
import type { FilmFile } from '@ai-film-studio/studio/films/film.ts';
import type { FilmService } from '@ai-film-studio/studio/films/film-service.ts';
import type { Library } from '@ai-film-studio/studio/films/library.ts';
import type { ProjectService } from '@ai-film-studio/studio/films/project-service.ts';
import type { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import type { Assets } from '@ai-film-studio/studio/storage/assets.ts';
import type { LocalBlobs } from '@ai-film-studio/studio/storage/local-blobs.ts';
import type { Uploads } from '@ai-film-studio/studio/storage/uploads.ts';
import type { Metrics } from '@ai-film-studio/studio/telemetry/metrics.ts';
import type { Tracing } from '@ai-film-studio/studio/telemetry/tracing.ts';
import type { WebhookService } from '@ai-film-studio/studio/webhooks/webhook-service.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Authenticate } from './http/access.ts';
import type { KeptAnswersParts } from './http/kept-answers.ts';
import type { RateLimitOptions } from './http/rate-limit.ts';
import type { Health } from './routes/health.ts';
import type { Understanding } from './understanding/understanding.ts';

/** Credits that an admin gave. */
export interface CreditGrant {
  readonly userId: string;
  readonly actorId: string;
  readonly amount: Centicredits;
  readonly reason: string;
  readonly ip: string;
  readonly userAgent: string;
}

/** All that routes work with. Put together in one place: `main.ts`. */
export interface Services {
  readonly pool: Pool;
  /** Where lists are read: replicas, if there are any. */
  readonly reads: Database;
  readonly logger: FastifyBaseLogger;
  readonly tracing: Tracing;
  readonly metrics: Metrics;
  readonly limits: Pick<RateLimitOptions, 'limits' | 'redis' | 'health'>;
  /** Answers that are kept for a while, each for its user alone. */
  readonly responses: StampedCache;
  readonly authenticate: Authenticate;
  /** Whom this process recognised a moment ago, without asking anybody. */
  readonly remembered: KeptAnswersParts['remembered'];
  readonly accounts: Accounts;
  readonly signingKeys: SigningKeys;
  /** The services that one can sign in by, by the name in their addresses. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly projects: ProjectService;
  readonly films: FilmService;
  readonly library: Library;
  readonly quotas: Quotas;
  readonly queue: JobQueue;
  readonly credits: Credits;
  /** `null` when nothing is sold here: credits are given by the studio. */
  readonly billing: Billing | null;
  /** Writes down that an admin gave credits, in the transaction in which they were given. */
  readonly auditCreditGrant: (client: Database, grant: CreditGrant) => Promise<void>;
  readonly understanding: Understanding;
  readonly deleteProject: (userId: string, projectId: string) => Promise<void>;
  /** @throws Refusal when the user's plan has no room left */
  readonly refuseFullStorage: (userId: string) => Promise<void>;
  /** A link to an object of the user, good for an hour and for nothing else. */
  readonly linkTo: (userId: string, object: Pick<FilmFile, 'hash' | 'ending'>, filename: string) => Promise<string>;
  readonly uploads: Uploads;
  readonly assets: Assets;
  /** Storage on this machine, whose links we answer; `null` when S3 answers them. */
  readonly localBlobs: LocalBlobs | null;
  readonly health: Health;
  /** The one connection on which this process hears from the others. */
  readonly listener: Pick<Listener, 'subscribe'>;
  readonly webhooks: WebhookService;
  /** Where it is heard how far jobs are; `null` when nobody tells. */
  readonly progress: ProgressSource | null;
  /** Aborted when the server is about to stop: streams end. */
  readonly stopping: AbortSignal;
}
