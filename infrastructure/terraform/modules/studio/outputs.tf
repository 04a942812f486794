output "api_url" {
  description = "Where the API answers: API_URL of the pipeline."
  value       = local.api
}

output "site_url" {
  description = "Where the web app is."
  value       = local.site[0]
}

output "frontend_bucket" {
  description = "Where the web app's files go; null where another studio's are served."
  value       = try(module.s3.frontend.id, null)
}

output "distribution_id" {
  description = "Whose cache is invalidated after them: DISTRIBUTION_ID of the pipeline."
  value       = one(module.cloudfront[*].distribution_id)
}

output "repositories" {
  description = "Where images are pushed, by name."
  value       = try(module.ecr[0].urls, {})
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = local.cluster
}

output "bastion_instance_id" {
  description = "For aws ssm start-session; null where there is none."
  value       = one(module.bastion[*].instance_id)
}

output "secret_names" {
  description = "Secrets that an operator fills, before anything runs."
  value       = [for name in sort(local.filled) : "ai-film-studio/${var.env}/${name}"]
}

output "failover_region" {
  # A routine apply that forgets it would put a studio to sleep under its users.
  precondition {
    condition     = var.active || !module.rds.promoted
    error_message = "This studio's database was promoted: it is the one that people use. Set active = true, or make the database a replica again first (docs/runbooks/failback.md)."
  }

  description = "What the failover program has to know of this studio (infrastructure/scripts/failover/settings.ts)."
  value = {
    region = var.region
    database = {
      identifier              = module.rds.identifier
      arn                     = module.rds.arn
      instance_class          = var.database.instance_class
      subnet_group            = module.rds.subnet_group_name
      kms_key_arn             = module.secrets.kms_key_arn
      security_group_ids      = [module.security_groups.database_id]
      backup_retention_days   = var.database.backup_retention_days
      fence_security_group_id = module.vpc.closed_security_group_id
    }
    cluster                = local.cluster
    services               = [for name in values(local.services) : { name = name, tasks = var.backend.min, most = var.backend.max }]
    worker_services        = [{ name = "ai-film-studio-cpu-workers-${var.env}", tasks = var.backend.cpu_workers_min, most = var.backend.cpu_workers_max }]
    workers                = [for name, fleet in local.gpu_fleets : { group = local.gpu_names[name], min = fleet.min, max = fleet.max }]
    load_balancer          = { dns_name = module.alb.dns_name, zone_id = module.alb.zone_id }
    frontend_bucket_domain = var.recovers == null ? module.s3.frontend.domain_name : var.recovers.frontend_bucket_domain
    assets_bucket          = local.assets.id
    assets_bucket_domain   = local.assets.domain_name
  }
}

output "for_recovery" {
  description = "What a studio of another region is told of this one: it is kept there in a file, since this region may be gone when it is needed. Null where nothing is copied to run from."
  value = !var.copies.keys ? null : {
    database_arn = module.rds.arn
    secrets = {
      # Not the cache's and the load balancer's: those are of each region's own.
      arns        = { for name, arn in module.secrets.replica_arns : name => arn if !contains(["REDIS_AUTH_TOKEN", "REDIS_URL", "SMOKE_TOKEN"], name) }
      kms_key_arn = module.secrets.replica_kms_key_arn
    }
    assets_bucket          = module.backup[0].dr_assets_bucket
    frontend_bucket_domain = module.backup[0].dr_frontend_bucket.domain_name
    # The registry copies a repository under its own name.
    image_arns      = [for name in values(module.ecr[0].names) : "arn:aws:ecr:${var.copies.region}:${var.account_id}:repository/${name}"]
    distribution_id = module.cloudfront[0].distribution_id
    media           = local.media
  }
}
