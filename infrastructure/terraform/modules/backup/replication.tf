locals {
  # Both sources' copies lie in one bucket under their own keys: users/… and the web app's pages, which never meet.
  sources = {
    assets   = { bucket = var.assets_bucket, targets = [for use in ["backups", "dr"] : use if contains(keys(local.names), use)] }
    frontend = { bucket = var.frontend_bucket, targets = [for use in ["backups", "dr-frontend"] : use if contains(keys(local.names), use)] }
  }
}

# No condition on the account: AWS documents none for replication, and with one that S3 does not send nothing would be copied. Who wants S3 to
# take this role on has to have iam:PassRole for it, which nobody of another account can have.
data "aws_iam_policy_document" "s3_assumes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
  }
}

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
data "aws_iam_policy_document" "replication" {
  statement {
    sid       = "LookAtSources"
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [for source in local.sources : source.bucket.arn]
  }

  statement {
    sid       = "ReadVersions"
    actions   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
    resources = [for source in local.sources : "${source.bucket.arn}/*"]
  }

  statement {
    sid       = "WriteCopies"
    actions   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    resources = [for arn in local.arns : "${arn}/*"]
  }
}

resource "aws_iam_role" "replication" {
  name                 = "ai-film-studio-replication-${var.env}"
  description          = "S3: copies the studio's buckets to ${var.backup_region}"
  assume_role_policy   = data.aws_iam_policy_document.s3_assumes.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy" "replication" {
  name   = "copy"
  role   = aws_iam_role.replication.name
  policy = data.aws_iam_policy_document.replication.json
}

resource "aws_s3_bucket_replication_configuration" "this" {
  for_each = local.sources

  bucket = each.value.bucket.id
  role   = aws_iam_role.replication.arn

  dynamic "rule" {
    for_each = each.value.targets

    content {
      id       = rule.value
      priority = rule.key
      status   = "Enabled"

      filter {}

      # What a user deletes goes from the copies too, after their retention. Versions that somebody ends are not ended there.
      delete_marker_replication {
        status = "Enabled"
      }

      destination {
        bucket = local.arns[rule.value]

        # Recovery point of 15 minutes: S3 promises it and measures it only with this, which is paid for by the gigabyte.
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
        dynamic "replication_time" {
          for_each = local.is_production ? [15] : []

          content {
            status = "Enabled"

            time {
              minutes = replication_time.value
            }
          }
        }

        dynamic "metrics" {
          for_each = local.is_production ? [15] : []

          content {
            status = "Enabled"

            event_threshold {
              minutes = metrics.value
            }
          }
        }
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.copy, aws_iam_role_policy.replication]
}
