provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env = "dev"
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_what_is_no_region" {
  command         = plan
  expect_failures = [var.replica_region]

  variables {
    replica_region = "us-west-2a"
  }
}

run "refuses_a_window_that_secrets_manager_does_not_take" {
  command         = plan
  expect_failures = [var.recovery_window_days]

  variables {
    recovery_window_days = 3
  }
}

run "refuses_a_setting_that_is_spelt_like_none" {
  command         = plan
  expect_failures = [var.optional]

  variables {
    optional = ["stripe-secret-key"]
  }
}

run "refuses_to_leave_the_database_without_a_password" {
  command         = plan
  expect_failures = [var.optional]

  variables {
    optional = ["PGPASSWORD"]
  }
}

run "refuses_redis_without_tls" {
  command         = plan
  expect_failures = [var.redis_url]

  variables {
    has_redis = true
    redis_url = "redis://:token@cache:6379"
  }
}

run "refuses_to_inherit_what_is_no_secret" {
  command         = plan
  expect_failures = [var.inherited]

  variables {
    inherited = { arns = { SECRET = "hunter2" }, kms_key_arn = "arn:aws:kms:us-west-2:123456789012:key/1" }
  }
}

run "refuses_two_secrets_for_a_setting" {
  command         = plan
  expect_failures = [var.inherited]

  variables {
    optional  = ["SMTP_URL"]
    inherited = { arns = { SMTP_URL = "arn:aws:secretsmanager:us-west-2:123456789012:secret:x" }, kms_key_arn = "arn:aws:kms:us-west-2:123456789012:key/1" }
  }
}

run "refuses_an_address_that_no_secret_keeps" {
  command         = plan
  expect_failures = [var.redis_url]

  variables {
    redis_url = "rediss://:token@cache:6379"
  }
}
