# The frontend bucket's policy is made by the module cloudfront, which knows who reads it: a bucket has one policy.

data "aws_iam_policy_document" "assets" {
  count = var.holds_files ? 1 : 0

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.arns["assets"], "${local.arns["assets"]}/*"]

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

  # For /media/* of module cloudfront, where only what is signed is asked for.
  dynamic "statement" {
    for_each = length(var.media_distribution_arns) > 0 ? [true] : []

    content {
      sid       = "DistributionsRead"
      actions   = ["s3:GetObject"]
      resources = ["${local.arns["assets"]}/users/*"]

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

  # What MFA Delete is for: without a second factor nobody ends a version for good, the studio's own roles and Terraform's neither. The program
  # deletes without naming a version, and lifecycle rules do not ask policies, so both go on.
  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
  dynamic "statement" {
    for_each = local.is_production ? [true] : []

    content {
      sid       = "VersionsEndWithMfaOnly"
      effect    = "Deny"
      actions   = ["s3:DeleteObjectVersion", "s3:PutBucketVersioning"]
      resources = [local.arns["assets"], "${local.arns["assets"]}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      # IfExists: keys of a role and of a user without a second factor do not have this at all.
      condition {
        test     = "BoolIfExists"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["false"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "assets" {
  count = var.holds_files ? 1 : 0

  bucket = aws_s3_bucket.this["assets"].bucket
  policy = data.aws_iam_policy_document.assets[0].json

  # Terraform has no second factor: it turns versions on before the policy forbids it.
  depends_on = [aws_s3_bucket_versioning.this]
}

locals {
  # Who writes logs, where to, and by what it is seen that it does so for this account.
  # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  writers = {
    LoadBalancer = {
      service    = "logdelivery.elasticloadbalancing.amazonaws.com"
      folders    = ["alb/AWSLogs/${var.account_id}/*"]
      conditions = [["ArnLike", "aws:SourceArn", "arn:aws:elasticloadbalancing:*:${var.account_id}:loadbalancer/*"]]
    }
    S3 = {
      service    = "logging.s3.amazonaws.com"
      folders    = ["s3/*"]
      conditions = [["StringEquals", "aws:SourceAccount", var.account_id]]
    }
    Config = {
      service    = "config.amazonaws.com"
      folders    = ["AWSLogs/${var.account_id}/Config/*", "*/AWSLogs/${var.account_id}/Config/*"]
      conditions = [["StringEquals", "aws:SourceAccount", var.account_id]]
    }
    CloudTrail = {
      service = "cloudtrail.amazonaws.com"
      folders = ["AWSLogs/${var.account_id}/*"]
      # Files are to be the bucket's own: CloudTrail's otherwise, and nobody here could read them.
      conditions = [local.trail, ["StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"]]
    }
  }

  # The one of module audit.
  trail = ["ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:${var.account_id}:trail/ai-film-studio-${var.env}"]

  # Who looks whether the bucket is there and this account's before it writes.
  # https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
  lookers = {
    Config     = { actions = ["s3:GetBucketAcl", "s3:ListBucket"], condition = ["StringEquals", "aws:SourceAccount", var.account_id] }
    CloudTrail = { actions = ["s3:GetBucketAcl"], condition = local.trail }
  }
}

data "aws_iam_policy_document" "logs" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.arns["logs"], "${local.arns["logs"]}/*"]

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

  dynamic "statement" {
    for_each = local.writers

    content {
      sid       = "${statement.key}Writes"
      actions   = ["s3:PutObject"]
      resources = [for folder in statement.value.folders : "${local.arns["logs"]}/${folder}"]

      principals {
        type        = "Service"
        identifiers = [statement.value.service]
      }

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value[0]
          variable = condition.value[1]
          values   = [condition.value[2]]
        }
      }
    }
  }

  dynamic "statement" {
    for_each = local.lookers

    content {
      sid       = "${statement.key}Looks"
      actions   = statement.value.actions
      resources = [local.arns["logs"]]

      principals {
        type        = "Service"
        identifiers = [local.writers[statement.key].service]
      }

      condition {
        test     = statement.value.condition[0]
        variable = statement.value.condition[1]
        values   = [statement.value.condition[2]]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.this["logs"].bucket
  policy = data.aws_iam_policy_document.logs.json
}
