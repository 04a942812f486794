provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  account_id = "123456789012"
  repository = "ai-film-studio/studio"
}

run "keeps_each_state_in_a_closed_encrypted_versioned_bucket" {
  command = plan

  assert {
    condition = { for folder, bucket in aws_s3_bucket.state : folder => "${bucket.bucket} ${bucket.region}" } == {
      dev        = "ai-film-studio-terraform-dev-123456789012 us-east-1"
      sandbox    = "ai-film-studio-terraform-sandbox-123456789012 us-east-1"
      staging    = "ai-film-studio-terraform-staging-123456789012 us-east-1"
      production = "ai-film-studio-terraform-prod-123456789012 us-east-1"
      recovery   = "ai-film-studio-terraform-prod-dr-123456789012 us-west-2"
    }
    error_message = "Each environment has a bucket of its own, and recovery's lies where it is needed when us-east-1 is gone."
  }

  assert {
    condition = alltrue([for kind in [
      aws_s3_bucket_versioning.state, aws_s3_bucket_server_side_encryption_configuration.state, aws_s3_bucket_public_access_block.state,
      aws_s3_bucket_ownership_controls.state, aws_s3_bucket_lifecycle_configuration.state, aws_s3_bucket_policy.state,
    ] : { for folder, one in kind : folder => "${one.bucket} ${one.region}" } == { for folder, bucket in aws_s3_bucket.state : folder => "${bucket.bucket} ${bucket.region}" }])
    error_message = "What guards a bucket is set for each of them, in its own region."
  }

  assert {
    condition     = alltrue([for bucket in aws_s3_bucket_versioning.state : bucket.versioning_configuration[0].status == "Enabled"])
    error_message = "A state that was spoiled is brought back from the version before."
  }

  assert {
    condition = alltrue(flatten([for bucket in aws_s3_bucket_server_side_encryption_configuration.state : [
      for rule in bucket.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    ]]))
    error_message = "States hold passwords: they are encrypted."
  }

  assert {
    condition = alltrue([for block in aws_s3_bucket_public_access_block.state : (
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    )])
    error_message = "No state may be opened to the public, by ACL or by policy."
  }

  assert {
    condition = alltrue([for folder, policy in aws_s3_bucket_policy.state : anytrue([
      for statement in flatten([jsondecode(policy.policy).Statement]) : (
        statement.Effect == "Deny" && statement.Principal == "*" && statement.Action == "s3:*" &&
        toset(statement.Resource) == toset(["arn:aws:s3:::${aws_s3_bucket.state[folder].bucket}", "arn:aws:s3:::${aws_s3_bucket.state[folder].bucket}/*"]) &&
        try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
      )
    ])])
    error_message = "Each bucket must deny all that does not come over TLS."
  }
}

run "lets_old_states_and_plans_go" {
  command = plan

  assert {
    condition = alltrue([for bucket in aws_s3_bucket_lifecycle_configuration.state : one([for rule in bucket.rule : (
      rule.noncurrent_version_expiration[0].noncurrent_days == 90 && rule.expiration[0].expired_object_delete_marker &&
      rule.abort_incomplete_multipart_upload[0].days_after_initiation == 7
    ) if rule.id == "old-versions"])])
    error_message = "Old versions stay for 90 days, and uploads that nobody ends for a week. The state has no age: S3 takes none beside the delete marker."
  }

  assert {
    condition = alltrue([for bucket in aws_s3_bucket_lifecycle_configuration.state : one([for rule in bucket.rule : (
      rule.filter[0].prefix == "plans/" && rule.expiration[0].days == 7 && rule.noncurrent_version_expiration[0].noncurrent_days == 1
    ) if rule.id == "plans"])])
    error_message = "Plans hold secrets: they go after a week, and do not stay as old versions."
  }
}
