/** How far a job is. Times in milliseconds of one clock. */
export interface Pace {
  readonly startedAt: number;
  /** 0–1; 0 when it has not said yet. */
  readonly share: number;
}

/** Put aside for what comes after the work: handing in what was made, and saying so. */
const handingIn = 3_000;

/**
 * Whether a job that goes on as it has gone will be done by the deadline. One of which nothing is known is given the chance.
 * @example endsInTime({ startedAt: 0, share: 0.5 }, 30_000, 70_000); // true: done at 60 s, handed in at 63 s
 */
export function endsInTime({ startedAt, share }: Pace, now: number, deadline: number): boolean {
  if (now + handingIn > deadline) return false;
  return share <= 0 || startedAt + (now - startedAt) / share + handingIn <= deadline;
}
