import type { JobType } from '../queue/queued-job.ts';

/** Milliseconds for which a type is shut that its engine did not start for: doubled each time that it happens again, up to the second. */
const pauses = [60_000, 600_000] as const;

/**
 * Which types of job a worker takes none of for a while, since their engine did not start. It may be without memory for a moment, so each is tried
 * again later.
 */
export class Fitness {
  private readonly pauses = new Map<JobType, number>();
  private readonly timers = new Map<JobType, NodeJS.Timeout>();
  private readonly first: number;
  private readonly onAgain: () => void;

  /** @param onAgain hears that there is a type more to be taken */
  constructor(onAgain: () => void, first: number = pauses[0]) {
    this.onAgain = onAgain;
    this.first = first;
  }

  /** The types that are shut now. */
  get shut(): ReadonlySet<JobType> {
    return new Set(this.timers.keys());
  }

  /** Its engine did not start. */
  fell(type: JobType): void {
    if (this.timers.has(type)) return;
    const pause = this.pauses.get(type) ?? this.first;
    this.pauses.set(type, Math.min(pause * 2, Math.max(this.first, pauses[1])));
    const again = () => {
      this.timers.delete(type);
      this.onAgain();
    };
    this.timers.set(type, setTimeout(again, pause).unref());
  }

  /** A job of the type was done: what ailed it has passed. */
  rose(type: JobType): void {
    this.pauses.delete(type);
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }
}
