import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';

/** What a region is asked through. */
export interface RegionClients {
  readonly rds: RDSClient;
  readonly ecs: ECSClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly groups: AutoScalingClient;
  readonly metrics: CloudWatchClient;
}

/** Services that have no region. */
export interface GlobalClients {
  readonly dns: Route53Client;
  readonly cdn: CloudFrontClient;
}

/** A disaster is when everybody calls: eight tries, with the SDK's waits between them, ride out throttling. */
const patient = { maxAttempts: 8, requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000 } } as const;

export function regionClients(region: string): RegionClients {
  const options = { region, ...patient };
  return {
    rds: new RDSClient(options),
    ecs: new ECSClient(options),
    scaling: new ApplicationAutoScalingClient(options),
    groups: new AutoScalingClient(options),
    metrics: new CloudWatchClient(options),
  };
}

export function globalClients(): GlobalClients {
  // Both answer in us-east-1. Route 53's control plane is there alone: when it cannot be reached, records cannot be changed.
  // https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
  const options = { region: 'us-east-1', ...patient };
  return { dns: new Route53Client(options), cdn: new CloudFrontClient(options) };
}

/** Whether nothing answered at all, or only that it cannot: not so for whoever was refused. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return status === undefined
    ? /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|Timeout|socket hang up/i.test(
        `${error.name} ${error.message} ${(error as NodeJS.ErrnoException).code ?? ''}`,
      )
    : status >= 500;
}
