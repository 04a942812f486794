/**
 * The life of a job as a pure state machine: a row's state and an event in, the next state out. No clock, no database, no chance: `now` and
 * luck are arguments. The queue's SQL does the same in one statement each, and a test holds both against each other's table (docs/queue.md).
 */

/** The states of a job, in the order of a life without mishap. */
export const jobStatuses = ['blocked', 'waiting', 'running', 'done', 'dead', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** What a job's row says of its life. Times are milliseconds of whatever clock the caller uses. */
export interface JobLife {
  readonly status: JobStatus;
  /** Jobs that it needs and that are not done. */
  readonly unmet: number;
  /** How often a worker has claimed it. */
  readonly receives: number;
  /** After so many receives, a failure is its death. */
  readonly mostReceives: number;
  /** How many workers found that they were not fit for it. */
  readonly unfit: number;
  /** Grows with every claim: a worker that shows an older one has lost the job. */
  readonly token: number;
  /** Not to be claimed before this. */
  readonly notBefore: number;
  /** Until when its worker has it; `null` when nobody has. */
  readonly leaseUntil: number | null;
  /** Why it was tried again, or is dead. */
  readonly reason: string | null;
}

export type JobEvent =
  /** One of the jobs that it needs is done. */
  | { readonly kind: 'dependency-done' }
  | { readonly kind: 'claim'; readonly now: number }
  | { readonly kind: 'heartbeat'; readonly now: number; readonly token: number }
  | { readonly kind: 'complete'; readonly token: number }
  /** `luck` in 0…1 spreads retries. A permanent error is not tried again. */
  | {
      readonly kind: 'fail';
      readonly now: number;
      readonly token: number;
      readonly reason: string;
      readonly permanent: boolean;
      readonly luck: number;
    }
  /** A worker that must stop gives it back unharmed: the receive does not count. Others may have it after `delay`. */
  | {
      readonly kind: 'give-back';
      readonly now: number;
      readonly token: number;
      readonly reason: string | null;
      readonly delay: number;
    }
  /** Its worker is not fit for it: given back a little later. When so many workers are not, it is the job's fault rather than theirs, and a failure. */
  | {
      readonly kind: 'unfit';
      readonly now: number;
      readonly token: number;
      readonly reason: string;
      readonly luck: number;
    }
  /** Nobody has heard from its worker for a whole lease. */
  | { readonly kind: 'expire'; readonly now: number; readonly luck: number }
  | { readonly kind: 'cancel' }
  /** A person has mended the cause of its death. */
  | { readonly kind: 'redrive' };

export interface QueuePolicy {
  /** Milliseconds that a claim lasts without a heartbeat. */
  readonly lease: number;
  /** After so many receives a job that failed is dead, when its sender has said nothing else. */
  readonly mostReceives: number;
  /** The so manieth worker that is not fit for a job is a failure of the job. */
  readonly mostUnfit: number;
  /** Milliseconds before the second receive; doubled before each further one, and up to half as much again by luck. */
  readonly backoff: number;
  /** Milliseconds for each step of priority: a job goes before all that were sent less than this after it with one step less. */
  readonly headStart: number;
}

/** The specification's: a lease of 300 s, three attempts. */
export const defaultPolicy: QueuePolicy = {
  lease: 300_000,
  mostReceives: 3,
  mostUnfit: 3,
  backoff: 2_000,
  headStart: 600_000,
};

/** Higher goes first, by a head start each step and no more: so what is low has its turn too. */
export const priorities = { low: 0, normal: 1, high: 2 } as const;
export type Priority = keyof typeof priorities;

/** The smaller, the sooner, in milliseconds. @param due when it was sent; of a delayed job, when it is due */
export const rankOf = (due: number, priority: Priority, { headStart }: QueuePolicy = defaultPolicy): number =>
  due - headStart * priorities[priority];

export type Transition =
  | { readonly accepted: true; readonly life: JobLife }
  | { readonly accepted: false; readonly why: string };

/** A job as it is sent. @param unmet how many jobs it needs */
export const newLife = (unmet: number, { notBefore = 0, mostReceives = defaultPolicy.mostReceives } = {}): JobLife => ({
  status: unmet > 0 ? 'blocked' : 'waiting',
  unmet,
  receives: 0,
  mostReceives,
  unfit: 0,
  token: 0,
  notBefore,
  leaseUntil: null,
  reason: null,
});

const accept = (life: JobLife): Transition => ({ accepted: true, life });
const refuse = (why: string): Transition => ({ accepted: false, why });

/** Milliseconds until the next try of a job that was received so often. */
export const backoffOf = (receives: number, luck: number, { backoff }: QueuePolicy): number =>
  Math.round(backoff * 2 ** Math.max(0, receives - 1) * (1 + luck / 2));

/**
 * What becomes of a job.
 * @example transition(newLife(0), { kind: 'claim', now: 0 }); // running, token 1, leased for 300 s
 */
export function transition(life: JobLife, event: JobEvent, policy: QueuePolicy = defaultPolicy): Transition {
  switch (event.kind) {
    case 'dependency-done':
      return dependencyDone(life);
    case 'claim':
      return claim(life, event.now, policy);
    case 'heartbeat':
      return owned(life, event.token, () => accept({ ...life, leaseUntil: event.now + policy.lease }));
    case 'complete':
      return owned(life, event.token, () => accept({ ...life, status: 'done', leaseUntil: null, reason: null }));
    case 'fail':
      return owned(life, event.token, () => retryOrDie(life, event, event.permanent, policy));
    case 'give-back':
      return owned(life, event.token, () => giveBack(life, event));
    case 'unfit':
      return owned(life, event.token, () => unfit(life, event, policy));
    case 'expire':
      return expire(life, event, policy);
    case 'cancel':
      return isOver(life) ? refuse(`it is ${life.status}`) : accept({ ...life, status: 'cancelled', leaseUntil: null });
    case 'redrive':
      return life.status === 'dead'
        ? accept({ ...life, status: 'waiting', receives: 0, unfit: 0, notBefore: 0, reason: null })
        : refuse(`it is ${life.status}`);
  }
}

const isOver = ({ status }: JobLife): boolean => status === 'done' || status === 'dead' || status === 'cancelled';

function dependencyDone(life: JobLife): Transition {
  if (life.status !== 'blocked') return refuse(`it is ${life.status}`);
  const unmet = life.unmet - 1;
  return accept({ ...life, unmet, status: unmet > 0 ? 'blocked' : 'waiting' });
}

function claim(life: JobLife, now: number, { lease }: QueuePolicy): Transition {
  if (life.status !== 'waiting') return refuse(`it is ${life.status}`);
  if (now < life.notBefore) return refuse('its time has not come');
  return accept({
    ...life,
    status: 'running',
    receives: life.receives + 1,
    token: life.token + 1,
    leaseUntil: now + lease,
  });
}

/** What only the worker may do that has the job now. */
function owned(life: JobLife, token: number, then: () => Transition): Transition {
  if (life.status !== 'running') return refuse(`it is ${life.status}`);
  return token === life.token ? then() : refuse('another worker has it');
}

function giveBack(
  life: JobLife,
  { now, delay, reason }: { readonly now: number; readonly delay: number; readonly reason: string | null },
): Transition {
  return accept({
    ...life,
    status: 'waiting',
    receives: life.receives - 1,
    notBefore: now + delay,
    leaseUntil: null,
    reason: reason ?? life.reason,
  });
}

function unfit(
  before: JobLife,
  event: { readonly now: number; readonly luck: number; readonly reason: string },
  policy: QueuePolicy,
): Transition {
  const life = { ...before, unfit: before.unfit + 1 };
  if (life.unfit >= policy.mostUnfit) return retryOrDie(life, event, false, policy);
  return giveBack(life, { ...event, delay: backoffOf(life.receives, event.luck, policy) });
}

function retryOrDie(
  life: JobLife,
  { now, luck, reason }: { readonly now: number; readonly luck: number; readonly reason: string },
  permanent: boolean,
  policy: QueuePolicy,
): Transition {
  const ended = { ...life, leaseUntil: null, reason };
  if (permanent || life.receives >= life.mostReceives) return accept({ ...ended, status: 'dead' });
  return accept({ ...ended, status: 'waiting', notBefore: now + backoffOf(life.receives, luck, policy) });
}

function expire(
  life: JobLife,
  { now, luck }: { readonly now: number; readonly luck: number },
  policy: QueuePolicy,
): Transition {
  if (life.status !== 'running') return refuse(`it is ${life.status}`);
  if (life.leaseUntil !== null && now < life.leaseUntil) return refuse('its worker has it still');
  return retryOrDie(life, { now, luck, reason: 'its worker was not heard from' }, false, policy);
}
