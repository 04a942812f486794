# Where an event goes that a function could not do in three tries: the alarm notices-lost watches that of alarm-notices.
locals {
  queue_names = { for name in keys(local.functions) : name => "ai-film-studio-${name}-failures-${var.env}" }
}

resource "aws_sqs_queue" "failures" {
  for_each = local.functions

  name                      = local.queue_names[each.key]
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

data "aws_iam_policy_document" "tls_only" {
  for_each = local.functions

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [local.queue_arns[each.key]]

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

resource "aws_sqs_queue_policy" "failures" {
  for_each = local.functions

  queue_url = aws_sqs_queue.failures[each.key].id
  policy    = data.aws_iam_policy_document.tls_only[each.key].json
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = local.functions

  function_name          = aws_lambda_function.this[each.key].function_name
  maximum_retry_attempts = 2
  # An alarm of yesterday is no news.
  maximum_event_age_in_seconds = 3600

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures[each.key].arn
    }
  }
}
