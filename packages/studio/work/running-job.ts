import { setTimeout as delay } from 'node:timers/promises';
import type { ReceivedJob } from '../queue/job-source.ts';
import type { ClaimedJob } from '../queue/queued-job.ts';
import type { Pace } from './ends-in-time.ts';
import type { Handler } from './handlers.ts';
import { type LastWordsParts, lastWords } from './last-words.ts';
import { verdictOn } from './verdict.ts';
import type { Report } from './work-event.ts';

/** Why a handler is told to stop: the job is not ours any more, or it goes to another worker at once. */
export type StopReason = 'lost' | 'give-back';

export interface Running {
  readonly job: ClaimedJob;
  readonly pace: () => Pace;
  stop(why: StopReason): void;
  /** Fulfilled when all is said about it. Never rejects. */
  readonly over: Promise<void>;
}

export interface RunningParts extends Omit<LastWordsParts, 'onTrouble'> {
  readonly handler: Handler;
  readonly report: Report;
  readonly now: () => number;
}

/** Milliseconds between two words about a job's progress. */
const progressEvery = 1_000;
/** How long a handler that is to stop may take to put its things away. */
const patience = 2_500;

class StoppedError extends Error {
  override readonly name = 'AbortError';
  readonly why: StopReason;

  constructor(why: StopReason) {
    super(why === 'lost' ? 'The job is not ours any more.' : 'The worker must stop.');
    this.why = why;
  }
}

/** Does a job that was received, says how it is going, and what came of it. */
export function beginJob(received: ReceivedJob, parts: RunningParts): Running {
  const { job } = received;
  const { queue, report, now, lease } = parts;
  const startedAt = now();
  const stopping = new AbortController();
  let share = 0;

  const trouble = (during: string) => (error: unknown) => report({ kind: 'trouble', during, error });
  const words = lastWords(job, { ...parts, onTrouble: trouble('last words') });
  const stop = (why: StopReason) => stopping.abort(new StoppedError(why));
  const beat = setInterval(() => {
    received.extend().then((ours) => ours || stop('lost'), trouble('heartbeat'));
  }, lease / 5);
  const tell = throttled(progressEvery, now, () => {
    report({ kind: 'progress', job, share });
    queue.progress(job, share).catch(trouble('progress'));
  });
  const progress = (told: number) => {
    share = Math.min(1, Math.max(share, told));
    if (!stopping.signal.aborted) tell();
  };

  const handle = async () => {
    report({ kind: 'started', job });
    try {
      const came = await untilStopped(parts.handler(job, { signal: stopping.signal, progress }), stopping.signal);
      const ours = await words.complete(came);
      return ours ? ({ kind: 'done', made: came.made ?? true } as const) : lost;
    } catch (error) {
      return fallen(error);
    }
  };
  /** What becomes of a job that came to nothing here. */
  const fallen = async (error: unknown) => {
    const { reason: stopped } = stopping.signal;
    if (stopped instanceof StoppedError && stopped.why === 'lost') return lost;
    if (stopped instanceof StoppedError) return givenBack(stopped.message);
    const { kind, reason } = verdictOn(error);
    const fate = kind === 'unfit' ? await words.unfit(reason) : await words.fail(reason, kind === 'dead');
    if (fate === null) return lost;
    // One that so many workers were not fit for may have ended their processes itself: then nobody is to be thought unfit.
    if (fate === 'given-back') report({ kind: 'unfit', type: job.type, reason });
    return { kind: fate === 'waiting' ? 'retry' : fate, reason } as const;
  };
  const givenBack = async (reason: string) =>
    (await words.giveBack(reason)) ? ({ kind: 'given-back', reason } as const) : lost;

  const over = handle()
    .then((end) => report({ ...end, job, took: now() - startedAt }))
    // What could not be said, the end of the lease says.
    .catch(trouble('last words'))
    .finally(() => clearInterval(beat))
    .then(() => received.settle().catch(trouble('settle')));
  return { job, pace: () => ({ startedAt, share }), stop, over };
}

const lost = { kind: 'lost' } as const;

/** The work's end; when it is stopped, no longer than our patience after that. */
function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const tired = new Promise<never>((_, reject) => {
    const wait = async () => {
      await delay(patience, undefined, { ref: false });
      reject(signal.reason);
    };
    signal.addEventListener('abort', wait, { once: true });
  });
  return Promise.race([work, tired]);
}

/** Calls at most so often; what comes between is left out. */
function throttled(every: number, now: () => number, call: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - last < every) return;
    last = now();
    call();
  };
}
