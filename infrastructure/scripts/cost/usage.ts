import type { Environment } from '../../terraform/plan.ts';

/** What a plan does not say: how much an environment is used in a month of 730 hours. Each is an assumption, printed in docs/costs.md. */
export interface Usage {
  /** Tasks of the backend that run on the mean, as a multiple of those desired: below 1 where nights are off. */
  readonly taskFactor: number;
  /** Hours of GPU instances above the minimum of their groups, all groups together. */
  readonly gpuHours: number;
  /** Zones that subnets lie in. */
  readonly zones: number;
  readonly requestsMillion: number;
  /** To the internet, past CloudFront's free terabyte. */
  readonly cdnGb: number;
  readonly natGb: number;
  readonly endpointGb: number;
  /** Media that are kept, in the primary bucket. */
  readonly mediaGb: number;
  /** Media in the other region, with snapshots. */
  readonly backupGb: number;
  readonly replicatedGb: number;
  readonly imagesGb: number;
  readonly logsGb: number;
  /** Series of our own metrics and of Container Insights. */
  readonly metrics: number;
  /** Items that AWS Config records, and millions of events that GuardDuty reads. */
  readonly configItems: number;
  readonly guardDutyMillion: number;
}

/** How much of the on-demand price Spot saves: the document's 70 %. */
export const spotSaves = 0.7;
/** Hours of a month, as AWS counts them. */
export const hours = 730;

const quiet: Usage = {
  ...{ taskFactor: 1, gpuHours: 0, zones: 2, requestsMillion: 1, cdnGb: 0, natGb: 20, endpointGb: 20 },
  ...{
    mediaGb: 50,
    backupGb: 50,
    replicatedGb: 5,
    imagesGb: 40,
    logsGb: 5,
    metrics: 60,
    configItems: 500,
    guardDutyMillion: 1,
  },
};

/** By the names of folders of environments/. Production is the document's thousand users. */
export const usageOf: Readonly<Record<Environment, Usage>> = {
  // Tasks run on working days: 60 hours of a week. A GPU for 4 hours of each.
  dev: { ...quiet, taskFactor: 0.36, gpuHours: 80 },
  sandbox: { ...quiet, mediaGb: 100, backupGb: 100, gpuHours: 200, natGb: 50 },
  staging: {
    ...quiet,
    taskFactor: 1.2,
    gpuHours: 300,
    mediaGb: 300,
    backupGb: 300,
    logsGb: 15,
    requestsMillion: 5,
    metrics: 100,
  },
  production: {
    ...{ taskFactor: 1.25, gpuHours: 1_000, zones: 2, requestsMillion: 30, cdnGb: 500, natGb: 300, endpointGb: 500 },
    ...{ mediaGb: 2_000, backupGb: 2_500, replicatedGb: 300, imagesGb: 60, logsGb: 60, metrics: 150 },
    ...{ configItems: 2_000, guardDutyMillion: 5 },
  },
  // A pilot light: nothing runs but the replica.
  recovery: { ...quiet, taskFactor: 0, mediaGb: 0, backupGb: 0, logsGb: 2, metrics: 20 },
};
