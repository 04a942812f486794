data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = local.functions

  # IAM holds for all regions: the recovery stack has another env, and so another name.
  name                 = each.value.name
  description          = "What ${each.value.name} does"
  assume_role_policy   = data.aws_iam_policy_document.lambda.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

data "aws_iam_policy_document" "this" {
  for_each = local.functions

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws/lambda/${each.value.name}:*"]
  }

  statement {
    sid       = "KeepFailures"
    actions   = ["sqs:SendMessage"]
    resources = [local.queue_arns[each.key]]
  }

  dynamic "statement" {
    for_each = each.key == "alarm-notices" ? [var.slack_webhook_secret_arn] : []

    content {
      sid     = "ReadWebhook"
      actions = ["secretsmanager:GetSecretValue"]
      # The secret with the six characters that AWS ends its ARN with.
      resources = [can(regex("-[A-Za-z0-9]{6}$", statement.value)) ? statement.value : "${statement.value}-??????"]
    }
  }

  dynamic "statement" {
    for_each = each.key == "alarm-notices" ? [coalesce(var.kms_alias, "alias/ai-film-studio-${var.env}")] : []

    content {
      sid     = "OpenWebhook"
      actions = ["kms:Decrypt"]
      # Any key of the account, but only the one of that name, and only through Secrets Manager.
      resources = ["arn:aws:kms:${var.region}:${var.account_id}:key/*"]

      condition {
        test     = "ForAnyValue:StringEquals"
        variable = "kms:ResourceAliases"
        values   = [statement.value]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${var.region}.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role_policy" "this" {
  for_each = local.functions

  name   = "function"
  role   = aws_iam_role.this[each.key].name
  policy = data.aws_iam_policy_document.this[each.key].json
}
