locals {
  settings = merge(
    {
      # The root file system is read-only: /data is the machine's own disk.
      TMPDIR             = "/data"
      NODE_COMPILE_CACHE = "/data/compiled"
      # Of the 125 GB that the smallest machine has; models take 10 to 60.
      CACHE_MEGABYTES = "20000"
    },
    var.environment,
    {
      WORKER_TYPES     = join(",", [for type, most in var.types : "${type}=${most}"])
      LANES            = var.lanes
      SHUTDOWN_SECONDS = tostring(var.shutdown_seconds)
      SPOT             = "true"
    },
  )

  gpu = [{ type = "GPU", value = "1" }]

  # No hard limits of memory: there is one worker to a machine, and machines differ.
  worker = merge({
    name                   = "worker"
    image                  = var.image
    essential              = true
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    memoryReservation      = local.comfyui ? 3072 : 12288
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    environment            = [for name, value in local.settings : { name = name, value = value }]
    secrets                = [for name, arn in var.secrets : { name = name, valueFrom = arn }]
    mountPoints            = [{ sourceVolume = "data", containerPath = "/data", readOnly = false }]
    ulimits                = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
    stopTimeout            = local.stop_timeout
    logConfiguration       = local.logs.worker
    healthCheck = {
      command     = ["CMD", "node", "-e", "fetch('http://127.0.0.1:8001/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
      interval    = 10
      timeout     = 5
      retries     = 5
      startPeriod = 300
    }
    }, local.comfyui ? {
    # It is stopped in the reverse order: ComfyUI draws until the worker is done.
    dependsOn = [{ containerName = "comfyui", condition = "HEALTHY" }]
    } : {
    resourceRequirements = local.gpu
  })

  # Fetches weights by their checksums before ComfyUI starts (docs/adr/0012-models-are-fetched-at-boot.md). What is there already is only looked at.
  models = {
    name                   = "models"
    image                  = var.image
    essential              = false
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    memoryReservation      = 256
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    command                = ["node", "infrastructure/docker/models/fetch.ts"]
    environment = [for name, value in { MODELS_FOLDER = "/models", WORKER_TYPES = local.settings.WORKER_TYPES } : {
      name = name, value = value
    }]
    mountPoints      = [{ sourceVolume = "models", containerPath = "/models", readOnly = false }]
    logConfiguration = local.logs.models
  }

  draws = {
    name                 = "comfyui"
    image                = var.comfyui_image
    essential            = true
    memoryReservation    = 8192
    linuxParameters      = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    resourceRequirements = local.gpu
    dependsOn            = [{ containerName = "models", condition = "SUCCESS" }]
    mountPoints          = [{ sourceVolume = "models", containerPath = "/models", readOnly = true }]
    stopTimeout          = 30
    logConfiguration     = local.logs.comfyui
    healthCheck = {
      command     = ["CMD", "python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8188/system_stats', timeout=3)"]
      interval    = 10
      timeout     = 5
      retries     = 10
      startPeriod = 300
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.name
  requires_compatibilities = ["EC2"]
  # A network interface, and so a security group, of the task's own; containers of a task meet at 127.0.0.1.
  network_mode       = "awsvpc"
  execution_role_arn = var.execution_role_arn
  task_role_arn      = var.task_role_arn
  skip_destroy       = true

  container_definitions = jsonencode(concat([
    for definition in [local.worker, local.models, local.draws] : definition if definition.name == "worker" || local.comfyui
  ], local.routers))

  dynamic "volume" {
    for_each = local.comfyui ? ["data", "models"] : ["data"]

    content {
      name      = volume.value
      host_path = "/mnt/studio/${volume.value}"
    }
  }

  # Docker's own, and gone with the task: a folder of the machine would be root's.
  dynamic "volume" {
    for_each = local.routers

    content {
      name = "log-buffer"
    }
  }
}

# One worker on each machine of the fleet, and of no other.
resource "aws_ecs_service" "this" {
  name                = local.name
  cluster             = var.cluster_name
  task_definition     = aws_ecs_task_definition.this.arn
  scheduling_strategy = "DAEMON"
  # A daemon can't be placed by a capacity provider: https://github.com/aws/containers-roadmap/issues/692
  launch_type = "EC2"
  # A machine has room for one worker, so the old one goes before the new one comes. 50 percent would be one of one: then nothing could be deployed to a fleet
  # of one, nor a machine be drained.
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  placement_constraints {
    type       = "memberOf"
    expression = "attribute:studio.fleet == ${var.fleet}"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  lifecycle {
    # The deploy script's.
    ignore_changes = [task_definition]
  }
}
