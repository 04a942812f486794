# EC2 tells here that an instance will be taken away; Karpenter listens, and workers on it hear of it by SIGTERM:
# https://karpenter.sh/docs/concepts/disruption/#interruption
resource "aws_sqs_queue" "interruptions" {
  name                      = local.interruptions
  message_retention_seconds = 300
  sqs_managed_sse_enabled   = true
}

# By names and not by the resources, so that a plan shows whole policies and not "known after apply"; karpenter.tf does so too.
locals {
  interruptions     = "ai-film-studio-eks-interruptions-${var.env}"
  interruptions_arn = "arn:aws:sqs:${var.region}:${var.account_id}:${local.interruptions}"
}

data "aws_iam_policy_document" "interruptions" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [local.interruptions_arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }

  statement {
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [local.interruptions_arn]

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

resource "aws_sqs_queue_policy" "interruptions" {
  queue_url = aws_sqs_queue.interruptions.id
  policy    = data.aws_iam_policy_document.interruptions.json
}

resource "aws_cloudwatch_event_rule" "interruptions" {
  for_each = {
    spot   = { source = ["aws.ec2"], detail-type = ["EC2 Spot Instance Interruption Warning"] }
    state  = { source = ["aws.ec2"], detail-type = ["EC2 Instance State-change Notification"] }
    health = { source = ["aws.health"], detail-type = ["AWS Health Event"] }
  }

  name          = "ai-film-studio-eks-${each.key}-${var.env}"
  description   = "Tells Karpenter of instances that go away."
  event_pattern = jsonencode(each.value)
}

resource "aws_cloudwatch_event_target" "interruptions" {
  for_each = aws_cloudwatch_event_rule.interruptions

  rule = each.value.name
  arn  = aws_sqs_queue.interruptions.arn
}
