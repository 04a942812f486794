locals {
  # The root file system is read-only, and on Fargate a volume at /tmp would be root's: all that is written lies below /data, which the image gives to its user.
  # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
  scratch = { TMPDIR = "/data", NODE_COMPILE_CACHE = "/data/compiled" }

  # Not to be set otherwise: the target groups of module alb speak HTTPS.
  tls = { TLS = "self-signed" }

  # Within the container, of the process beside it: nobody stands between, and the certificate says nothing.
  health_check = "require('https').get({ host: '127.0.0.1', port: 8000, path: '/health', rejectUnauthorized: false }, (a) => process.exit(a.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"

  # What every container of the studio has on Fargate.
  container = {
    essential              = true
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    # An init process passes signals on and buries dead children: ffmpeg's, and those of jobs.
    linuxParameters = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    mountPoints     = [{ sourceVolume = "data", containerPath = "/data", readOnly = false }]
    ulimits         = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
  }
}

resource "aws_ecs_task_definition" "backend" {
  family                   = "ai-film-studio-backend-${var.env}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn
  # A service may still run an older one.
  skip_destroy = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "data"
  }

  dynamic "volume" {
    for_each = local.routers.backend

    content {
      name = "log-buffer"
    }
  }

  container_definitions = jsonencode(concat([merge(local.container, {
    name         = "backend"
    image        = var.image
    portMappings = [{ containerPort = 8000, protocol = "tcp", name = "https" }]
    environment  = [for name, value in merge(local.scratch, var.environment, local.tls) : { name = name, value = value }]
    secrets      = [for name, arn in var.secrets : { name = name, valueFrom = arn }]
    # ECS does not read the image's own. The process lives: what it depends on is asked by the deploy script (/ready), or one fault of the database would
    # have every task replaced.
    healthCheck = {
      command     = ["CMD", "node", "-e", local.health_check]
      interval    = 10
      timeout     = 5
      retries     = 3
      startPeriod = 60
    }
    # SIGTERM comes when the load balancer has let go of the task; open requests end, streams are closed.
    stopTimeout      = 60
    logConfiguration = local.logs.backend
  })], local.routers.backend))
}

# Two services of one task definition: one is live, the other is where the next version comes up (docs/adr/0010-traffic-moves-by-target-group-weights.md).
resource "aws_ecs_service" "backend" {
  for_each = toset(["blue", "green"])

  name                               = "ai-film-studio-backend-${var.env}-${each.value}"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.backend.arn
  desired_count                      = each.value == var.live_colour ? var.min_tasks : 0
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"

  dynamic "capacity_provider_strategy" {
    for_each = local.weights.backend

    content {
      capacity_provider = capacity_provider_strategy.key
      weight            = capacity_provider_strategy.value
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.target_group_arns[each.value]
    container_name   = "backend"
    container_port   = 8000
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  lifecycle {
    # The deploy script's, and the autoscaler's: an apply must not bring back an old version, or the fewest tasks at noon.
    ignore_changes = [desired_count, task_definition]
  }

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}
