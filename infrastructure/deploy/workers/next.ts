import type { WorkersRecord } from '../record.ts';

/** Alarms that take a new version of the workers back. */
export const watchedAlarms = ['gpu-worker-crashes', 'dead-letters'] as const;

/** A machine that boots pulls gigabytes, and a worker that is stopped first gives its jobs back. */
const patience = 1_800;
/** Seconds that a new version is watched once all run it: a model that does not load says so in its first minutes. */
export const watched = 300;

/** What AWS says of a fleet. */
export interface Fleet {
  readonly now: number;
  readonly taskDefinition: string;
  readonly images: readonly string[];
  readonly desired: number;
  readonly running: number;
  readonly settled: boolean;
  readonly failed: string | null;
  /** Tasks of the new version whose health check fails. */
  readonly unhealthy: number;
  readonly record: WorkersRecord | null;
  readonly ringing: readonly string[];
}

export type Action =
  | { readonly do: 'wait'; readonly until: string }
  | { readonly do: 'watch' }
  | { readonly do: 'finish' }
  | { readonly do: 'roll back'; readonly why: string };

/** @param rolled when all machines had the new version; null while they are being given it */
export function next(fleet: Fleet, record: WorkersRecord, rolled: number | null): Action {
  const { now, failed, unhealthy, ringing, settled, running, desired } = fleet;
  if (record.state === 'rolling-back') return { do: 'roll back', why: record.why ?? 'it was begun' };
  if (failed !== null) return { do: 'roll back', why: `ECS gave the new version up: ${failed}` };
  if (ringing.length > 0) return { do: 'roll back', why: `the alarm ${ringing.join(' and ')} rings` };
  if (unhealthy > 0) return { do: 'roll back', why: `${unhealthy} workers fail their health check` };
  if (!settled && now - record.began > patience * 1_000)
    return { do: 'roll back', why: `after ${patience / 60} minutes ${running} of ${desired} workers run` };
  if (!settled)
    return { do: 'wait', until: `every machine has the new version (${running} of ${desired} workers run)` };
  // Nobody is there to be watched: the next machine that boots takes the new version.
  if (desired === 0) return { do: 'finish' };
  if (rolled === null) return { do: 'watch' };
  const left = Math.ceil(watched - (now - rolled) / 1_000);
  return left > 0 ? { do: 'wait', until: `the new version was watched for ${left} s more` } : { do: 'finish' };
}
