# WAF writes to groups whose names begin so, and to no others.
resource "aws_cloudwatch_log_group" "this" {
  region            = local.region
  name              = "aws-waf-logs-${local.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  region                  = local.region
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.this.arn]

  # A log that holds credentials is a place to steal them from.
  dynamic "redacted_fields" {
    for_each = concat(local.credentials, ["cookie"])

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }

  # What was let through stands in the access log.
  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }

      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }
}
