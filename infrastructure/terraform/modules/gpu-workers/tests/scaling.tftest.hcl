provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                  = "staging"
  region               = "us-east-1"
  cluster_name         = "ai-film-studio-staging"
  image                = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-gpu-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  min                  = 1
  max                  = 10
  subnet_ids           = ["subnet-a", "subnet-b"]
  security_group_id    = "sg-workers"
  instance_profile_arn = "arn:aws:iam::123456789012:instance-profile/worker"
  execution_role_arn   = "arn:aws:iam::123456789012:role/worker-execution"
  task_role_arn        = "arn:aws:iam::123456789012:role/worker"
  environment          = { BROKER = "sqs" }
  secrets              = { SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:SECRET-a" }
  log_group_name       = "/ecs/ai-film-studio-workers-staging"
  metric_namespace     = "AIFilmStudio/staging"
  queue_name           = "ai-film-studio-processing-queue-staging"
}

run "calls_for_workers_by_seconds_of_backlog" {
  command = plan

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.more.metric_query : query.expression if query.return_data == true]) == "CEIL((waiting) / 300) - have"
    error_message = "What the alarm looks at: the workers that lack, for what waits to be done in 300 s."
  }

  assert {
    condition = (
      one([for query in aws_cloudwatch_metric_alarm.more.metric_query : query.expression if query.id == "waiting"]) == "waits_audio / 3 + waits_image / 2 + waits_video / 1" &&
      one([for query in aws_cloudwatch_metric_alarm.more.metric_query : query.expression if query.id == "have"]) == "FILL(FILL(asked, REPEAT), 0)"
    )
    error_message = "Seconds of a worker's time, by how many it does at once; workers that are asked for, none when nothing is known of them."
  }

  assert {
    condition = toset([for query in aws_cloudwatch_metric_alarm.more.metric_query : one(query.metric).dimensions.type
      if length(query.metric) == 1 && try(one(query.metric).metric_name, "") == "studio_queue_backlog_seconds" && try(one(query.metric).namespace, "") == "AIFilmStudio/staging" && try(one(query.metric).dimensions.service, "") == "api"
    ]) == toset(["image", "video", "audio"])
    error_message = "The API tells the backlog by type, in the environment's namespace."
  }

  assert {
    condition     = { for step in aws_autoscaling_policy.more.step_adjustment : step.metric_interval_lower_bound => step.scaling_adjustment } == { "0" = 1, "1" = 2, "3" = 4, "7" = 8 }
    error_message = "1 lacks: 1 more; 2 or 3: 2; 4 to 7: 4; from 8 on: 8. Never more than lack."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.more.treat_missing_data == "notBreaching" && aws_cloudwatch_metric_alarm.fewer.treat_missing_data == "notBreaching"
    error_message = "Without figures nothing is started, and nobody is stopped."
  }
}

run "lets_workers_go_one_by_one_after_ten_idle_minutes" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.fewer.evaluation_periods == 10 && aws_cloudwatch_metric_alarm.fewer.datapoints_to_alarm == 10 &&
      alltrue([for query in aws_cloudwatch_metric_alarm.fewer.metric_query : one(query.metric).period == 60 if length(query.metric) == 1])
    )
    error_message = "Section 5 of the specification: empty for 10 minutes."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.fewer.metric_query : query.expression if query.return_data == true]) == "IF(waiting > 0, 0, have - busy)"
    error_message = "Nobody goes while anything waits, or is needed for what runs."
  }

  assert {
    condition     = one(aws_autoscaling_policy.fewer.step_adjustment).scaling_adjustment == -1
    error_message = "One at a time: the figures are a minute old."
  }
}

run "calls_for_workers_by_the_document_s_depths" {
  command = plan

  variables {
    scaling          = { policy = "depth" }
    more_queue_names = ["ai-film-studio-high-priority-queue-staging"]
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.more.threshold == 10 && { for step in aws_autoscaling_policy.more.step_adjustment : step.metric_interval_lower_bound => step.scaling_adjustment } == { "0" = 1, "15" = 2, "40" = 4 }
    error_message = "Section 5 of the specification: from 10 messages on 1 worker more, from 25 on 2, from 50 on 4. A step's bounds count from the threshold."
  }

  assert {
    condition = one([for query in aws_cloudwatch_metric_alarm.more.metric_query : query.expression if query.return_data == true]) == "IF(have < 1 AND waiting > 0 AND waiting < 10, 10, waiting)" && one([
      for query in aws_cloudwatch_metric_alarm.more.metric_query : query.expression if query.id == "waiting"
    ]) == "depth_0 + depth_1"
    error_message = "Messages of both queues count; with no worker there a single one is enough."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.fewer.metric_query : query.expression if query.return_data == true]) == "IF((have > 1 AND waiting >= 2) OR (have <= 1 AND waiting >= 1), 0, have - busy)"
    error_message = "Fewer than 2 messages let workers go, and the last one only when there is none."
  }

  assert {
    condition = toset([for query in aws_cloudwatch_metric_alarm.more.metric_query : one(query.metric).dimensions.QueueName if try(one(query.metric).namespace, "") == "AWS/SQS"]) == toset([
      "ai-film-studio-processing-queue-staging", "ai-film-studio-high-priority-queue-staging",
    ])
    error_message = "SQS tells the depth of both queues."
  }
}

run "an_alarm_looks_at_ten_metrics_at_most" {
  command = plan

  variables {
    scaling          = { policy = "depth" }
    more_queue_names = ["b", "c", "d", "e", "f"]
  }

  assert {
    condition     = length([for query in aws_cloudwatch_metric_alarm.fewer.metric_query : query if length(query.metric) == 1]) == 10
    error_message = "CloudWatch refuses an alarm with more than ten metrics: six queues and three types are the most."
  }
}
