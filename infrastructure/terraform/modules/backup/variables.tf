variable "env" {
  description = "Environment: part of every name. prod: copies are locked, and S3 promises to make them in 15 minutes."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "account_id" {
  description = "Number of the AWS account."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is the 12 digits of the AWS account, as text: zeros in front count."
  }
}

variable "backup_region" {
  description = "Region of the copies."
  type        = string
  default     = "us-west-2"

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.backup_region))
    error_message = "backup_region is a region of AWS: us-west-2."
  }
}

variable "database_arn" {
  description = "The database. Its automated backups must be on: they are what is replicated."
  type        = string

  validation {
    condition     = !var.weekly_snapshot_copy || try(split(":", var.database_arn)[3], "") != var.backup_region
    error_message = "database_arn must be in another region than backup_region: a copy in the database's own region is lost with it, and RDS refuses to make one."
  }
}

variable "assets_bucket" {
  description = "Users' files (module s3): copied to the backups, and to dr_assets_bucket_name."
  type        = object({ id = string, arn = string })
}

variable "frontend_bucket" {
  description = "The web app's files (module s3): copied to the backups, and to dr_frontend_bucket_name."
  type        = object({ id = string, arn = string })
}

variable "retention_days" {
  description = "Days that copies are kept: of what was deleted since, and of the database's week. In production they are locked for as long."
  type        = number
  default     = 90

  validation {
    condition     = var.retention_days >= 7 && var.retention_days <= 3650
    error_message = "retention_days is 7 (snapshots are made weekly: with less there would be days without any) to 3,650."
  }
}

variable "weekly_snapshot_copy" {
  description = "Whether the database is copied to the other region: a snapshot weekly, and its automated backups for recovery to a moment."
  type        = bool
  default     = true
}

variable "dr_assets_bucket_name" {
  description = "Bucket of the other region from which a studio there can run (production: ai-film-studio-assets-dr-usw2). Null: the backups are the only copy."
  type        = string
  default     = null

  validation {
    condition     = var.dr_assets_bucket_name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.dr_assets_bucket_name))
    error_message = "dr_assets_bucket_name is 3 to 63 small letters, digits and hyphens, as S3 has it."
  }
}

variable "dr_frontend_bucket_name" {
  description = "Bucket of the other region with the web app's pages, which CloudFront asks when the first one fails. Null: none. Who reads it is said by module cloudfront."
  type        = string
  default     = null

  validation {
    condition     = var.dr_frontend_bucket_name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.dr_frontend_bucket_name))
    error_message = "dr_frontend_bucket_name is 3 to 63 small letters, digits and hyphens, as S3 has it."
  }
}

variable "frontend_origins" {
  description = "Origins whose pages may upload to dr_assets_bucket_name: those of module s3. Needed with it."
  type        = list(string)
  default     = []

  validation {
    condition     = var.dr_assets_bucket_name == null || length(var.frontend_origins) > 0
    error_message = "dr_assets_bucket_name needs frontend_origins: after a failover browsers upload to that bucket, and S3 would let none."
  }

  validation {
    condition     = alltrue([for origin in var.frontend_origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "frontend_origins are https://host with no path, no slash at the end and no *: a page of anybody's could use a signed link otherwise."
  }
}

variable "media_distribution_arns" {
  description = "Distributions that serve users' files at /media/* and may read dr_assets_bucket_name: those of module s3."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.media_distribution_arns : can(regex("^arn:aws[a-z-]*:cloudfront::[0-9]{12}:distribution/[A-Z0-9]+$", arn))])
    error_message = "media_distribution_arns are ARNs of distributions, each whole: with a * anybody's distribution could read users' films."
  }
}
