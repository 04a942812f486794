locals {
  uses  = var.holds_files ? ["frontend", "assets", "logs"] : ["logs"]
  names = { for use in local.uses : use => "ai-film-studio-${use}-${var.env}-${var.account_id}" }

  # Written out and not asked of the bucket, so that a plan shows the policies whole. Through the resource, so that the order holds.
  arns = { for use, bucket in aws_s3_bucket.this : use => "arn:aws:s3:::${bucket.bucket}" }

  is_production = startswith(var.env, "prod")
}

resource "aws_s3_bucket" "this" {
  for_each = local.names

  bucket        = each.value
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.bucket

  # mfa_delete is left out: only the account's root can set it, and it would forbid the lifecycle rules. README says what stands in for it.
  versioning_configuration {
    status = "Enabled"
  }
}

# The document wants SSE-S3. Load balancers and CloudFront can write their logs with nothing else.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# CloudFront's standard logs are written by an ACL, which it adds to the bucket by itself.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.bucket

  rule {
    object_ownership = each.key == "logs" ? "BucketOwnerPreferred" : "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_logging" "this" {
  for_each = setsubtract(local.uses, ["logs"])

  bucket        = aws_s3_bucket.this[each.key].bucket
  target_bucket = aws_s3_bucket.this["logs"].bucket
  target_prefix = "s3/${each.key}/"

  depends_on = [aws_s3_bucket_policy.logs]
}

# Browsers put parts of uploads here, by links that the API signs, and need each part's ETag to complete it.
resource "aws_s3_bucket_cors_configuration" "assets" {
  count = var.holds_files ? 1 : 0

  bucket = aws_s3_bucket.this["assets"].bucket

  cors_rule {
    allowed_origins = var.frontend_origins
    allowed_methods = ["GET", "HEAD", "PUT"]
    allowed_headers = ["content-type", "range"]
    expose_headers  = ["ETag", "Content-Length", "Content-Range"]
    max_age_seconds = 3600
  }
}

# There without a function too: whether there is one is known only when it has been made. The function's own module lets S3 call it.
resource "aws_s3_bucket_notification" "assets" {
  count = var.holds_files ? 1 : 0

  bucket = aws_s3_bucket.this["assets"].bucket

  dynamic "lambda_function" {
    for_each = var.stored_bytes_function_arn[*]

    content {
      id                  = "stored-bytes"
      lambda_function_arn = lambda_function.value
      events              = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
      filter_prefix       = "users/"
    }
  }
}
