# Fluent Bit beside the worker, by FireLens: to the same group of CloudWatch as without it, and to OpenSearch (infrastructure/observability/fluent-bit). ECS
# starts it before the others and stops it after them. As in module ecs: both hold its settings against the files that read them.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
locals {
  # Seconds that ECS leaves it for the last lines: Grace in firelens.conf is shorter.
  router_stop_timeout = 30

  awslogs = {
    for who in ["worker", "models", "comfyui", "log-router"] : who => {
      awslogs-group         = var.log_group_name
      awslogs-region        = var.region
      awslogs-stream-prefix = "${var.fleet}-${who}"
      mode                  = "non-blocking"
      max-buffer-size       = "10m"
    }
  }

  logs = {
    for who, options in local.awslogs : who => {
      logDriver = var.log_router == null ? "awslogs" : "awsfirelens"
      # To FireLens there is nothing to say: where lines go stands in the router's own configuration.
      options = { for name, value in options : name => value if var.log_router == null }
    }
  }

  # None, or one.
  routers = [
    for router in var.log_router[*] : {
      name                   = "log_router"
      image                  = router.image
      essential              = true
      user                   = "1000:1000"
      readonlyRootFilesystem = true
      memory                 = router.memory
      memoryReservation      = floor(router.memory / 2)
      linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
      mountPoints            = [{ sourceVolume = "log-buffer", containerPath = "/buffer", readOnly = false }]
      environment = [
        for name, value in {
          AWS_REGION        = var.region
          LOG_STREAM_PREFIX = "${var.fleet}-"
          OPENSEARCH_HOST   = router.opensearch_host
          STUDIO_ENV        = var.env
        } : { name = name, value = value }
      ]
      firelensConfiguration = {
        type    = "fluentbit"
        options = { config-file-type = "file", config-file-value = "/studio/firelens.conf", enable-ecs-log-metadata = "true" }
      }
      stopTimeout = local.router_stop_timeout
      # What ails it is told where it can't fail.
      logConfiguration = { logDriver = "awslogs", options = local.awslogs["log-router"] }
    }
  ]
}
