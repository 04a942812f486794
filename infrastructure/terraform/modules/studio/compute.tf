locals {
  # What API and workers have in common; docs/server.md says what each is for.
  environment = {
    AWS_REGION        = var.region
    BROKER            = "sqs"
    DATABASE_URL      = "postgres:///studio?sslmode=verify-full"
    LOG_LEVEL         = "info"
    METRICS_EMF       = "true"
    METRICS_NAMESPACE = local.metric_namespace
    PGHOST            = module.rds.address
    PGUSER            = "studio"
    PUBLIC_URL        = "https://api.${var.domain}"
    S3_BUCKET         = module.s3.assets.id
    S3_REGION         = var.region
    SQS_BY_TYPE       = "true"
    SQS_ENVIRONMENT   = var.env
    STORAGE           = "s3"
  }

  metric_namespace = "AIFilmStudio/${var.env}"

  # The document lets workers reach PostgreSQL, S3 and SQS, and no Redis: they are told of none.
  worker_secrets  = { for name in setintersection(keys(module.secrets.arns), ["PGPASSWORD", "SECRET", "SMTP_URL"]) : name => module.secrets.arns[name] }
  backend_secrets = { for name, arn in module.secrets.arns : name => arn if !contains(["REDIS_AUTH_TOKEN", "SMOKE_TOKEN"], name) }

  gpu_lanes = [for type in ["image", "video", "audio"] : [module.sqs.queues["processing-${type}"].name, module.sqs.queues["high-priority-${type}"].name]]
}

module "ecr" {
  source = "../ecr"

  env            = var.env
  account_id     = var.account_id
  kms_key_arn    = module.secrets.kms_key_arn
  replica_region = var.env == "prod" ? var.recovery.region : null
  force_delete   = !var.protection.deletion
}

module "iam" {
  source = "../iam"

  env                = var.env
  region             = var.region
  account_id         = var.account_id
  assets_bucket_arn  = module.s3.assets.arn
  queue_arns         = [for queue in module.sqs.queues : queue.arn]
  dlq_arn            = module.sqs.dlq.arn
  secret_arns        = values(local.backend_secrets)
  worker_secret_arns = values(local.worker_secrets)
  kms_key_arns       = [module.secrets.kms_key_arn]
  log_group_arns     = values(module.logs.group_arns)
  ecr_arns           = values(module.ecr.arns)
}

module "ecs" {
  source = "../ecs"

  env                    = var.env
  region                 = var.region
  subnet_ids             = module.vpc.app_subnet_ids
  security_group_id      = module.security_groups.backend_id
  image                  = var.images.backend
  min_tasks              = var.active ? var.backend.min : 0
  max_tasks              = var.active ? var.backend.max : 0
  spot_percentage        = var.backend.spot_percentage
  target_group_arns      = module.alb.target_group_arns
  log_group_name         = module.logs.group_names["backend"]
  execution_role_arn     = module.iam.execution_role_arn
  task_role_arn          = module.iam.backend_role_arn
  secrets                = local.backend_secrets
  gpu_capacity_providers = [module.gpu_workers.capacity_provider_name]

  environment = merge(local.environment, {
    PROXIES       = "1"
    REDIS_CLUSTER = tostring(var.cache.cluster_mode)
    WEB_ORIGINS   = "https://${var.domain},https://www.${var.domain}"
  }, var.settings)

  cpu_workers = var.active ? {
    image              = var.images.worker
    security_group_id  = module.security_groups.workers_id
    execution_role_arn = module.iam.worker_execution_role_arn
    task_role_arn      = module.iam.worker_role_arn
    log_group_name     = module.logs.group_names["workers"]
    environment        = local.environment
    secrets            = local.worker_secrets
    min                = var.backend.cpu_workers_min
    max                = var.backend.cpu_workers_max
    spot_percentage    = var.backend.spot_percentage
  } : null
}

module "gpu_workers" {
  source = "../gpu-workers"

  env                  = var.env
  region               = var.region
  cluster_name         = "ai-film-studio-${var.env}"
  image                = var.images.worker_gpu
  comfyui_image        = var.images.comfyui
  instance_types       = var.gpu.instance_types
  min                  = var.active ? var.gpu.min : 0
  max                  = var.active ? var.gpu.max : 0
  on_demand_percentage = var.gpu.on_demand_percentage
  subnet_ids           = module.vpc.app_subnet_ids
  security_group_id    = module.security_groups.workers_id
  instance_profile_arn = module.iam.worker_instance_profile_arn
  execution_role_arn   = module.iam.worker_execution_role_arn
  task_role_arn        = module.iam.worker_role_arn
  environment          = local.environment
  secrets              = local.worker_secrets
  log_group_name       = module.logs.group_names["workers"]
  metric_namespace     = local.metric_namespace
  queue_name           = flatten(local.gpu_lanes)[0]
  more_queue_names     = slice(flatten(local.gpu_lanes), 1, length(flatten(local.gpu_lanes)))
  scaling              = { policy = var.gpu.policy }
}
