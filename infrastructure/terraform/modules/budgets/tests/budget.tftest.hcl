provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env         = "staging"
  monthly_usd = 1200
  emails      = ["ops@example.com"]
  topic_arn   = "arn:aws:sns:us-east-1:123456789012:ai-film-studio-staging-warning"
}

run "counts_this_environments_month" {
  command = plan

  assert {
    condition     = aws_budgets_budget.month.budget_type == "COST" && aws_budgets_budget.month.limit_amount == "1200" && aws_budgets_budget.month.limit_unit == "USD" && aws_budgets_budget.month.time_unit == "MONTHLY"
    error_message = "The budget is so many dollars a month."
  }

  assert {
    condition     = [for filter in aws_budgets_budget.month.cost_filter : "${filter.name} ${one(filter.values)}"] == ["TagKeyValue user:Environment$staging"]
    error_message = "Only what is tagged with this environment counts; otherwise staging would answer for production."
  }

  assert {
    condition     = one(aws_budgets_budget.month.cost_types).include_credit == false && one(aws_budgets_budget.month.cost_types).include_refund == false
    error_message = "Credits would hide what runs for nothing, and so would refunds."
  }
}

run "tells_of_each_mark_by_topic_and_mail" {
  command = plan

  assert {
    condition     = toset([for mark in aws_budgets_budget.month.notification : "${mark.notification_type} ${mark.threshold}"]) == toset(["ACTUAL 80", "FORECASTED 100", "ACTUAL 100", "ACTUAL 150"])
    error_message = "Marks are 80, 100 and 150 percent of what was spent, and 100 of the forecast. AWS takes five at most."
  }

  assert {
    condition = alltrue([for mark in aws_budgets_budget.month.notification : (
      mark.subscriber_sns_topic_arns == toset([var.topic_arn]) && mark.subscriber_email_addresses == toset(["ops@example.com"]) && mark.threshold_type == "PERCENTAGE"
    )])
    error_message = "Each mark must be told to the topic and to everybody who is named."
  }

  assert {
    condition     = alltrue([for mark in aws_budgets_budget.month.notification : mark.comparison_operator == "GREATER_THAN"])
    error_message = "A mark is told when it is passed, and not all the month before."
  }
}

run "refuses_a_budget_of_nothing" {
  command         = plan
  expect_failures = [var.monthly_usd]

  variables {
    monthly_usd = 0
  }
}

run "refuses_mail_to_no_address" {
  command         = plan
  expect_failures = [var.emails]

  variables {
    emails = ["ops"]
  }
}

run "refuses_a_topic_that_is_none" {
  command         = plan
  expect_failures = [var.topic_arn]

  variables {
    topic_arn = "ai-film-studio-staging-warning"
  }
}

run "refuses_a_tag_that_budgets_would_misread" {
  command         = plan
  expect_failures = [var.tag]

  variables {
    tag = "Environment$x"
  }
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}
