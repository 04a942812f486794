module "logs" {
  source = "../logs"

  env                = var.env
  region             = var.region
  account_id         = var.account_id
  log_retention_days = var.log_retention_days
}

# Both functions hang on what a recovering studio does not have: the bucket of files, and an operator's webhook in its region.
module "lambda" {
  source = "../lambda"
  count  = var.recovers == null ? 1 : 0

  env                      = var.env
  region                   = var.region
  account_id               = var.account_id
  packages_folder          = var.lambda_packages_folder
  metric_namespace         = local.metric_namespace
  log_retention_days       = var.log_retention_days
  reserved_concurrency     = var.lambda_concurrency
  slack_webhook_secret_arn = var.alerts.slack ? "arn:aws:secretsmanager:${var.region}:${var.account_id}:secret:ai-film-studio/${var.env}/SLACK_WEBHOOK_URL" : null
}

# The address holds a key, so it lies where secrets lie: every plan reads it there, an engineer's and the pipeline's.
data "aws_secretsmanager_secret_version" "pagerduty" {
  count = var.alerts.pagerduty ? 1 : 0

  secret_id = "ai-film-studio/${var.env}/PAGERDUTY_ENDPOINT"
}

module "monitoring" {
  source = "../monitoring"

  env                        = var.env
  region                     = var.region
  account_id                 = var.account_id
  kms_key_arn                = module.logs.kms_key_arn
  log_retention_days         = var.log_retention_days
  awake                      = var.active && alltrue([for hours in values(var.backend.schedules) : hours.min > 0])
  emails                     = var.alerts.emails
  phones                     = var.alerts.phones
  pagerduty_endpoint         = one(data.aws_secretsmanager_secret_version.pagerduty[*].secret_string)
  alarm_notices_function_arn = one(module.lambda[*].alarm_notices_arn)

  identifiers = {
    database_ids              = concat([module.rds.identifier], module.rds.replica_identifiers)
    replica_ids               = concat(var.active ? [] : [module.rds.identifier], module.rds.replica_identifiers)
    max_connections           = module.rds.max_connections
    redis_nodes               = local.redis_nodes
    alb_arn_suffix            = module.alb.arn_suffix
    target_group_arn_suffixes = module.alb.target_group_arn_suffixes
    cluster_name              = local.cluster
    service_names             = local.services
    worker_service_names      = concat(["ai-film-studio-cpu-workers-${var.env}"], values(local.gpu_names))
    asg_names                 = values(local.gpu_names)
    queue_names               = [for name, queue in module.sqs.queues : queue.name if name != "dlq"]
    dlq_name                  = module.sqs.dlq.name
    distribution_id           = var.recovers == null ? module.cloudfront[0].distribution_id : var.recovers.distribution_id
    assets_bucket             = local.assets.id
    metric_namespace          = local.metric_namespace
    certificate_arns          = [for certificate in module.certificate : certificate.arn]
    lost_notices_queue        = var.alerts.slack ? try(module.lambda[0].failure_queue_names["alarm-notices"], null) : null
  }
}

locals {
  # As modules ecs and gpu-workers name them, which are not there while a studio sleeps.
  gpu_names = { for fleet in keys(local.gpu_fleets) : fleet => "ai-film-studio-${fleet}-workers-${var.env}" }
  services  = { for colour in ["blue", "green"] : colour => "ai-film-studio-backend-${var.env}-${colour}" }
  # As ElastiCache names them; how many there are has to be known in a plan. While a studio sleeps nobody is called about them.
  redis_nodes = [for number in range(1, var.cache.nodes + 1) : format(var.cache.cluster_mode ? "ai-film-studio-redis-%s-0001-%03d" : "ai-film-studio-redis-%s-%03d", var.env, number)]
}

module "budgets" {
  source = "../budgets"

  env         = var.env
  monthly_usd = var.monthly_usd
  emails      = lookup(var.alerts.emails, "warning", [])
  topic_arn   = module.monitoring.topic_arns["warning"]
}

module "guardduty" {
  source = "../guardduty"
  count  = var.protection.guardduty ? 1 : 0

  env = var.env
  # Not critical: PagerDuty's integration reads alarms, and no events.
  topic_arn = module.monitoring.topic_arns["warning"]
}

module "config" {
  source = "../config"
  count  = var.protection.config ? 1 : 0

  env        = var.env
  account_id = var.account_id
  bucket     = module.s3.logs.id
  topic_arn  = module.monitoring.topic_arns["warning"]
}

module "audit" {
  source = "../audit"
  count  = var.protection.audit ? 1 : 0

  env                = var.env
  bucket             = module.s3.logs.id
  log_retention_days = var.log_retention_days
  kms_key_arn        = module.logs.kms_key_arn
}

# Besides CloudWatch, for who wants to search: Fluent Bit (infrastructure/observability/fluent-bit) sends lines here.
module "opensearch" {
  source = "../opensearch"
  count  = var.active && var.log_search != null ? 1 : 0

  env          = var.env
  region       = var.region
  account_id   = var.account_id
  hot          = var.log_search.hot
  masters      = var.log_search.masters
  warm         = var.log_search.warm
  cold_storage = var.log_search.warm != null
  vpc_id       = module.vpc.vpc_id
  # Not those of data, whose ACL lets in PostgreSQL and Redis alone.
  subnet_ids                = module.vpc.app_subnet_ids
  client_security_group_ids = { backend = module.security_groups.backend_id, workers = module.security_groups.workers_id }
  kms_key_arn               = module.secrets.kms_key_arn
  master_role_arn           = var.log_search.master_role_arn
  writer_role_arns          = [module.iam.backend_role_arn, module.iam.worker_role_arn]
  reader_role_arns          = var.log_search.reader_role_arns
  service_linked_role       = var.log_search.service_linked_role
  log_retention_days        = var.log_retention_days
  log_kms_key_arn           = module.logs.kms_key_arn
}
