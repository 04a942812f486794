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

run "none_unless_told" {
  command = plan

  assert {
    condition     = length(aws_ecs_service.cpu_workers) == 0 && output.cpu_worker_service_name == null
    error_message = "A stack that sleeps has no workers."
  }
}

run "assemble_and_send_mails_and_stop_in_time" {
  command = plan

  variables {
    cpu_workers = {
      image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      security_group_id  = "sg-workers"
      execution_role_arn = "arn:aws:iam::123456789012:role/worker-execution"
      task_role_arn      = "arn:aws:iam::123456789012:role/worker"
      log_group_name     = "/ecs/ai-film-studio-workers-staging"
      environment        = { BROKER = "sqs" }
      secrets            = { SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:SECRET-a" }
      spot_percentage    = 100
    }
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)[0].environment, { name = "WORKER_TYPES", value = "assembly=2,notification=16" })
    error_message = "They must do what needs no GPU: assembly and notifications."
  }

  assert {
    condition = tonumber(one([for setting in jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)[0].environment : setting.value if setting.name == "SHUTDOWN_SECONDS"])) < jsondecode(
      aws_ecs_task_definition.cpu_workers[0].container_definitions
    )[0].stopTimeout && jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)[0].stopTimeout <= 120
    error_message = "A worker must be done before ECS kills it, and Fargate waits for 120 s at most."
  }

  assert {
    condition     = aws_appautoscaling_target.cpu_workers[0].min_capacity == 1 && aws_ecs_service.cpu_workers[0].desired_count == 1
    error_message = "One must always be there: it announces jobs to SQS."
  }

  assert {
    condition     = one(aws_ecs_service.cpu_workers[0].network_configuration).security_groups == toset(["sg-workers"])
    error_message = "Workers have their own security group, without a way to Redis."
  }

  assert {
    condition     = [for strategy in aws_ecs_service.cpu_workers[0].capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE_SPOT"]
    error_message = "All of them may run on Spot: what is taken away gives its jobs back."
  }

  assert {
    condition     = aws_appautoscaling_policy.cpu["cpu-workers"].resource_id == "service/ai-film-studio-staging/ai-film-studio-cpu-workers-staging"
    error_message = "They must scale too."
  }
}

run "refuses_to_be_none_at_times" {
  command         = plan
  expect_failures = [var.cpu_workers]

  variables {
    cpu_workers = {
      image              = "worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      security_group_id  = "sg-workers"
      execution_role_arn = "arn:aws:iam::123456789012:role/worker-execution"
      task_role_arn      = "arn:aws:iam::123456789012:role/worker"
      log_group_name     = "/ecs/ai-film-studio-workers-staging"
      environment        = {}
      secrets            = {}
      min                = 0
    }
  }
}

run "refuses_types_that_are_none" {
  command         = plan
  expect_failures = [var.cpu_workers]

  variables {
    cpu_workers = {
      image              = "worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      security_group_id  = "sg-workers"
      execution_role_arn = "arn:aws:iam::123456789012:role/worker-execution"
      task_role_arn      = "arn:aws:iam::123456789012:role/worker"
      log_group_name     = "/ecs/ai-film-studio-workers-staging"
      environment        = {}
      secrets            = {}
      types              = { mail = 3 }
    }
  }
}
