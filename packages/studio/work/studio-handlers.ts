import { PermanentError } from '../queue/job-errors.ts';
import type { Handler, Handlers } from './handlers.ts';

export interface StudioHandlers {
  /** The jobs of the pipeline. */
  readonly pipeline: Handlers;
  /** Directs a film by its id, in the job of this id. */
  readonly direct: (filmId: string, jobId: string, traceparent: string | null, signal: AbortSignal) => Promise<void>;
  /** Sends a mail or a webhook. */
  readonly notify: (kind: string, parameters: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<void>;
}

/** Who does each kind of job that the studio sends. What neither directs nor notifies is the pipeline's. */
export function studioHandlers({ pipeline, direct, notify }: StudioHandlers): Handlers {
  const notification: Handler = async ({ kind, parameters }, { signal }) => {
    await notify(kind, parameters, signal);
    return {};
  };
  return {
    ...pipeline,
    async direct({ id, filmId, traceparent }, { signal }) {
      if (filmId === null) throw new PermanentError('There is no film to be directed.');
      await direct(filmId, id, traceparent, signal);
      return {};
    },
    email: notification,
    webhook: notification,
  };
}
