# Production's pilot light in another region: network, load balancer, a replica of the database, secrets. `-var active=true` brings it up; the failover
# program says so (docs/runbooks/failover.md). us-east-1 may be gone by then. What has to be known of production stands in
# production.auto.tfvars.json. IAM, budgets and Route 53 are administered in us-east-1 wherever they are used: waking makes and changes nothing of
# them (scripts/failover/wake.test.ts), and the failover applies without a refresh, which would ask them. Any other plan or apply here does ask.
terraform {
  required_version = ">= 1.11"

  # In its own region, for the same reason.
  backend "s3" {
    key          = "studio.tfstate"
    region       = "us-west-2"
    encrypt      = true
    use_lockfile = true
  }

  # Exact, since lock files are not kept.
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "3.7.2"
    }
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project     = "ai-film-studio"
      Environment = var.env
      ManagedBy   = "terraform"
    }
  }
}

# What was pushed to production last, from the registry's copy in this region. Asked only when it is wanted: before production's first image there is none.
data "aws_ecr_image" "newest" {
  for_each = var.active && var.images == null ? toset(var.gpu.max > 0 ? ["backend", "worker", "worker-gpu", "comfyui"] : ["backend", "worker"]) : []

  repository_name = "ai-film-studio-${each.key}-prod"
  most_recent     = true
}

locals {
  registry = "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com"
  found    = { for name, image in data.aws_ecr_image.newest : replace(name, "-", "_") => "${local.registry}/${image.repository_name}@${image.image_digest}" }
  # A fleet that may have no machine has an image all the same: it is never pulled.
  newest = tomap(length(local.found) == 0 ? {} : merge({ worker_gpu = local.found["worker"] }, local.found))
}

module "studio" {
  source = "../../modules/studio"

  active                 = var.active
  recovers               = var.production
  env                    = var.env
  region                 = var.region
  account_id             = var.account_id
  domain                 = var.domain
  hosted_zone_id         = var.hosted_zone_id
  network                = var.network
  database               = var.database
  cache                  = var.cache
  backend                = var.backend
  gpu                    = var.gpu
  images                 = var.images != null ? var.images : var.active ? local.newest : null
  settings               = var.settings
  log_retention_days     = var.log_retention_days
  protection             = var.protection
  alerts                 = var.alerts
  monthly_usd            = var.monthly_usd
  lambda_packages_folder = "${path.root}/../../../lambda/dist"
}
