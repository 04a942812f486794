module "logs" {
  source = "../logs"

  env            = var.env
  retention_days = var.log_retention_days
}

module "lambda" {
  source = "../lambda"

  env                      = var.env
  region                   = var.region
  account_id               = var.account_id
  packages_folder          = var.lambda_packages_folder
  slack_webhook_secret_arn = var.alerts.slack_webhook_secret_arn
}

module "monitoring" {
  source = "../monitoring"

  env                        = var.env
  region                     = var.region
  account_id                 = var.account_id
  log_retention_days         = var.log_retention_days
  emails                     = var.alerts.emails
  pagerduty_endpoint         = var.alerts.pagerduty_endpoint
  alarm_notices_function_arn = module.lambda.alarm_notices_arn

  identifiers = {
    database_id               = module.rds.identifier
    replica_ids               = module.rds.replica_identifiers
    max_connections           = module.rds.max_connections
    redis_group               = one(module.elasticache[*].replication_group_id)
    alb_arn_suffix            = module.alb.arn_suffix
    target_group_arn_suffixes = module.alb.target_group_arn_suffixes
    cluster_name              = module.ecs.cluster_name
    service_names             = module.ecs.service_names
    queue_names               = [for queue in module.sqs.queues : queue.name]
    dlq_name                  = module.sqs.dlq.name
    distribution_id           = module.cloudfront.distribution_id
    asg_names                 = [module.gpu_workers.asg_name]
    metric_namespace          = local.metric_namespace
    assets_bucket             = module.s3.assets.id
  }
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

  env       = var.env
  topic_arn = module.monitoring.topic_arns["critical"]
}

module "config" {
  source = "../config"
  count  = var.protection.config ? 1 : 0

  env        = var.env
  account_id = var.account_id
  bucket     = module.s3.logs.id
}
