locals {
  cpu_worker_settings = var.cpu_workers == null ? {} : merge(
    local.scratch,
    {
      WORKER_TYPES = join(",", [for type, most in var.cpu_workers.types : "${type}=${most}"])
      # Ten seconds less than ECS waits, to write the last lines.
      SHUTDOWN_SECONDS = "110"
      # Fargate has no metadata service of EC2; a Spot task is told by SIGTERM.
      SPOT = "false"
      # Of the 20 GB that a task has.
      CACHE_MEGABYTES = "8000"
    },
    var.cpu_workers.environment,
  )
}

resource "aws_ecs_task_definition" "cpu_workers" {
  count = var.cpu_workers == null ? 0 : 1

  family                   = "ai-film-studio-cpu-workers-${var.env}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu_workers.cpu
  memory                   = var.cpu_workers.memory
  execution_role_arn       = var.cpu_workers.execution_role_arn
  task_role_arn            = var.cpu_workers.task_role_arn
  skip_destroy             = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "data"
  }

  dynamic "volume" {
    for_each = local.routers.workers

    content {
      name = "log-buffer"
    }
  }

  container_definitions = jsonencode(concat([merge(local.container, {
    name        = "worker"
    image       = var.cpu_workers.image
    environment = [for name, value in local.cpu_worker_settings : { name = name, value = value }]
    secrets     = [for name, arn in var.cpu_workers.secrets : { name = name, valueFrom = arn }]
    healthCheck = {
      command     = ["CMD", "node", "-e", "fetch('http://127.0.0.1:8001/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
      interval    = 10
      timeout     = 5
      retries     = 5
      startPeriod = 180
    }
    # The most that Fargate waits: what can't end in it is given back at once.
    stopTimeout      = 120
    logConfiguration = local.logs.workers
  })], local.routers.workers))
}

resource "aws_ecs_service" "cpu_workers" {
  count = var.cpu_workers == null ? 0 : 1

  name                               = "ai-film-studio-cpu-workers-${var.env}"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.cpu_workers[0].arn
  desired_count                      = var.cpu_workers.min
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"

  dynamic "capacity_provider_strategy" {
    for_each = local.weights.workers

    content {
      capacity_provider = capacity_provider_strategy.key
      weight            = capacity_provider_strategy.value
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.cpu_workers.security_group_id]
    assign_public_ip = false
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  lifecycle {
    ignore_changes = [desired_count, task_definition]
  }

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}
