# CloudWatch counts no task that ends, so ECS's events are counted: rule → log group → metric filter → alarm. The log group is also the only place where it
# can still be read the next day why a task stopped.
locals {
  # Stops that nobody asked for. What is left out: UserInitiated, SpotInterruption, TerminationNotice, and ServiceSchedulerInitiated for deployments,
  # scaling and drains.
  # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
  failed_to_start = { stopCode = ["TaskFailedToStart"] }
  # The scheduler stops ill tasks under the same code as those that are one too many; the reason tells them apart.
  ill = {
    stopCode      = ["ServiceSchedulerInitiated"]
    stoppedReason = [{ prefix = "Task failed ELB health checks" }, { prefix = "Task failed container health checks" }]
  }

  stopped = {
    # The API never ends by itself: any exit counts, with 0 too.
    backend-task-failures = {
      groups = [for service in values(var.identifiers.service_names) : "service:${service}"]
      failed = [local.failed_to_start, local.ill, { stopCode = ["EssentialContainerExited"] }]
    }
    gpu-worker-crashes = {
      groups = [for service in var.identifiers.worker_service_names : "service:${service}"]
      failed = [
        local.failed_to_start,
        local.ill,
        # A worker that had nothing to do ends with 0 (IDLE_SHUTDOWN). Name and code are those of one container: EventBridge matches fields of one element.
        { stopCode = ["EssentialContainerExited"], containers = { name = ["worker"], exitCode = [{ anything-but = [0] }] } },
        # When the worker ends well, ComfyUI is stopped after it: by SIGTERM (143) or at last SIGKILL (137). Out of memory is 137 too, but has a reason.
        { stopCode = ["EssentialContainerExited"], containers = { name = ["comfyui"], exitCode = [{ anything-but = [0, 137, 143] }] } },
        { stopCode = ["EssentialContainerExited"], containers = { reason = [{ prefix = "OutOfMemoryError" }] } },
      ]
    }
  }
}

resource "aws_cloudwatch_event_rule" "stopped" {
  for_each = local.stopped

  name        = "ai-film-studio-${var.env}-${each.key}"
  description = "Tasks that stopped though nobody asked them to."
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = ["arn:aws:ecs:${var.region}:${var.account_id}:cluster/${var.identifiers.cluster_name}"]
      lastStatus = ["STOPPED"]
      group      = each.value.groups
      "$or"      = each.value.failed
    }
  })
}

resource "aws_cloudwatch_log_group" "stopped" {
  for_each = local.stopped

  # EventBridge writes to groups whose names begin so.
  name              = "/aws/events/ai-film-studio-${var.env}-${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_cloudwatch_event_target" "stopped" {
  for_each = local.stopped

  rule = aws_cloudwatch_event_rule.stopped[each.key].name
  arn  = aws_cloudwatch_log_group.stopped[each.key].arn

  # Without it the events are lost, and nothing says so.
  depends_on = [aws_cloudwatch_log_resource_policy.events]
}

# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
data "aws_iam_policy_document" "events_to_logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws/events/ai-film-studio-${var.env}-*:*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name     = "ai-film-studio-${var.env}-events"
  policy_document = data.aws_iam_policy_document.events_to_logs.json
}

resource "aws_cloudwatch_log_metric_filter" "stopped" {
  for_each = local.stopped

  name           = each.key
  log_group_name = aws_cloudwatch_log_group.stopped[each.key].name
  # Each line is one stop: the rule has chosen.
  pattern = "{ $.detail.lastStatus = \"STOPPED\" }"

  metric_transformation {
    namespace = var.identifiers.metric_namespace
    name      = replace(each.key, "-", "_")
    value     = "1"
    unit      = "Count"
  }
}
