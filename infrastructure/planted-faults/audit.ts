import type { Fault } from './fault.ts';

const terraform = 'infrastructure/terraform';
const vitest = ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'] as const;
/** The tests of a module, written in Terraform. */
const testsOf = (module: string): Fault['check'] => [...vitest, 'terraform/modules.test', '-t', ` ${module} does what`];

const audit = (
  name: string,
  file: string,
  [find, replace]: readonly [string, string],
  says: RegExp,
  check: Fault['check'] = testsOf(file.split('/')[1] ?? ''),
): Fault => ({
  ...{ layer: 'Audit', name, file: `${terraform}/${file}`, find, replace, check },
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Who did what: the trail, the bucket that it is written to, sessions on machines, and who may end either. */
export const faults: readonly Fault[] = [
  audit(
    'whoever breaks in goes where the trail does not look',
    'modules/audit/main.tf',
    ['is_multi_region_trail = true', 'is_multi_region_trail = false'],
    /The trail must run, in all regions and for what is in none/,
  ),
  audit(
    'a file of the trail can be changed, and nobody knows',
    'modules/audit/main.tf',
    ['enable_log_file_validation = true', 'enable_log_file_validation = false'],
    /Without signed sums nobody can say/,
  ),
  audit(
    'who read a film is written down, and who let them is not',
    'modules/audit/main.tf',
    ['for_each = var.assets_bucket_arn == null ? [] : [true]', 'for_each = []'],
    /a selector for the one alone would end the other/,
  ),
  audit(
    'a machine that may not write holds sessions that nobody sees',
    'modules/audit/sessions.tf',
    ['cloudWatchEncryptionEnabled = true', 'cloudWatchEncryptionEnabled = false'],
    /it would hold one that nobody writes down/,
  ),
  audit(
    "Session Manager does not find the studio's preferences",
    'modules/audit/sessions.tf',
    ['"SSM-SessionManagerRunShell"', '"ai-film-studio-sessions-${var.env}"'],
    /Session Manager looks for its preferences by this name/,
  ),
  audit(
    'sessions can be read by whoever reads logs without the key',
    'modules/audit/sessions.tf',
    ['  kms_key_id        = var.kms_key_arn\n', ''],
    /must be under the key of logs, and end when other logs do/,
  ),
  audit(
    "anybody's trail may fill the bucket of logs",
    'modules/s3/policies.tf',
    ['"arn:aws:cloudtrail:*:${var.account_id}:trail/ai-film-studio-${var.env}"', '"arn:aws:cloudtrail:*:*:trail/*"'],
    /Services may write logs for this account only/,
  ),
  audit(
    'CloudTrail may not look at the bucket, and no trail is made',
    'modules/s3/policies.tf',
    ['    CloudTrail = { actions = ["s3:GetBucketAcl"], condition = local.trail }\n', ''],
    /AWS refuses to make a trail otherwise/,
  ),
  audit(
    'no session begins on a GPU machine: it may not look for the group',
    'modules/iam/instance.tf',
    ['log-group::log-stream:*"]', 'log-group:/ssm/ai-film-studio-*"]'],
    /without it no session begins where module audit is/,
  ),
  audit(
    'a container on a GPU machine writes into any log',
    'modules/iam/instance.tf',
    ['log-group:/ssm/ai-film-studio-*:*"]', 'log-group:*"]'],
    /with more it could write or read other logs/,
  ),
  audit(
    'no session begins on the bastion: it may not write it down',
    'modules/bastion/main.tf',
    ['["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]', '["logs:DescribeLogStreams"]'],
    /without it none begins where module audit is/,
  ),
  audit(
    "dev's pipeline ends production's trail",
    'bootstrap/apply.tf',
    ['trail/ai-film-studio-${env}"]', 'trail/ai-film-studio-*"]'],
    /Names say whose it is: dev's role has what ends in dev\. Not so: trail/,
    [...vitest, 'terraform/bootstrap'],
  ),
  audit(
    'production is no longer audited',
    'environments/production/terraform.tfvars',
    ['  audit     = true\n', ''],
    /audit of production is false, and not true: protection\.audit/,
    [...vitest, 'terraform/policies/policies.test', '-t', '^production > sizes, numbers and bounds'],
  ),
  audit(
    'a model that does not load on one worker calls nobody',
    'modules/monitoring/alarms.tf',
    ['threshold = 0, period = 900', 'threshold = 1, period = 900'],
    /FAIL[^\n]*model-load-failures rings for a single one[\s\S]*expected 'OK' to be 'ALARM'/,
    [...vitest, 'terraform/modules/monitoring/alarms.test', '-t', 'model-load-failures rings'],
  ),
];
