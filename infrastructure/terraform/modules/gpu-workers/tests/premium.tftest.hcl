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
  fleet                = "premium"
  lanes                = "high-priority"
  more_queue_names     = ["ai-film-studio-high-priority-queue-video-staging", "ai-film-studio-high-priority-queue-audio-staging"]
  queue_name           = "ai-film-studio-high-priority-queue-image-staging"
}

run "stands_beside_the_fleet_of_all_by_names_of_its_own" {
  command = plan

  assert {
    condition = [
      aws_autoscaling_group.this.name, aws_launch_template.this.name, aws_ecs_task_definition.this.family, aws_ecs_service.this.name,
      aws_ecs_capacity_provider.this.name, aws_cloudwatch_metric_alarm.more.alarm_name, aws_cloudwatch_metric_alarm.fewer.alarm_name,
      ] == [
      "ai-film-studio-premium-workers-staging", "ai-film-studio-premium-workers-staging", "ai-film-studio-premium-workers-staging", "ai-film-studio-premium-workers-staging",
      "ai-film-studio-premium-staging", "ai-film-studio-staging-premium-workers-more", "ai-film-studio-staging-premium-workers-fewer",
    ]
    error_message = "A name is another fleet's: two of them are in one cluster."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "{\"studio.fleet\":\"premium\"}") && one(aws_ecs_service.this.placement_constraints).expression == "attribute:studio.fleet == premium"
    error_message = "Its workers go to its own machines, and nobody else's do."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].logConfiguration.options.awslogs-stream-prefix == "premium-worker"
    error_message = "Lines are not to be told from those of the other fleet."
  }
}

run "does_what_is_urgent_and_nothing_else" {
  command = plan

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment, { name = "LANES", value = "high-priority" })
    error_message = "Its workers would do everybody's jobs."
  }

  assert {
    condition = toset([for query in concat(tolist(aws_cloudwatch_metric_alarm.more.metric_query), tolist(aws_cloudwatch_metric_alarm.fewer.metric_query)) :
      one(query.metric).metric_name if try(one(query.metric).namespace, "") == "AIFilmStudio/staging"
    ]) == toset(["studio_queue_high_priority_backlog_seconds", "studio_queue_high_priority_running_jobs"])
    error_message = "It is called by what others wait for, or kept by what others do."
  }

  assert {
    condition = alltrue([for query in concat(tolist(aws_cloudwatch_metric_alarm.more.metric_query), tolist(aws_cloudwatch_metric_alarm.fewer.metric_query)) :
      toset(keys(one(query.metric).dimensions)) == toset(["service", "type"]) && one(query.metric).dimensions.service == "api" if try(one(query.metric).namespace, "") == "AIFilmStudio/staging"
    ])
    error_message = "These figures are by service and type: by others CloudWatch has none."
  }
}

run "is_scaled_by_the_depth_of_its_own_queues" {
  command = plan

  variables {
    scaling = { policy = "depth" }
  }

  assert {
    condition = toset([for query in aws_cloudwatch_metric_alarm.more.metric_query : one(query.metric).dimensions.QueueName if try(one(query.metric).namespace, "") == "AWS/SQS"]) == toset([
      for type in ["image", "video", "audio"] : "ai-film-studio-high-priority-queue-${type}-staging"
    ])
    error_message = "Messages that wait for the other fleet would call it."
  }
}

run "refuses_a_lane_that_is_none" {
  command         = plan
  expect_failures = [var.lanes]

  variables {
    lanes = "normal"
  }
}

run "refuses_queues_that_it_does_not_serve" {
  command         = plan
  expect_failures = [var.more_queue_names]

  variables {
    more_queue_names = ["ai-film-studio-processing-queue-video-staging"]
  }
}

run "refuses_another_lane_among_the_settings" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { LANES = "both" }
  }
}
