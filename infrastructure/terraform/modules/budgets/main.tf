locals {
  # Percent of the month's sum. A forecast comes in time to do something; above 150 somebody is called by hand (docs/runbooks/alarms/budget.md).
  marks = [
    { percent = 80, kind = "ACTUAL" },
    { percent = 100, kind = "FORECASTED" },
    { percent = 100, kind = "ACTUAL" },
    { percent = 150, kind = "ACTUAL" },
  ]
}

# Budgets know no region: this one counts what the tag says, wherever it runs.
resource "aws_budgets_budget" "month" {
  name         = "ai-film-studio-${var.env}-budget"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.monthly_usd)
  limit_unit   = "USD"

  cost_filter {
    name = "TagKeyValue"
    # By format: in a template, a dollar before a brace would stand for itself.
    values = [format("user:%s$%s", var.tag, var.env)]
  }

  # What is really paid: credits and refunds would hide a fleet that runs for nothing.
  cost_types {
    include_credit = false
    include_refund = false
  }

  dynamic "notification" {
    for_each = local.marks

    content {
      comparison_operator        = "GREATER_THAN"
      notification_type          = notification.value.kind
      threshold                  = notification.value.percent
      threshold_type             = "PERCENTAGE"
      subscriber_sns_topic_arns  = [var.topic_arn]
      subscriber_email_addresses = var.emails
    }
  }
}
