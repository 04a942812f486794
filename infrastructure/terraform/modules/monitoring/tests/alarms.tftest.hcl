provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "prod"
  region             = "us-east-1"
  account_id         = "123456789012"
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/watching"
  log_retention_days = 30
  identifiers = {
    database_ids              = ["db", "db-replica-1"]
    replica_ids               = ["db-replica-1"]
    max_connections           = 400
    redis_nodes               = ["redis-001"]
    alb_arn_suffix            = "app/studio/1"
    target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
    cluster_name              = "ai-film-studio-prod"
    service_names             = { blue = "backend-blue", green = "backend-green" }
    worker_service_names      = ["gpu-workers"]
    asg_names                 = ["gpu-workers"]
    queue_names               = ["processing", "high-priority"]
    dlq_name                  = "dlq"
    distribution_id           = "E1"
    assets_bucket             = "assets"
    metric_namespace          = "AIFilmStudio/prod"
    lost_notices_queue        = "lost"
  }

  emails                     = { warning = ["ops@example.com", "film@example.com"] }
  phones                     = ["+15551234567"]
  pagerduty_endpoint         = "https://events.pagerduty.com/integration/0123/enqueue"
  alarm_notices_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-alarm-notices-prod"
}

override_resource {
  target          = aws_sns_topic.this["critical"]
  override_during = plan
  values          = { arn = "arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-critical" }
}

override_resource {
  target          = aws_sns_topic.this["warning"]
  override_during = plan
  values          = { arn = "arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-warning" }
}

override_resource {
  target          = aws_sns_topic.this["info"]
  override_during = plan
  values          = { arn = "arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-info" }
}

run "has_three_topics_that_are_encrypted" {
  command = plan

  assert {
    condition     = output.topic_arns == { for severity in ["critical", "warning", "info"] : severity => "arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-${severity}" }
    error_message = "There must be a topic each for critical, warning and info."
  }

  assert {
    condition     = alltrue([for topic in aws_sns_topic.this : topic.kms_master_key_id == "arn:aws:kms:us-east-1:123456789012:key/watching"])
    error_message = "Topics must be under the key that CloudWatch may use: alias/aws/sns would swallow every alarm."
  }

  assert {
    condition = alltrue([for policy in aws_sns_topic_policy.this : jsonencode([
      for statement in jsondecode(policy.policy).Statement : [statement.Principal.Service, values(statement.Condition)[0]] if statement.Effect == "Allow"
      ]) == jsonencode([
      ["cloudwatch.amazonaws.com", { "aws:SourceArn" = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" }],
      ["events.amazonaws.com", { "aws:SourceArn" = "arn:aws:events:us-east-1:123456789012:rule/*" }],
      ["budgets.amazonaws.com", { "aws:SourceAccount" = "123456789012" }],
    ])])
    error_message = "Alarms, rules and budgets of this account may publish, and nobody else."
  }

  assert {
    condition = alltrue(flatten([for severity, policy in aws_sns_topic_policy.this : [
      for statement in jsondecode(policy.policy).Statement : statement.Action == "sns:Publish" && statement.Resource == output.topic_arns[severity]
    ]]))
    error_message = "Whoever may publish to a topic may do nothing else with it, and each policy is of its own topic."
  }

  assert {
    condition = alltrue([for policy in aws_sns_topic_policy.this : [
      for statement in jsondecode(policy.policy).Statement : statement.Condition.Bool["aws:SecureTransport"] if statement.Effect == "Deny"
    ] == ["false"]])
    error_message = "Nothing may be published without TLS."
  }
}

run "tells_whom_the_document_wants_told" {
  command = plan

  assert {
    condition     = length(aws_sns_topic_subscription.pagerduty) == 1 && aws_sns_topic_subscription.pagerduty[0].protocol == "https" && aws_sns_topic_subscription.pagerduty[0].topic_arn == output.topic_arns.critical
    error_message = "Critical alarms go to PagerDuty, by SNS itself."
  }

  assert {
    condition     = [for sms in aws_sns_topic_subscription.sms : "${sms.endpoint} ${sms.topic_arn}"] == ["+15551234567 ${output.topic_arns.critical}"]
    error_message = "SMS are for critical alarms alone."
  }

  assert {
    condition     = toset([for email in aws_sns_topic_subscription.email : "${email.endpoint} ${email.topic_arn}"]) == toset(["ops@example.com ${output.topic_arns.warning}", "film@example.com ${output.topic_arns.warning}"])
    error_message = "Each address of a severity must be subscribed to its topic."
  }

  assert {
    condition     = toset([for slack in aws_sns_topic_subscription.slack : slack.topic_arn]) == toset(values(output.topic_arns)) && toset([for permission in aws_lambda_permission.slack : permission.source_arn]) == toset(values(output.topic_arns))
    error_message = "Slack gets all three, and each topic must be allowed to call the function."
  }
}

run "calls_by_each_alarms_severity_when_it_rings_and_when_it_is_over" {
  command = plan

  assert {
    condition = toset([for key, alarm in aws_cloudwatch_metric_alarm.this : key if alarm.alarm_actions == toset([output.topic_arns.critical])]) == toset([
      "api-errors", "api-unreachable", "backend-task-failures", "database-cpu", "dead-letters", "gpu-worker-crashes",
    ]) && aws_cloudwatch_composite_alarm.this["slo-fast-burn"].alarm_actions == toset([output.topic_arns.critical])
    error_message = "Critical are those that the document wants at PagerDuty, and the fast burn."
  }

  assert {
    condition = toset([for key, alarm in aws_cloudwatch_metric_alarm.this : key if alarm.alarm_actions == toset([output.topic_arns.warning])]) == toset([
      "api-latency", "backend-memory", "cdn-errors", "database-connections", "dead-letters-early", "model-load-failures", "notices-lost", "queue-age",
      "redis-memory", "replica-lag",
    ]) && alltrue([for key in ["slo-slow-burn", "queue-depth", "bucket-growth"] : aws_cloudwatch_composite_alarm.this[key].alarm_actions == toset([output.topic_arns.warning])])
    error_message = "Warnings are those that the document wants by mail and Slack."
  }

  assert {
    condition = alltrue(concat(
      [for alarm in aws_cloudwatch_metric_alarm.this : coalesce(alarm.ok_actions, []) == coalesce(alarm.alarm_actions, [])],
      [for alarm in aws_cloudwatch_composite_alarm.this : alarm.ok_actions == alarm.alarm_actions],
    ))
    error_message = "Whoever was called must hear that it is over: PagerDuty closes by it."
  }

  assert {
    condition     = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.this : length(coalesce(alarm.alarm_actions, [])) == 1 || strcontains(alarm.alarm_description, "calls nobody itself")])
    error_message = "Only parts of composite alarms may call nobody, and they say so."
  }
}

run "names_alarms_by_their_keys_and_says_where_the_runbook_is" {
  command = plan

  assert {
    condition = alltrue([for key in [
      "api-errors", "backend-memory", "backend-task-failures", "bucket-growth", "cdn-errors", "database-connections", "database-cpu", "dead-letters",
      "dead-letters-early", "gpu-worker-crashes", "model-load-failures", "queue-age", "queue-depth", "redis-memory", "replica-lag", "slo-fast-burn", "slo-slow-burn",
    ] : contains(output.alarm_names, "ai-film-studio-prod-${key}")])
    error_message = "The deployment program, runbooks and Prometheus go by these names."
  }

  assert {
    condition = alltrue([for key, says in merge(
      { for key, alarm in aws_cloudwatch_composite_alarm.this : key => alarm.alarm_description },
      { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.alarm_description if length(coalesce(alarm.alarm_actions, [])) > 0 },
    ) : endswith(says, " https://github.com/AI-Empower-HQ-360/ai-film-studio/blob/main/docs/runbooks/alarms/${key}.md")])
    error_message = "Whoever is called at night needs the runbook in the call."
  }

  assert {
    condition = alltrue([for alarm in concat(
      [for key, alarm in aws_cloudwatch_composite_alarm.this : key],
      [for key, alarm in aws_cloudwatch_metric_alarm.this : key if length(coalesce(alarm.alarm_actions, [])) > 0],
    ) : fileexists("../../../../docs/runbooks/alarms/${alarm}.md")])
    error_message = "Each alarm that calls somebody must have its runbook."
  }
}

run "tells_of_what_happened_where_nobody_is_called" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_event_target.happened) > 0 && alltrue([for target in aws_cloudwatch_event_target.happened : target.arn == output.topic_arns.info])
    error_message = "What only happened goes to info: nobody is called for a deployment."
  }
}

run "keeps_why_tasks_stopped" {
  command = plan

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.stopped : startswith(group.name, "/aws/events/") && group.retention_in_days == 30 && group.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/watching"])
    error_message = "EventBridge writes only to groups under /aws/events/, and they are kept and encrypted as other logs."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_cloudwatch_log_resource_policy.events.policy_document).Statement : [sort(statement.Principal.Service), statement.Resource]]) == jsonencode([
      [["delivery.logs.amazonaws.com", "events.amazonaws.com"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ai-film-studio-prod-*:*"],
    ])
    error_message = "Without this policy EventBridge's events are lost and nothing says so."
  }
}

run "calls_nobody_because_a_sleeping_studio_does_not_answer" {
  command = plan

  variables {
    awake = false
  }

  assert {
    condition     = !contains(output.alarm_names, "ai-film-studio-prod-api-unreachable")
    error_message = "A studio that is asleep on purpose has no healthy task."
  }
}

run "watches_a_small_studio_too" {
  command = plan

  variables {
    region                     = "us-west-2"
    emails                     = {}
    phones                     = []
    pagerduty_endpoint         = null
    alarm_notices_function_arn = null
    identifiers = {
      database_ids              = ["db"]
      max_connections           = 80
      redis_nodes               = ["redis-001"]
      alb_arn_suffix            = "app/studio/1"
      target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
      cluster_name              = "ai-film-studio-dev"
      service_names             = { blue = "backend-blue", green = "backend-green" }
      worker_service_names      = ["gpu-workers"]
      asg_names                 = ["gpu-workers"]
      queue_names               = [for number in range(12) : "queue-${number}"]
      dlq_name                  = "dlq"
      distribution_id           = "E1"
      assets_bucket             = "assets"
      metric_namespace          = "AIFilmStudio/dev"
    }
  }

  assert {
    condition     = length(setintersection(output.alarm_names, ["ai-film-studio-prod-replica-lag", "ai-film-studio-prod-cdn-errors", "ai-film-studio-prod-notices-lost"])) == 0
    error_message = "Without replicas, outside us-east-1 and without Slack there is nothing for those alarms to look at."
  }

  assert {
    condition     = length([for key in keys(aws_cloudwatch_metric_alarm.this) : key if startswith(key, "queue-depth-")]) == 12 && length(aws_sns_topic_subscription.pagerduty) == 0 && length(aws_sns_topic_subscription.slack) == 0
    error_message = "Queues by type are all watched, and nobody is told who was not named."
  }
}
