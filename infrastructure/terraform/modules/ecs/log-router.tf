# Fluent Bit beside each container that writes lines, by FireLens: to the same groups of CloudWatch as without it, and to OpenSearch
# (infrastructure/observability/fluent-bit). ECS starts it before the others and stops it after them.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
locals {
  log_groups = { backend = var.log_group_name, workers = try(var.cpu_workers.log_group_name, "") }

  awslogs = {
    for who, group in local.log_groups : who => {
      awslogs-group         = group
      awslogs-region        = var.region
      awslogs-stream-prefix = who
      mode                  = "non-blocking"
      max-buffer-size       = "10m"
    }
  }

  # Logs that can't be written are dropped, rather than stopping who writes them.
  logs = {
    for who, options in local.awslogs : who => {
      logDriver = var.log_router == null ? "awslogs" : "awsfirelens"
      # To FireLens there is nothing to say: where lines go stands in the router's own configuration.
      options = { for name, value in options : name => value if var.log_router == null }
    }
  }

  # None, or one.
  routers = {
    for who, options in local.awslogs : who => [
      for router in var.log_router[*] : merge(local.container, {
        name              = "log_router"
        image             = router.image
        memory            = router.memory
        memoryReservation = floor(router.memory / 2)
        mountPoints       = [{ sourceVolume = "log-buffer", containerPath = "/buffer", readOnly = false }]
        environment = [
          for name, value in {
            AWS_REGION        = var.region
            LOG_STREAM_PREFIX = "ecs-"
            OPENSEARCH_HOST   = router.opensearch_host
            STUDIO_ENV        = var.env
          } : { name = name, value = value }
        ]
        firelensConfiguration = {
          type    = "fluentbit"
          options = { config-file-type = "file", config-file-value = "/studio/firelens.conf", enable-ecs-log-metadata = "true" }
        }
        # For the last lines: Grace in firelens.conf is shorter.
        stopTimeout = 30
        # What ails it is told where it can't fail.
        logConfiguration = { logDriver = "awslogs", options = merge(options, { awslogs-stream-prefix = "${who}-log-router" }) }
      })
    ]
  }
}
