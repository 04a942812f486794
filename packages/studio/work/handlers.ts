import type { ClaimedJob, Completion } from '../queue/queued-job.ts';

export interface HandlerContext {
  /** Aborted when the job was cancelled or another worker has it, and when this worker must stop. */
  readonly signal: AbortSignal;
  /** Call it with the share done, 0–1, as often as you like. */
  readonly progress: (share: number) => void;
}

/**
 * Does one job and says what came of it. It may be called for a job that it was called for before: what it does must come to the same then.
 * @throws PermanentError when no try can help; UnfitError when another worker can do it; the signal's reason when aborted
 */
export type Handler = (job: ClaimedJob, context: HandlerContext) => Promise<Completion>;

/** Who does which kind of job. */
export type Handlers = Readonly<Record<string, Handler>>;
