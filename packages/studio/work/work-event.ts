import type { ClaimedJob, JobType } from '../queue/queued-job.ts';

/** Why a worker takes no more jobs. */
export type DrainReason = 'signal' | 'spot' | 'idle' | 'unfit';

/** What happens in a worker, for logs and metrics. Durations in milliseconds. */
export type WorkEvent =
  | { readonly kind: 'started'; readonly job: ClaimedJob }
  | { readonly kind: 'progress'; readonly job: ClaimedJob; readonly share: number }
  | { readonly kind: 'done'; readonly job: ClaimedJob; readonly made: boolean; readonly took: number }
  | {
      readonly kind: 'retry' | 'dead' | 'given-back';
      readonly job: ClaimedJob;
      readonly reason: string;
      readonly took: number;
    }
  /** It was cancelled, or another worker has it: nothing that was done for it counts. */
  | { readonly kind: 'lost'; readonly job: ClaimedJob; readonly took: number }
  /** For operators at once: this worker takes no jobs of the type for a while. */
  | { readonly kind: 'unfit'; readonly type: JobType; readonly reason: string }
  /** Queue, broker or what is told of a dead job could not be reached; it is tried again. */
  | { readonly kind: 'trouble'; readonly during: string; readonly error: unknown }
  | { readonly kind: 'draining'; readonly reason: DrainReason };

export type Report = (event: WorkEvent) => void;
