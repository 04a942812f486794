locals {
  # Written out and not asked of the role, so that a plan shows them.
  role_arns = {
    plan   = { for folder, role in aws_iam_role.plan : folder => "${local.iam}:role/${role.name}" }
    apply  = { for name, role in aws_iam_role.apply : name => "${local.iam}:role/${role.name}" }
    deploy = { for name, role in aws_iam_role.deploy : name => "${local.iam}:role/${role.name}" }
  }
}

output "github_repository_variables" {
  description = "Variables of the repository on GitHub (Settings, Secrets and variables, Actions)."
  value = merge(
    { AWS_REGION = var.region },
    { for folder, arn in local.role_arns.plan : "PLAN_ROLE_${upper(folder)}" => arn },
    { for folder, bucket in aws_s3_bucket.state : "STATE_BUCKET_${upper(folder)}" => bucket.bucket },
  )
}

output "github_environment_variables" {
  description = "Variables of each environment on GitHub. API_URL and DISTRIBUTION_ID come from the environment itself, once it was applied."
  value = {
    for name in local.github_environments : name => {
      AWS_ROLE_ARN       = local.role_arns.deploy[name]
      TERRAFORM_ROLE_ARN = local.role_arns.apply[name]
      AWS_REGION         = var.environments[name].region
      AWS_ACCOUNT_ID     = var.account_id
      ECR_ACCOUNTS       = var.account_id
    }
  }
}

output "hosted_zone_id" {
  description = "hosted_zone_id of the environments. Null when the zone was there before."
  value       = one(aws_route53_zone.this[*].zone_id)
}

output "name_servers" {
  description = "What the domain's registrar has to name. Empty when the zone was there before."
  value       = flatten(aws_route53_zone.this[*].name_servers)
}

output "roles" {
  description = "Each role by its name: who may take it on, and what it may do besides ReadOnlyAccess of those that plan. To be read before it is applied."
  value = merge(
    { for folder, role in aws_iam_role.plan : role.name => { trust = role.assume_role_policy, policies = [aws_iam_role_policy.plan[folder].policy, aws_iam_role_policy.no_objects_but_state[folder].policy] } },
    { for name, role in aws_iam_role.apply : role.name => { trust = role.assume_role_policy, policies = [aws_iam_role_policy.apply[name].policy] } },
    { for name, role in aws_iam_role.deploy : role.name => { trust = role.assume_role_policy, policies = [aws_iam_role_policy.deploy[name].policy] } },
  )
}

output "boundaries" {
  description = "The most that a role of each env may do (boundary.tf). To be read before it is applied."
  value       = { for folder, policy in aws_iam_policy.boundary : var.environments[folder].env => policy.policy }
}
