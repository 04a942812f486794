import type { Fault } from './fault.ts';

const bootstrap = (
  name: string,
  [find, replace]: readonly [string, string],
  file: string,
  says: RegExp,
  folder = 'infrastructure/terraform/bootstrap',
): Fault => ({
  ...{ layer: 'Bootstrap', name, file: `${folder}/${file}`, find, replace },
  check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'terraform/bootstrap'],
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Whom AWS believes, what GitHub's jobs may do, and where states lie. */
export const faults: readonly Fault[] = [
  bootstrap(
    'every environment of the repository may plan, with whatever it runs',
    ['"ref:refs/heads/develop"]', '"ref:refs/heads/develop", "environment:production"]'],
    'github.tf',
    /A fork, another branch, a tag or another audience is let in to plan\. Not so: environment\./,
  ),
  bootstrap(
    'a subject is compared by patterns',
    [
      'test     = "StringEquals"\n      variable = "${local.issuer}:sub"',
      'test     = "StringLike"\n      variable = "${local.issuer}:sub"',
    ],
    'github.tf',
    /Audience and subject are both compared whole/,
  ),
  bootstrap(
    'what is merged to main is applied without a reviewer',
    ['"apply-${name}" => ["environment:${name}"]', '"apply-${name}" => ["environment:${name}", "ref:refs/heads/main"]'],
    'github.tf',
    /Who may apply is said by the environment and its reviewers alone\. Not so: main/,
  ),
  bootstrap(
    'a pull request reads the states and films of production',
    ['NotResource = "${local.state_arns[each.key]}/*"', 'NotResource = "arn:aws:s3:::ai-film-studio-*"'],
    'plan.tf',
    /the states of others: that has to be refused\. Not so: film, old_film, state_of_another/,
  ),
  bootstrap(
    'a plan writes the state',
    ['resources = ["${local.state_arns[each.key]}/*.tflock"]', 'resources = ["${local.state_arns[each.key]}/*"]'],
    'plan.tf',
    /Whoever opens a pull request could change something\. Not so: delete, state/,
  ),
  bootstrap(
    'a plan of dev opens what production’s key locks',
    [
      '      variable = "kms:EncryptionContext:SecretARN"\n      values   = [for name in local.planned_secrets : "arn:aws:secretsmanager:${each.value.region}:${var.account_id}:secret:ai-film-studio/${each.value.env}/${name}-*"]',
      '      variable = "kms:EncryptionContext:SecretARN"\n      values   = ["*"]',
    ],
    'plan.tf',
    /A plan of dev opens what is not dev's\. Not so: open\./,
  ),
  bootstrap(
    'who applies lets in whom they like',
    [
      '"${local.iam}:role/ai-film-studio-github-*", "${local.iam}:policy/ai-film-studio-boundary-*", local.oidc_provider_arn',
      '"${local.iam}:role/ai-film-studio-github-plan-*", "${local.iam}:policy/ai-film-studio-boundary-*"',
    ],
    'apply.tf',
    /have\s+to be refused outright\. Not so:\s+another, deploy/,
  ),
  bootstrap(
    'a role can be made an administrator',
    ['[for name in local.attached_policies : "arn:aws:iam::aws:policy/${name}"]', '["arn:aws:iam::aws:policy/*"]'],
    'apply.tf',
    /Who applies dev could come to more rights\. Not so: admin\./,
  ),
  bootstrap(
    'an apply writes what it likes into a role without bounds',
    ['      "iam:ListRoleTags",\n', '      "iam:ListRoleTags",\n      "iam:PutRolePolicy",\n'],
    'apply.tf',
    /without dev's bounds may do more than the role that made it\. Not so: PutRolePolicy_none, PutRolePolicy_other, PutRolePolicy_prod\./,
  ),
  bootstrap(
    'an apply takes a role out of its bounds',
    [
      'effect  = "Deny"\n    actions = ["iam:DeleteRolePermissionsBoundary"]',
      'effect  = "Allow"\n    actions = ["iam:DeleteRolePermissionsBoundary"]',
    ],
    'apply.tf',
    /have to be refused outright\. Not so: take_off\./,
  ),
  bootstrap(
    'a role within its bounds writes rights for another',
    ['      "iam:List*",\n', '      "iam:List*",\n      "iam:PutRolePolicy",\n'],
    'boundary.tf',
    /A role that an apply of dev wrote could have the account\. Not so: rights\./,
  ),
  bootstrap(
    'Auto Scaling lends a machine any role of the account, by its template’s latest version',
    [
      '"autoscaling:LaunchTemplateVersionSpecified"\n      values   = ["false"]',
      '"autoscaling:LaunchTemplateVersionSpecified"\n      values   = ["never"]',
    ],
    'apply.tf',
    /lend a machine of dev's any role of the account\. Not so: latest, latest_later, latest_refresh\./,
  ),
  bootstrap(
    'a stranger’s machine is tagged as dev’s, and then changed',
    [
      'resources = ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:launch-template/*"]',
      'resources = ["arn:aws:ec2:*:*:launch-template/*"]',
    ],
    'apply.tf',
    /may run with a role without bounds\. Not so: tagged\./,
  ),
  bootstrap(
    'a role within its bounds tags a stranger’s template for an apply',
    [
      'resources = ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:launch-template/*"]',
      'resources = ["arn:aws:ec2:*:*:instance/*"]',
    ],
    'boundary.tf',
    /A role that an apply of dev wrote could have the account\. Not so: template\./,
  ),
  bootstrap(
    'every function of the account is dev’s to change',
    [':function:ai-film-studio-*-${env}"]', ':function:*"]'],
    'apply.tf',
    /Functions are dev's by their names, whatever is tagged\. Not so: called, code, layers, tagged\./,
  ),
  bootstrap(
    'a task reads the passwords in its environment’s state',
    ['"arn:aws:s3:::ai-film-studio-terraform-*/*"', '"arn:aws:s3:::ai-film-studio-states-*/*"'],
    'boundary.tf',
    /whatever their bucket's policy says\. Not so: end_dev, /,
  ),
  bootstrap(
    'an apply of dev ends production’s database',
    [
      '      sid       = "NothingOfOthers"\n      effect    = "Deny"',
      '      sid       = "NothingOfOthers"\n      effect    = "Allow"',
    ],
    'apply.tf',
    /could end what is another environment's: it has to be refused outright\. Not so: database, key, machine/,
  ),
  bootstrap(
    'an apply ends the versions that a spoiled state would be brought back from',
    [
      '"s3:PutObject", "s3:DeleteObject"]\n    resources   = concat',
      '"s3:PutObject", "s3:Delete*"]\n    resources   = concat',
    ],
    'apply.tf',
    /no apply ends them\. Not so: bucket, version\./,
  ),
  bootstrap(
    'a module is of a service that no role may use',
    ['resource "aws_sns_topic" "', 'resource "aws_mq_broker" "'],
    'monitoring/main.tf',
    /add the service to services in apply\.tf\. Not so: mq/,
    'infrastructure/terraform/modules',
  ),
  bootstrap(
    'the deploy program may do more than anybody said on what',
    ['    "ecs:UpdateService",', '    "ecs:DeleteService",\n    "ecs:UpdateService",'],
    'permissions.json',
    /permissions\.json allows ecs:DeleteService, and nobody says on what/,
    'infrastructure/deploy',
  ),
  bootstrap(
    'who deploys runs tasks with any role of the environment',
    ['for role in ["execution", "worker-execution", "backend", "worker"]', 'for role in ["*"]'],
    'deploy.tf',
    /Who deploys comes to films, secrets or other rights\. Not so: pass_apply, pass_more/,
  ),
  bootstrap(
    'sessions end before a canary does',
    ['  # A canary takes an hour and five minutes.\n  max_session_duration = 7200', '  max_session_duration = 3600'],
    'deploy.tf',
    /The pipelines ask for sessions of 7,200 s/,
  ),
  bootstrap(
    'recovery’s state is gone with the region that it recovers',
    [
      'recovery   = { env = "prod-dr", region = "us-west-2" }',
      'recovery   = { env = "prod-dr", region = "us-east-1" }',
    ],
    'variables.tf',
    /with it in the same, both are gone together/,
  ),
  bootstrap(
    'passwords in old plans stay for good',
    ['      prefix = "plans/"', '      prefix = "plan/"'],
    'state.tf',
    /Plans hold secrets: they go after a week/,
  ),
  bootstrap(
    'who tries the sandbox reads all of its secrets',
    ['/SEED_PASSWORD-??????"]', '/*"]'],
    'deploy.tf',
    /Who deploys to the sandbox reads the testers' password, and no other secret\. Not so: alike, database, seals\./,
  ),
];
