locals {
  # As packages/studio/queue/queued-job.ts names them.
  job_types = ["image", "video", "audio", "assembly", "notification"]

  # Names by packages/studio/queue/sqs-queues.ts: the program finds them by these.
  lanes = merge(
    {
      processing    = "ai-film-studio-processing-queue-${var.env}"
      high-priority = "ai-film-studio-high-priority-queue-${var.env}"
    },
    merge([for type in(var.by_type ? local.job_types : []) : {
      "processing-${type}"    = "ai-film-studio-processing-queue-${type}-${var.env}"
      "high-priority-${type}" = "ai-film-studio-high-priority-queue-${type}-${var.env}"
    }]...),
  )
}

resource "aws_sqs_queue" "lane" {
  for_each = local.lanes

  name                       = each.value
  visibility_timeout_seconds = var.visibility_timeout
  message_retention_seconds  = var.retention
  max_message_size           = var.max_message
  receive_wait_time_seconds  = var.wait
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null
  kms_master_key_id          = var.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:${var.region}:${var.account_id}:${aws_sqs_queue.dead.name}"
    maxReceiveCount     = var.max_receives
  })
}

# One for all lanes: the program looks through one, and one alarm watches it.
resource "aws_sqs_queue" "dead" {
  name                       = "ai-film-studio-dlq-${var.env}"
  visibility_timeout_seconds = var.visibility_timeout
  message_retention_seconds  = var.dlq_retention
  max_message_size           = var.max_message
  receive_wait_time_seconds  = var.wait
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null
  kms_master_key_id          = var.kms_key_arn
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id

  # SQS lets ten queues be named. Lanes by type make twelve: then every queue of the account may, and all of those are the studio's.
  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
  redrive_allow_policy = jsonencode(merge(
    { redrivePermission = var.by_type ? "allowAll" : "byQueue" },
    var.by_type ? {} : { sourceQueueArns = [for lane in aws_sqs_queue.lane : lane.arn] },
  ))
}

locals {
  all = merge(aws_sqs_queue.lane, { dlq = aws_sqs_queue.dead })
}

# Who may do what is said by the roles (modules/iam). This says only how: never without TLS.
data "aws_iam_policy_document" "tls_only" {
  for_each = local.all

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value.arn]

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

resource "aws_sqs_queue_policy" "tls_only" {
  for_each = local.all

  queue_url = each.value.id
  policy    = data.aws_iam_policy_document.tls_only[each.key].json
}
