locals {
  state_buckets = { for folder, one in var.environments : folder => "ai-film-studio-terraform-${one.env}-${var.account_id}" }

  # Written out and not asked of the bucket, so that a plan shows the policies whole. Through the resource, so that the order holds.
  state_arns = { for folder, bucket in aws_s3_bucket.state : folder => "arn:aws:s3:::${bucket.bucket}" }
}

resource "aws_s3_bucket" "state" {
  for_each = local.state_buckets

  region = var.environments[each.key].region
  bucket = each.value

  # Who loses a state has an environment that Terraform does not know any more.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  for_each = aws_s3_bucket.state

  region = var.environments[each.key].region
  bucket = each.value.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

# SSE-S3: a key of our own would be one more thing that recovery needs, and whom the policies let read would be let use it too.
resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  for_each = aws_s3_bucket.state

  region = var.environments[each.key].region
  bucket = each.value.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  for_each = aws_s3_bucket.state

  region                  = var.environments[each.key].region
  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  for_each = aws_s3_bucket.state

  region = var.environments[each.key].region
  bucket = each.value.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  for_each = aws_s3_bucket.state

  region = var.environments[each.key].region
  bucket = each.value.bucket

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # A plan holds secrets, and is of no use once the state has moved on. Of rules that meet, S3 takes the one that ends sooner.
  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
  rule {
    id     = "plans"
    status = "Enabled"

    filter {
      prefix = "plans/"
    }

    expiration {
      days = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  # Rules about old versions mean nothing before there are any.
  depends_on = [aws_s3_bucket_versioning.state]
}

data "aws_iam_policy_document" "state" {
  for_each = local.state_arns

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
}

resource "aws_s3_bucket_policy" "state" {
  for_each = aws_s3_bucket.state

  region = var.environments[each.key].region
  bucket = each.value.bucket
  policy = data.aws_iam_policy_document.state[each.key].json
}
