locals {
  is_production = startswith(var.env, "prod")
  # What is torn down and made again, with all that is in it.
  is_throwaway = contains(["dev", "sandbox"], var.env)
  has_dr       = var.dr_assets_bucket_name != null

  # What lies in the other region: the copies, and (production) assets and pages that a studio there can run from.
  names = merge(
    { backups = "ai-film-studio-backups-${var.env}-${var.account_id}" },
    local.has_dr ? { dr = var.dr_assets_bucket_name } : {},
    var.dr_frontend_bucket_name == null ? {} : { dr-frontend = var.dr_frontend_bucket_name },
  )
  # Written out and not asked of the bucket, so that a plan shows the policies whole. Through the resource, so that the order holds.
  arns = { for use, bucket in aws_s3_bucket.copy : use => "arn:aws:s3:::${bucket.bucket}" }
}

resource "aws_s3_bucket" "copy" {
  for_each = local.names

  region              = var.backup_region
  bucket              = each.value
  force_destroy       = local.is_throwaway
  object_lock_enabled = local.is_production && each.key == "backups"
}

resource "aws_s3_bucket_versioning" "copy" {
  for_each = aws_s3_bucket.copy

  region = var.backup_region
  bucket = each.value.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "copy" {
  for_each = aws_s3_bucket.copy

  region = var.backup_region
  bucket = each.value.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "copy" {
  for_each = aws_s3_bucket.copy

  region                  = var.backup_region
  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Nobody ends a copy before its time. Governance: who has s3:BypassGovernanceRetention can, for a user's right to be forgotten at once.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
resource "aws_s3_bucket_object_lock_configuration" "backups" {
  count = local.is_production ? 1 : 0

  region = var.backup_region
  bucket = aws_s3_bucket.copy["backups"].bucket

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = var.retention_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.copy]
}

# Copies of what still lives stay as long as it; after retention_days they go to Glacier. What was deleted becomes an old version here,
# and is kept for retention_days more.
resource "aws_s3_bucket_lifecycle_configuration" "backups" {
  region = var.backup_region
  bucket = aws_s3_bucket.copy["backups"].bucket

  rule {
    id     = "glacier"
    status = "Enabled"

    filter {}

    transition {
      days          = 90
      storage_class = "GLACIER"
    }
  }

  rule {
    id     = "deleted"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.retention_days
    }

    expiration {
      expired_object_delete_marker = true
    }
  }

  depends_on = [aws_s3_bucket_versioning.copy]
}

# As the bucket that it stands in for (module s3): nothing here is in Glacier, so a studio can run from it at once.
resource "aws_s3_bucket_lifecycle_configuration" "dr" {
  for_each = { for use, bucket in aws_s3_bucket.copy : use => bucket.bucket if use != "backups" }

  region = var.backup_region
  bucket = each.value

  dynamic "rule" {
    for_each = each.key == "dr" ? [true] : []

    content {
      id     = "intelligent-tiering"
      status = "Enabled"

      filter {}

      transition {
        days          = 0
        storage_class = "INTELLIGENT_TIERING"
      }
    }
  }

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    expiration {
      expired_object_delete_marker = true
    }
  }

  depends_on = [aws_s3_bucket_versioning.copy]
}

# As the assets bucket: once users have been led here, their browsers put uploads into it.
resource "aws_s3_bucket_cors_configuration" "dr" {
  count = local.has_dr ? 1 : 0

  region = var.backup_region
  bucket = aws_s3_bucket.copy["dr"].bucket

  cors_rule {
    allowed_origins = var.frontend_origins
    allowed_methods = ["GET", "HEAD", "PUT"]
    allowed_headers = ["content-type", "range"]
    expose_headers  = ["ETag", "Content-Length", "Content-Range"]
    max_age_seconds = 3600
  }
}

data "aws_iam_policy_document" "copy" {
  for_each = local.arns

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value, "${each.value}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  # As of the bucket that it stands in for (module s3): a distribution asks here when that one fails, and after a failover.
  dynamic "statement" {
    for_each = each.key == "dr" && length(var.media_distribution_arns) > 0 ? [true] : []

    content {
      sid       = "DistributionsRead"
      actions   = ["s3:GetObject"]
      resources = ["${each.value}/users/*"]

      principals {
        type        = "Service"
        identifiers = ["cloudfront.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceArn"
        values   = var.media_distribution_arns
      }
    }
  }

  # In place of MFA Delete, which forbids lifecycle rules (module s3's README).
  dynamic "statement" {
    for_each = local.is_production ? [true] : []

    content {
      sid       = "VersionsEndWithMfaOnly"
      effect    = "Deny"
      actions   = ["s3:DeleteObjectVersion", "s3:PutBucketVersioning", "s3:BypassGovernanceRetention"]
      resources = [each.value, "${each.value}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      condition {
        test     = "BoolIfExists"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["false"]
      }
    }
  }
}

# That of the pages is made by module cloudfront, which knows who reads them: a bucket has one policy.
resource "aws_s3_bucket_policy" "copy" {
  for_each = { for use, bucket in aws_s3_bucket.copy : use => bucket.bucket if use != "dr-frontend" }

  region = var.backup_region
  bucket = each.value
  policy = data.aws_iam_policy_document.copy[each.key].json

  # Terraform has no second factor: it turns versions on before the policy forbids it.
  depends_on = [aws_s3_bucket_versioning.copy]
}
