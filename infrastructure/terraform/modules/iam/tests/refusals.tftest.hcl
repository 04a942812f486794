provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env               = "dev"
  region            = "us-east-1"
  account_id        = "123456789012"
  assets_bucket_arn = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012"
  queue_arns        = ["arn:aws:sqs:us-east-1:123456789012:ai-film-studio-processing-queue-dev"]
  dlq_arn           = "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-dlq-dev"
  secret_arns       = []
  log_group_arns    = ["arn:aws:logs:us-east-1:123456789012:log-group:a"]
  ecr_arns          = ["arn:aws:ecr:us-east-1:123456789012:repository/a"]
}

run "refuses_all_queues_at_once" {
  command         = plan
  expect_failures = [var.queue_arns]

  variables {
    queue_arns = ["arn:aws:sqs:us-east-1:123456789012:*"]
  }
}

run "refuses_the_dead_letter_queue_among_the_lanes" {
  command         = plan
  expect_failures = [var.dlq_arn]

  variables {
    dlq_arn = "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-processing-queue-dev"
  }
}

run "refuses_all_secrets_at_once" {
  command         = plan
  expect_failures = [var.secret_arns]

  variables {
    secret_arns = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:*"]
  }
}

run "refuses_a_bucket_with_keys" {
  command         = plan
  expect_failures = [var.assets_bucket_arn]

  variables {
    assets_bucket_arn = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012/*"
  }
}

run "refuses_an_account_that_is_none" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "dev"
  }
}
