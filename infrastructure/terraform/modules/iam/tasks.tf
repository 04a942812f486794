# What the API does itself. Of SQS it only looks up addresses, when it starts: jobs are sent to PostgreSQL, and it is workers that announce them
# (packages/studio/server/parts.ts, apps/api/serve.ts).
data "aws_iam_policy_document" "backend" {
  statement {
    sid       = "FindQueues"
    actions   = ["sqs:GetQueueUrl"]
    resources = concat(var.queue_arns, [var.dlq_arn])
  }

  # Links to uploads and downloads are signed with this role: whoever holds one may do what the role may, to the one key in it.
  statement {
    sid = "KeepObjects"
    actions = [
      "s3:GetObject",
      # Begins an upload, signs its parts and completes it, besides putting.
      "s3:PutObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
      # What users delete is swept by the API.
      "s3:DeleteObject",
    ]
    resources = ["${var.assets_bucket_arn}/users/*"]
  }

  statement {
    sid = "ListObjects"
    # Without ListBucket S3 answers 403 for a key that is not there, and /ready asks for one.
    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [var.assets_bucket_arn]
  }
}

# What a worker does itself: it announces jobs, receives them, and writes what it made.
data "aws_iam_policy_document" "worker" {
  statement {
    sid = "CarryJobs"
    actions = [
      "sqs:GetQueueUrl",
      # The announcer runs beside the jobs of every worker (packages/studio/work/open-work.ts).
      "sqs:SendMessage",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      # The heartbeat of long jobs, and giving back.
      "sqs:ChangeMessageVisibility",
    ]
    resources = var.queue_arns
  }

  # It buries dead jobs and brings back what SQS buried though its job is well (packages/studio/queue/sqs-dead-letters.ts).
  statement {
    sid       = "KeepDeadLetters"
    actions   = ["sqs:GetQueueUrl", "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [var.dlq_arn]
  }

  dynamic "statement" {
    for_each = var.queue_kms_key_arn == null ? [] : [var.queue_kms_key_arn]

    content {
      sid       = "OpenMessages"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["sqs.${var.region}.amazonaws.com"]
      }
    }
  }

  # No DeleteObject: a worker that went wrong can add films, and take none away.
  statement {
    sid       = "MakeObjects"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.assets_bucket_arn}/users/*"]
  }

  statement {
    sid = "SeeWhatIsMissing"
    # As for the API: /ready asks for a key that is not there.
    actions   = ["s3:ListBucket"]
    resources = [var.assets_bucket_arn]
  }

  dynamic "statement" {
    for_each = var.models_bucket_arn == null ? [] : [var.models_bucket_arn]

    content {
      sid       = "ReadModels"
      actions   = ["s3:GetObject"]
      resources = ["${statement.value}/*"]
    }
  }
}
