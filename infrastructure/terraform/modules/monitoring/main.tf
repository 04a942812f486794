locals {
  severities = toset(["critical", "warning", "info"])

  # By name and not by the resources, so that a plan shows whole policies.
  topic_arns = { for severity in local.severities : severity => "arn:aws:sns:${var.region}:${var.account_id}:ai-film-studio-${var.env}-${severity}" }
}

# Section 7 of the specification: critical to PagerDuty and SMS, warning to mail and Slack, info to Slack. Slack gets all: who looks at one alarm sees there
# what happened before it.
resource "aws_sns_topic" "this" {
  for_each = local.severities

  name              = "ai-film-studio-${var.env}-${each.key}"
  kms_master_key_id = var.kms_key_arn
}

data "aws_iam_policy_document" "topic" {
  for_each = local.topic_arns

  statement {
    sid       = "AlarmsOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [each.value]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:cloudwatch:${var.region}:${var.account_id}:alarm:*"]
    }
  }

  # Rules of modules guardduty and config too.
  statement {
    sid       = "EventsOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [each.value]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:events:${var.region}:${var.account_id}:rule/*"]
    }
  }

  # https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  statement {
    sid       = "BudgetsOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [each.value]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [each.value]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  for_each = local.severities

  arn    = aws_sns_topic.this[each.key].arn
  policy = data.aws_iam_policy_document.topic[each.key].json
}

resource "aws_sns_topic_subscription" "email" {
  for_each = merge([for severity, emails in var.emails : { for email in emails : "${severity} ${email}" => { severity = severity, email = email } }]...)

  topic_arn = aws_sns_topic.this[each.value.severity].arn
  protocol  = "email"
  endpoint  = each.value.email
}

resource "aws_sns_topic_subscription" "sms" {
  for_each = toset(var.phones)

  topic_arn = aws_sns_topic.this["critical"].arn
  protocol  = "sms"
  endpoint  = each.value
}

resource "aws_sns_topic_subscription" "pagerduty" {
  # Whether there is one is no secret.
  count = nonsensitive(var.pagerduty_endpoint == null) ? 0 : 1

  topic_arn              = aws_sns_topic.this["critical"].arn
  protocol               = "https"
  endpoint               = var.pagerduty_endpoint
  endpoint_auto_confirms = true
}

resource "aws_lambda_permission" "slack" {
  for_each = var.alarm_notices_function_arn == null ? [] : local.severities

  statement_id  = "Topic-${each.key}"
  function_name = var.alarm_notices_function_arn
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.this[each.key].arn
}

resource "aws_sns_topic_subscription" "slack" {
  for_each = aws_lambda_permission.slack

  topic_arn = each.value.source_arn
  protocol  = "lambda"
  endpoint  = var.alarm_notices_function_arn
}
