# What the alarms reckon with. CloudWatch's own words: FILL(m, REPEAT) goes on with the last figure when the newest minute is not there yet, and the 0 around it
# is for a group of which nothing was ever told. What waits is never filled: without a figure nothing is started and nobody stopped.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
locals {
  by_depth = var.scaling.policy == "depth"
  queues   = concat([var.queue_name], var.more_queue_names)

  # A fleet for premium users knows what waits and runs of theirs. What runs may run in the fleet beside it: then one stays longer than it must, and none goes
  # that is at work.
  only_high = var.lanes == "high-priority"
  waiting   = local.only_high ? "studio_queue_high_priority_backlog_seconds" : "studio_queue_backlog_seconds"
  running   = local.only_high ? "studio_queue_high_priority_running_jobs" : "studio_queue_jobs"

  group = { AutoScalingGroupName = aws_autoscaling_group.this.name }

  metrics = merge(
    # Those that are asked for, on their way or not: so that a worker that boots is not asked for again each minute.
    { asked = { namespace = "AWS/AutoScaling", name = "GroupDesiredCapacity", stat = "Maximum", dimensions = local.group } },
    { workers = { namespace = "AWS/AutoScaling", name = "GroupInServiceInstances", stat = "Minimum", dimensions = local.group } },
    # Every API counts the same table: the highest, not the sum.
    { for type in keys(var.types) : "waits_${type}" => {
      namespace = var.metric_namespace, name = local.waiting, stat = "Maximum", dimensions = { service = "api", type = type }
    } },
    { for type in keys(var.types) : "runs_${type}" => {
      namespace  = var.metric_namespace, name = local.running, stat = "Maximum"
      dimensions = merge({ service = "api", type = type }, local.only_high ? {} : { state = "running" })
    } },
    { for index, queue in local.queues : "depth_${index}" => {
      namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", stat = "Maximum", dimensions = { QueueName = queue }
    } },
  )

  waits = [for type in keys(var.types) : "waits_${type}"]
  runs  = [for type in keys(var.types) : "runs_${type}"]
  depth = [for index, queue in local.queues : "depth_${index}"]

  # A worker does several jobs of a type at once: so many seconds of a worker's time, so many whole workers.
  waiting_seconds = join(" + ", [for type, most in var.types : "waits_${type} / ${most}"])
  busy_workers    = join(" + ", [for type, most in var.types : "runs_${type} / ${most}"])
  waiting_jobs    = join(" + ", local.depth)

  # From the first step on, by the difference to it: that is how step scaling has its bounds.
  first      = local.by_depth ? var.scaling.depth_steps[0].depth : 1
  begins     = local.by_depth ? [for step in var.scaling.depth_steps : step.depth - local.first] : [0, 1, 3, 7]
  adds       = local.by_depth ? [for step in var.scaling.depth_steps : step.add] : [1, 2, 4, 8]
  more_steps = [for index, begin in local.begins : { from = begin, to = try(local.begins[index + 1], null), add = local.adds[index] }]

  more = local.by_depth ? {
    metrics = concat(local.depth, ["asked"])
    # The document's steps begin at 10: with none there, 1 to 9 messages would wait for ever. So with none there any message counts as the first step.
    expressions = {
      have    = "FILL(FILL(asked, REPEAT), 0)"
      waiting = local.waiting_jobs
      call    = "IF(have < 1 AND waiting > 0 AND waiting < ${local.first}, ${local.first}, waiting)"
    }
    } : {
    metrics = concat(local.waits, ["asked"])
    # How many workers lack, for what waits to be done in the time: one for any work at all where there is none, since whatever is more than 0 is rounded up.
    expressions = {
      have    = "FILL(FILL(asked, REPEAT), 0)"
      waiting = local.waiting_seconds
      call    = "CEIL((waiting) / ${var.scaling.backlog_target_seconds}) - have"
    }
  }

  fewer = local.by_depth ? {
    metrics = concat(local.depth, local.runs, ["workers"])
    # The last one stays for a single message: else it would be stopped, and started again for it.
    expressions = {
      have    = "FILL(FILL(workers, REPEAT), 0)"
      waiting = local.waiting_jobs
      busy    = local.busy_workers
      idle    = "IF((have > 1 AND waiting >= ${var.scaling.depth_low}) OR (have <= 1 AND waiting >= 1), 0, have - busy)"
    }
    } : {
    metrics = concat(local.waits, local.runs, ["workers"])
    # Workers that nothing waits for, and that what runs does not need either.
    expressions = {
      have    = "FILL(FILL(workers, REPEAT), 0)"
      waiting = local.waiting_seconds
      busy    = local.busy_workers
      idle    = "IF(waiting > 0, 0, have - busy)"
    }
  }
}

resource "aws_autoscaling_policy" "more" {
  name                      = "more"
  autoscaling_group_name    = aws_autoscaling_group.this.name
  policy_type               = "StepScaling"
  adjustment_type           = "ChangeInCapacity"
  metric_aggregation_type   = "Maximum"
  estimated_instance_warmup = var.scaling.warmup_seconds

  dynamic "step_adjustment" {
    for_each = local.more_steps

    content {
      metric_interval_lower_bound = step_adjustment.value.from
      metric_interval_upper_bound = step_adjustment.value.to
      scaling_adjustment          = step_adjustment.value.add
    }
  }
}

resource "aws_autoscaling_policy" "fewer" {
  name                    = "fewer"
  autoscaling_group_name  = aws_autoscaling_group.this.name
  policy_type             = "StepScaling"
  adjustment_type         = "ChangeInCapacity"
  metric_aggregation_type = "Minimum"

  # One a minute: the figures are a minute old, and a worker that was idle then may have a job by now.
  step_adjustment {
    metric_interval_lower_bound = 0
    scaling_adjustment          = -1
  }
}

resource "aws_cloudwatch_metric_alarm" "more" {
  alarm_name          = "ai-film-studio-${var.env}-${var.fleet}-workers-more"
  alarm_description   = "Calls for more workers of the fleet ${var.fleet}; it is no fault. Policy: ${var.scaling.policy}."
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = local.first
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_autoscaling_policy.more.arn]

  dynamic "metric_query" {
    for_each = local.more.metrics

    content {
      id = metric_query.value

      metric {
        namespace   = local.metrics[metric_query.value].namespace
        metric_name = local.metrics[metric_query.value].name
        stat        = local.metrics[metric_query.value].stat
        dimensions  = local.metrics[metric_query.value].dimensions
        period      = 60
      }
    }
  }

  dynamic "metric_query" {
    for_each = local.more.expressions

    content {
      id          = metric_query.key
      expression  = metric_query.value
      return_data = metric_query.key == "call"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "fewer" {
  alarm_name          = "ai-film-studio-${var.env}-${var.fleet}-workers-fewer"
  alarm_description   = "Lets workers of the fleet ${var.fleet} go that had nothing to do for ${var.scaling.idle_minutes} minutes; it is no fault."
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  evaluation_periods  = var.scaling.idle_minutes
  datapoints_to_alarm = var.scaling.idle_minutes
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_autoscaling_policy.fewer.arn]

  dynamic "metric_query" {
    for_each = local.fewer.metrics

    content {
      id = metric_query.value

      metric {
        namespace   = local.metrics[metric_query.value].namespace
        metric_name = local.metrics[metric_query.value].name
        stat        = local.metrics[metric_query.value].stat
        dimensions  = local.metrics[metric_query.value].dimensions
        period      = 60
      }
    }
  }

  dynamic "metric_query" {
    for_each = local.fewer.expressions

    content {
      id          = metric_query.key
      expression  = metric_query.value
      return_data = metric_query.key == "idle"
    }
  }
}
