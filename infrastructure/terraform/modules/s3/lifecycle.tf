# The document wants Intelligent-Tiering, and besides it infrequent access after 90 days and Glacier IR after 180. Both cannot be: S3 lets
# nothing go from Intelligent-Tiering to Standard-IA. Intelligent-Tiering does what the ages are for by itself (an object that nobody read for
# 30 days costs as in IA, for 90 days as in Glacier IR), brings back what is read, and takes nothing for reading: a film of last year that
# people watch would be paid for by the gigabyte in Glacier IR.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
locals {
  rules = {
    frontend = { tiering = false, expire_days = null, old_versions_days = 30 }
    assets   = { tiering = true, expire_days = null, old_versions_days = 30 }
    logs     = { tiering = false, expire_days = 90, old_versions_days = 1 }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = { for use, rules in local.rules : use => rules if contains(local.uses, use) }

  bucket = aws_s3_bucket.this[each.key].bucket
  # Smaller objects cost more to move than they save.
  transition_default_minimum_object_size = "all_storage_classes_128K"

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = each.value.old_versions_days
    }

    # A delete marker with nothing left under it goes too. S3 takes this only where no age is given.
    dynamic "expiration" {
      for_each = each.value.expire_days == null ? [true] : []

      content {
        expired_object_delete_marker = true
      }
    }
  }

  dynamic "rule" {
    for_each = each.value.tiering ? [true] : []

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

  dynamic "rule" {
    for_each = each.value.expire_days[*]

    content {
      id     = "expiry"
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value
      }
    }
  }

  # Rules about old versions mean nothing before there are any.
  depends_on = [aws_s3_bucket_versioning.this]
}
