import type { Answers } from './observed.ts';

/** Alarms that take a new version back (docs/runbooks/alarms). */
export const watchedAlarms = ['api-errors', 'slo-fast-burn', 'backend-task-failures'] as const;

/** Below this many requests a share says nothing: one of fifty is two percent. */
const enough = 100;
const mostErrors = 0.01;
/** An answer within a second is quick, however slow against the old version's. */
const quick = 1;
const slower = 2;

export interface Signs {
  /** Keys of alarms that ring. */
  readonly ringing: readonly string[];
  readonly healthy: number;
  readonly size: number;
  readonly answers: Answers;
}

/**
 * What speaks against the new version, or null.
 * @param despite alarms that rang before the deployment began, and that it may be there to mend
 */
export function trouble({ ringing, healthy, size, answers }: Signs, despite: readonly string[]): string | null {
  const alarms = ringing.filter((key) => !despite.includes(key));
  if (alarms.length > 0) return `the alarm ${alarms.join(' and ')} rings`;
  if (healthy * 2 < size) return `only ${healthy} of ${size} targets are healthy`;
  const { requests, errors, p95 } = answers;
  if (requests >= enough && errors / requests > mostErrors)
    return `${errors} of ${requests} answers of the new version were errors`;
  if (requests >= enough && p95.new !== null && p95.new > quick && p95.new > slower * (p95.old ?? 0))
    return `the new version answers in ${p95.new.toFixed(1)} s, the old one in ${p95.old?.toFixed(1) ?? 'no'} s`;
  return null;
}
