# The same file in dev, sandbox, staging and production: they differ in their values (terraform.tfvars) alone, so what was tried in one is what runs in the next.
terraform {
  required_version = ">= 1.11"

  # The bucket is bootstrap's: terraform init -backend-config="bucket=…". It locks by a file in it; the document's DynamoDB table is what Terraform itself
  # calls deprecated: https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
  backend "s3" {
    key          = "studio.tfstate"
    region       = "us-east-1"
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

module "studio" {
  source = "../../modules/studio"

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
  kubernetes             = var.kubernetes
  log_search             = var.log_search
  images                 = var.images
  secrets_filled         = var.secrets_filled
  media                  = var.media
  settings               = var.settings
  log_retention_days     = var.log_retention_days
  protection             = var.protection
  copies                 = var.copies
  alerts                 = var.alerts
  monthly_usd            = var.monthly_usd
  lambda_concurrency     = var.lambda_concurrency
  lambda_packages_folder = "${path.root}/../../../lambda/dist"
}
