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

override_resource {
  target          = aws_backup_vault.there
  override_during = plan
  values          = { arn = "arn:aws:backup:us-west-2:123456789012:backup-vault:copies" }
}

override_resource {
  target          = aws_kms_key.copies
  override_during = plan
  values          = { arn = "arn:aws:kms:us-west-2:123456789012:key/1" }
}

run "copies_a_snapshot_weekly" {
  command = plan

  assert {
    condition = alltrue([for rule in aws_backup_plan.weekly[0].rule : (
      rule.schedule == "cron(0 6 ? * SUN *)" &&
      [for copy in rule.copy_action : "${copy.destination_vault_arn} ${copy.lifecycle[0].delete_after}"] == ["arn:aws:backup:us-west-2:123456789012:backup-vault:copies 90"]
    )])
    error_message = "A snapshot of the database is copied to us-west-2 each week and kept for 90 days."
  }

  assert {
    condition     = aws_backup_vault.there[0].region == "us-west-2" && aws_backup_vault.there[0].kms_key_arn == "arn:aws:kms:us-west-2:123456789012:key/1"
    error_message = "The copies' vault and its key are in the other region."
  }

  assert {
    condition     = aws_backup_selection.database[0].resources == toset(["arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod"])
    error_message = "The plan is for the database."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.there[0].min_retention_days == 90
    error_message = "In production nobody ends a copied snapshot before its 90 days."
  }
}

run "can_bring_the_database_back_to_a_moment" {
  command = plan

  assert {
    condition = (
      aws_db_instance_automated_backups_replication.point_in_time[0].region == "us-west-2" &&
      aws_db_instance_automated_backups_replication.point_in_time[0].retention_period == 30 &&
      aws_db_instance_automated_backups_replication.point_in_time[0].kms_key_id == "arn:aws:kms:us-west-2:123456789012:key/1"
    )
    error_message = "Automated backups of 30 days are in us-west-2, under a key of that region: RDS cannot use one of another."
  }
}

run "copies_no_database_where_none_is_wanted" {
  command = plan

  variables {
    env                  = "sandbox"
    weekly_snapshot_copy = false
  }

  assert {
    condition     = length(output.vault_arns) == 0 && length(aws_db_instance_automated_backups_replication.point_in_time) == 0 && length(aws_backup_plan.weekly) == 0
    error_message = "Without weekly_snapshot_copy there is nothing to pay for."
  }
}
