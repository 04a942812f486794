provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env            = "prod"
  region         = "us-east-1"
  account_id     = "123456789012"
  domain         = "film.example"
  hosted_zone_id = "Z0123456789"
  network        = { cidr = "10.3.0.0/16", availability_zones = ["us-east-1a", "us-east-1b"], nat_gateways = 2 }
  database       = { instance_class = "db.t3.medium", allocated_storage = 100, max_allocated_storage = 200, backup_retention_days = 14, read_replicas = 1 }
  cache          = { node_type = "cache.t3.medium", nodes = 2, cluster_mode = true }
  backend        = { min = 2, max = 4 }
  gpu            = { min = 1, max = 3 }
  images = {
    backend    = "registry.example/backend@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    worker     = "registry.example/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    worker_gpu = "registry.example/worker-gpu@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }
  secrets_filled         = ["STRIPE_SECRET_KEY", "SMTP_URL"]
  log_retention_days     = 14
  protection             = { deletion = true, waf = true }
  alerts                 = { slack = true, pagerduty = true }
  copies                 = { assets_bucket_name = "films-there", frontend_bucket_name = "pages-there", keys = true }
  monthly_usd            = 1000
  lambda_packages_folder = "../lambda/tests/packages"
}

override_data {
  target          = data.aws_secretsmanager_secret_version.pagerduty[0]
  override_during = plan
  values          = { secret_string = "https://events.pagerduty.com/integration/0123/enqueue" }
}

run "joins_modules_by_the_names_they_give" {
  command = plan

  override_resource {
    target          = module.rds.aws_db_instance.replica
    override_during = plan
    values          = { address = "replica.example", identifier = "ai-film-studio-postgres-prod-replica-1" }
  }

  assert {
    condition     = local.api_settings.DATABASE_READ_URLS == "postgres://replica.example/studio?sslmode=verify-full"
    error_message = "The API is to read from the replicas that there are, by TLS that looks at their names, and by the writer's user."
  }

  assert {
    condition     = !contains(keys(local.settings), "DATABASE_READ_URLS")
    error_message = "Workers read what they change: a replica is nothing for them."
  }

  assert {
    condition     = toset(keys(local.backend_secrets)) == toset(["METRICS_TOKEN", "PGPASSWORD", "REDIS_URL", "SECRET", "SMTP_URL", "STRIPE_SECRET_KEY"])
    error_message = "The API is to have every setting that is secret, and none of the tokens that others ask it by."
  }

  assert {
    condition     = toset(keys(local.worker_secrets)) == toset(["PGPASSWORD", "SECRET", "SMTP_URL"])
    error_message = "Workers reach no Redis and sell nothing: they are told of neither."
  }

  assert {
    condition     = output.secret_names == ["ai-film-studio/prod/SMTP_URL", "ai-film-studio/prod/STRIPE_SECRET_KEY"]
    error_message = "An operator is not told what to fill."
  }

  assert {
    condition = toset(local.gpu_fleets["gpu"].queues) == toset(flatten([for type in ["image", "video", "audio"] : [
      "ai-film-studio-processing-queue-${type}-prod", "ai-film-studio-high-priority-queue-${type}-prod"
    ]]))
    error_message = "The fleet is scaled by other queues than those it works off."
  }

  assert {
    condition     = local.settings.SQS_BY_TYPE == "true" && local.settings.SQS_ENVIRONMENT == "prod" && local.settings.BROKER == "sqs"
    error_message = "The program looks for other queues than were made."
  }

  assert {
    condition     = local.redis_nodes == ["ai-film-studio-redis-prod-0001-001", "ai-film-studio-redis-prod-0001-002"]
    error_message = "Nodes of a cluster are called by shard and number."
  }

  assert {
    condition     = module.ecs[0].service_names == local.services && module.ecs[0].cluster_name == local.cluster
    error_message = "Alarms and the failover program name services that module ecs does not make."
  }

  assert {
    condition     = module.gpu_workers["gpu"].asg_name == local.gpu_names["gpu"] && module.gpu_workers["gpu"].service_name == local.gpu_names["gpu"] && module.ecs[0].cpu_worker_service_name == output.failover_region.worker_services[0].name && output.failover_region.workers == [{ group = local.gpu_names["gpu"], min = 1, max = 3 }]
    error_message = "Alarms and the failover program name workers that are not there."
  }

  assert {
    condition     = local.media == null && length(local.media_distribution_arns) == 0 && !contains(keys(local.backend_secrets), "MEDIA_KEY")
    error_message = "Without keys films come by S3, and no distribution reads them."
  }

  assert {
    condition     = output.api_url == "https://api.film.example" && output.site_url == "https://film.example"
    error_message = "The studio is found somewhere else."
  }

  assert {
    condition     = toset(keys(module.certificate)) == toset(["us-east-1"]) && module.dns[0].api_fqdn == "api.film.example"
    error_message = "One certificate is enough where CloudFront's region is the studio's."
  }

  assert {
    condition     = length(module.audit) == 0
    error_message = "A trail and preferences of sessions are an account's: who did not ask must not make them."
  }

  assert {
    condition     = module.backup[0].dr_assets_bucket.id == "films-there" && module.backup[0].dr_frontend_bucket.id == "pages-there"
    error_message = "Nothing is copied to run from."
  }
}

run "premium_users_have_machines_of_their_own_beside_those_of_all" {
  command = plan

  variables {
    gpu = { min = 1, max = 3, policy = "depth", premium = { max = 2, on_demand_percentage = 100, instance_types = ["g5.xlarge"], warm_pool = { min_size = 1 } } }
  }

  assert {
    condition     = { for name, fleet in module.gpu_workers : name => fleet.asg_name } == local.gpu_names && toset(keys(local.gpu_names)) == toset(["gpu", "premium"])
    error_message = "There are other fleets than alarms, dashboards and the failover program are told of."
  }

  assert {
    condition     = toset(local.gpu_fleets["premium"].queues) == toset([for type in ["image", "video", "audio"] : "ai-film-studio-high-priority-queue-${type}-prod"]) && local.gpu_fleets["premium"].lanes == "high-priority"
    error_message = "Premium machines are called by others' work, or do it."
  }

  assert {
    condition     = length(local.gpu_fleets["gpu"].queues) == 6 && local.gpu_fleets["gpu"].lanes == "both"
    error_message = "The fleet of all is to do what is urgent as well: the other may sleep."
  }

  assert {
    condition = output.failover_region.workers == [
      { group = "ai-film-studio-gpu-workers-prod", min = 1, max = 3 }, { group = "ai-film-studio-premium-workers-prod", min = 0, max = 2 },
    ]
    error_message = "The failover program would leave one of the fleets at work."
  }
}

run "is_small_and_private_and_has_what_is_optional" {
  command = plan

  override_resource {
    target          = module.cloudfront[0].aws_cloudfront_public_key.media["A"]
    override_during = plan
    values          = { id = "K1" }
  }

  override_resource {
    target          = module.cloudfront[0].aws_cloudfront_public_key.media["B"]
    override_during = plan
    values          = { id = "K2" }
  }

  override_resource {
    target          = module.secrets.aws_secretsmanager_secret.setting["MEDIA_KEY_B"]
    override_during = plan
    values          = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/MEDIA_KEY_B-AAAAAA" }
  }

  variables {
    media = {
      keys = {
        A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"
        B = "-----BEGIN PUBLIC KEY-----\nMIIC\n-----END PUBLIC KEY-----\n"
      }
      signs = "B"
    }
    gpu = { min = 0, max = 0 }
    images = {
      backend    = "registry.example/backend@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      worker     = "registry.example/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      worker_gpu = "registry.example/worker-gpu@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      log_router = "registry.example/log-router@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    }
    log_search = { hot = { instance_type = "t3.small.search", count = 2, volume_gib = 20 }, master_role_arn = "arn:aws:iam::123456789012:role/logs" }
    cache      = { node_type = "cache.t3.micro", nodes = 1 }
    kubernetes = { admin_role_arns = ["arn:aws:iam::123456789012:role/admin"] }
    network    = { cidr = "10.1.0.0/16", availability_zones = ["us-east-1a", "us-east-1b"], nat_gateways = 1, alb_internal = true, alb_cidrs = ["10.255.0.0/16"] }
    protection = { deletion = true, waf = true, audit = true }
  }

  assert {
    condition     = local.api_settings.MEDIA_URL == "https://film.example/media" && local.api_settings.MEDIA_KEY_ID == "K2" && endswith(local.backend_secrets.MEDIA_KEY, "/MEDIA_KEY_B-AAAAAA")
    error_message = "The API signs links to films for another place, or with a key that is not the one that signs."
  }

  assert {
    condition     = length([for name in keys(merge(local.backend_secrets, local.worker_secrets)) : name if startswith(name, "MEDIA_KEY_")]) == 0 && !contains(keys(local.worker_secrets), "MEDIA_KEY")
    error_message = "The API is to have the key that signs under the name that it knows alone, and workers make no links."
  }

  assert {
    condition     = length(setsubtract(["ai-film-studio/prod/MEDIA_KEY_A", "ai-film-studio/prod/MEDIA_KEY_B"], output.secret_names)) == 0
    error_message = "An operator is not told to put the private halves of the keys away."
  }

  assert {
    condition     = length(local.media_distribution_arns) == 1
    error_message = "The distribution asks buckets for films that do not let it in."
  }

  assert {
    condition     = module.audit[0].session_log_group_name == "/ssm/ai-film-studio-prod"
    error_message = "Sessions on machines are written down nowhere, though they should be."
  }

  assert {
    condition     = local.redis_nodes == ["ai-film-studio-redis-prod-001"]
    error_message = "A Redis without cluster mode names its nodes by number alone."
  }

  assert {
    condition     = module.eks[0].cluster_name == "ai-film-studio-prod" && module.opensearch[0].domain_name == "ai-film-studio-logs-prod"
    error_message = "What was asked for besides is not there: a cluster of Kubernetes, and a search through logs."
  }

  assert {
    condition     = local.log_router.image == var.images.log_router
    error_message = "Lines go to no router, though there is a search through them."
  }

  assert {
    condition     = !local.has_gpu && output.failover_region.workers[0].max == 0
    error_message = "CPU workers must film where there is no quota of GPU machines."
  }

  assert {
    condition     = module.dns[0].health_check_id == null
    error_message = "Route 53 can't reach it from outside, and would call it dead."
  }
}
