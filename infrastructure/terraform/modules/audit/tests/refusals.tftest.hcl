provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "prod"
  bucket             = "ai-film-studio-logs-prod-123456789012"
  log_retention_days = 30
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/watching"
}

run "refuses_an_arn_in_the_place_of_a_bucket" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "arn:aws:s3:::ai-film-studio-logs-prod-123456789012"
  }
}

run "refuses_to_write_down_every_bucket" {
  command         = plan
  expect_failures = [var.assets_bucket_arn]

  variables {
    assets_bucket_arn = "arn:aws:s3:::*"
  }
}

run "refuses_keys_of_a_bucket" {
  command         = plan
  expect_failures = [var.assets_bucket_arn]

  variables {
    assets_bucket_arn = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012/users/"
  }
}

run "refuses_to_keep_sessions_for_ever" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 0
  }
}

run "refuses_an_alias_in_the_place_of_a_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/ai-film-studio-watching-prod"
  }
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}
