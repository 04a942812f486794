provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "staging"
  region             = "us-east-1"
  subnet_ids         = ["subnet-a", "subnet-b"]
  security_group_id  = "sg-backend"
  image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  min_tasks          = 2
  max_tasks          = 4
  environment        = { BROKER = "sqs", PROXIES = "1" }
  secrets            = { PGPASSWORD = "arn:aws:secretsmanager:us-east-1:123456789012:secret:PGPASSWORD-a" }
  execution_role_arn = "arn:aws:iam::123456789012:role/execution"
  task_role_arn      = "arn:aws:iam::123456789012:role/backend"
  log_group_name     = "/ecs/ai-film-studio-backend-staging"

  target_group_arns = {
    blue  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/1"
    green = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/2"
  }
}

run "has_a_cluster_on_fargate_that_is_watched" {
  command = plan

  assert {
    condition     = output.cluster_name == "ai-film-studio-staging" && one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "The cluster is ai-film-studio-{env}, with Container Insights: alarms of task failures and memory rest on them."
  }

  assert {
    condition     = toset(aws_ecs_cluster_capacity_providers.this.capacity_providers) == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "The cluster must have Fargate and Fargate Spot."
  }
}

run "runs_the_document_s_task" {
  command = plan

  assert {
    condition     = aws_ecs_task_definition.backend.cpu == "1024" && aws_ecs_task_definition.backend.memory == "2048" && contains(aws_ecs_task_definition.backend.requires_compatibilities, "FARGATE")
    error_message = "Section 2 of the specification: 1 vCPU and 2 GB on Fargate."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].portMappings[0].containerPort == 8000
    error_message = "The API listens on 8000."
  }

}

run "speaks_tls_whatever_is_set" {
  command = plan

  variables {
    environment = { BROKER = "sqs", PROXIES = "1", TLS = "off" }
  }

  assert {
    condition     = [for one in jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].environment : one.value if one.name == "TLS"] == ["self-signed"]
    error_message = "The target groups of module alb speak HTTPS: an API that does not is never well, whatever settings say."
  }

  # infrastructure/docker/health-check.test.ts runs the command against an API.
  assert {
    condition     = strcontains(jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].healthCheck.command[3], "path: '/health'")
    error_message = "A container's health is asked at /health."
  }
}

run "a_container_can_change_nothing_of_itself" {
  command = plan

  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].readonlyRootFilesystem &&
      jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].user == "1000:1000" &&
      jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].linuxParameters.initProcessEnabled &&
      jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"]
    )
    error_message = "The API runs as 1000, on a read-only root file system, without capabilities and under an init process."
  }

  assert {
    condition = alltrue([for setting in jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].environment :
    startswith(setting.value, "/data") if contains(["TMPDIR", "NODE_COMPILE_CACHE"], setting.name)])
    error_message = "Under a read-only root only /data can be written."
  }

  assert {
    condition     = alltrue([for service in aws_ecs_service.backend : !service.enable_execute_command && !service.network_configuration[0].assign_public_ip])
    error_message = "Nobody gets a shell in a container (ECS Exec), and no task has a public address."
  }
}

run "secrets_are_named_and_settings_are_given" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].secrets == [{ name = "PGPASSWORD", valueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:PGPASSWORD-a" }]
    error_message = "A secret stands in the task definition by its ARN alone."
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.backend.container_definitions)[0].environment, { name = "BROKER", value = "sqs" })
    error_message = "Settings must reach the container."
  }
}

run "two_services_wait_for_traffic_and_one_of_them_runs" {
  command = plan

  assert {
    condition     = output.service_names == { blue = "ai-film-studio-backend-staging-blue", green = "ai-film-studio-backend-staging-green" }
    error_message = "The deploy script finds the services by these names."
  }

  assert {
    condition     = aws_ecs_service.backend["blue"].desired_count == 2 && aws_ecs_service.backend["green"].desired_count == 0
    error_message = "Of blue and green the live one runs min_tasks, the other none."
  }

  assert {
    condition = alltrue([for colour in ["blue", "green"] :
    one(aws_ecs_service.backend[colour].load_balancer).target_group_arn == var.target_group_arns[colour] && one(aws_ecs_service.backend[colour].load_balancer).container_port == 8000])
    error_message = "Each colour must register with its own target group: traffic moves by their weights."
  }

  assert {
    condition = alltrue([for service in aws_ecs_service.backend : (
      service.deployment_circuit_breaker[0].enable && service.deployment_circuit_breaker[0].rollback &&
      service.deployment_minimum_healthy_percent == 100
    )])
    error_message = "A version that does not come up must be rolled back by itself, and must take no old task away before."
  }
}

run "scales_the_live_colour_at_70_percent" {
  command = plan

  assert {
    condition = alltrue([for policy in aws_appautoscaling_policy.cpu : (
      policy.target_tracking_scaling_policy_configuration[0].target_value == 70 &&
      policy.target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ECSServiceAverageCPUUtilization"
    )])
    error_message = "Section 2 of the specification: CPU at 70 %."
  }

  assert {
    condition = (
      aws_appautoscaling_target.backend["blue"].min_capacity == 2 && aws_appautoscaling_target.backend["blue"].max_capacity == 4 &&
      aws_appautoscaling_target.backend["green"].max_capacity == 0
    )
    error_message = "The live colour has the bounds, the other is held at none."
  }
}

run "scales_both_colours_by_memory_before_the_heap_is_full" {
  command = plan

  assert {
    condition     = { for colour, policy in aws_appautoscaling_policy.memory : colour => policy.resource_id } == { for colour, target in aws_appautoscaling_target.backend : colour => target.resource_id }
    error_message = "Each colour will be live, and must scale by memory then."
  }

  assert {
    condition = alltrue([for policy in aws_appautoscaling_policy.memory : (
      policy.target_tracking_scaling_policy_configuration[0].target_value == 40 &&
      policy.target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ECSServiceAverageMemoryUtilization"
    )])
    error_message = "A task must come by its memory while V8 has room to wait for it: the heap ends at half of the task."
  }

  assert {
    condition     = alltrue([for policy in aws_appautoscaling_policy.memory : !coalesce(policy.target_tracking_scaling_policy_configuration[0].disable_scale_in, false)])
    error_message = "A target that never lets a task go would keep the most there ever were."
  }
}

run "a_schedule_does_not_wake_the_colour_that_sleeps" {
  command = plan

  variables {
    live_colour = "green"
    schedules   = { evening = { schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin", min = 1, max = 2 } }
  }

  assert {
    condition = (
      aws_appautoscaling_target.backend["blue"].suspended_state[0].scheduled_scaling_suspended &&
      !aws_appautoscaling_target.backend["green"].suspended_state[0].scheduled_scaling_suspended
    )
    error_message = "Schedules are there for both colours and hold for the live one: the other's are suspended."
  }

  assert {
    condition     = length(aws_appautoscaling_scheduled_action.this) == 2 && aws_appautoscaling_scheduled_action.this["green-evening"].scalable_target_action[0].max_capacity == "2"
    error_message = "Each colour must know the schedule, since each will be live."
  }
}

run "may_run_on_spot_in_part" {
  command = plan

  variables {
    spot_percentage        = 70
    gpu_capacity_providers = ["ai-film-studio-gpu-staging"]
  }

  assert {
    condition     = { for strategy in aws_ecs_service.backend["blue"].capacity_provider_strategy : strategy.capacity_provider => strategy.weight } == { FARGATE = 30, FARGATE_SPOT = 70 }
    error_message = "70 percent on Spot are weights of 30 and 70."
  }

  assert {
    condition     = contains(aws_ecs_cluster_capacity_providers.this.capacity_providers, "ai-film-studio-gpu-staging")
    error_message = "A GPU fleet's capacity provider must be tied to the cluster, or its machines are not drained."
  }
}

run "stays_off_spot_unless_told" {
  command = plan

  assert {
    condition     = toset([for strategy in aws_ecs_service.backend["blue"].capacity_provider_strategy : strategy.capacity_provider]) == toset(["FARGATE"])
    error_message = "The API of staging and production does not run on what is taken away."
  }
}
