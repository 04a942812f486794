import { type PlanName, plans } from '../billing/plans.ts';

/** So many requests in so many seconds. */
export interface Figure {
  readonly points: number;
  readonly seconds: number;
}

/** How many requests one caller may make, as data: who is counted by what, for each class of route. */
export interface RateLimits {
  /** Who is not signed in, by address. */
  readonly anonymous: Figure;
  /** Routes where passwords and codes are tried: by address, and by account from an address. */
  readonly auth: { readonly ip: Figure; readonly account: Figure };
  /** Tokens and keys that were not valid, by address: whoever tries them out is no longer listened to. */
  readonly failures: Figure;
  /** Who is signed in, by class and plan: all that the user does, and all that is done with one API key. */
  readonly user: Readonly<Record<'default' | 'upload', Readonly<Record<PlanName, Figure>>>>;
  readonly key: Readonly<Record<'default' | 'upload', Readonly<Record<PlanName, Figure>>>>;
}

/** Seconds: the specification's life of a counter. */
const minute = 60;
/** The specification's rule for addresses: 100 in 5 minutes. */
const byAddress = { points: 100, seconds: 5 * minute } as const;

/** A part of what the plans allow. */
function ofPlans(part: number): Readonly<Record<PlanName, Figure>> {
  const figure = (plan: PlanName) => ({ points: Math.round(plans[plan].requestsPerMinute * part), seconds: minute });
  return { free: figure('free'), standard: figure('standard'), premium: figure('premium') };
}

export const rateLimits: RateLimits = {
  anonymous: byAddress,
  auth: { ip: { points: 30, seconds: 5 * minute }, account: { points: 10, seconds: 5 * minute } },
  failures: byAddress,
  // One key, or uploads, never take all that their user may ask.
  user: { default: ofPlans(1), upload: ofPlans(1 / 2) },
  key: { default: ofPlans(1 / 2), upload: ofPlans(1 / 4) },
};

const times = ({ points, seconds }: Figure, factor: number): Figure => ({
  points: Math.max(1, Math.round(points * factor)),
  seconds,
});

/** The same limits, so many times as generous: what is right for one studio is too little or too much for another. */
export function scaledLimits(limits: RateLimits, factor: number): RateLimits {
  const eachPlan = ({ free, standard, premium }: Readonly<Record<PlanName, Figure>>) => ({
    free: times(free, factor),
    standard: times(standard, factor),
    premium: times(premium, factor),
  });
  const classes = ({ default: usual, upload }: RateLimits['user']) => ({
    default: eachPlan(usual),
    upload: eachPlan(upload),
  });
  return {
    anonymous: times(limits.anonymous, factor),
    auth: { ip: times(limits.auth.ip, factor), account: times(limits.auth.account, factor) },
    failures: times(limits.failures, factor),
    user: classes(limits.user),
    key: classes(limits.key),
  };
}
