import { setTimeout } from 'node:timers/promises';
import { type Job, keyOf, type Makers } from '../jobs/job.ts';
import type { DoneJob, Runner } from '../jobs/local-runner.ts';
import type { Store } from '../storage/store.ts';

/** A job that the pipeline asked for and that nobody has done. */
export interface CalledJob {
  readonly key: string;
  readonly job: Job;
}

/** How far the pipeline came. */
export type Rehearsal<T> =
  /** `keys`: of all jobs that it is made of. */
  | { readonly outcome: 'made'; readonly value: T; readonly keys: readonly string[] }
  | { readonly outcome: 'waits'; readonly called: readonly CalledJob[] };

/** Milliseconds without a question to the store after which the pipeline is taken to wait for jobs alone. */
const quiet = 25;

/**
 * Runs the pipeline as far as what is in the store takes it, and notes the jobs that it would need to go on. What it asks for and nobody has
 * done is a promise that is never kept: the pipeline stands still there, and is forgotten.
 *
 * A quiet moment may come a little too early, while the pipeline reads a file: then some jobs are called now and the rest by the next
 * rehearsal, and nothing is lost.
 * @throws whatever the pipeline throws
 */
export async function rehearse<T>(
  work: (runner: Runner) => Promise<T>,
  { store, makers }: { readonly store: Pick<Store, 'recall'>; readonly makers: Makers },
): Promise<Rehearsal<T>> {
  const called = new Map<string, Job>();
  const asked = new Map<string, Promise<DoneJob>>();
  let asking = 0;
  let lastHeard = performance.now();

  const perform = async (key: string, job: Job): Promise<DoneJob> => {
    asking += 1;
    const record = await store.recall(key).finally(() => {
      asking -= 1;
      lastHeard = performance.now();
    });
    if (record) return { key, record, made: false };
    called.set(key, job);
    return new Promise<never>(() => {});
  };
  const runner: Runner = {
    keyOf: (job) => keyOf(job, makers),
    perform(job) {
      const key = keyOf(job, makers);
      const answer = asked.get(key) ?? perform(key, job);
      asked.set(key, answer);
      return answer;
    },
    close: async () => {},
  };

  let ended = false;
  const whole = work(runner).finally(() => {
    ended = true;
  });
  const standsStill = async (): Promise<'waits'> => {
    while (!ended && (called.size === 0 || asking > 0 || performance.now() - lastHeard < quiet)) await setTimeout(5);
    return 'waits';
  };
  const first = await Promise.race([whole.then((value) => ({ value })), standsStill()]);
  const made = (value: T): Rehearsal<T> => ({ outcome: 'made', value, keys: [...asked.keys()] });
  if (first !== 'waits') return made(first.value);
  // It may have ended in the same moment, or failed: then that is what came of it.
  if (ended) return made(await whole);
  whole.catch(() => {});
  return { outcome: 'waits', called: [...called].map(([key, job]) => ({ key, job })) };
}
