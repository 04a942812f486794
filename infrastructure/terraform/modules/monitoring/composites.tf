# Alarms that are made of others: each part says what rings, and the whole calls once.
locals {
  # Errors burn the budget of 99.9 % (0.1 % of the answers of a month) so many times as fast as they may. The long window says that it matters, the short one
  # that it goes on. https://sre.google/workbook/alerting-on-slos/
  # CloudWatch looks at seven days at most, for periods of an hour or more: three days are one period.
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  slo_percent_of_errors = 0.1
  windows = {
    fast-1h  = { seconds = 3600, factor = 14.4, long = true }
    fast-5m  = { seconds = 300, factor = 14.4, long = false }
    fast-6h  = { seconds = 21600, factor = 6, long = true }
    fast-30m = { seconds = 1800, factor = 6, long = false }
    slow-1d  = { seconds = 86400, factor = 3, long = true }
    slow-2h  = { seconds = 7200, factor = 3, long = false }
    slow-3d  = { seconds = 259200, factor = 1, long = true }
    slow-6h  = { seconds = 21600, factor = 1, long = false }
  }
  burns = { for name, window in local.windows : "slo-burn-${name}" => {
    says     = "Errors burn the month's budget ${window.factor} times as fast as they may. Part of slo-${split("-", name)[0]}-burn; calls nobody itself."
    topic    = null
    metrics  = local.answers
    reckoned = local.errors_of[window.long ? 5 : 1]
    # Figures like 1.44, and not 1.4400000000000002.
    threshold = floor(window.factor * local.slo_percent_of_errors * 1000 + 0.5) / 1000
    period    = window.seconds, periods = 1, missing = "notBreaching"
  } }

  # A queue each: which one is too deep is the first question. With queues by type there are a dozen, more than one alarm reckons with.
  queues_too_deep = { for queue in local.id.queue_names : "queue-depth-${queue}" => {
    says      = "More than 100 messages wait in ${queue} for 5 minutes. Part of queue-depth; calls nobody itself."
    topic     = null
    metrics   = { shown = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", stat = "Maximum", dimensions = { QueueName = queue } } }
    reckoned  = {}
    threshold = 100, period = 300, periods = 1
    # SQS says nothing of a queue that nobody has touched for six hours: it is empty then.
    missing = "notBreaching"
  } }

  # What was written, as it is written; and what S3 finds once a day, which also sees what came by no event. Gigabytes are the bill's, of 2^30.
  hundred_gigabytes = 100 * pow(2, 30)
  growths = {
    bucket-growth-written = {
      says      = "More than 100 GB were written to the assets bucket within a day. Part of bucket-growth; calls nobody itself."
      topic     = null
      metrics   = { shown = { namespace = local.id.metric_namespace, name = "stored_bytes", stat = "Sum", dimensions = { bucket = local.id.assets_bucket } } }
      reckoned  = {}
      threshold = local.hundred_gigabytes, period = 86400, periods = 1, missing = "notBreaching"
    }
    bucket-growth-measured = {
      says    = "The assets bucket has grown by more than 100 GB from one day to the next, by S3's own count. Part of bucket-growth; calls nobody itself."
      topic   = null
      metrics = { for id, of in local.of_classes : id => { namespace = "AWS/S3", name = "BucketSizeBytes", stat = "Average", dimensions = of } }
      reckoned = {
        # What is new lies in Standard, so there is always a figure of it: none means that the day is not counted yet, and not that nothing is there.
        size  = join(" + ", [for id in keys(local.of_classes) : id == "standardstorage" ? id : "FILL(${id}, 0)"])
        shown = "DIFF(size)"
      }
      # The difference needs two days to be looked at; the figure of a day comes during the next.
      threshold = local.hundred_gigabytes, period = 86400, periods = 3, datapoints = 1, missing = "ignore"
    }
  }

  rings = { for key, alarm in aws_cloudwatch_metric_alarm.this : key => "ALARM(\"${alarm.alarm_name}\")" }
  composites = {
    slo-fast-burn = {
      says     = "Errors burn the month's budget of 99.9 %: 14.4 times as fast as they may over an hour, or 6 times over six, and still."
      severity = "critical"
      rule     = "(${local.rings["slo-burn-fast-1h"]} AND ${local.rings["slo-burn-fast-5m"]}) OR (${local.rings["slo-burn-fast-6h"]} AND ${local.rings["slo-burn-fast-30m"]})"
    }
    slo-slow-burn = {
      says     = "Errors burn the month's budget of 99.9 %: 3 times as fast as they may over a day, or as fast as they may over three, and still."
      severity = "warning"
      rule     = "(${local.rings["slo-burn-slow-1d"]} AND ${local.rings["slo-burn-slow-2h"]}) OR (${local.rings["slo-burn-slow-3d"]} AND ${local.rings["slo-burn-slow-6h"]})"
    }
    queue-depth = {
      says     = "More than 100 messages wait in a queue."
      severity = "warning"
      rule     = join(" OR ", [for key in keys(local.queues_too_deep) : local.rings[key]])
    }
    bucket-growth = {
      says     = "The media have grown by more than 100 GB in a day."
      severity = "warning"
      rule     = join(" OR ", [for key in keys(local.growths) : local.rings[key]])
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "this" {
  for_each = local.composites

  alarm_name        = "${local.prefix}-${each.key}"
  alarm_description = "${each.value.says} ${var.runbook_base_url}/${each.key}.md"
  alarm_rule        = each.value.rule
  alarm_actions     = [local.topic_arns[each.value.severity]]
  ok_actions        = [local.topic_arns[each.value.severity]]

  # The ARN is written out, so that a plan shows who is called.
  depends_on = [aws_sns_topic.this]
}
