import type { Environment } from '../../terraform/plan.ts';

/** What a plan does not say: how much an environment is used in a month of 730 hours. Each is an assumption, printed in docs/costs.md. */
export interface Usage {
  /** Tasks on Fargate that run on the mean, as a multiple of those desired. What a schedule puts to 0 is counted by `workingHours`. */
  readonly taskFactor: number;
  /** Hours of GPU instances above the minimum of their groups, all groups together. */
  readonly gpuHours: number;
  /** Requests to the API, through the load balancer. */
  readonly requestsMillion: number;
  /** Requests for the web app, through CloudFront. */
  readonly pagesMillion: number;
  /** Requests to SQS: each worker that waits asks each of its queues 131,000 times a month. */
  readonly queueMillion: number;
  /** Objects that are written to the bucket of media, with the parts of large ones, and reads of them: players ask for a piece at a time. */
  readonly writesMillion: number;
  readonly readsMillion: number;
  /** Media that leave by signed links, to viewers and to YouTube: by CloudFront, or of S3 where the plan has no films there. */
  readonly mediaOutGb: number;
  /** Answers of the API. */
  readonly apiOutGb: number;
  /** The web app, through CloudFront. */
  readonly cdnGb: number;
  readonly natGb: number;
  readonly endpointGb: number;
  /** Between zones, each way. */
  readonly zoneGb: number;
  /** Media that are kept, in the primary bucket. */
  readonly mediaGb: number;
  /** What the bucket of backups keeps: media, and for 90 days what was deleted of them. */
  readonly backupGb: number;
  /** New media of a month: each copy in the other region reads them. */
  readonly replicatedGb: number;
  /** What lies in the database, and what of it changes in a month. */
  readonly databaseGb: number;
  readonly databaseChangesGb: number;
  /** Disk of a replica whose source is of another plan. */
  readonly sourceDiskGb: number;
  readonly imagesGb: number;
  readonly logsGb: number;
  /** Series of our own metrics: docs/metrics.md, by label values that occur. Those of Container Insights are counted from the plan. */
  readonly metrics: number;
  /** Items that AWS Config records. A GPU instance that comes and goes is about ten. */
  readonly configItems: number;
  readonly configEvaluations: number;
  /** Millions of events of CloudTrail, and GB of logs of network and DNS, that GuardDuty reads. */
  readonly guardDutyMillion: number;
  readonly guardDutyGb: number;
}

/** How much of the on-demand price Spot saves: the document's 70 %. */
export const spotSaves = 0.7;
/** Hours of a month, as AWS counts them. */
export const hours = 730;
/** Hours of a month from 8 to 20 on working days, when what has its nights off runs: 60 of a week's 168. */
export const workingHours = 260;

const none: Usage = {
  ...{ taskFactor: 0, gpuHours: 0, requestsMillion: 0, pagesMillion: 0, queueMillion: 0 },
  ...{ writesMillion: 0, readsMillion: 0 },
  ...{ mediaOutGb: 0, apiOutGb: 0, cdnGb: 0, natGb: 0, endpointGb: 0, zoneGb: 0 },
  ...{ mediaGb: 0, backupGb: 0, replicatedGb: 0, databaseGb: 0, databaseChangesGb: 0, sourceDiskGb: 0 },
  ...{ imagesGb: 0, logsGb: 0, metrics: 0 },
  ...{ configItems: 0, configEvaluations: 0, guardDutyMillion: 0, guardDutyGb: 0 },
};

/** A handful of engineers. */
const quiet: Usage = {
  ...none,
  ...{
    taskFactor: 1,
    requestsMillion: 0.5,
    pagesMillion: 0.2,
    queueMillion: 1,
    writesMillion: 0.05,
    readsMillion: 0.2,
  },
  ...{ mediaOutGb: 20, apiOutGb: 2, cdnGb: 5, natGb: 50, zoneGb: 10 },
  ...{ mediaGb: 50, backupGb: 60, replicatedGb: 10, databaseGb: 2, databaseChangesGb: 2 },
  ...{ imagesGb: 40, logsGb: 5, metrics: 72 },
};

/** By the names of folders of environments/. */
export const usageOf: Readonly<Record<Environment, Usage>> = {
  // A GPU for 4 hours of each working day.
  dev: { ...quiet, gpuHours: 80 },
  // One GPU always, by the plan; the second for the test runs of each working day.
  sandbox: {
    ...{ ...quiet, gpuHours: 200, queueMillion: 2, natGb: 100, logsGb: 8, metrics: 92 },
    ...{ mediaGb: 100, backupGb: 120, replicatedGb: 30, databaseGb: 5, databaseChangesGb: 5 },
  },
  // Two GPUs always, by the plan; two more for a week of load tests and rehearsals.
  staging: {
    ...{ ...quiet, taskFactor: 1.2, gpuHours: 300, requestsMillion: 5, pagesMillion: 1, queueMillion: 3 },
    ...{ mediaOutGb: 100, apiOutGb: 25, cdnGb: 25, natGb: 100, endpointGb: 100, zoneGb: 50 },
    ...{ mediaGb: 300, backupGb: 350, replicatedGb: 60, databaseGb: 20, databaseChangesGb: 20 },
    ...{ logsGb: 20, metrics: 132, writesMillion: 0.2, readsMillion: 1 },
  },
  // The document's thousand users. Each month one of them makes 0.3 GB of film in two and a half hours of a GPU, 1,000 of them above the two that always
  // run; sees 1.5 GB; and asks the API 20,000 times.
  production: {
    ...{ taskFactor: 1.25, gpuHours: 1_000, requestsMillion: 20, pagesMillion: 10, queueMillion: 5 },
    ...{ writesMillion: 1, readsMillion: 5 },
    ...{ mediaOutGb: 1_500, apiOutGb: 100, cdnGb: 300, natGb: 300, endpointGb: 300, zoneGb: 400 },
    ...{ mediaGb: 2_000, backupGb: 2_500, replicatedGb: 300, databaseGb: 100, databaseChangesGb: 100, sourceDiskGb: 0 },
    ...{ imagesGb: 60, logsGb: 60, metrics: 192 },
    ...{ configItems: 6_000, configEvaluations: 10_000, guardDutyMillion: 1, guardDutyGb: 15 },
  },
  // A pilot light: the replica runs and follows production's database, nothing else.
  recovery: { ...none, databaseChangesGb: 100, sourceDiskGb: 500, logsGb: 1 },
};
