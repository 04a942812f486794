provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env             = "staging"
  aliases         = ["staging.ai-film-studio.com", "www.staging.ai-film-studio.com"]
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  frontend_bucket = {
    id          = "ai-film-studio-frontend-staging-123456789012"
    arn         = "arn:aws:s3:::ai-film-studio-frontend-staging-123456789012"
    domain_name = "ai-film-studio-frontend-staging-123456789012.s3.us-east-1.amazonaws.com"
  }
  assets_bucket = {
    id          = "ai-film-studio-assets-staging-123456789012"
    arn         = "arn:aws:s3:::ai-film-studio-assets-staging-123456789012"
    domain_name = "ai-film-studio-assets-staging-123456789012.s3.us-east-1.amazonaws.com"
  }
  logs_bucket_domain = "ai-film-studio-logs-staging-123456789012.s3.amazonaws.com"
  connect_origins    = ["https://api.staging.ai-film-studio.com"]
}

run "refuses_a_certificate_of_another_region" {
  command         = plan
  expect_failures = [var.certificate_arn]

  variables {
    certificate_arn = "arn:aws:acm:us-west-2:123456789012:certificate/1"
  }
}

run "refuses_to_let_pages_talk_to_anybody" {
  command         = plan
  expect_failures = [var.connect_origins]

  variables {
    connect_origins = ["https://*"]
  }
}

run "refuses_a_private_key" {
  command         = plan
  expect_failures = [var.media_public_keys]

  variables {
    media_public_keys = { A = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n" }
  }
}

run "refuses_a_private_key_behind_the_public_one" {
  command         = plan
  expect_failures = [var.media_public_keys]

  variables {
    media_public_keys = { A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n" }
  }
}

run "refuses_keys_that_nobody_needs" {
  command         = plan
  expect_failures = [var.media_public_keys]

  variables {
    media_public_keys = { for name in ["A", "B", "C"] : name => "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }
}

run "refuses_a_key_whose_name_is_no_part_of_a_setting" {
  command         = plan
  expect_failures = [var.media_public_keys]

  variables {
    media_public_keys = { "2026-11" = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }
}

run "refuses_an_alias_with_a_scheme" {
  command         = plan
  expect_failures = [var.aliases]

  variables {
    aliases = ["https://ai-film-studio.com"]
  }
}
