/** A job that waits, as a scheduler sees it. */
export interface Urgency {
  /** Higher runs sooner. */
  readonly priority: number;
  /** What it shares with others; `null` when nothing. */
  readonly near: string | null;
}

/**
 * The job that a free worker does next. Of the most urgent: what is near to what it did before, else what no worker has begun on, else the
 * first that came.
 * @param own what the worker's last job was near to
 * @param begun the same of all workers
 * @example nextFor('cafe', [{ priority: 0, near: 'harbour' }, { priority: 0, near: 'cafe' }], ['cafe']); // the second
 */
export function nextFor<T extends Urgency>(
  own: string | null,
  waiting: readonly T[],
  begun: readonly (string | null)[],
): T | undefined {
  const most = waiting.reduce((highest, { priority }) => Math.max(highest, priority), Number.NEGATIVE_INFINITY);
  const urgent = waiting.filter(({ priority }) => priority === most);
  return (
    urgent.find(({ near }) => near !== null && near === own) ??
    urgent.find(({ near }) => near === null || !begun.includes(near)) ??
    urgent[0]
  );
}
