locals {
  metric_namespace = "AIFilmStudio/${var.env}"
  cluster          = "ai-film-studio-${var.env}"
  assets           = var.recovers == null ? module.s3.assets : var.recovers.assets_bucket

  # What API and workers have in common; docs/server.md says what each is for.
  settings = {
    AWS_REGION        = var.region
    BROKER            = "sqs"
    DATABASE_URL      = "postgres:///studio?sslmode=verify-full"
    LOG_LEVEL         = "info"
    MAIL_FROM         = "studio@${var.domain}"
    METRICS_EMF       = "true"
    METRICS_NAMESPACE = local.metric_namespace
    PGHOST            = module.rds.address
    PGUSER            = "studio"
    PUBLIC_URL        = local.api
    S3_BUCKET         = local.assets.id
    S3_REGION         = var.region
    SQS_BY_TYPE       = "true"
    SQS_ENVIRONMENT   = var.env
    STORAGE           = "s3"
  }

  # The API's lists alone: what workers read they change. User and password are the writer's.
  reads = var.database.read_replicas == 0 ? {} : {
    DATABASE_READ_URLS = join(",", [for address in module.rds.replica_addresses : "postgres://${address}/studio?sslmode=verify-full"])
  }

  api_settings = merge(local.settings, {
    PROXIES       = "1"
    REDIS_CLUSTER = tostring(var.cache.cluster_mode)
    WEB_ORIGINS   = join(",", local.site)
  }, local.reads, local.media == null ? {} : { MEDIA_URL = local.media.url, MEDIA_KEY_ID = local.media.key_id }, var.settings)

  # Both keys of links, where one takes the other's place: tasks of the version before start with the old one.
  api_secrets = { for name, arn in module.secrets.arns : name => arn if !contains(["REDIS_AUTH_TOKEN", "SMOKE_TOKEN"], name) }
  backend_secrets = merge(
    { for name, arn in local.api_secrets : name => arn if !startswith(name, "MEDIA_KEY_") },
    local.media == null ? {} : { MEDIA_KEY = module.secrets.arns["MEDIA_KEY_${local.media.signs}"] },
  )
  # The document lets workers reach PostgreSQL, S3 and SQS, and no Redis: they are told of none.
  worker_secrets = { for name, arn in module.secrets.arns : name => arn if contains(["PGPASSWORD", "SECRET", "SMTP_URL"], name) }

  has_gpu = var.gpu.max > 0

  # The image is built after the repositories; until it has a digest, lines go to CloudWatch alone.
  routes_logs = var.active && var.log_search != null && try(var.images.log_router, null) != null
  log_router  = local.routes_logs ? { image = var.images.log_router, opensearch_host = module.opensearch[0].endpoint } : null

  gpu_types = ["image", "video", "audio"]
  gpu_lanes = { for lane in ["processing", "high-priority"] : lane => [for type in local.gpu_types : module.sqs.queues["${lane}-${type}"].name] }

  # One that does all, and beside it one that premium users have for themselves.
  gpu_fleets = merge(
    { gpu = merge(var.gpu, { lanes = "both", queues = concat(local.gpu_lanes["processing"], local.gpu_lanes["high-priority"]), warm_pool = null }) },
    { for premium in var.gpu.premium[*] : "premium" => merge(premium, { lanes = "high-priority", queues = local.gpu_lanes["high-priority"], schedules = {} }) },
  )
}

module "ecr" {
  source = "../ecr"
  count  = var.recovers == null ? 1 : 0

  env            = var.env
  account_id     = var.account_id
  kms_key_arn    = module.secrets.kms_key_arn
  replica_region = var.copies.keys ? var.copies.region : null
  force_delete   = contains(["dev", "sandbox"], var.env)
}

module "iam" {
  source = "../iam"

  env                = var.env
  region             = var.region
  account_id         = var.account_id
  assets_bucket_arn  = local.assets.arn
  queue_arns         = [for name, queue in module.sqs.queues : queue.arn if name != "dlq"]
  dlq_arn            = module.sqs.dlq.arn
  secret_arns        = values(local.api_secrets)
  worker_secret_arns = values(local.worker_secrets)
  kms_key_arns       = module.secrets.kms_key_arns
  log_group_arns     = values(module.logs.group_arns)
  ecr_arns           = var.recovers == null ? values(module.ecr[0].arns) : var.recovers.image_arns
  # Not by log_router itself, which hangs on the domain, and that on these roles.
  log_router_group_arns = local.routes_logs ? module.logs.group_arns : null
}

module "ecs" {
  source = "../ecs"
  count  = var.active ? 1 : 0

  env                    = var.env
  region                 = var.region
  subnet_ids             = module.vpc.app_subnet_ids
  security_group_id      = module.security_groups.backend_id
  image                  = var.images.backend
  min_tasks              = var.backend.min
  max_tasks              = var.backend.max
  spot_percentage        = var.backend.spot_percentage
  schedules              = var.backend.schedules
  target_group_arns      = module.alb.target_group_arns
  log_group_name         = module.logs.group_names["backend"]
  execution_role_arn     = module.iam.execution_role_arn
  task_role_arn          = module.iam.backend_role_arn
  secrets                = local.backend_secrets
  log_router             = local.log_router
  gpu_capacity_providers = values(module.gpu_workers)[*].capacity_provider_name
  environment            = local.api_settings

  cpu_workers = {
    image              = var.images.worker
    security_group_id  = module.security_groups.workers_id
    execution_role_arn = module.iam.worker_execution_role_arn
    task_role_arn      = module.iam.worker_role_arn
    log_group_name     = module.logs.group_names["workers"]
    environment        = local.settings
    secrets            = local.worker_secrets
    min                = var.backend.cpu_workers_min
    max                = var.backend.cpu_workers_max
    spot_percentage    = var.backend.spot_percentage
    # Without GPU machines they do it all, by the engine that needs none.
    types  = merge({ assembly = 2, notification = 16 }, local.has_gpu ? {} : { for type in local.gpu_types : type => 1 })
    cpu    = local.has_gpu ? 1024 : 2048
    memory = local.has_gpu ? 2048 : 4096
  }
}

module "gpu_workers" {
  source = "../gpu-workers"
  # Asleep there is none.
  for_each = { for name, fleet in local.gpu_fleets : name => fleet if var.active }

  env                  = var.env
  region               = var.region
  cluster_name         = local.cluster
  fleet                = each.key
  lanes                = each.value.lanes
  image                = var.images.worker_gpu
  comfyui_image        = var.images.comfyui
  instance_types       = each.value.instance_types
  min                  = each.value.min
  max                  = each.value.max
  schedules            = each.value.schedules
  on_demand_percentage = each.value.on_demand_percentage
  warm_pool            = each.value.warm_pool
  subnet_ids           = module.vpc.app_subnet_ids
  security_group_id    = module.security_groups.workers_id
  instance_profile_arn = module.iam.worker_instance_profile_arn
  execution_role_arn   = module.iam.worker_execution_role_arn
  task_role_arn        = module.iam.worker_role_arn
  environment          = local.settings
  secrets              = local.worker_secrets
  log_group_name       = module.logs.group_names["workers"]
  metric_namespace     = local.metric_namespace
  queue_name           = each.value.queues[0]
  more_queue_names     = slice(each.value.queues, 1, length(each.value.queues))
  scaling              = { policy = var.gpu.policy }
  log_router           = local.log_router
}

moved {
  from = module.gpu_workers[0]
  to   = module.gpu_workers["gpu"]
}

# Beside ECS, for who would rather run the manifests of infrastructure/kubernetes: the same network, queues, secrets and rights.
module "eks" {
  source = "../eks"
  count  = var.active && var.kubernetes != null ? 1 : 0

  env                                = var.env
  region                             = var.region
  account_id                         = var.account_id
  subnet_ids                         = module.vpc.app_subnet_ids
  node_security_group_ids            = [module.security_groups.backend_id]
  endpoint_client_security_group_ids = module.bastion[*].security_group_id
  public_access_cidrs                = var.kubernetes.public_access_cidrs
  admin_role_arns                    = var.kubernetes.admin_role_arns
  kms_key_arn                        = module.secrets.kms_key_arn
  log_retention_days                 = var.log_retention_days
  log_group_arns                     = values(module.logs.group_arns)
  queue_arns                         = [for name, queue in module.sqs.queues : queue.arn if name != "dlq"]
  workload_policies                  = module.iam.task_policies
}
