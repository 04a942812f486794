# The database in the other region, two ways: its automated backups with the log of every 5 minutes (to any moment of the last days), and a
# snapshot of each week that is kept for long.

resource "aws_kms_key" "copies" {
  count = var.weekly_snapshot_copy ? 1 : 0

  region                  = var.backup_region
  description             = "Copies of the database of ai-film-studio-${var.env}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_db_instance_automated_backups_replication" "point_in_time" {
  count = var.weekly_snapshot_copy ? 1 : 0

  region                 = var.backup_region
  source_db_instance_arn = var.database_arn
  kms_key_id             = aws_kms_key.copies[0].arn
  retention_period       = local.is_production ? 30 : 7
}

resource "aws_backup_vault" "here" {
  count = var.weekly_snapshot_copy ? 1 : 0

  name          = "ai-film-studio-${var.env}"
  force_destroy = local.is_throwaway
}

resource "aws_backup_vault" "there" {
  count = var.weekly_snapshot_copy ? 1 : 0

  region      = var.backup_region
  name        = "ai-film-studio-copies-${var.env}"
  kms_key_arn = aws_kms_key.copies[0].arn
  # Else AWS deletes no vault that something is in.
  force_destroy = local.is_throwaway
}

# Without changeable_for_days it is governance: who has the right can lift it.
resource "aws_backup_vault_lock_configuration" "there" {
  count = var.weekly_snapshot_copy && local.is_production ? 1 : 0

  region             = var.backup_region
  backup_vault_name  = aws_backup_vault.there[0].name
  min_retention_days = var.retention_days
}

resource "aws_backup_plan" "weekly" {
  count = var.weekly_snapshot_copy ? 1 : 0

  name = "ai-film-studio-weekly-${var.env}"

  rule {
    rule_name         = "weekly"
    target_vault_name = aws_backup_vault.here[0].name
    # Sundays at 06:00 UTC: night in the Americas.
    schedule          = "cron(0 6 ? * SUN *)"
    start_window      = 60
    completion_window = 720

    # Here the daily backups are (module rds): this one is there to be copied.
    lifecycle {
      delete_after = 7
    }

    copy_action {
      destination_vault_arn = aws_backup_vault.there[0].arn

      lifecycle {
        delete_after = var.retention_days
      }
    }
  }
}

data "aws_iam_policy_document" "backup_assumes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }
}

resource "aws_iam_role" "backup" {
  count = var.weekly_snapshot_copy ? 1 : 0

  name                 = "ai-film-studio-backup-${var.env}"
  description          = "AWS Backup: makes and copies snapshots of the database"
  assume_role_policy   = data.aws_iam_policy_document.backup_assumes.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

# AWS's own policy: what a copy between regions takes of RDS and KMS is AWS Backup's to know, and changes with it.
resource "aws_iam_role_policy_attachment" "backup" {
  count = var.weekly_snapshot_copy ? 1 : 0

  role       = aws_iam_role.backup[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}

resource "aws_backup_selection" "database" {
  count = var.weekly_snapshot_copy ? 1 : 0

  name         = "database"
  plan_id      = aws_backup_plan.weekly[0].id
  iam_role_arn = aws_iam_role.backup[0].arn
  resources    = [var.database_arn]
}
