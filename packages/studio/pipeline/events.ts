import type { Downgrade } from '../engines/engine.ts';

/** The stages of a film in the order they end. */
export const stages = ['voices', 'sound', 'pictures', 'assembly', 'delivery'] as const;
export type Stage = (typeof stages)[number];

/** What happens while a film is made, for bars, logs and programs. */
export type FilmEvent =
  /** `done` of `total` units of work (frames of pictures, else jobs); `reused` of the jobs were in the store. */
  | {
      readonly event: 'stage';
      readonly stage: Stage;
      readonly done: number;
      readonly total: number;
      readonly reused: number;
    }
  | ({ readonly event: 'downgrade' } & Downgrade)
  /** An object of the store was not whole; it is made again. */
  | { readonly event: 'corrupted'; readonly hash: string };

export type Report = (event: FilmEvent) => void;

/** Adds up a stage's work and reports it. */
export interface Tracker {
  /** Progress of one job: the share of its units that is done. */
  progress(job: number, share: number): void;
  /** A job is done. */
  finish(job: number, made: boolean): void;
}

/**
 * @param units the size of each job of the stage
 */
export function trackStage(stage: Stage, units: readonly number[], report: Report): Tracker {
  const total = units.reduce((sum, unit) => sum + unit, 0);
  const shares = units.map(() => 0);
  let reused = 0;
  const tell = () =>
    report({
      event: 'stage',
      stage,
      done: shares.reduce((sum, share, job) => sum + share * (units[job] ?? 0), 0),
      total,
      reused,
    });
  tell();
  return {
    progress(job, share) {
      shares[job] = share;
      tell();
    },
    finish(job, made) {
      shares[job] = 1;
      if (!made) reused += 1;
      tell();
    },
  };
}
