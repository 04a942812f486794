# Where a log router stands in the tasks, it writes as the task does, and not as ECS: to the one group of each. What it sends to OpenSearch needs nothing here:
# the domain's own policy names the roles. Pods are given none of it (task_policies): on Kubernetes the router is a DaemonSet of its own.
locals {
  log_router_groups = {
    for who, arn in {
      backend = try(var.log_router_group_arns.backend, null)
      worker  = try(var.log_router_group_arns.workers, null)
    } : who => "${trimsuffix(arn, ":*")}:*" if var.log_router_group_arns != null
  }
}

data "aws_iam_policy_document" "log_router" {
  for_each = local.log_router_groups

  # The groups are made by Terraform, with their retention: nothing here makes one.
  statement {
    sid       = "RouteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [each.value]
  }
}

resource "aws_iam_role_policy" "log_router" {
  for_each = local.log_router_groups

  name   = "log-router"
  role   = aws_iam_role.task[each.key].id
  policy = data.aws_iam_policy_document.log_router[each.key].json
}
