/** CloudWatch's `ReplicaLag` of a minute: seconds; −1 when nothing is replicated. */
export interface LagPoint {
  /** Begin of the minute, in milliseconds since 1970. */
  readonly at: number;
  readonly lag: number;
}

/**
 * When the newest transaction was committed that the replica has surely replayed, in milliseconds since 1970; `null` when nothing tells.
 *
 * The lag of a replica whose source is gone grows by a second each second, so its newest value says how long ago the disaster was and not
 * what is lost. What it had replayed is the time of the reading less the lag then, and the greatest of those counts. A reading stands under
 * the begin of its minute: taken as its time, the answer errs to the safe side.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
 * @example replayedUntil([{ at: 60_000, lag: 2 }, { at: 120_000, lag: 62 }]) // 58_000
 */
export function replayedUntil(points: readonly LagPoint[]): number | null {
  const known = points.filter(({ lag }) => lag >= 0).map(({ at, lag }) => at - lag * 1_000);
  return known.length > 0 ? Math.max(...known) : null;
}

/** Seconds of commits that a promotion would lose, when the primary died at `lostAt`; `null` when nothing tells. */
export function secondsLost(points: readonly LagPoint[], lostAt: number): number | null {
  const until = replayedUntil(points);
  return until === null ? null : Math.max(0, Math.round((lostAt - until) / 1_000));
}

/**
 * Whether the replica has surely all that was ever committed: it has replayed something later than the last writer's end. A database that
 * nobody writes to switches its log every five minutes, which is such a thing.
 */
export function hasEverything(points: readonly LagPoint[], writersEndedAt: number): boolean {
  const until = replayedUntil(points);
  return until !== null && until > writersEndedAt;
}
