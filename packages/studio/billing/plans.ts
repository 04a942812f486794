import type { Centicredits } from '../credits/amount.ts';
import type { Priority } from '../queue/job-state.ts';

export const planNames = ['free', 'standard', 'premium'] as const;
export type PlanName = (typeof planNames)[number];
export const paidPlanNames = ['standard', 'premium'] as const satisfies readonly PlanName[];
export type PaidPlanName = (typeof paidPlanNames)[number];

/** What somebody may have and do, and what it costs: what is sold, and what quotas and rate limits hold them to. */
export interface SubscriptionPlan {
  readonly name: PlanName;
  /** Cents of a dollar a month. */
  readonly priceCents: number;
  readonly monthlyCredits: Centicredits;
  /** Of what is made for them and what they upload. */
  readonly storageBytes: number;
  /** Films that may run at the same time. */
  readonly concurrentFilms: number;
  /** Films that may be begun in a day. */
  readonly filmsPerDay: number;
  /** To the API, by all that is theirs together; other limits of a user are parts of it. */
  readonly requestsPerMinute: number;
  /** Of their jobs in the queue. */
  readonly priority: Priority;
}

const gibibyte = 1024 ** 3;

/** From the least to the most. */
export const plans: Readonly<Record<PlanName, SubscriptionPlan>> = {
  free: {
    name: 'free',
    priceCents: 0,
    monthlyCredits: 30_00,
    storageBytes: 5 * gibibyte,
    concurrentFilms: 1,
    filmsPerDay: 20,
    requestsPerMinute: 120,
    priority: 'low',
  },
  standard: {
    name: 'standard',
    priceCents: 19_00,
    monthlyCredits: 300_00,
    storageBytes: 100 * gibibyte,
    concurrentFilms: 3,
    filmsPerDay: 100,
    requestsPerMinute: 600,
    priority: 'normal',
  },
  premium: {
    name: 'premium',
    priceCents: 79_00,
    monthlyCredits: 1500_00,
    storageBytes: 1024 * gibibyte,
    concurrentFilms: 10,
    filmsPerDay: 1_000,
    requestsPerMinute: 1800,
    priority: 'high',
  },
};

/** The better of two plans. */
export const betterPlan = (one: PlanName, other: PlanName): PlanName =>
  planNames.indexOf(one) >= planNames.indexOf(other) ? one : other;

/** Credits that are bought once. */
export interface CreditPack {
  readonly credits: Centicredits;
  /** Cents of a dollar. */
  readonly priceCents: number;
}

export const packNames = ['credits-100', 'credits-500', 'credits-2000'] as const;
export type PackName = (typeof packNames)[number];

export const creditPacks: Readonly<Record<PackName, CreditPack>> = {
  'credits-100': { credits: 100_00, priceCents: 9_00 },
  'credits-500': { credits: 500_00, priceCents: 39_00 },
  'credits-2000': { credits: 2000_00, priceCents: 129_00 },
};
