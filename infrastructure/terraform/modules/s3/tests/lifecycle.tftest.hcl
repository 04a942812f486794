provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env              = "staging"
  account_id       = "123456789012"
  frontend_origins = ["https://staging.ai-film-studio.com"]
}

run "moves_users_files_by_how_they_are_read" {
  command = plan

  assert {
    condition = one(flatten([for rule in aws_s3_bucket_lifecycle_configuration.this["assets"].rule : [
      for transition in rule.transition : "${transition.storage_class} ${coalesce(transition.days, 0)}"
    ]])) == "INTELLIGENT_TIERING 0"
    error_message = "Users' files go to Intelligent-Tiering, and to no class besides: S3 refuses the step from there to Standard-IA."
  }
}

run "lets_old_versions_and_unfinished_uploads_go" {
  command = plan

  assert {
    condition = one(flatten([for rule in aws_s3_bucket_lifecycle_configuration.this["assets"].rule : [
      for expiration in rule.noncurrent_version_expiration : expiration.noncurrent_days
    ]])) == 30
    error_message = "Old versions of users' files are kept for 30 days."
  }

  assert {
    condition = alltrue([for bucket in aws_s3_bucket_lifecycle_configuration.this : one(flatten([for rule in bucket.rule : [
      for abort in rule.abort_incomplete_multipart_upload : abort.days_after_initiation
    ]])) == 7])
    error_message = "Unfinished uploads are given up after 7 days: nobody sees them, and they are paid for."
  }

  assert {
    condition = alltrue([for use in ["frontend", "assets"] : toset([
      for rule in aws_s3_bucket_lifecycle_configuration.this[use].rule : rule.id if length(rule.expiration) > 0
    ]) == toset(["old-versions"])])
    error_message = "The web app and users' files have no age at which they go."
  }

  assert {
    condition = contains(flatten([for rule in aws_s3_bucket_lifecycle_configuration.this["logs"].rule : [
      for expiration in rule.expiration : coalesce(expiration.days, 0)
    ]]), 90)
    error_message = "Logs are kept for 90 days."
  }
}
