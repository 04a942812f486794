import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { planText } from '../../plan.ts';

const planSchema = z.object({
  resource_changes: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      index: z.union([z.string(), z.number()]).optional(),
      change: z.object({ after: z.unknown() }),
    }),
  ),
});

/** A plan's resources: by type and name, then by key. */
export type Planned = (type: string, name: string) => ReadonlyMap<string, unknown>;

/**
 * Plans this module for a studio with two databases, two nodes of Redis and two queues.
 * @param settings lines of Terraform that are set besides what is needed
 */
export async function planned(settings = ''): Promise<Planned> {
  const plan = planSchema.parse(await planText(configuration(settings)));
  return (type, name) =>
    new Map(
      plan.resource_changes
        .filter((one) => one.type === type && one.name === name)
        .map(({ index, change }) => [String(index), change.after]),
    );
}

const configuration = (settings: string) => `
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "monitoring" {
  source             = ${JSON.stringify(fileURLToPath(new URL('.', import.meta.url)))}
  env                = "prod"
  region             = "us-east-1"
  account_id         = "123456789012"
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/watching"
  log_retention_days = 30
  identifiers = {
    database_ids              = ["db", "db-replica-1"]
    replica_ids               = ["db-replica-1"]
    max_connections           = 400
    redis_nodes               = ["redis-001", "redis-002"]
    alb_arn_suffix            = "app/studio/1"
    target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
    cluster_name              = "ai-film-studio-prod"
    service_names             = { blue = "ai-film-studio-backend-prod-blue", green = "ai-film-studio-backend-prod-green" }
    worker_service_names      = ["ai-film-studio-gpu-workers-prod"]
    asg_names                 = ["ai-film-studio-gpu-workers-prod"]
    queue_names               = ["processing", "high-priority"]
    dlq_name                  = "dlq"
    distribution_id           = "E1"
    assets_bucket             = "assets"
    metric_namespace          = "AIFilmStudio/prod"
    lost_notices_queue        = "lost"
  }
  ${settings}
}
`;
