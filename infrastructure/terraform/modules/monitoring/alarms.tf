# Every alarm that calls somebody, in one table: what it reckons with, from where on it rings, for how long, whom it calls, and what it makes of no figure at
# all. Keys, Prometheus' alerts and runbooks are the same (docs/runbooks/README.md).
#
# missing, on purpose:
#   notBreaching  figures come only when something happens: none is good
#   breaching     whoever says nothing is ill
#   ignore        figures end when nothing moves: what was so is still so
#   missing       nobody knows: the alarm turns grey and calls nobody
locals {
  id     = var.identifiers
  prefix = "ai-film-studio-${var.env}"

  # ── What is counted ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
  of_databases = { for index, database in local.id.database_ids : "m${index}" => { DBInstanceIdentifier = database } }
  of_replicas  = { for index, replica in local.id.replica_ids : "m${index}" => { DBInstanceIdentifier = replica } }
  of_nodes     = { for index, node in local.id.redis_nodes : "m${index}" => { CacheClusterId = node } }
  of_services  = { for colour, service in local.id.service_names : colour => { ClusterName = local.id.cluster_name, ServiceName = service } }
  of_groups    = { for colour, suffix in local.id.target_group_arn_suffixes : colour => { LoadBalancer = local.id.alb_arn_suffix, TargetGroup = suffix } }
  of_types     = { for type in ["image", "video", "audio", "assembly", "notification"] : type => { service = "api", type = type } }
  of_balancer  = { LoadBalancer = local.id.alb_arn_suffix }
  of_dlq       = { QueueName = local.id.dlq_name }
  # S3 counts each class of storage for itself, once a day; the lifecycle rules of module s3 use these.
  of_classes = {
    for class in ["StandardStorage", "IntelligentTieringFAStorage", "IntelligentTieringIAStorage", "IntelligentTieringAIAStorage"] :
    lower(class) => { BucketName = local.id.assets_bucket, StorageType = class }
  }

  # Of all of a kind the worst.
  worst = { for kind, metrics in {
    databases = local.of_databases, nodes = local.of_nodes, services = local.of_services, groups = local.of_groups, types = local.of_types
  } : kind => "MAX([${join(", ", sort(keys(metrics)))}])" }

  # Requests, and those that were answered with 5xx by a task or by the load balancer itself. It counts a request when it has chosen a task: with none to
  # choose there are errors and no requests. Where nothing failed there is no figure, so none is 0, and none of none is no error.
  # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
  answers = {
    asked    = { namespace = "AWS/ApplicationELB", name = "RequestCount", stat = "Sum", dimensions = local.of_balancer }
    theirs   = { namespace = "AWS/ApplicationELB", name = "HTTPCode_Target_5XX_Count", stat = "Sum", dimensions = local.of_balancer }
    balancer = { namespace = "AWS/ApplicationELB", name = "HTTPCode_ELB_5XX_Count", stat = "Sum", dimensions = local.of_balancer }
  }
  share_of_errors = {
    errors = "FILL(theirs, 0) + FILL(balancer, 0)"
    # Never 0: what can't be divided gives no figure.
    requests = "IF(FILL(asked, 0) > errors, FILL(asked, 0), IF(errors > 0, errors, 1))"
  }
  # Percent, and 0 below so many failures: at night one of fifty would call somebody. Prometheus' alerts have the same least.
  errors_of = { for least in [1, 3, 5] : least => merge(local.share_of_errors, { shown = "IF(errors < ${least}, 0, 100 * errors / requests)" }) }

  # ── When it rings ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
  every_alarm = {
    database-cpu = {
      says      = "The database is above 90 % CPU for 5 minutes."
      severity  = "critical", wanted = true
      metrics   = { for id, of in local.of_databases : id => { namespace = "AWS/RDS", name = "CPUUtilization", stat = "Average", dimensions = of } }
      reckoned  = { shown = local.worst.databases }
      threshold = 90, period = 60, periods = 5, missing = "missing"
    }
    backend-task-failures = {
      says      = "More than 3 tasks of the API stopped by themselves within 5 minutes."
      severity  = "critical", wanted = true
      metrics   = { shown = { namespace = local.id.metric_namespace, name = "backend_task_failures", stat = "Sum", dimensions = {} } }
      reckoned  = {}
      threshold = 3, period = 300, periods = 1, missing = "notBreaching"
    }
    api-errors = {
      says      = "More than 1 % of the load balancer's answers were 5xx for 5 minutes (and at least 3 of them)."
      severity  = "critical", wanted = true
      metrics   = local.answers
      reckoned  = local.errors_of[3]
      threshold = 1, period = 300, periods = 1, missing = "notBreaching"
    }
    api-unreachable = {
      says      = "No task of the API is healthy for 2 minutes."
      severity  = "critical", wanted = var.awake
      metrics   = { for colour, of in local.of_groups : colour => { namespace = "AWS/ApplicationELB", name = "HealthyHostCount", stat = "Maximum", dimensions = of } }
      reckoned  = { shown = local.worst.groups }
      threshold = 1, period = 60, periods = 2, missing = "breaching", below = true
    }
    dead-letters = {
      says      = "More than 10 messages lie in the dead letter queue."
      severity  = "critical", wanted = true
      metrics   = local.dead
      reckoned  = { shown = "lying + FILL(looked_at, 0)" }
      threshold = 10, period = 300, periods = 1, missing = "ignore"
    }
    gpu-worker-crashes = {
      says      = "More than 3 GPU workers ended by themselves within an hour."
      severity  = "critical", wanted = true
      metrics   = { shown = { namespace = local.id.metric_namespace, name = "gpu_worker_crashes", stat = "Sum", dimensions = {} } }
      reckoned  = {}
      threshold = 3, period = 3600, periods = 1, missing = "notBreaching"
    }

    database-connections = {
      says      = "More than 80 % of ${local.id.max_connections} connections of a database are in use for 5 minutes."
      severity  = "warning", wanted = true
      metrics   = { for id, of in local.of_databases : id => { namespace = "AWS/RDS", name = "DatabaseConnections", stat = "Maximum", dimensions = of } }
      reckoned  = { shown = local.worst.databases }
      threshold = 0.8 * local.id.max_connections, period = 60, periods = 5, missing = "missing"
    }
    backend-memory = {
      says      = "A task of the API uses more than 85 % of its memory for 5 minutes."
      severity  = "warning", wanted = true
      metrics   = { for colour, of in local.of_services : colour => { namespace = "AWS/ECS", name = "MemoryUtilization", stat = "Maximum", dimensions = of } }
      reckoned  = { shown = local.worst.services }
      threshold = 85, period = 60, periods = 5, missing = "notBreaching"
    }
    api-latency = {
      says      = "One answer in twenty begins after more than a second, for 10 minutes."
      severity  = "warning", wanted = true
      metrics   = { shown = { namespace = "AWS/ApplicationELB", name = "TargetResponseTime", stat = "p95", dimensions = local.of_balancer } }
      reckoned  = {}
      threshold = 1, period = 60, periods = 10, missing = "notBreaching"
    }
    # Of a handful of requests one that fails says nothing.
    cdn-errors = {
      says     = "More than 5 % of CloudFront's answers were errors for 5 minutes (of at least 20)."
      severity = "warning", wanted = var.region == "us-east-1"
      metrics = {
        rate  = { namespace = "AWS/CloudFront", name = "TotalErrorRate", stat = "Average", dimensions = local.of_distribution }
        asked = { namespace = "AWS/CloudFront", name = "Requests", stat = "Sum", dimensions = local.of_distribution }
      }
      reckoned  = { shown = "IF(FILL(asked, 0) < 20, 0, rate)" }
      threshold = 5, period = 300, periods = 1, missing = "notBreaching"
    }
    dead-letters-early = {
      says      = "More than 5 messages lie in the dead letter queue."
      severity  = "warning", wanted = true
      metrics   = local.dead
      reckoned  = { shown = "lying + FILL(looked_at, 0)" }
      threshold = 5, period = 300, periods = 1, missing = "ignore"
    }
    # Of the rows, by the API, which count work that could be begun: a message's age in SQS goes on while its job is done.
    queue-age = {
      says      = "The oldest job that could be begun has waited for more than 15 minutes, for 5 minutes."
      severity  = "warning", wanted = true
      metrics   = { for type, of in local.of_types : type => { namespace = local.id.metric_namespace, name = "studio_queue_oldest_waiting_seconds", stat = "Maximum", dimensions = of } }
      reckoned  = { shown = local.worst.types }
      threshold = 900, period = 60, periods = 5, missing = "missing"
    }
    # Of all engines: the dimension service alone has each failure once. One is told, as by Prometheus: it opens its jobs again after a minute, and fails again.
    model-load-failures = {
      says      = "A model did not load on a worker within 15 minutes: others take its jobs, and when it is every worker the queue stands."
      severity  = "warning", wanted = true
      metrics   = { shown = { namespace = local.id.metric_namespace, name = "studio_model_load_failures_total", stat = "Sum", dimensions = { service = "worker" } } }
      reckoned  = {}
      threshold = 0, period = 900, periods = 1, missing = "notBreaching"
    }
    # Redis is told to refuse writes rather than forget (noeviction): this has to come long before it is full.
    redis-memory = {
      says      = "A node of Redis has used more than 80 % of its memory for 5 minutes."
      severity  = "warning", wanted = true
      metrics   = { for id, of in local.of_nodes : id => { namespace = "AWS/ElastiCache", name = "DatabaseMemoryUsagePercentage", stat = "Maximum", dimensions = of } }
      reckoned  = { shown = local.worst.nodes }
      threshold = 80, period = 60, periods = 5, missing = "missing"
    }
    # −1 is a replica that does not replicate: a day behind, for what it is worth. 300 s are tier 1's RPO, and what PostgreSQL shows at most when nobody writes.
    replica-lag = {
      says     = "A replica is more than 5 minutes behind, or does not replicate, for 5 minutes: more would be lost than the RPO allows."
      severity = "warning", wanted = length(local.id.replica_ids) > 0
      metrics  = { for id, of in local.of_replicas : id => { namespace = "AWS/RDS", name = "ReplicaLag", stat = "Maximum", dimensions = of } }
      reckoned = merge(
        { for id in keys(local.of_replicas) : "behind_${id}" => "IF(${id} < 0, 86400, ${id})" },
        { shown = "MAX([${join(", ", [for id in keys(local.of_replicas) : "behind_${id}"])}])" },
      )
      threshold = 300, period = 60, periods = 5, missing = "breaching"
    }
    notices-lost = {
      says     = "A notice of an alarm did not arrive: Slack did not take it, or SNS could not deliver it."
      severity = "warning", wanted = local.id.lost_notices_queue != null
      metrics = merge(
        { kept = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", stat = "Maximum", dimensions = { QueueName = coalesce(local.id.lost_notices_queue, "none") } } },
        { for severity in local.severities : severity => {
          namespace = "AWS/SNS", name = "NumberOfNotificationsFailed", stat = "Sum", dimensions = { TopicName = "${local.prefix}-${severity}" }
        } },
      )
      reckoned  = { shown = "FILL(kept, 0) + FILL(critical, 0) + FILL(warning, 0) + FILL(info, 0)" }
      threshold = 0, period = 300, periods = 1, missing = "notBreaching"
    }
  }

  of_distribution = { DistributionId = local.id.distribution_id, Region = "Global" }

  # Whoever looks through the queue (workers do, to bring back what is well) hides what they look at for a while: it still lies there.
  dead = {
    lying     = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", stat = "Maximum", dimensions = local.of_dlq }
    looked_at = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesNotVisible", stat = "Maximum", dimensions = local.of_dlq }
  }

  alarms = { for key, alarm in local.every_alarm : key => merge(alarm, { topic = alarm.severity, says = "${alarm.says} ${var.runbook_base_url}/${key}.md" }) if alarm.wanted }

  # Those that call nobody themselves, and say what of a composite rings.
  parts   = merge(local.burns, local.queues_too_deep, local.growths)
  metrics = merge(local.alarms, local.parts)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.metrics

  alarm_name          = "${local.prefix}-${each.key}"
  alarm_description   = each.value.says
  comparison_operator = try(each.value.below, false) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = try(each.value.datapoints, each.value.periods)
  treat_missing_data  = each.value.missing
  # It says when it is over, too: PagerDuty closes the incident by it.
  alarm_actions = each.value.topic == null ? [] : [local.topic_arns[each.value.topic]]
  ok_actions    = each.value.topic == null ? [] : [local.topic_arns[each.value.topic]]

  dynamic "metric_query" {
    for_each = each.value.metrics

    content {
      id          = metric_query.key
      return_data = metric_query.key == "shown"

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        stat        = metric_query.value.stat
        dimensions  = metric_query.value.dimensions
        period      = each.value.period
      }
    }
  }

  dynamic "metric_query" {
    for_each = each.value.reckoned

    content {
      id          = metric_query.key
      expression  = metric_query.value
      return_data = metric_query.key == "shown"
    }
  }

  # The ARNs are written out, so that a plan shows who is called.
  depends_on = [aws_sns_topic.this]
}
