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
/** What is planned: alarms are evaluated there, patterns matched, dashboards read. */
const planned = testedIn(`${modules}/monitoring`);
const lambda = testedIn('infrastructure/lambda');

/** Alarms and whom they call, dashboards, logs, budgets, GuardDuty, Config, and the functions that tell and count. */
export const faults: readonly Fault[] = [
  planned(
    'the database is ill at a figure that is still well',
    'alarms.tf',
    ['threshold = 90, period = 60', 'threshold = 80, period = 60'],
    ['alarms', 'database-cpu: CPUUtilization'],
    /FAIL[^\n]*database-cpu[\s\S]*expected 'ALARM' to be 'OK'/,
  ),
  planned(
    'a replica that says nothing is taken for a good one',
    'alarms.tf',
    [
      'threshold = 300, period = 60, periods = 5, missing = "breaching"',
      'threshold = 300, period = 60, periods = 5, missing = "notBreaching"',
    ],
    ['alarms', 'is for replica-lag'],
    /FAIL[^\n]*replica-lag: ALARM[\s\S]*expected 'OK' to be 'ALARM'/,
  ),
  planned(
    'a replica that does not replicate is the least behind of all',
    'alarms.tf',
    ['"IF(${id} < 0, 86400, ${id})"', '"IF(${id} < 0, 0, ${id})"'],
    ['alarms', 'takes a replica that does not replicate'],
    /FAIL[^\n]*does not replicate[\s\S]*expected 'OK' to be 'ALARM'/,
  ),
  planned(
    'dead letters that nobody touches are gone',
    'alarms.tf',
    [
      'threshold = 10, period = 300, periods = 1, missing = "ignore"',
      'threshold = 10, period = 300, periods = 1, missing = "notBreaching"',
    ],
    ['alarms', 'is for dead-letters'],
    /FAIL[^\n]*dead-letters: as it was[\s\S]*expected 'OK' to be 'as it was'/,
  ),
  planned(
    'an API without any task has no errors',
    'alarms.tf',
    ['errors = "FILL(theirs, 0) + FILL(balancer, 0)"', 'errors = "FILL(theirs, 0)"'],
    ['alarms', 'rings when there is no task to choose'],
    /FAIL[^\n]*no task to choose[\s\S]*expected 'OK' to be 'ALARM'/,
  ),
  planned(
    'a burn that is over calls somebody all the same',
    'composites.tf',
    ['${local.rings["slo-burn-fast-1h"]} AND', '${local.rings["slo-burn-fast-1h"]} OR'],
    ['alarms', 'of fast burns want'],
    /FAIL[^\n]*want a long window and its short one[\s\S]*expected true to be false/,
  ),
  planned(
    'a day that S3 has not counted yet is an empty bucket',
    'composites.tf',
    ['id == "standardstorage" ? id : "FILL(${id}, 0)"', '"FILL(${id}, 0)"'],
    ['alarms', 'bucket-growth-measured rings'],
    /FAIL[^\n]*bucket-growth-measured[\s\S]*expected 'ALARM' to be 'as it was'/,
  ),
  planned(
    'a worker that had nothing to do has crashed',
    'stopped-tasks.tf',
    ['name = ["worker"], exitCode = [{ anything-but = [0] }] }', 'name = ["worker"] }'],
    ['events', 'is no crash when it had nothing to do'],
    /FAIL[^\n]*is no crash when it had nothing to do[\s\S]*expected true to be false/,
  ),
  planned(
    'an event goes by a name that ECS does not give it',
    'events.tf',
    ['["ECS Deployment State Change"]', '["ECS Service Deployment State Change"]'],
    ['events', 'a deployment that has ended'],
    /FAIL[^\n]*a deployment that has ended[\s\S]*expected false to be true/,
  ),
  planned(
    'a dashboard asks by a label that the metric has not',
    'dashboard-cost.tf',
    ['"service", "worker", "reason", "spot"', '"service", "worker", "cause", "spot"'],
    ['dashboards', "ask of the studio's own metrics"],
    /studio_worker_drains_total: expected [\s\S]*to deep equally contain/,
  ),
  planned(
    'a dashboard reckons with no metric',
    'dashboard-cost.tf',
    ['id = "all", stat', 'id = "total", stat'],
    ['dashboards', 'reckon only with what is in the same widget'],
    /A day, dollars in all: expected [\s\S]*to include 'all'/,
  ),
  module(
    'the topics of alarms are not encrypted',
    'monitoring/main.tf',
    ['kms_master_key_id = var.kms_key_arn', 'kms_master_key_id = null'],
    /Topics must be under the key that CloudWatch may use/,
  ),
  module(
    "anybody's alarms may publish to the topics",
    'monitoring/main.tf',
    ['["arn:aws:cloudwatch:${var.region}:${var.account_id}:alarm:*"]', '["arn:aws:cloudwatch:*:*:alarm:*"]'],
    /Alarms, rules and budgets of this account may publish, and nobody else/,
  ),
  module(
    'nobody hears that an alarm is over',
    'monitoring/alarms.tf',
    ['ok_actions    = each.value.topic == null', 'ok_actions    = true'],
    /Whoever was called must hear that it is over/,
  ),
  module(
    'a telephone rings for what only happened',
    'monitoring/main.tf',
    [
      'topic_arn = aws_sns_topic.this["critical"].arn\n  protocol  = "sms"',
      'topic_arn = aws_sns_topic.this["info"].arn\n  protocol  = "sms"',
    ],
    /SMS are for critical alarms alone/,
  ),
  module(
    'EventBridge may not write why tasks stopped',
    'monitoring/stopped-tasks.tf',
    ['log-group:/aws/events/ai-film-studio-${var.env}-*:*"]', 'log-group:/ecs/ai-film-studio-${var.env}-*:*"]'],
    /Without this policy EventBridge's events are lost/,
  ),
  module(
    'the logs of the API are kept for ever',
    'logs/main.tf',
    ['retention_in_days = var.log_retention_days', 'retention_in_days = 0'],
    /Logs must be kept for the days that are asked for/,
  ),
  module(
    "budgets can't open the topics that they publish to",
    'logs/key.tf',
    ['"events.amazonaws.com", "budgets.amazonaws.com"]', '"events.amazonaws.com"]'],
    /without the key they are lost without a word/,
  ),
  module(
    "other accounts' logs use the studio's key",
    'logs/key.tf',
    ['["arn:aws:logs:${var.region}:${var.account_id}:log-group:*"]', '["arn:aws:logs:*:*:log-group:*"]'],
    /may use the key for groups of this account alone/,
  ),
  module(
    'staging answers for production: the budget has no filter by tag',
    'budgets/main.tf',
    [
      '  cost_filter {\n    name = "TagKeyValue"\n    # By format: in a template, a dollar before a brace would stand for itself.\n    values = [format("user:%s$%s", var.tag, var.env)]\n  }\n',
      '',
    ],
    /Only what is tagged with this environment counts/,
  ),
  module(
    'credits hide a fleet that runs for nothing',
    'budgets/main.tf',
    ['include_credit = false', 'include_credit = true'],
    /Credits would hide what runs for nothing/,
  ),
  module(
    'a budget tells of a month when it is over',
    'budgets/main.tf',
    ['{ percent = 100, kind = "FORECASTED" }', '{ percent = 120, kind = "ACTUAL" }'],
    /and 100 of the forecast/,
  ),
  module(
    'GuardDuty does not look at the database',
    'guardduty/variables.tf',
    ['default     = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", ', 'default     = ["S3_DATA_EVENTS", '],
    /Buckets, database, functions, machines and containers must be looked at/,
  ),
  module(
    'GuardDuty looks at containers without its agent',
    'guardduty/main.tf',
    ['["ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"]', '["EC2_AGENT_MANAGEMENT"]'],
    /Without its agents runtime monitoring sees nothing/,
  ),
  module(
    'Config is set up and records nothing',
    'config/main.tf',
    ['is_enabled = true', 'is_enabled = false'],
    /the recorder must run/,
  ),
  module(
    'Config writes anywhere in the bucket of logs',
    'config/role.tf',
    ['${var.bucket}/AWSLogs/${var.account_id}/Config/*"]', '${var.bucket}/*"]'],
    /its own folder of the bucket and nothing else/,
  ),
  module(
    'all that is right again is told',
    'config/main.tf',
    ['["NON_COMPLIANT"]', '["NON_COMPLIANT", "COMPLIANT"]'],
    /what is right again is not/,
  ),
  module(
    'a function that counts bytes may read films',
    'lambda/roles.tf',
    [
      '    actions   = ["sqs:SendMessage"]\n    resources = [local.queue_arns[each.key]]',
      '    actions   = ["sqs:SendMessage", "s3:GetObject"]\n    resources = [local.queue_arns[each.key], "arn:aws:s3:::*"]',
    ],
    /may touch no object/,
  ),
  module(
    'a function opens whatever the keys of the account have closed',
    'lambda/roles.tf',
    ['values   = ["secretsmanager.${var.region}.amazonaws.com"]', 'values   = ["*"]'],
    /through Secrets Manager alone/,
  ),
  module(
    'a notice that Slack did not take is not tried again',
    'lambda/failures.tf',
    ['maximum_retry_attempts = 2', 'maximum_retry_attempts = 0'],
    /An alarm that Slack did not take must be tried again/,
  ),
  module(
    'whoever gets the name of the bucket calls the function',
    'lambda/main.tf',
    ['  source_account = var.account_id\n', ''],
    /the account is asked too/,
  ),
  lambda(
    'a notice that Slack refused counts as told',
    'alarm-notices/slack.ts',
    ['if (!answer.ok) throw', 'if (answer.status === 429) throw'],
    ['alarm-notices/alarm-notices', "fails with Slack's word"],
    /FAIL[^\n]*fails with Slack's word[\s\S]*undefined/,
  ),
  lambda(
    "the webhook's address, which is its password, is logged",
    'alarm-notices/slack.ts',
    ['`Slack answered ${answer.status}: ', '`Slack answered ${answer.status} at ${webhook}: '],
    ['alarm-notices/alarm-notices', "fails with Slack's word"],
    /FAIL[^\n]*without the address that is a password[\s\S]*SlackError: Slack answered 403 at /,
  ),
  lambda(
    'a notice wakes the whole channel by what somebody called a film',
    'alarm-notices/slack.ts',
    [".replaceAll('<', '&lt;')", ''],
    ['alarm-notices/alarm-notices', 'pings nobody'],
    /FAIL[^\n]*pings nobody[\s\S]*<!channel/,
  ),
  lambda(
    'an alarm that is over rings',
    'alarm-notices/notice.ts',
    ["=== 'OK' ? 'over' : 'rings'", "=== 'OVER' ? 'over' : 'rings'"],
    ['alarm-notices/alarm-notices', 'that is over says so'],
    /FAIL[^\n]*of an alarm that is over says so[\s\S]*"state": "rings"/,
  ),
  lambda(
    "an event that can't be read weighs nothing",
    'stored-bytes/stored.ts',
    ["throw new NoS3EventError('This is no event of S3.')", 'return []'],
    ['stored-bytes/stored-bytes', 'is not guessed from'],
    /FAIL[^\n]*is not guessed from[\s\S]*expected [^\n]*to throw/,
  ),
  lambda(
    'what is deleted counts as written',
    'stored-bytes/stored.ts',
    ["eventName.startsWith('ObjectCreated:')", "eventName.startsWith('Object')"],
    ['stored-bytes/stored-bytes', 'is the sum of what was written'],
    /FAIL[^\n]*is the sum of what was written[\s\S]*"objects": 5/,
  ),
  lambda(
    'the line names a dimension that it has not',
    'stored-bytes/stored.ts',
    ["Dimensions: [['bucket']]", "Dimensions: [['BucketName']]"],
    ['stored-bytes/stored-bytes', 'is one of the embedded metric format'],
    /FAIL[^\n]*embedded metric format[\s\S]*BucketName/,
  ),
  lambda(
    'a function is uploaded anew by each who fetched its sources',
    'package.ts',
    ['mtime: always,', "mtime: (await import('node:fs')).statSync(join(folder, name)).mtime,"],
    ['package', 'is the same bytes'],
    /FAIL[^\n]*is the same bytes from the same sources/,
  ),
  lambda(
    'a function is uploaded without a file that it imports',
    'package.ts',
    ['(test|fixture)', '(test|fixture)|unknown'],
    ['package', 'starts from its zip alone'],
    /Cannot find module [^\n]*unknown\.mjs/,
  ),
];
