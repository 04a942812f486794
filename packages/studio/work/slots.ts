import { type JobType, jobTypes } from '../queue/queued-job.ts';

/** How many jobs of each type a worker does at once. A type that is not named, or 0, is not taken. */
export type Concurrency = Readonly<Partial<Record<JobType, number>>>;

/** The specification's figures, for workers of one type each. */
export const defaultConcurrency = {
  image: 2,
  video: 1,
  audio: 3,
  assembly: 2,
  notification: 16,
} as const satisfies Concurrency;

/** Types whose jobs keep a core busy. */
const keepsCoreBusy = (type: JobType): boolean => type !== 'notification';

/**
 * What a worker is there for: the types that need an engine, where it takes any of them, else all that it takes.
 * @example usefulTypes({ video: 1, notification: 16 }); // ['video']
 */
export function usefulTypes(most: Concurrency): readonly JobType[] {
  const taken = jobTypes.filter((type) => (most[type] ?? 0) > 0);
  const drawn = taken.filter((type) => type !== 'assembly' && type !== 'notification');
  return drawn.length > 0 ? drawn : taken;
}

/**
 * Which types of jobs there is room for.
 * @param running how many jobs of each type run
 * @param cores how many jobs that keep a core busy may run at once, whatever their type
 * @param unfit types whose engine does not start on this worker, for now
 * @example openTypes({ video: 1 }, { video: 1, audio: 3 }, 2, new Set()); // ['audio']
 */
export function openTypes(
  running: Concurrency,
  most: Concurrency,
  cores: number,
  unfit: ReadonlySet<JobType>,
): readonly JobType[] {
  const busy = jobTypes.filter(keepsCoreBusy).reduce((sum, type) => sum + (running[type] ?? 0), 0);
  return jobTypes.filter(
    (type) => !unfit.has(type) && (running[type] ?? 0) < (most[type] ?? 0) && (busy < cores || !keepsCoreBusy(type)),
  );
}
