import { type Both, type Colour, other } from '../colour.ts';
import type { BackendRecord } from '../record.ts';

/** A service of ECS, as far as a deployment is concerned. */
export interface Service {
  readonly name: string;
  readonly taskDefinition: string;
  readonly image: string;
  readonly desired: number;
  readonly running: number;
  /** All tasks that are wanted run, and none of an older version. */
  readonly settled: boolean;
  /** Why ECS gave the version up, when it did. */
  readonly failed: string | null;
  readonly record: BackendRecord | null;
}

/** How many tasks the autoscaler may run, and what of it is held back. */
export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly held: { readonly in: boolean; readonly out: boolean; readonly schedules: boolean };
}

/** How the new version answers, since traffic was last moved. */
export interface Answers {
  readonly requests: number;
  /** Answers of 500 and above. */
  readonly errors: number;
  /** Seconds within which 95 of 100 answers came, of the new and of the old version; null when there were none. */
  readonly p95: { readonly new: number | null; readonly old: number | null };
}

/** All that AWS says of the API, at one moment. */
export interface Observed {
  readonly now: number;
  readonly services: Both<Service>;
  /** Percent of traffic. */
  readonly weights: Both<number>;
  readonly scaling: Both<Scaling>;
  /** Targets that pass the load balancer's health check. */
  readonly healthy: Both<number>;
}

/** Whether the old version was let go: from then on nothing can be rolled back to. */
export const isRetired = ({ services, scaling, weights }: Observed, to: Colour): boolean =>
  weights[to] === 100 && services[other(to)].desired === 0 && scaling[other(to)].max === 0;
