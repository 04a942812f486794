data "aws_iam_policy_document" "monitoring" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

# Enhanced Monitoring writes as the account.
resource "aws_iam_role" "monitoring" {
  count = var.monitoring_interval == 0 ? 0 : 1

  name                 = "ai-film-studio-rds-monitoring-${var.env}"
  description          = "Enhanced Monitoring of ai-film-studio-${var.env}'s databases writes its figures"
  assume_role_policy   = data.aws_iam_policy_document.monitoring.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

# AWS' own policy: it may write to the log groups RDSOSMetrics* and nothing else.
resource "aws_iam_role_policy_attachment" "monitoring" {
  count = var.monitoring_interval == 0 ? 0 : 1

  role       = aws_iam_role.monitoring[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
