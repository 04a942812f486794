provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env              = "prod"
  account_id       = "123456789012"
  frontend_origins = ["https://ai-film-studio.com"]
}

run "refuses_to_destroy_films" {
  command         = plan
  expect_failures = [var.force_destroy]

  variables {
    force_destroy = true
  }
}

run "refuses_any_origin" {
  command         = plan
  expect_failures = [var.frontend_origins]

  variables {
    frontend_origins = ["*"]
  }
}

run "refuses_an_account_that_is_none" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "1234"
  }
}

run "refuses_to_be_read_by_anybodys_distribution" {
  command         = plan
  expect_failures = [var.media_distribution_arns]

  variables {
    media_distribution_arns = ["arn:aws:cloudfront::*:distribution/*"]
  }
}
