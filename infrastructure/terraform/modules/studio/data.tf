locals {
  # Of each key of links the private half.
  filled = setunion(var.secrets_filled, [for name in keys(local.media_keys) : "MEDIA_KEY_${name}"])
}

module "secrets" {
  source = "../secrets"

  env            = var.env
  replica_region = var.copies.keys ? var.copies.region : null
  optional       = local.filled
  has_redis      = true
  redis_url      = var.active ? "rediss://:${module.secrets.redis_auth_token}@${module.elasticache[0].endpoint}:${module.elasticache[0].port}" : null
  inherited      = try(var.recovers.secrets, null)
}

module "rds" {
  source = "../rds"

  env                   = var.env
  account_id            = var.account_id
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
  # Also once it was promoted: its user and password stay its source's, which the studio inherits.
  replicate_source_arn = try(var.recovers.database_arn, null)
  log_retention_days   = var.log_retention_days
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
  holds_files               = var.recovers == null
  frontend_origins          = local.site
  stored_bytes_function_arn = one(module.lambda[*].stored_bytes_arn)
  media_distribution_arns   = local.media_distribution_arns
  force_destroy             = contains(["dev", "sandbox"], var.env)
}

module "backup" {
  source = "../backup"
  count  = var.recovers == null ? 1 : 0

  env                     = var.env
  account_id              = var.account_id
  backup_region           = var.copies.region
  database_arn            = module.rds.arn
  assets_bucket           = module.s3.assets
  frontend_bucket         = module.s3.frontend
  retention_days          = var.copies.retention_days
  weekly_snapshot_copy    = var.copies.database
  dr_assets_bucket_name   = var.copies.assets_bucket_name
  dr_frontend_bucket_name = var.copies.frontend_bucket_name
  frontend_origins        = local.site
  media_distribution_arns = local.media_distribution_arns
}

module "sqs" {
  source = "../sqs"

  env        = var.env
  region     = var.region
  account_id = var.account_id
  # CPU and GPU workers do different types: on one queue they would hand each other what is not theirs.
  by_type = true
}
