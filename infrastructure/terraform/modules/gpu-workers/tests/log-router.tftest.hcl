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

  comfyui_image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-comfyui-staging@sha256:2222222222222222222222222222222222222222222222222222222222222222"

  log_router = {
    image           = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-log-router-staging@sha256:1111111111111111111111111111111111111111111111111111111111111111"
    opensearch_host = "vpc-logs-staging-a1b2.us-east-1.es.amazonaws.com"
  }
}

run "nothing_stands_beside_the_worker_unless_told" {
  command = plan

  variables {
    log_router = null
  }

  assert {
    condition     = [for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one.name] == ["worker", "models", "comfyui"] && alltrue([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one.logConfiguration.logDriver == "awslogs"])
    error_message = "Without a log router ECS writes to CloudWatch itself."
  }

  assert {
    condition = [for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one.logConfiguration.options] == [for who in ["worker", "models", "comfyui"] : {
      awslogs-group         = "/ecs/ai-film-studio-workers-staging"
      awslogs-region        = "us-east-1"
      awslogs-stream-prefix = "gpu-${who}"
      max-buffer-size       = "10m"
      mode                  = "non-blocking"
    }]
    error_message = "Lines go to the workers' group, and are dropped rather than stopping who writes them."
  }

  assert {
    condition     = toset([for volume in aws_ecs_task_definition.this.volume : volume.name]) == toset(["data", "models"]) && aws_autoscaling_lifecycle_hook.drain.heartbeat_timeout == 375
    error_message = "Nothing waits on a disk where nothing is routed, and a machine waits for the worker alone."
  }
}

run "lines_go_by_the_router_and_what_ails_it_does_not" {
  command = plan

  assert {
    condition     = alltrue([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one.logConfiguration == { logDriver = "awsfirelens", options = {} } if one.name != "log_router"]) && length(jsondecode(aws_ecs_task_definition.this.container_definitions)) == 4
    error_message = "Lines of all three go to the router, and its own configuration says whereto."
  }

  assert {
    condition = one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).logConfiguration == {
      logDriver = "awslogs"
      options = {
        awslogs-group         = "/ecs/ai-film-studio-workers-staging"
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "gpu-log-router"
        max-buffer-size       = "10m"
        mode                  = "non-blocking"
      }
    }
    error_message = "A router that fails must be able to say so: by ECS, to the workers' group."
  }

  assert {
    condition     = strcontains(file("${path.module}/../../../observability/fluent-bit/to-cloudwatch.conf"), " /ecs/ai-film-studio-workers-$${STUDIO_ENV}\n")
    error_message = "Lines must come to the same group of CloudWatch as without the router: alarms and runbooks look there."
  }
}

run "the_router_can_change_nothing_and_takes_little" {
  command = plan

  assert {
    condition = (
      one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).essential && one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).user == "1000:1000" && one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).readonlyRootFilesystem && one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).linuxParameters.capabilities.drop == ["ALL"]
    )
    error_message = "The router is essential, runs as 1000, on a read-only root file system and without capabilities."
  }

  assert {
    condition     = one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).image == var.log_router.image && one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).memory == 256 && one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).memoryReservation == 128 && !can(one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).resourceRequirements)
    error_message = "The router is the image that was named, in 256 MB and without the GPU."
  }

  assert {
    condition = [for mount in one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).mountPoints : "${mount.sourceVolume} ${mount.containerPath}"] == [
      "log-buffer ${one(flatten(regexall("storage.path +(\\S+)", file("${path.module}/../../../observability/fluent-bit/firelens.conf"))))}"
    ]
    error_message = "What waits must lie on the volume: nothing else can be written."
  }

  assert {
    condition     = [for volume in aws_ecs_task_definition.this.volume : coalesce(volume.host_path, "Docker's") if volume.name == "log-buffer"] == ["Docker's"]
    error_message = "The volume of what waits is Docker's: a folder of the machine would be root's, and the router is not root."
  }
}

run "a_machine_waits_for_the_router_too" {
  command = plan

  assert {
    condition = aws_autoscaling_lifecycle_hook.drain.heartbeat_timeout > jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout + one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).stopTimeout && one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).stopTimeout > tonumber(one(flatten(regexall(
      "\n\\s*Grace +([0-9]+)", file("${path.module}/../../../observability/fluent-bit/firelens.conf")
    ))))
    error_message = "The router ends after the worker, and the machine must be there until the last lines are sent (Grace)."
  }
}

run "the_router_is_told_what_its_configuration_asks_for" {
  command = plan

  assert {
    condition = one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).firelensConfiguration == {
      type = "fluentbit", options = { config-file-type = "file", config-file-value = "/studio/firelens.conf", enable-ecs-log-metadata = "true" }
    }
    error_message = "The configuration lies in the image, at /studio/firelens.conf."
  }

  assert {
    condition = toset(one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).environment[*].name) == toset(flatten(regexall(
      "\\$\\{(\\w+)\\}", join("", [for name in concat(["firelens.conf"], flatten(regexall("@INCLUDE /studio/(\\S+)", file("${path.module}/../../../observability/fluent-bit/firelens.conf")))) : file("${path.module}/../../../observability/fluent-bit/${name}")])
    )))
    error_message = "The variables of observability/fluent-bit and the settings of the router are not the same: with one missing, Fluent Bit takes it for empty."
  }

  assert {
    condition = { for setting in one([for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : one if can(one.firelensConfiguration)]).environment : setting.name => setting.value } == {
      AWS_REGION        = "us-east-1"
      LOG_STREAM_PREFIX = "gpu-"
      OPENSEARCH_HOST   = "vpc-logs-staging-a1b2.us-east-1.es.amazonaws.com"
      STUDIO_ENV        = "staging"
    }
    error_message = "Groups and indices end with the environment, and the domain is the one that was named."
  }

  assert {
    condition = alltrue([
      for one in jsondecode(aws_ecs_task_definition.this.container_definitions) : strcontains(file("${path.module}/../../../observability/fluent-bit/firelens.conf"), " ${one.name}-firelens-*\n") if one.logConfiguration.logDriver == "awsfirelens"
    ])
    error_message = "FireLens tags lines by the container's name: those of a name that firelens.conf does not know go nowhere."
  }
}

run "refuses_a_router_by_a_tag" {
  command         = plan
  expect_failures = [var.log_router]

  variables {
    log_router = { image = "log-router:latest", opensearch_host = "logs.example" }
  }
}

run "refuses_an_address_for_a_name" {
  command         = plan
  expect_failures = [var.log_router]

  variables {
    log_router = { image = "log-router@sha256:1111111111111111111111111111111111111111111111111111111111111111", opensearch_host = "https://logs.example" }
  }
}

run "refuses_a_router_without_room" {
  command         = plan
  expect_failures = [var.log_router]

  variables {
    log_router = { image = "log-router@sha256:1111111111111111111111111111111111111111111111111111111111111111", opensearch_host = "logs.example", memory = 64 }
  }
}

run "refuses_a_group_that_the_router_does_not_write_to" {
  command         = plan
  expect_failures = [var.log_router]

  variables {
    log_group_name = "/ecs/another"
  }
}
