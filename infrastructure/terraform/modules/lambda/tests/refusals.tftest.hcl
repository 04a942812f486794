provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "dev"
  region             = "us-east-1"
  account_id         = "123456789012"
  packages_folder    = "./tests/packages"
  metric_namespace   = "AIFilmStudio/dev"
  log_retention_days = 7
}

run "refuses_to_stop_its_own_functions" {
  command         = plan
  expect_failures = [var.reserved_concurrency]

  variables {
    reserved_concurrency = 0
  }
}

run "refuses_a_webhook_in_the_place_of_a_secret" {
  command         = plan
  expect_failures = [var.slack_webhook_secret_arn]

  variables {
    slack_webhook_secret_arn = "https://hooks.slack.com/services/T/B/x"
  }
}

run "refuses_less_time_than_slack_is_waited_for" {
  command         = plan
  expect_failures = [var.timeout]

  variables {
    timeout = 5
  }
}

run "refuses_memory_that_lambda_has_not" {
  command         = plan
  expect_failures = [var.memory]

  variables {
    memory = 64
  }
}

run "refuses_amazons_own_namespace" {
  command         = plan
  expect_failures = [var.metric_namespace]

  variables {
    metric_namespace = "AWS/S3"
  }
}

run "refuses_logs_for_ever" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 0
  }
}

run "refuses_a_name_of_a_key_that_is_no_alias" {
  command         = plan
  expect_failures = [var.kms_alias]

  variables {
    kms_alias = "ai-film-studio-dev"
  }
}

run "refuses_to_plan_without_what_it_would_upload" {
  command         = plan
  expect_failures = [var.packages_folder]

  variables {
    packages_folder = "./tests/nowhere"
  }
}
