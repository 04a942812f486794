import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

/** The services of AWS that a deployment speaks to. */
export interface Aws {
  readonly ecs: ECSClient;
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly metrics: CloudWatchClient;
  readonly scaling: ApplicationAutoScalingClient;
}

/** Region, credentials and endpoint are the environment's, as of every tool of AWS. A deployment outlives a bad minute of an API: eight tries. */
export function awsClients(): Aws {
  const options = { maxAttempts: 8 };
  return {
    ecs: new ECSClient(options),
    balancing: new ElasticLoadBalancingV2Client(options),
    metrics: new CloudWatchClient(options),
    scaling: new ApplicationAutoScalingClient(options),
  };
}
