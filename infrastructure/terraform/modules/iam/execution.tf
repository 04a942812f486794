data "aws_iam_policy_document" "execution" {
  for_each = local.execution

  statement {
    sid     = "SignInToRegistry"
    actions = ["ecr:GetAuthorizationToken"]
    # The token is the account's: ECR knows no narrower resource for it.
    resources = ["*"]
  }

  statement {
    sid     = "PullImages"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    # And GuardDuty's agent, which Runtime Monitoring puts beside tasks on Fargate: a repository of AWS' own, of another account in each region.
    # https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html
    resources = concat(var.ecr_arns, ["arn:aws:ecr:${var.region}:*:repository/aws-guardduty-agent-fargate"])
  }

  # The groups are made by Terraform, with their retention: nothing here makes one.
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [for arn in var.log_group_arns : "${trimsuffix(arn, ":*")}:*"]
  }

  dynamic "statement" {
    for_each = length(each.value.secrets) > 0 ? [1] : []

    content {
      sid       = "ReadSecrets"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = each.value.secrets
    }
  }

  dynamic "statement" {
    for_each = length(var.kms_key_arns) > 0 ? [1] : []

    content {
      sid       = "OpenSecrets"
      actions   = ["kms:Decrypt"]
      resources = var.kms_key_arns

      # Not whatever else the key may lock.
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${var.region}.amazonaws.com"]
      }
    }
  }
}
