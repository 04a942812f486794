variable "env" {
  description = "Environment: the end of the functions' names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "region" {
  description = "Region of the functions."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a region of AWS: us-east-1."
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

variable "packages_folder" {
  description = "Folder of alarm-notices.zip and stored-bytes.zip: infrastructure/lambda/dist, written by npm run lambda."
  type        = string

  validation {
    condition     = alltrue([for name in ["alarm-notices", "stored-bytes"] : fileexists("${var.packages_folder}/${name}.zip")])
    error_message = "packages_folder lacks alarm-notices.zip or stored-bytes.zip: run npm run lambda first."
  }
}

variable "slack_webhook_secret_arn" {
  description = "Secret that an operator puts the address of Slack's incoming webhook into, by its ARN without the six characters that AWS ends it with: those are known only when it is there, and a plan has to know whether there is one. Null: nobody is told by Slack, and there is no function for it."
  type        = string
  default     = null

  validation {
    condition     = var.slack_webhook_secret_arn == null || can(regex("^arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+$", var.slack_webhook_secret_arn))
    error_message = "slack_webhook_secret_arn is the ARN of a secret in Secrets Manager, never the webhook's address: that is a password, and would lie in Terraform's state."
  }
}

variable "kms_alias" {
  description = "Alias of the key of that secret. Null: alias/ai-film-studio-{env}, the one of module secrets."
  type        = string
  default     = null

  validation {
    condition     = var.kms_alias == null || can(regex("^alias/.+$", var.kms_alias))
    error_message = "kms_alias begins with alias/."
  }
}

variable "metric_namespace" {
  description = "CloudWatch's namespace of the studio's metrics (METRICS_NAMESPACE)."
  type        = string

  validation {
    condition     = can(regex("^[^:]{1,255}$", var.metric_namespace)) && !startswith(var.metric_namespace, "AWS/")
    error_message = "metric_namespace is 1 to 255 characters without a colon, and not AWS's own (AWS/…)."
  }
}

variable "memory" {
  description = "Megabytes of each function. The document: 512 to 1024. They need little of it, but processor time comes with memory."
  type        = number
  default     = 512

  validation {
    condition     = var.memory >= 128 && var.memory <= 10240
    error_message = "memory is 128 to 10240 MB: Lambda has no others."
  }
}

variable "timeout" {
  description = "Seconds that a call may take."
  type        = number
  default     = 30

  validation {
    condition     = var.timeout >= 25 && var.timeout <= 900
    error_message = "timeout is 25 to 900 seconds: alarm-notices waits 10 for Secrets Manager and 10 for Slack, and says by itself which of them was slow."
  }
}

variable "reserved_concurrency" {
  description = "Calls of each function at once, kept for it and its upper bound. The document: 100. -1 reserves none: a new account may do ten at once in all, and Lambda refuses to reserve what would leave less than its minimum."
  type        = number
  default     = 100

  validation {
    condition     = var.reserved_concurrency == -1 || (var.reserved_concurrency >= 1 && var.reserved_concurrency <= 1000)
    error_message = "reserved_concurrency is 1 to 1000, or -1 for none. 0 would stop the functions: nobody would hear of alarms."
  }
}

variable "log_retention_days" {
  description = "Days that the functions' logs are kept."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}
