provider "aws" {
  region                      = "us-west-2"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                    = "prod-dr"
  region                 = "us-west-2"
  account_id             = "123456789012"
  domain                 = "film.example"
  hosted_zone_id         = "Z0123456789"
  network                = { cidr = "10.4.0.0/16", availability_zones = ["us-west-2a", "us-west-2b"], nat_gateways = 2 }
  database               = { instance_class = "db.t3.medium", allocated_storage = 100, max_allocated_storage = 200, backup_retention_days = 14 }
  cache                  = { node_type = "cache.t3.medium", nodes = 2 }
  backend                = { min = 2, max = 4 }
  gpu                    = { min = 1, max = 3 }
  log_retention_days     = 14
  protection             = { deletion = true, waf = true }
  monthly_usd            = 1000
  lambda_packages_folder = "../lambda/tests/packages"
  recovers = {
    database_arn = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod"
    secrets = {
      arns = {
        PGPASSWORD = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/PGPASSWORD-AAAAAA"
        SECRET     = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/SECRET-AAAAAA"
        # While one key of links takes the other's place.
        MEDIA_KEY_A = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/MEDIA_KEY_A-AAAAAA"
        MEDIA_KEY_B = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/MEDIA_KEY_B-AAAAAA"
      }
      kms_key_arn = "arn:aws:kms:us-west-2:123456789012:key/mrk-0"
    }
    assets_bucket          = { id = "films-there", arn = "arn:aws:s3:::films-there", domain_name = "films-there.s3.us-west-2.amazonaws.com" }
    frontend_bucket_domain = "pages-there.s3.us-west-2.amazonaws.com"
    image_arns             = ["arn:aws:ecr:us-west-2:123456789012:repository/ai-film-studio-backend-prod"]
    distribution_id        = "E1"
    media                  = { url = "https://film.example/media", key_id = "K2", signs = "B" }
  }
}

run "sleeps_at_little_cost" {
  command = plan

  variables {
    active = false
  }

  assert {
    condition     = length(module.ecs) == 0 && length(module.gpu_workers) == 0 && length(module.elasticache) == 0 && length(module.vpc.nat_public_ips) == 0
    error_message = "Something runs that can be started in minutes."
  }

  assert {
    condition     = length(module.cloudfront) == 0 && length(module.dns) == 0 && length(module.ecr) == 0 && length(module.backup) == 0 && output.for_recovery == null
    error_message = "What leads users to it is production's, until the failover program says otherwise."
  }

  assert {
    condition     = output.failover_region.assets_bucket == "films-there" && output.failover_region.services[0].tasks == 2 && output.failover_region.workers[0].max == 3
    error_message = "The failover program is not told what to raise."
  }
}

run "wakes_with_what_production_had" {
  command = plan

  variables {
    images = {
      backend    = "registry.example/backend@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      worker     = "registry.example/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      worker_gpu = "registry.example/worker-gpu@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    }
  }

  assert {
    condition     = local.backend_secrets.SECRET == var.recovers.secrets.arns.SECRET && local.worker_secrets.PGPASSWORD == var.recovers.secrets.arns.PGPASSWORD && contains(keys(local.backend_secrets), "REDIS_URL")
    error_message = "Rows were sealed with production's SECRET, and the database knows production's password."
  }

  assert {
    condition     = local.api_settings.MEDIA_URL == "https://film.example/media" && local.api_settings.MEDIA_KEY_ID == "K2" && local.backend_secrets.MEDIA_KEY == var.recovers.secrets.arns.MEDIA_KEY_B
    error_message = "Links to films lead to production's distribution, which trusts production's key alone."
  }

  assert {
    condition     = local.settings.S3_BUCKET == "films-there" && local.settings.S3_REGION == "us-west-2" && local.settings.PUBLIC_URL == "https://api.film.example" && local.settings.SQS_ENVIRONMENT == "prod-dr"
    error_message = "It runs on production's files and name, and on queues of its own."
  }

  assert {
    condition     = !contains(keys(local.api_settings), "DATABASE_READ_URLS")
    error_message = "A promoted database has no replicas until somebody asks for some: the API must not be sent to those of the region that is gone."
  }

  assert {
    condition     = length(module.vpc.nat_public_ips) == 2 && module.ecs[0].cluster_name == output.failover_region.cluster
    error_message = "Something is missing that it needs to run."
  }
}

run "is_not_put_to_sleep_under_its_users" {
  command         = plan
  expect_failures = [output.failover_region]

  variables {
    active = false
  }

  override_module {
    target = module.rds
    outputs = {
      address         = "db.example", arn = "arn:aws:rds:us-west-2:123456789012:db:ai-film-studio-postgres-prod-dr", identifier = "ai-film-studio-postgres-prod-dr"
      log_group_names = [], max_connections = 400, port = 5432, promoted = true, replica_addresses = [], replica_identifiers = [], subnet_group_name = "ai-film-studio-prod-dr"
    }
  }
}
