variable "account_id" {
  description = "Number of the AWS account. Terraform refuses to work in another."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is the 12 digits of the AWS account, as text: zeros in front count."
  }
}

variable "region" {
  description = "Region of the pipelines: AWS_REGION in GitHub."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a region's code, such as us-east-1."
  }
}

variable "environments" {
  description = "Environments of this account by their folder under environments/: the end of their names, and the region of their state. Recovery's lies in its own region: it is needed when the other is gone."
  type = map(object({
    env    = string
    region = string
  }))
  default = {
    dev        = { env = "dev", region = "us-east-1" }
    sandbox    = { env = "sandbox", region = "us-east-1" }
    staging    = { env = "staging", region = "us-east-1" }
    production = { env = "prod", region = "us-east-1" }
    recovery   = { env = "prod-dr", region = "us-west-2" }
  }

  validation {
    condition     = length(var.environments) > 0 && length(setsubtract(keys(var.environments), ["dev", "sandbox", "staging", "production", "recovery"])) == 0
    error_message = "environments are some of dev, sandbox, staging, production and recovery: the pipelines know no other."
  }

  validation {
    condition     = alltrue([for one in values(var.environments) : can(regex("^[a-z][a-z0-9-]{1,15}$", one.env))])
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }

  # Roles may do what ends in their env: *-dr would be prod-dr's too.
  validation {
    condition     = alltrue([for a, one in var.environments : alltrue([for b, other in var.environments : a == b || !endswith("-${other.env}", "-${one.env}")])])
    error_message = "Each env is the environment's own, and no env is the end of another after a hyphen (dr and prod-dr): a role of the one could touch what is the other's."
  }

  validation {
    condition     = alltrue([for one in values(var.environments) : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", one.region))])
    error_message = "region is a region's code, such as us-east-1."
  }

  validation {
    condition     = !contains(keys(var.environments), "recovery") || contains(keys(var.environments), "production")
    error_message = "recovery stands in production's account: add production, whose role applies it."
  }

  validation {
    condition     = try(var.environments.recovery.region != var.environments.production.region, true)
    error_message = "recovery's state lies in another region than production's: with it in the same, both are gone together."
  }
}

variable "repository" {
  description = "The repository on GitHub as its tokens name it: owner/name. Repositories made, renamed or moved since 15 July 2026 have their ids in it: owner@123456/name@456789 (README.md)."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$", var.repository)) || can(regex("^[A-Za-z0-9][A-Za-z0-9-]{0,38}@[0-9]+/[A-Za-z0-9._-]{1,100}@[0-9]+$", var.repository))
    error_message = "repository is owner/name, or owner@id/name@id with both ids, and has no * and no https://: anybody's repository could be let in otherwise."
  }
}

variable "oidc_provider_arn" {
  description = "GitHub's identity provider in this account, when something else has made it: IAM takes one of an address. Null: it is made here."
  type        = string
  default     = null

  validation {
    condition     = var.oidc_provider_arn == null || var.oidc_provider_arn == "arn:aws:iam::${var.account_id}:oidc-provider/token.actions.githubusercontent.com"
    error_message = "oidc_provider_arn is arn:aws:iam::{account_id}:oidc-provider/token.actions.githubusercontent.com of this account, or null."
  }
}

variable "zone" {
  description = "Domain whose Route 53 zone is made here: ai-film-studio.com. Null: there is one already."
  type        = string
  default     = null

  validation {
    condition     = var.zone == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.zone))
    error_message = "zone is a domain in small letters, without https:// and without a dot at its end."
  }
}
