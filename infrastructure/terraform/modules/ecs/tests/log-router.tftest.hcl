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

  cpu_workers = {
    image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    security_group_id  = "sg-workers"
    execution_role_arn = "arn:aws:iam::123456789012:role/worker-execution"
    task_role_arn      = "arn:aws:iam::123456789012:role/worker"
    log_group_name     = "/ecs/ai-film-studio-workers-staging"
    environment        = { BROKER = "sqs" }
    secrets            = { SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:SECRET-a" }
  }

  log_router = {
    image           = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-log-router-staging@sha256:1111111111111111111111111111111111111111111111111111111111111111"
    opensearch_host = "vpc-logs-staging-a1b2.us-east-1.es.amazonaws.com"
  }
}

run "nothing_stands_beside_the_containers_unless_told" {
  command = plan

  variables {
    log_router = null
  }

  assert {
    condition     = alltrue([for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : length(definitions) == 1 && definitions[0].logConfiguration.logDriver == "awslogs"])
    error_message = "Without a log router ECS writes to CloudWatch itself."
  }

  assert {
    condition = [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : definitions[0].logConfiguration.options] == [for who in ["backend", "workers"] : {
      awslogs-group         = "/ecs/ai-film-studio-${who}-staging"
      awslogs-region        = "us-east-1"
      awslogs-stream-prefix = who
      max-buffer-size       = "10m"
      mode                  = "non-blocking"
    }]
    error_message = "Lines go to the group of who writes them, and are dropped rather than stopping who writes them."
  }

  assert {
    condition     = alltrue([for task in [aws_ecs_task_definition.backend, aws_ecs_task_definition.cpu_workers[0]] : [for volume in task.volume : volume.name] == ["data"]])
    error_message = "Nothing waits on a disk where nothing is routed."
  }
}

run "lines_go_by_the_router_and_what_ails_it_does_not" {
  command = plan

  assert {
    condition     = alltrue([for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : length(definitions) == 2 && definitions[0].logConfiguration == { logDriver = "awsfirelens", options = {} }])
    error_message = "Lines go to the router, and its own configuration says whereto."
  }

  assert {
    condition = [for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : router.logConfiguration.options] == [for who in ["backend", "workers"] : {
      awslogs-group         = "/ecs/ai-film-studio-${who}-staging"
      awslogs-region        = "us-east-1"
      awslogs-stream-prefix = "${who}-log-router"
      max-buffer-size       = "10m"
      mode                  = "non-blocking"
    }] && alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : router.logConfiguration.logDriver == "awslogs"])
    error_message = "A router that fails must be able to say so: by ECS, to the group of its task."
  }
}

run "the_router_can_change_nothing_and_takes_little" {
  command = plan

  assert {
    condition = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : (
      router.essential && router.user == "1000:1000" && router.readonlyRootFilesystem &&
      router.linuxParameters.capabilities.drop == ["ALL"]
    )])
    error_message = "The router is essential, runs as 1000, on a read-only root file system and without capabilities."
  }

  assert {
    condition     = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : router.image == var.log_router.image && router.memory == 256 && router.memoryReservation == 128])
    error_message = "The router is the image that was named, in 256 MB: what waits beyond it lies on the disk."
  }

  assert {
    condition = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : router.stopTimeout > tonumber(one(flatten(regexall(
      "\n\\s*Grace +([0-9]+)", file("${path.module}/../../../observability/fluent-bit/firelens.conf")
    ))))])
    error_message = "ECS must wait for longer than the router takes for the last lines (Grace)."
  }

  assert {
    condition = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : [for mount in router.mountPoints : "${mount.sourceVolume} ${mount.containerPath}"] == [
      "log-buffer ${one(flatten(regexall("storage.path +(\\S+)", file("${path.module}/../../../observability/fluent-bit/firelens.conf"))))}"
    ]])
    error_message = "What waits must lie on the volume: nothing else can be written."
  }

  assert {
    condition = alltrue([for task in [aws_ecs_task_definition.backend, aws_ecs_task_definition.cpu_workers[0]] : [
      for volume in task.volume : volume.name
    ] == ["data", "log-buffer"]])
    error_message = "The volume of what waits must be there, apart from the studio's."
  }
}

run "the_router_is_told_what_its_configuration_asks_for" {
  command = plan

  assert {
    condition = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : router.firelensConfiguration == {
      type = "fluentbit", options = { config-file-type = "file", config-file-value = "/studio/firelens.conf", enable-ecs-log-metadata = "true" }
    }])
    error_message = "Fargate reads a configuration from the image alone: it lies at /studio/firelens.conf there."
  }

  assert {
    condition = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : toset(router.environment[*].name) == toset(flatten(regexall(
      "\\$\\{(\\w+)\\}", join("", [for name in concat(["firelens.conf"], flatten(regexall("@INCLUDE /studio/(\\S+)", file("${path.module}/../../../observability/fluent-bit/firelens.conf")))) : file("${path.module}/../../../observability/fluent-bit/${name}")])
    )))])
    error_message = "The variables of observability/fluent-bit and the settings of the router are not the same: with one missing, Fluent Bit takes it for empty."
  }

  assert {
    condition = alltrue([for router in [for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : one([for one in definitions : one if can(one.firelensConfiguration)])] : { for setting in router.environment : setting.name => setting.value } == {
      AWS_REGION        = "us-east-1"
      LOG_STREAM_PREFIX = "ecs-"
      OPENSEARCH_HOST   = "vpc-logs-staging-a1b2.us-east-1.es.amazonaws.com"
      STUDIO_ENV        = "staging"
    }])
    error_message = "Groups and indices end with the environment, and the domain is the one that was named."
  }

  assert {
    condition = alltrue(flatten([for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : [
      for one in definitions : strcontains(file("${path.module}/../../../observability/fluent-bit/firelens.conf"), " ${one.name}-firelens-*\n") if one.logConfiguration.logDriver == "awsfirelens"
    ]]))
    error_message = "FireLens tags lines by the container's name: those of a name that firelens.conf does not know go nowhere."
  }
}

run "groups_are_those_that_the_configuration_names" {
  command = plan

  assert {
    condition = toset([for definitions in [jsondecode(aws_ecs_task_definition.backend.container_definitions), jsondecode(aws_ecs_task_definition.cpu_workers[0].container_definitions)] : definitions[1].logConfiguration.options.awslogs-group]) == toset([
      for name in flatten(regexall("log_group_name +(\\S+)", file("${path.module}/../../../observability/fluent-bit/to-cloudwatch.conf"))) : replace(name, "$${STUDIO_ENV}", var.env)
    ])
    error_message = "Lines must come to the same groups of CloudWatch as without the router: alarms and runbooks look there."
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

run "refuses_a_router_that_takes_what_the_api_needs" {
  command         = plan
  expect_failures = [var.log_router]

  variables {
    log_router = { image = "log-router@sha256:1111111111111111111111111111111111111111111111111111111111111111", opensearch_host = "logs.example", memory = 768 }
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
