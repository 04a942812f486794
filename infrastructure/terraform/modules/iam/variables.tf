variable "env" {
  description = "Environment: the end of every role's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "region" {
  description = "Region of the cluster: roles may be taken on by tasks of ECS there alone."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a region's code, such as us-east-1."
  }
}

variable "account_id" {
  description = "Account of the studio."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits."
  }
}

variable "assets_bucket_arn" {
  description = "Bucket of what users made and handed in (S3_BUCKET)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:s3:::[a-z0-9.-]{3,63}$", var.assets_bucket_arn))
    error_message = "assets_bucket_arn is a bucket's ARN and names no keys: the roles add /users/* themselves."
  }
}

variable "queue_arns" {
  description = "Queues that workers receive from, every lane of them, without the dead letter queue."
  type        = list(string)

  validation {
    condition     = length(var.queue_arns) > 0 && alltrue([for arn in var.queue_arns : startswith(arn, "arn:aws:sqs:") && !endswith(arn, "*")])
    error_message = "queue_arns are ARNs of SQS queues, each named in full, at least one."
  }
}

variable "dlq_arn" {
  description = "The dead letter queue."
  type        = string

  validation {
    condition     = startswith(var.dlq_arn, "arn:aws:sqs:") && !contains(var.queue_arns, var.dlq_arn)
    error_message = "dlq_arn is the ARN of a queue that is none of queue_arns: workers would receive dead jobs as work."
  }
}

variable "secret_arns" {
  description = "Secrets that the API's containers are started with."
  type        = list(string)

  validation {
    condition     = alltrue([for arn in var.secret_arns : startswith(arn, "arn:aws:secretsmanager:") && !endswith(arn, ":secret:*")])
    error_message = "secret_arns are ARNs of secrets in Secrets Manager, each named: no role may read them all."
  }
}

variable "worker_secret_arns" {
  description = "Secrets that workers' containers are started with: the database's password and SECRET are enough, since workers have no Redis, no Stripe and no sign-in. Null: those of the API."
  type        = list(string)
  default     = null
}

variable "kms_key_arns" {
  description = "Keys that those secrets are encrypted with."
  type        = list(string)
  default     = []
}

variable "queue_kms_key_arn" {
  description = "Key that messages are encrypted with. Null: SSE-SQS, which needs no leave."
  type        = string
  default     = null
}

variable "log_group_arns" {
  description = "Log groups that containers write to."
  type        = list(string)
}

variable "log_router_group_arns" {
  description = "Log groups that the log router in the tasks writes to (log_router of modules ecs and gpu-workers): the API's (backend) and the workers'. Null: there is none, and ECS writes by the execution roles."
  type        = object({ backend = string, workers = string })
  default     = null

  validation {
    condition     = var.log_router_group_arns == null || try(alltrue([for arn in values(var.log_router_group_arns) : can(regex("^arn:aws:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:*]+(:\\*)?$", arn))]), false)
    error_message = "log_router_group_arns are ARNs of log groups, each named in full: no task may write into the logs of another."
  }
}

variable "ecr_arns" {
  description = "Repositories that images are pulled from."
  type        = list(string)
}

variable "models_bucket_arn" {
  description = "Bucket with the weights of models. Null: they come from where models.json says, by HTTPS."
  type        = string
  default     = null
}
