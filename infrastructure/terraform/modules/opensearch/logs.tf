locals {
  # What OpenSearch Service calls its logs, and what the groups are called here.
  log_groups = {
    INDEX_SLOW_LOGS     = "/aws/opensearch/${local.name}/index-slow"
    SEARCH_SLOW_LOGS    = "/aws/opensearch/${local.name}/search-slow"
    ES_APPLICATION_LOGS = "/aws/opensearch/${local.name}/error"
    AUDIT_LOGS          = "/aws/opensearch/${local.name}/audit"
  }

  # By name and not by the resource, so that a plan shows whole policies.
  log_arns = { for log, name in local.log_groups : log => "arn:aws:logs:${var.region}:${var.account_id}:log-group:${name}" }
}

# With a key: the slow logs quote lines that were written or searched for, and the audit log says by whom.
resource "aws_cloudwatch_log_group" "this" {
  for_each = local.log_groups

  name              = each.value
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

# Only for this domain: OpenSearch Service can't be talked into writing here for somebody else's (the confused deputy).
# https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html
data "aws_iam_policy_document" "publish" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [for arn in values(local.log_arns) : "${arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["es.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.arn]
    }
  }
}

# An account has ten of these in a region.
resource "aws_cloudwatch_log_resource_policy" "this" {
  policy_name     = "ai-film-studio-${var.env}-opensearch"
  policy_document = data.aws_iam_policy_document.publish.json
}
