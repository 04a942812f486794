provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env        = "staging"
  region     = "us-east-1"
  account_id = "123456789012"
}

override_resource {
  target          = aws_sqs_queue.dead
  override_during = plan
  values          = { arn = "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-dlq-staging", id = "https://sqs/dlq", url = "https://sqs/dlq" }
}

override_resource {
  target          = aws_sqs_queue.lane
  override_during = plan
  values          = { arn = "arn:aws:sqs:us-east-1:123456789012:lane", id = "https://sqs/lane", url = "https://sqs/lane" }
}

run "has_the_documents_queues_with_its_figures" {
  command = plan

  assert {
    condition = toset([for queue in output.queues : queue.name]) == toset([
      "ai-film-studio-processing-queue-staging", "ai-film-studio-high-priority-queue-staging", "ai-film-studio-dlq-staging",
    ])
    error_message = "The program looks for the queues under these names (packages/studio/queue/sqs-queues.ts)."
  }

  assert {
    condition = alltrue([for lane in aws_sqs_queue.lane : (
      lane.visibility_timeout_seconds == 300 && lane.message_retention_seconds == 345600 &&
      lane.max_message_size == 262144 && lane.receive_wait_time_seconds == 20
    )])
    error_message = "Section 5 of the specification: 300 s hidden, kept 4 days, 256 KB, long polling of 20 s."
  }

  assert {
    condition     = aws_sqs_queue.dead.message_retention_seconds == 1209600
    error_message = "Dead letters are kept for 14 days."
  }

  assert {
    condition     = output.main.name == "ai-film-studio-processing-queue-staging" && output.high_priority.name == "ai-film-studio-high-priority-queue-staging" && output.dlq.name == "ai-film-studio-dlq-staging"
    error_message = "main, high_priority and dlq must be the queues of those names."
  }
}

run "buries_after_three_receives_in_the_one_dead_letter_queue" {
  command = plan

  assert {
    condition = alltrue([for lane in aws_sqs_queue.lane : (
      jsondecode(lane.redrive_policy).maxReceiveCount == 3 &&
      jsondecode(lane.redrive_policy).deadLetterTargetArn == "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-dlq-staging"
    )])
    error_message = "After three receives a message must go to ai-film-studio-dlq-staging, which the alarm watches."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.dead.redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Only the studio's own queues may use the dead letter queue."
  }
}

run "takes_nothing_without_tls" {
  command = plan

  assert {
    condition = length(aws_sqs_queue_policy.tls_only) == 3 && alltrue([for policy in aws_sqs_queue_policy.tls_only : anytrue([
      for statement in jsondecode(policy.policy).Statement : (
        statement.Effect == "Deny" && statement.Principal == "*" && statement.Action == "sqs:*" &&
        statement.Condition.Bool["aws:SecureTransport"] == "false"
      )
    ])])
    error_message = "Every queue, the dead letter queue too, must deny all that does not come over TLS."
  }

  assert {
    condition     = alltrue([for queue in local.all : queue.sqs_managed_sse_enabled])
    error_message = "Without a key of its own a queue must be encrypted by SQS (SSE-SQS)."
  }
}

run "encrypts_with_a_key_when_one_is_given" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/mrk-1"
  }

  assert {
    condition     = alltrue([for queue in local.all : queue.kms_master_key_id == "arn:aws:kms:us-east-1:123456789012:key/mrk-1"])
    error_message = "All queues must use the key."
  }
}

run "has_lanes_for_each_type_of_job" {
  command = plan

  variables {
    by_type = true
  }

  assert {
    condition = length(output.queues) == 13 && alltrue(flatten([for type in ["image", "video", "audio", "assembly", "notification"] : [
      output.queues["processing-${type}"].name == "ai-film-studio-processing-queue-${type}-staging",
      output.queues["high-priority-${type}"].name == "ai-film-studio-high-priority-queue-${type}-staging",
    ]]))
    error_message = "With SQS_BY_TYPE the program looks for a pair of queues for each type of job."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.dead.redrive_allow_policy).redrivePermission == "allowAll"
    error_message = "SQS refuses a list of more than ten sources."
  }
}
