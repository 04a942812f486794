import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const service = z.object({ name: z.string(), tasks: z.int().min(0), most: z.int().min(0) });

/** What the program has to know of one region. */
const regionSchema = z.object({
  region: z.string(),
  database: z.object({
    identifier: z.string(),
    arn: z.string(),
    instance_class: z.string(),
    subnet_group: z.string(),
    kms_key_arn: z.string(),
    security_group_ids: z.array(z.string()).min(1),
    backup_retention_days: z.int().min(1),
    /** A security group without a rule: what has it alone is reached by nobody. */
    fence_security_group_id: z.string(),
  }),
  cluster: z.string(),
  /** Colours of the backend; the first is started where none runs. */
  services: z.array(service).min(1),
  /** Of workers without a GPU: no colour is live and the other asleep, and none of them answers `/ready`. */
  worker_services: z.array(service),
  /** Groups of machines with a GPU. */
  workers: z.array(z.object({ group: z.string(), min: z.int().min(0), max: z.int().min(0) })),
  load_balancer: z.object({ dns_name: z.string(), zone_id: z.string() }),
  frontend_bucket_domain: z.string(),
  assets_bucket: z.string(),
  assets_bucket_domain: z.string(),
});

/** The output `failover` of environments/recovery. */
export const settingsSchema = z.object({
  environment: z.string(),
  primary: regionSchema,
  recovery: regionSchema,
  hosted_zone_id: z.string(),
  /** Host name of the API, without a dot at its end. */
  api_name: z.string(),
  /** The web app, through CloudFront. */
  site_url: z.url(),
  distribution_id: z.string(),
});

export type Region = z.infer<typeof regionSchema>;
export type Settings = z.infer<typeof settingsSchema>;

const run = promisify(execFile);
const program = () => process.env.TERRAFORM ?? 'terraform';

/**
 * Reads the settings from the recovery environment's state, which lies in its own region: the other one may be gone.
 * @param folder of the recovery environment, initialised
 * @throws Error when there is no such output, or it is not what this program expects
 */
export async function readSettings(folder: string): Promise<Settings> {
  const { stdout } = await run(program(), [`-chdir=${folder}`, 'output', '-json', 'failover']);
  return settingsSchema.parse(JSON.parse(stdout));
}

/**
 * Brings the recovery stack up, as its own variable says. Terraform changes only what is not so yet, by its state: it does not look at the
 * world first. IAM, Route 53 and budgets are asked in us-east-1, which may be gone, and one that does not answer would stop all the rest.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 * @throws Error with what Terraform said
 */
export async function activateRecovery(folder: string): Promise<void> {
  const args = ['apply', '-auto-approve', '-refresh=false', '-input=false', '-no-color', '-var', 'active=true'];
  await run(program(), [`-chdir=${folder}`, ...args], { maxBuffer: 1 << 26 });
}
