variable "env" {
  description = "Environment: the end of the names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "bucket" {
  description = "Bucket that the trail's files are written to (module s3, logs.id): its policy lets the trail ai-film-studio-{env} write under AWSLogs/."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket is a bucket's name, not its ARN."
  }
}

variable "assets_bucket_arn" {
  description = "Bucket whose objects' reads and writes are written down too (module s3, assets.arn): a dollar for each million. Null: how things are set, and no objects."
  type        = string
  default     = null

  validation {
    condition     = var.assets_bucket_arn == null || can(regex("^arn:aws:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.assets_bucket_arn))
    error_message = "assets_bucket_arn is a bucket's ARN, with no keys and no *: arn:aws:s3:::ai-film-studio-assets-prod-123456789012."
  }
}

variable "log_retention_days" {
  description = "Days that sessions are kept. The document: 30 in production."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365. 0 would keep them, and their price, for ever."
  }
}

variable "kms_key_arn" {
  description = "Key of the group of sessions (module logs, kms_key_arn): Session Manager begins none whose group has no key."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a key, whole: CloudWatch takes no alias."
  }
}
