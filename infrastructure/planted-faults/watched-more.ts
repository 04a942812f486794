import type { Fault } from './fault.ts';

const modules = 'infrastructure/terraform/modules';
const vitest = ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'] as const;

/** A fault in a module, which the module's own tests must find. */
const module = (name: string, file: string, [find, replace]: readonly [string, string], says: RegExp): Fault => ({
  ...{ layer: 'Watching', name, file: `${modules}/${file}`, find, replace },
  check: [...vitest, 'terraform/modules.test', '-t', ` ${file.split('/')[0]} does what its own tests say`],
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** A fault that a suite beside the code must find: the test of it whose name holds the words. */
const testedIn =
  (folder: string) =>
  (
    name: string,
    file: string,
    [find, replace]: readonly [string, string],
    [suite, words]: readonly [string, string],
    says: RegExp,
  ): Fault => ({
    ...{ layer: 'Watching', name, file: `${folder}/${file}`, find, replace },
    check: [...vitest, `${folder}/${suite}.test`, '-t', words],
    says,
  });
const planned = testedIn(`${modules}/monitoring`);
const lambda = testedIn('infrastructure/lambda');

/** What looks somewhere else, goes by another name or may do more, and is silent about it. */
export const faults: readonly Fault[] = [
  planned(
    'a database that stands at 100 % is well as long as it rests now and then',
    'alarms.tf',
    ['name = "CPUUtilization", stat = "Average"', 'name = "CPUUtilization", stat = "Minimum"'],
    ['alarms', 'is for database-cpu there'],
    /FAIL[^\n]*database-cpu there[\s\S]*CPUUtilization Minimum/,
  ),
  planned(
    'who waits long is lost in the average',
    'alarms.tf',
    ['stat = "p95"', 'stat = "Average"'],
    ['alarms', 'is for api-latency there'],
    /FAIL[^\n]*api-latency there[\s\S]*TargetResponseTime Average/,
  ),
  planned(
    'work that waits is taken for dead letters, and those for nothing',
    'alarms.tf',
    ['QueueName = local.id.dlq_name', 'QueueName = local.id.queue_names[0]'],
    ['alarms', 'is for dead-letters there'],
    /FAIL[^\n]*dead-letters there[\s\S]*QueueName=processing/,
  ),
  planned(
    'the age of jobs is asked for without a dimension that it has',
    'alarms.tf',
    ['{ service = "api", type = type }', '{ type = type }'],
    ['alarms', 'is for queue-age there'],
    /FAIL[^\n]*queue-age there[\s\S]*Maximum type=video/,
  ),
  planned(
    'the rule that counts crashes is turned off',
    'stopped-tasks.tf',
    ['asked them to."\n', 'asked them to."\n  state = "DISABLED"\n'],
    ['events', 'no rule is turned off'],
    /FAIL[^\n]*no rule is turned off[\s\S]*DISABLED/,
  ),
  planned(
    'the rules that tell of what happened are turned off',
    'events.tf',
    ['know: ${each.key}."\n', 'know: ${each.key}."\n  state = "DISABLED"\n'],
    ['events', 'no rule is turned off'],
    /FAIL[^\n]*no rule is turned off[\s\S]*DISABLED/,
  ),
  module(
    'somebody is called at night for a deployment that went well',
    'monitoring/events.tf',
    ['local.topic_arns["info"]', 'local.topic_arns["critical"]'],
    /nobody is called for a deployment/,
  ),
  module(
    'budgets may open the topics to others',
    'monitoring/main.tf',
    [
      'sid       = "BudgetsOfThisAccount"\n    actions   = ["sns:Publish"]',
      'sid       = "BudgetsOfThisAccount"\n    actions   = ["sns:Publish", "sns:AddPermission"]',
    ],
    /Whoever may publish to a topic may do nothing else with it/,
  ),
  module(
    'findings of GuardDuty go by a name that it does not give them',
    'guardduty/main.tf',
    ['["GuardDuty Finding"]', '["GuardDuty Findings"]'],
    /The rule must go by the names that GuardDuty gives its events/,
  ),
  module(
    'a threat that goes on is told again after six hours',
    'guardduty/main.tf',
    ['"FIFTEEN_MINUTES"', '"SIX_HOURS"'],
    /told within a quarter of an hour/,
  ),
  module(
    'what Config tells is awaited from somebody else',
    'config/main.tf',
    ['["aws.config"]', '["aws.configservice"]'],
    /The rule must go by the names that Config gives its events/,
  ),
  module(
    'Config may read films',
    'config/role.tf',
    ['policy/service-role/AWS_ConfigRole', 'policy/ReadOnlyAccess'],
    /none of what is in them/,
  ),
  module(
    'a bucket may be read by the world, and no rule says so',
    'config/rules.tf',
    [
      '    buckets-closed-to-read  = { rule = "S3_BUCKET_PUBLIC_READ_PROHIBITED", with = {}, says = "Nobody reads buckets as nobody." }\n',
      '',
    ],
    /nothing open to the world, records, two zones, patches and backups each have their rules/,
  ),
  module(
    'a budget tells of its marks all the month before they are passed',
    'budgets/main.tf',
    ['"GREATER_THAN"', '"LESS_THAN"'],
    /A mark is told when it is passed/,
  ),
  module(
    'a budget counts hours and not dollars',
    'budgets/main.tf',
    ['= "COST"', '= "USAGE"'],
    /The budget is so many dollars a month/,
  ),
  module(
    'refunds hide a fleet that runs for nothing',
    'budgets/main.tf',
    ['include_refund = false', 'include_refund = true'],
    /and so would refunds/,
  ),
  module(
    'anybody in the world decides over the key of logs and alarms',
    'logs/key.tf',
    ['["arn:aws:iam::${var.account_id}:root"]', '["*"]'],
    /This account alone decides over the key/,
  ),
  module(
    'whoever writes logs may delete their key',
    'logs/key.tf',
    ['["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]', '["kms:*"]'],
    /and neither changes nor deletes it/,
  ),
  module(
    'anybody may read what functions could not do',
    'lambda/failures.tf',
    ['effect    = "Deny"', 'effect    = "Allow"'],
    /and their policy allows nothing/,
  ),
  module(
    'an alarm is told when it is long over',
    'lambda/failures.tf',
    ['maximum_event_age_in_seconds = 3600', 'maximum_event_age_in_seconds = 21600'],
    /After an hour a notice is no news/,
  ),
  module(
    'machines take the roles of functions, which can not start',
    'lambda/roles.tf',
    ['["lambda.amazonaws.com"]', '["ec2.amazonaws.com"]'],
    /Lambda alone takes the functions' roles/,
  ),
  module(
    'somebody else than S3 may call the function that counts bytes',
    'lambda/main.tf',
    ['principal      = "s3.amazonaws.com"', 'principal      = "sns.amazonaws.com"'],
    /the account is asked too/,
  ),
  module(
    'the function that tells Slack is not told which secret',
    'lambda/main.tf',
    ['{ SLACK_WEBHOOK_SECRET = ', '{ SLACK_WEBHOOK = '],
    /alarm-notices is told which secret has the webhook/,
  ),
  lambda(
    'a notice counts as told when Slack can not be reached',
    'alarm-notices/slack.ts',
    ["throw new SlackError('Slack could not be reached.', { cause });", 'return Response.json({ cause });'],
    ['alarm-notices/alarm-notices', 'is Slack: it is not taken for told'],
    /FAIL[^\n]*not taken for told[\s\S]*expected undefined to be an instance of SlackError/,
  ),
  lambda(
    'nobody knows which secret could not be read',
    'alarm-notices/secret.ts',
    ['throw new SecretError(`Secrets Manager could not be reached for ${id}.`, { cause });', 'throw cause;'],
    ['alarm-notices/alarm-notices', 'is Secrets Manager'],
    /FAIL[^\n]*is Secrets Manager[\s\S]*fetch failed/,
  ),
  lambda(
    'of several messages only the first is told',
    'alarm-notices/main.ts',
    ['of notices)', 'of notices.slice(0, 1))'],
    ['alarm-notices/alarm-notices', 'posts each message of an event'],
    /FAIL[^\n]*posts each message of an event[\s\S]*Warning: ai-film-studio-prod-database-cpu is over/,
  ),
  lambda(
    'a function is uploaded anew at each hour that it is packed',
    'package.ts',
    ['{ mtime: always, os', '{ mtime: new Date(), os'],
    ['package', 'is the same bytes'],
    /FAIL[^\n]*is the same bytes from the same sources/,
  ),
];
