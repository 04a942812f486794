import type { FeedScope } from './feed.ts';

/** How far a job is. It is told often, kept nowhere, and nobody is hurt when it is lost. */
export interface Progress {
  readonly filmId: string | null;
  readonly jobId: string;
  /** 0–1. */
  readonly share: number;
  /** Of the job: voice, clip, mix … */
  readonly kind: string;
}

/** Tells of progress in a scope until the answer is called. */
export type ProgressSource = (scope: FeedScope, hear: (progress: Progress) => void) => () => void;

/** Progress within a process: whoever works tells it, whoever watches hears it. */
export class ProgressHub {
  private readonly watchers = new Map<
    string,
    Set<{ filmId: string | undefined; hear: (progress: Progress) => void }>
  >();

  tell(userId: string, progress: Progress): void {
    for (const { filmId, hear } of this.watchers.get(userId) ?? [])
      if (filmId === undefined || filmId === progress.filmId) hear(progress);
  }

  readonly watch: ProgressSource = ({ userId, filmId }, hear) => {
    const watchers = this.watchers.get(userId) ?? new Set();
    const watcher = { filmId, hear };
    this.watchers.set(userId, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.watchers.delete(userId);
    };
  };
}
