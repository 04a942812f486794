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
  database_arn     = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod"
  assets_bucket    = { id = "assets", arn = "arn:aws:s3:::assets" }
  frontend_bucket  = { id = "frontend", arn = "arn:aws:s3:::frontend" }
  frontend_origins = ["https://ai-film-studio.com"]
}

run "copies_files_to_the_other_region_in_15_minutes" {
  command = plan

  variables {
    dr_assets_bucket_name = "ai-film-studio-assets-dr-usw2"
  }

  assert {
    condition     = { for use, bucket in aws_s3_bucket.copy : bucket.bucket => bucket.region } == { ai-film-studio-backups-prod-123456789012 = "us-west-2", ai-film-studio-assets-dr-usw2 = "us-west-2" }
    error_message = "Copies lie in us-west-2, under the document's names."
  }

  assert {
    condition = { for source, copies in aws_s3_bucket_replication_configuration.this : "${source} ${copies.bucket}" => toset([
      for rule in copies.rule : rule.destination[0].bucket if rule.status == "Enabled"
      ]) } == {
      "assets assets"     = toset(["arn:aws:s3:::ai-film-studio-backups-prod-123456789012", "arn:aws:s3:::ai-film-studio-assets-dr-usw2"])
      "frontend frontend" = toset(["arn:aws:s3:::ai-film-studio-backups-prod-123456789012"])
    }
    error_message = "Assets and the web app are copied to the backups, assets to the bucket to run from too."
  }

  assert {
    condition = alltrue(flatten([for copies in aws_s3_bucket_replication_configuration.this : [for rule in copies.rule : (
      length(rule.destination[0].replication_time) == 1 && length(rule.destination[0].metrics) == 1 &&
      alltrue([for time in rule.destination[0].replication_time : time.time[0].minutes == 15])
    )]]))
    error_message = "In production S3 promises and measures copies within 15 minutes: the document's recovery point."
  }

  assert {
    condition     = alltrue(flatten([for copies in aws_s3_bucket_replication_configuration.this : [for rule in copies.rule : rule.delete_marker_replication[0].status == "Enabled"]]))
    error_message = "What a user deletes must go from the copies too, after their retention."
  }
}

run "lets_the_web_app_upload_to_the_bucket_to_run_from" {
  command = plan

  variables {
    dr_assets_bucket_name = "ai-film-studio-assets-dr-usw2"
    frontend_origins      = ["https://ai-film-studio.com"]
  }

  assert {
    condition = aws_s3_bucket_cors_configuration.dr[0].region == "us-west-2" && alltrue([for rule in aws_s3_bucket_cors_configuration.dr[0].cors_rule : (
      rule.allowed_origins == toset(["https://ai-film-studio.com"]) && contains(rule.allowed_methods, "PUT") && contains(rule.expose_headers, "ETag")
    )])
    error_message = "After a failover browsers put their uploads here: as for the assets bucket they must be let, and be told each part's ETag."
  }
}

run "lets_a_distribution_read_the_films_to_run_from_and_no_backup" {
  command = plan

  variables {
    dr_assets_bucket_name   = "ai-film-studio-assets-dr-usw2"
    media_distribution_arns = ["arn:aws:cloudfront::123456789012:distribution/E1"]
  }

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.copy["dr"].policy).Statement : [
      statement.Action, statement.Resource, statement.Principal.Service, statement.Condition.StringEquals["aws:SourceArn"]
      ] if statement.Effect == "Allow"] == [
      ["s3:GetObject", "arn:aws:s3:::ai-film-studio-assets-dr-usw2/users/*", "cloudfront.amazonaws.com", "arn:aws:cloudfront::123456789012:distribution/E1"]
    ]
    error_message = "When the first bucket fails, the studio's distribution reads films here, and nobody reads anything else."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.copy["backups"].policy).Statement : statement.Effect == "Deny"])
    error_message = "Backups are nobody's to read."
  }
}

run "keeps_copies_closed_and_locked" {
  command = plan

  variables {
    dr_assets_bucket_name = "ai-film-studio-assets-dr-usw2"
  }

  assert {
    condition = alltrue([for use in ["backups", "dr"] : (
      aws_s3_bucket_versioning.copy[use].versioning_configuration[0].status == "Enabled" &&
      aws_s3_bucket_public_access_block.copy[use].restrict_public_buckets && aws_s3_bucket_public_access_block.copy[use].block_public_policy &&
      anytrue([for rule in aws_s3_bucket_server_side_encryption_configuration.copy[use].rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"])
    )])
    error_message = "Copies are versioned, encrypted and closed as their sources are."
  }

  assert {
    condition = alltrue([for policy in aws_s3_bucket_policy.copy : anytrue([for statement in jsondecode(policy.policy).Statement : (
      statement.Effect == "Deny" && statement.Action == "s3:*" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    )])])
    error_message = "Copies must deny all that does not come over TLS."
  }

  assert {
    condition = alltrue([for policy in aws_s3_bucket_policy.copy : anytrue([for statement in jsondecode(policy.policy).Statement : (
      statement.Effect == "Deny" && contains(flatten([statement.Action]), "s3:DeleteObjectVersion") &&
      try(statement.Condition.BoolIfExists["aws:MultiFactorAuthPresent"], "") == "false"
    )])])
    error_message = "In production nobody ends a copy without a second factor."
  }

  assert {
    condition = aws_s3_bucket.copy["backups"].object_lock_enabled && [
      for rule in aws_s3_bucket_object_lock_configuration.backups[0].rule : "${rule.default_retention[0].mode} ${rule.default_retention[0].days}"
    ] == ["GOVERNANCE 90"]
    error_message = "In production backups are locked for 90 days."
  }
}

run "lets_copies_grow_cold_and_go" {
  command = plan

  variables {
    dr_assets_bucket_name = "ai-film-studio-assets-dr-usw2"
  }

  assert {
    condition = one(flatten([for rule in aws_s3_bucket_lifecycle_configuration.backups.rule : [
      for transition in rule.transition : "${transition.storage_class} ${transition.days}"
    ]])) == "GLACIER 90"
    error_message = "Backups go to Glacier after 90 days."
  }

  assert {
    condition = one(flatten([for rule in aws_s3_bucket_lifecycle_configuration.backups.rule : [
      for expiration in rule.noncurrent_version_expiration : expiration.noncurrent_days
    ]])) == 90
    error_message = "What was deleted is kept in the backups for 90 days."
  }

  assert {
    condition = alltrue(flatten([for rule in aws_s3_bucket_lifecycle_configuration.dr["dr"].rule : [
      for transition in rule.transition : transition.storage_class == "INTELLIGENT_TIERING"
    ]]))
    error_message = "Nothing that a studio is to run from within the hour may lie in Glacier."
  }
}

run "replicates_with_a_role_that_does_nothing_else" {
  command = plan

  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.replication.policy).Statement : (
      !contains(flatten([statement.Resource]), "*") && alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")])
    )])
    error_message = "The role names what it does and where."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role.replication.assume_role_policy).Statement : values(statement.Principal)]) == ["s3.amazonaws.com"]
    error_message = "S3 alone takes the role on."
  }
}

run "locks_nothing_outside_production" {
  command = plan

  variables {
    env                  = "dev"
    weekly_snapshot_copy = false
  }

  assert {
    condition     = !aws_s3_bucket.copy["backups"].object_lock_enabled && aws_s3_bucket.copy["backups"].force_destroy && output.dr_assets_bucket == null
    error_message = "dev is torn down with all that it has: a lock would stop that."
  }
}

run "keeps_pages_for_cloudfront_in_the_other_region" {
  command = plan

  variables {
    dr_frontend_bucket_name = "ai-film-studio-frontend-dr-usw2"
  }

  assert {
    condition = toset([for rule in aws_s3_bucket_replication_configuration.this["frontend"].rule : rule.destination[0].bucket]) == toset([
      "arn:aws:s3:::ai-film-studio-backups-prod-123456789012", "arn:aws:s3:::ai-film-studio-frontend-dr-usw2"
    ]) && length(aws_s3_bucket_replication_configuration.this["assets"].rule) == 1
    error_message = "Pages, and nothing of users, are copied to the bucket that CloudFront reads."
  }

  assert {
    condition     = output.dr_frontend_bucket == { id = "ai-film-studio-frontend-dr-usw2", arn = "arn:aws:s3:::ai-film-studio-frontend-dr-usw2", domain_name = "ai-film-studio-frontend-dr-usw2.s3.us-west-2.amazonaws.com", region = "us-west-2" }
    error_message = "Module cloudfront is not told where the pages are."
  }

  assert {
    condition     = !contains(keys(aws_s3_bucket_policy.copy), "dr-frontend") && aws_s3_bucket_public_access_block.copy["dr-frontend"].restrict_public_buckets && [for rule in aws_s3_bucket_lifecycle_configuration.dr["dr-frontend"].rule : rule.id] == ["old-versions"]
    error_message = "The bucket of pages is closed, and its policy is module cloudfront's: two would take turns."
  }
}
