import { other } from '../colour.ts';
import type { BackendRecord } from '../record.ts';
import { type Step, strategies } from '../strategy.ts';
import { isRetired, type Observed } from './observed.ts';

/** What is to be done now. */
export type Action =
  | { readonly do: 'prepare' }
  | { readonly do: 'wait'; readonly until: string }
  | { readonly do: 'smoke test' }
  | { readonly do: 'shift'; readonly weight: number }
  | { readonly do: 'retire' }
  | { readonly do: 'finish' }
  | { readonly do: 'stop'; readonly why: string }
  | { readonly do: 'roll back'; readonly why: string };

/** Tasks that have not come up after so many seconds don't. */
const patience = 900;

/** What only this process knows: it is found out anew by another. */
export interface Known {
  readonly smoked: boolean;
  /** What speaks against the new version. */
  readonly trouble: string | null;
}

/** The next step of a deployment that was begun. All it goes by is what AWS says, so it may be another process's that was lost. */
export function next(observed: Observed, record: BackendRecord, { smoked, trouble }: Known): Action {
  const { to, state, why } = record;
  const fresh = observed.services[to];
  const weight = observed.weights[to];
  if (isRetired(observed, to)) return { do: 'finish' };
  // Somebody took it back. Where both moved traffic in the same moment, theirs is what holds.
  if (state === 'rolled-back' && weight === 0) return { do: 'stop', why: why ?? 'somebody took it back' };
  if (state !== 'under-way') return { do: 'roll back', why: why ?? 'it was begun' };
  if (fresh.failed !== null) return { do: 'roll back', why: `ECS gave the new version up: ${fresh.failed}` };
  if (trouble !== null) return { do: 'roll back', why: trouble };
  if (weight === 0) return bringUp(observed, record, smoked);
  return watch(weight, observed, record);
}

function bringUp(
  { now, services, scaling, healthy }: Observed,
  { to, size, began, strategy }: BackendRecord,
  smoked: boolean,
): Action {
  const fresh = services[to];
  const old = scaling[other(to)];
  if (fresh.desired < size || (scaling[to].max === 0 && old.max > 0) || !old.held.in) return { do: 'prepare' };
  const up = fresh.settled && healthy[to] >= size;
  if (!up && now - began > patience * 1_000)
    return {
      do: 'roll back',
      why: `after ${patience / 60} minutes ${fresh.running} of ${size} tasks run and ${healthy[to]} are healthy`,
    };
  if (!up) return { do: 'wait', until: `${size} tasks run and are healthy (${fresh.running}, ${healthy[to]})` };
  if (!smoked) return { do: 'smoke test' };
  return shiftTo(strategies[strategy][0]);
}

const shiftTo = (step: Step | undefined): Action => (step ? { do: 'shift', weight: step.weight } : { do: 'retire' });

function watch(weight: number, { now }: Observed, { strategy, since }: BackendRecord): Action {
  const steps = strategies[strategy];
  const index = steps.findIndex((step) => step.weight === weight);
  const step = steps[index];
  if (!step)
    return { do: 'roll back', why: `${weight} percent is no step of ${strategy}: somebody moved traffic by hand` };
  const left = Math.ceil(step.seconds - (now - since) / 1_000);
  if (left > 0) return { do: 'wait', until: `it was watched at ${weight} percent for ${left} s more` };
  return shiftTo(steps[index + 1]);
}
