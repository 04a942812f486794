module "secrets" {
  source = "../secrets"

  env            = var.env
  replica_region = var.env == "prod" ? var.recovery.region : null
  optional       = var.secrets_filled
  redis_url      = var.active ? "rediss://:${module.secrets.redis_auth_token}@${module.elasticache[0].endpoint}:${module.elasticache[0].port}" : null
}

module "rds" {
  source = "../rds"

  env                   = var.env
  instance_class        = var.database.instance_class
  allocated_storage     = var.database.allocated_storage
  max_allocated_storage = var.database.max_allocated_storage
  iops                  = var.database.iops
  multi_az              = var.database.multi_az
  backup_retention_days = var.database.backup_retention_days
  read_replicas         = var.database.read_replicas
  subnet_ids            = module.vpc.data_subnet_ids
  security_group_id     = module.security_groups.database_id
  kms_key_arn           = module.secrets.kms_key_arn
  password              = module.secrets.database_password
  deletion_protection   = var.protection.deletion
  performance_insights  = var.database.performance_insights
  monitoring_interval   = var.database.monitoring_interval
  replicate_source_arn  = var.database.replicate_source_arn
  log_retention_days    = var.log_retention_days
}

module "elasticache" {
  source = "../elasticache"
  count  = var.active ? 1 : 0

  env                = var.env
  node_type          = var.cache.node_type
  nodes              = var.cache.nodes
  cluster_mode       = var.cache.cluster_mode
  subnet_ids         = module.vpc.data_subnet_ids
  security_group_id  = module.security_groups.redis_id
  kms_key_arn        = module.secrets.kms_key_arn
  auth_token         = module.secrets.redis_auth_token
  log_retention_days = var.log_retention_days
}

module "s3" {
  source = "../s3"

  env                       = var.env
  account_id                = var.account_id
  frontend_origins          = ["https://${var.domain}", "https://www.${var.domain}"]
  stored_bytes_function_arn = module.lambda.stored_bytes_arn
  force_destroy             = contains(["dev", "sandbox"], var.env)
}

module "backup" {
  source = "../backup"

  env                   = var.env
  account_id            = var.account_id
  backup_region         = var.recovery.region
  database_arn          = module.rds.arn
  assets_bucket         = module.s3.assets
  frontend_bucket       = module.s3.frontend
  retention_days        = var.recovery.retention_days
  weekly_snapshot_copy  = var.recovery.weekly_snapshot_copy
  dr_assets_bucket_name = var.recovery.dr_assets_bucket_name
}

module "sqs" {
  source = "../sqs"

  env = var.env
  # CPU and GPU workers do different types: on one queue they would hand each other what is not theirs.
  by_type = true
}
