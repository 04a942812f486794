import type { PlanComparison } from './comparison.ts';
import type { JobKind, Plan, PlannedJob } from './plan.ts';

/** Measured seconds of work for a second of film, by kind of job. */
export type WorkRates = Readonly<Record<JobKind, number>>;

/** What making costs. Prices are data: an engine that is paid for brings its own list. */
export interface PriceList {
  /** Credits for a second of film, by kind of job. */
  readonly creditsPerSecond: Readonly<Record<JobKind, number>>;
  readonly dollarsPerCredit: number;
}

/** The offline engine: a tenth of a credit for a second of finished clip, no dollars. Credits let a team share a machine fairly. */
export const offlinePrices: PriceList = {
  creditsPerSecond: { voice: 0, board: 0, clip: 0.1, score: 0, mix: 0, assemble: 0, deliver: 0 },
  dollarsPerCredit: 0,
};

/** What is still to be made, and what that takes. */
export interface Forecast {
  readonly jobs: number;
  readonly shots: number;
  /** Seconds of work on the machine that the rates were measured on. */
  readonly seconds: number;
  readonly credits: number;
  readonly dollars: number;
}

/** Forecasts the jobs of a plan that are not made. */
export function forecast(plan: Plan, rates: WorkRates, prices: PriceList): Forecast {
  const open = plan.jobs.filter(({ made }) => !made);
  const credits = total(open, prices.creditsPerSecond);
  return {
    jobs: open.length,
    // A draft has boards where a film has clips.
    shots: new Set(open.filter(({ kind }) => kind === 'clip' || kind === 'board').map(({ shotId }) => shotId)).size,
    seconds: total(open, rates),
    credits,
    dollars: credits * prices.dollarsPerCredit,
  };
}

function total(jobs: readonly PlannedJob[], perSecond: Readonly<Record<JobKind, number>>): number {
  return jobs.reduce((sum, job) => sum + job.seconds * perSecond[job.kind], 0);
}

/**
 * A forecast in a sentence.
 *
 * @example forecastSentence(plan, forecast(plan, rates, offlinePrices)) // '41 shots, 12.3 credits, about 40 s'
 */
export function forecastSentence(plan: Plan, { shots, credits, seconds, dollars }: Forecast): string {
  const all = plan.shots.length;
  const what = shots === all ? counted(all, 'shot') : `${shots} of ${counted(all, 'shot')}`;
  return [what, ...costs(credits, dollars), about(seconds)].join(', ');
}

/**
 * What a new draft changes and takes, in a sentence.
 *
 * @example changeSentence(comparePlans(draft2, draft3), forecast(plan, rates, prices)) // '7 of 41 shots change, 2.1 credits, about 40 s'
 */
export function changeSentence({ kept, changed, added, removed }: PlanComparison, cost: Forecast): string {
  const all = kept.length + changed.length + added.length;
  if (changed.length + added.length + removed.length === 0) return `none of ${counted(all, 'shot')} changes`;
  const parts = [`${changed.length} of ${counted(all, 'shot')} ${changed.length === 1 ? 'changes' : 'change'}`];
  if (added.length > 0) parts.push(`${added.length} new`);
  if (removed.length > 0) parts.push(`${removed.length} dropped`);
  return [...parts, ...costs(cost.credits, cost.dollars), about(cost.seconds)].join(', ');
}

function costs(credits: number, dollars: number): string[] {
  const shown = Number(credits.toFixed(1));
  return [`${shown} ${shown === 1 ? 'credit' : 'credits'}`, ...(dollars > 0 ? [`$${dollars.toFixed(2)}`] : [])];
}

function about(seconds: number): string {
  if (seconds < 1) return 'at once';
  if (seconds < 90) return `about ${seconds < 10 ? Math.ceil(seconds) : Math.round(seconds / 5) * 5} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
