# What an account needs before any environment, applied once and by hand: README.md. No pipeline has the right to change it.
terraform {
  required_version = ">= 1.11"

  # Exact, since lock files are not kept.
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  # No Environment: roles of environments may not touch what bears another's name, and this is none's.
  default_tags {
    tags = {
      Project   = "ai-film-studio"
      ManagedBy = "terraform-bootstrap"
    }
  }
}

locals {
  iam = "arn:aws:iam::${var.account_id}"

  # The recovery stack is applied in GitHub's environment production, by production's reviewers (.github/workflows/terraform-environment.yml). GitHub gives a
  # job there one TERRAFORM_ROLE_ARN, so that both have one role; and nobody deploys to recovery (deploy.yml): it runs what production runs.
  github_environments = setsubtract(keys(var.environments), ["recovery"])

  # Folders that a job in GitHub's environment works on, and the names' ends of all that is there.
  folders = { for name in local.github_environments : name => [for folder in keys(var.environments) : folder if folder == name || (name == "production" && folder == "recovery")] }
  envs    = { for name, folders in local.folders : name => [for folder in folders : var.environments[folder].env] }
  others  = { for name, envs in local.envs : name => sort(setsubtract(values(var.environments)[*].env, envs)) }
}
