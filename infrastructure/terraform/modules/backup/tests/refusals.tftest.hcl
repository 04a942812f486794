provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env             = "prod"
  account_id      = "123456789012"
  database_arn    = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod"
  assets_bucket   = { id = "assets", arn = "arn:aws:s3:::assets" }
  frontend_bucket = { id = "frontend", arn = "arn:aws:s3:::frontend" }
}

run "refuses_copies_that_are_lost_with_what_they_copy" {
  command         = plan
  expect_failures = [var.database_arn]

  variables {
    backup_region = "us-east-1"
  }
}

run "refuses_days_without_a_snapshot" {
  command         = plan
  expect_failures = [var.retention_days]

  variables {
    retention_days = 3
  }
}

run "refuses_a_name_that_s3_would_not_take" {
  command         = plan
  expect_failures = [var.dr_assets_bucket_name]

  variables {
    dr_assets_bucket_name = "Assets_DR"
  }
}

run "refuses_a_bucket_to_run_from_that_no_browser_can_upload_to" {
  command         = plan
  expect_failures = [var.frontend_origins]

  variables {
    dr_assets_bucket_name = "ai-film-studio-assets-dr-usw2"
    frontend_origins      = []
  }
}

run "refuses_uploads_from_any_page" {
  command         = plan
  expect_failures = [var.frontend_origins]

  variables {
    frontend_origins = ["*"]
  }
}

run "refuses_a_bucket_of_pages_that_s3_does_not_make" {
  command         = plan
  expect_failures = [var.dr_frontend_bucket_name]

  variables {
    dr_frontend_bucket_name = "Pages_DR"
  }
}

run "refuses_to_show_films_to_anybodys_distribution" {
  command         = plan
  expect_failures = [var.media_distribution_arns]

  variables {
    media_distribution_arns = ["arn:aws:cloudfront::*:distribution/*"]
  }
}
