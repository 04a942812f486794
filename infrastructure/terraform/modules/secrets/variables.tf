variable "env" {
  description = "Environment: the key's alias and every secret's name have it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "replica_region" {
  description = "Region that the key and every secret are replicated to, for a studio that takes over there. Null: none. A key can't be made multi-region later: giving this to a studio that is there replaces its key."
  type        = string
  default     = null

  validation {
    condition     = var.replica_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.replica_region))
    error_message = "replica_region is a region like us-west-2."
  }
}

variable "recovery_window_days" {
  description = "Days that a deleted secret can be brought back; its name is taken meanwhile. Null: 30, and 0 in dev and sandbox, which are torn down and made again."
  type        = number
  default     = null

  validation {
    condition     = var.recovery_window_days == null || try(var.recovery_window_days == 0 || (var.recovery_window_days >= 7 && var.recovery_window_days <= 30), false)
    error_message = "recovery_window_days is 0 or 7 to 30: Secrets Manager takes nothing else."
  }
}

variable "optional" {
  description = "Settings that an operator fills: STRIPE_SECRET_KEY, SMTP_URL and the like (docs/server.md). A secret is made without a value; ECS does not start a task that names one until it has a value."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.optional : can(regex("^[A-Z][A-Z0-9_]+$", name))])
    error_message = "optional holds names of settings, as the environment has them: STRIPE_SECRET_KEY."
  }

  validation {
    condition     = length(setintersection(var.optional, ["PGPASSWORD", "SECRET", "METRICS_TOKEN", "REDIS_AUTH_TOKEN", "REDIS_URL", "SMOKE_TOKEN"])) == 0
    error_message = "optional names a setting that this module gives a value itself: leave it out."
  }
}

variable "has_redis" {
  description = "Whether there is a secret for REDIS_URL: also while the cache is not there yet, or sleeps. Secrets can then be made and filled before it, and a stack that wakes changes no role."
  type        = bool
  default     = false
}

variable "redis_url" {
  description = "REDIS_URL with its token, as elasticache's caller puts it together. Null: the secret waits without a value."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.redis_url == null || var.has_redis
    error_message = "redis_url goes with has_redis = true: there is no secret to keep it in."
  }

  validation {
    condition     = var.redis_url == null || startswith(coalesce(var.redis_url, "-"), "rediss://")
    error_message = "redis_url begins with rediss://: the cache takes nothing without TLS."
  }
}

variable "inherited" {
  description = "Settings whose secrets belong to another region's studio and are replicated into this one: name to ARN here (its output replica_arns), and the key that opens them. A studio that takes over has to have the SECRET that the database's rows were sealed with, and the database's PGPASSWORD."
  type        = object({ arns = map(string), kms_key_arn = string })
  default     = null

  validation {
    condition     = var.inherited == null || try(length(var.inherited.arns) > 0 && alltrue([for arn in values(var.inherited.arns) : startswith(arn, "arn:aws:secretsmanager:")]), false)
    error_message = "inherited.arns holds at least one ARN of a secret."
  }

  validation {
    condition     = var.inherited == null || try(length(setintersection(keys(var.inherited.arns), var.optional)) == 0, false)
    error_message = "A setting is either inherited or optional here: otherwise there are two secrets for it."
  }
}
