import type { FilmEvent, Job, Stage } from '@ai-film-studio/studio';
import { stages } from '@ai-film-studio/studio';

/** The stage that a job is work of. */
const stageOf: Readonly<Record<Job['kind'], Stage>> = {
  voice: 'voices',
  score: 'sound',
  ambience: 'sound',
  effect: 'sound',
  mix: 'sound',
  board: 'pictures',
  clip: 'pictures',
  conform: 'pictures',
  reel: 'assembly',
  assemble: 'assembly',
  sheet: 'delivery',
  storyboard: 'delivery',
  package: 'delivery',
};

const isKind = (text: string): text is Job['kind'] => Object.hasOwn(stageOf, text);

/** Units of work of each stage. */
export type Counts = Readonly<Record<string, { readonly done: number; readonly total: number }>>;

/** What is known of a job that is not done yet as far as the stages know. */
interface Underway {
  readonly id: string;
  readonly kind: string;
  /** 0–1. */
  readonly progress: number;
}

/** How far a film on a server is. A new value each time; nothing in it is changed. */
export interface RemoteProgress {
  readonly counts: Counts;
  /** Shares of the jobs that what is left of the stages consists of, by their id. */
  readonly jobs: ReadonlyMap<string, { readonly stage: Stage; readonly share: number }>;
}

/** Stages as the server counted them the last time, with the jobs that were sent for what is left. */
export function counted(counts: Counts, underway: readonly Underway[]): RemoteProgress {
  const jobs = underway.flatMap(({ id, kind, progress }) =>
    isKind(kind) ? [[id, { stage: stageOf[kind], share: progress }] as const] : [],
  );
  return { counts, jobs: new Map(jobs) };
}

/** A job has come further. */
export function advanced(before: RemoteProgress, jobId: string, kind: string, share: number): RemoteProgress {
  if (!isKind(kind)) return before;
  return { ...before, jobs: new Map([...before.jobs, [jobId, { stage: stageOf[kind], share }]]) };
}

/** As a reporter is told of it. What is left of a stage is taken to be spread evenly over its jobs. */
export function stageEvents({ counts, jobs }: RemoteProgress): readonly FilmEvent[] {
  return stages.flatMap((stage) => {
    const count = counts[stage];
    if (!count) return [];
    const shares = [...jobs.values()].filter((job) => job.stage === stage).map(({ share }) => share);
    const mean = shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const done = count.done + (count.total - count.done) * mean;
    return [{ event: 'stage', stage, done, total: count.total, reused: 0 } as const];
  });
}
