import { z } from 'zod';
import type { NewEvent } from '../events/emit.ts';
import type { Priority } from './job-state.ts';

/** Which workers a job is for. */
export const jobTypes = ['image', 'video', 'audio', 'assembly', 'notification'] as const;
export type JobType = (typeof jobTypes)[number];

/** A job to be sent. */
export interface NewJob {
  readonly id: string;
  readonly userId: string;
  /** `null` for a notification that is of no project. */
  readonly projectId: string | null;
  readonly filmId?: string | null;
  readonly type: JobType;
  /** What the worker does: voice, clip, …; direct; email; webhook. */
  readonly kind: string;
  /** Under which its record is kept, when it makes one. */
  readonly contentKey?: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly priority?: Priority;
  /** Jobs that must be done before, sent earlier or in the same call. */
  readonly needs?: readonly string[];
  /** Three, when it says nothing. */
  readonly mostReceives?: number;
  /** Milliseconds before which nobody may have it. */
  readonly delay?: number;
  /** W3C trace context of the request that sends it. */
  readonly traceparent?: string | null;
}

/** A job that a worker has. Whatever it does to the job, it shows the token. */
export interface ClaimedJob {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string | null;
  readonly filmId: string | null;
  readonly type: JobType;
  readonly kind: string;
  readonly contentKey: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly receives: number;
  readonly mostReceives: number;
  readonly token: number;
  readonly traceparent: string | null;
  readonly createdAt: Date;
}

/** What a worker shows for a job that it has. */
export type Held = Pick<ClaimedJob, 'id' | 'token'>;

/** What came of a job that is done. */
export interface Completion {
  readonly resultUrl?: string | null;
  /** Kept under the job's content key, when it has one. */
  readonly record?: Readonly<Record<string, unknown>> | null;
  /** False when the user had it already. */
  readonly made?: boolean | null;
  /** Told in the same commit. */
  readonly events?: readonly NewEvent[];
}

/** Whose a job is and what it was, for those who are told of its end. */
export interface JobNotice {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string | null;
  readonly filmId: string | null;
  readonly type: JobType;
  readonly kind: string;
  readonly receives: number;
  readonly error: string | null;
}

/** A job that only a person brings back to life. */
export interface DeadJob extends JobNotice {
  /** ISO 8601 in microseconds: with the id, the place in the list. */
  readonly finishedAt: string;
}

const noticeShape = {
  id: z.string(),
  user_id: z.string(),
  project_id: z.string().nullable(),
  film_id: z.string().nullable(),
  type: z.enum(jobTypes),
  kind: z.string(),
  receives: z.number(),
};

export const claimedColumns =
  'id, user_id, project_id, film_id, type, kind, content_key, parameters, receives, most_receives, token, traceparent, created_at';

export const claimedSchema = z
  .object({
    ...noticeShape,
    content_key: z.string().nullable(),
    parameters: z.record(z.string(), z.unknown()),
    most_receives: z.number(),
    token: z.coerce.number(),
    traceparent: z.string().nullable(),
    created_at: z.date(),
  })
  .transform(
    ({ user_id, project_id, film_id, content_key, most_receives, created_at, ...job }): ClaimedJob => ({
      ...job,
      userId: user_id,
      projectId: project_id,
      filmId: film_id,
      contentKey: content_key,
      mostReceives: most_receives,
      createdAt: created_at,
    }),
  );

export const noticeColumns = 'id, user_id, project_id, film_id, type, kind, receives, error';

const noticeRow = z.object({ ...noticeShape, error: z.string().nullable() });

const noticeOf = ({ user_id, project_id, film_id, ...job }: z.output<typeof noticeRow>): JobNotice => ({
  ...job,
  userId: user_id,
  projectId: project_id,
  filmId: film_id,
});

/** A job that was taken from a worker that was not heard from, and what became of it. */
export type ReapedJob = JobNotice & { readonly status: 'waiting' | 'dead' };

export const reapedSchema = noticeRow
  .extend({ status: z.enum(['waiting', 'dead']) })
  .transform(({ status, ...job }): ReapedJob => ({ ...noticeOf(job), status }));

export const deadSchema = noticeRow
  .extend({ finished_at: z.string() })
  .transform(({ finished_at, ...job }): DeadJob => ({ ...noticeOf(job), finishedAt: finished_at }));
