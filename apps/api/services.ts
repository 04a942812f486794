import type { FilmFile } from '@ai-film-studio/studio/films/film.ts';
import type { FilmService } from '@ai-film-studio/studio/films/film-service.ts';
import type { Library } from '@ai-film-studio/studio/films/library.ts';
import type { ProjectService } from '@ai-film-studio/studio/films/project-service.ts';
import type { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import type { Tracing } from '@ai-film-studio/studio/telemetry/tracing.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Authenticate } from './http/access.ts';
import type { Health } from './routes/health.ts';
import type { Understanding } from './understanding/understanding.ts';

/** All that routes work with. Put together in one place: `main.ts`. */
export interface Services {
  readonly pool: Pool;
  readonly logger: FastifyBaseLogger;
  readonly tracing: Tracing;
  readonly authenticate: Authenticate;
  readonly projects: ProjectService;
  readonly films: FilmService;
  readonly library: Library;
  readonly queue: JobQueue;
  readonly understanding: Understanding;
  readonly deleteProject: (userId: string, projectId: string) => Promise<void>;
  /** @throws Refusal when the user's plan has no room left */
  readonly refuseFullStorage: (userId: string) => Promise<void>;
  /** A link to an object of the user, good for an hour and for nothing else. */
  readonly linkTo: (userId: string, object: Pick<FilmFile, 'hash' | 'ending'>, filename: string) => Promise<string>;
  readonly health: Health;
  /** Aborted when the server is about to stop: streams end. */
  readonly stopping: AbortSignal;
}
