variable "env" {
  description = "Environment: part of the names of topics, alarms, rules and dashboards."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "region" {
  description = "Region that is watched. CloudFront's metrics and the bill's are in us-east-1 alone: elsewhere there is no alarm cdn-errors."
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

variable "kms_key_arn" {
  description = "Key of the topics and of the log of stopped tasks (module logs). CloudWatch and EventBridge must be able to use it."
  type        = string
}

variable "log_retention_days" {
  description = "Days that it is kept why tasks stopped. ECS itself forgets after an hour."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}

variable "identifiers" {
  description = "What is watched, by the names that metrics go by. How many databases, nodes and queues there are must be known in a plan; their names need not be."
  type = object({
    # Writer and read replicas in this region.
    database_ids = list(string)
    # Those of them that follow another: also the recovery stack's own.
    replica_ids     = optional(list(string), [])
    max_connections = number
    # Nodes of Redis: ai-film-studio-redis-{env}-001 …, in cluster mode ai-film-studio-redis-{env}-0001-001 …
    redis_nodes               = list(string)
    alb_arn_suffix            = string
    target_group_arn_suffixes = map(string)
    cluster_name              = string
    # The API's services by colour, and those of workers.
    service_names        = map(string)
    worker_service_names = list(string)
    asg_names            = list(string)
    queue_names          = list(string)
    dlq_name             = string
    distribution_id      = string
    assets_bucket        = string
    metric_namespace     = string
    certificate_arns     = optional(list(string), [])
    lost_notices_queue   = optional(string)
  })

  validation {
    condition     = length(var.identifiers.database_ids) >= 1 && length(var.identifiers.database_ids) <= 10 && length(var.identifiers.redis_nodes) >= 1 && length(var.identifiers.redis_nodes) <= 10
    error_message = "identifiers has 1 to 10 database_ids and redis_nodes: an alarm reckons with ten metrics at most."
  }

  validation {
    condition     = var.identifiers.max_connections >= 10
    error_message = "identifiers.max_connections is what the database allows (module rds, max_connections), at least 10."
  }

  validation {
    condition     = toset(keys(var.identifiers.target_group_arn_suffixes)) == toset(["blue", "green"]) && toset(keys(var.identifiers.service_names)) == toset(["blue", "green"])
    error_message = "identifiers.service_names and target_group_arn_suffixes are both by blue and green: the colour without traffic is watched too."
  }

  validation {
    condition     = length(setsubtract(var.identifiers.replica_ids, var.identifiers.database_ids)) == 0
    error_message = "identifiers.replica_ids are among database_ids: a replica's CPU and connections count as well."
  }

  validation {
    condition     = length(var.identifiers.queue_names) >= 1 && !contains(var.identifiers.queue_names, var.identifiers.dlq_name)
    error_message = "identifiers.queue_names are the queues that workers take from; the dead letter queue is dlq_name and no queue whose depth is work."
  }

  # Their names are enough: a fleet that is not there yet has no metrics and stops no task.
  validation {
    condition     = length(var.identifiers.worker_service_names) >= 1 && length(var.identifiers.asg_names) >= 1
    error_message = "identifiers.worker_service_names and asg_names have one name at least: EventBridge refuses a rule with an empty list."
  }
}

variable "awake" {
  description = "Whether the studio is meant to serve at all hours. False for one that sleeps (the recovery stack; dev, which goes to 0 at night): nobody is called because nobody answers."
  type        = bool
  default     = true
}

variable "emails" {
  description = "Who is written to, by severity: critical, warning, info. Each has to confirm once."
  type        = map(list(string))
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.emails), ["critical", "warning", "info"])) == 0
    error_message = "emails are by critical, warning and info."
  }

  validation {
    condition     = alltrue([for email in flatten(values(var.emails)) : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))])
    error_message = "emails holds something that is no address of mail."
  }
}

variable "phones" {
  description = "Telephones that get an SMS of critical alarms: +15551234567. An account's SMS begin in a sandbox that sends to confirmed numbers alone."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for phone in var.phones : can(regex("^\\+[1-9][0-9]{6,14}$", phone))])
    error_message = "phones are in the international form: + and 7 to 15 digits, nothing between them."
  }
}

variable "pagerduty_endpoint" {
  description = "Address of PagerDuty's CloudWatch integration: https://events.pagerduty.com/integration/<key>/enqueue. SNS calls it itself, so that what wakes people does not hang on code of ours. It holds a key: whoever has it can wake somebody."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.pagerduty_endpoint == null || can(regex("^https://[a-z0-9.-]+/.+$", var.pagerduty_endpoint))
    error_message = "pagerduty_endpoint is an address that begins with https://."
  }
}

variable "alarm_notices_function_arn" {
  description = "Function that tells Slack (module lambda). Null: nobody is told by Slack."
  type        = string
  default     = null
}

variable "runbook_base_url" {
  description = "Where runbooks of alarms are: <base>/<key>.md."
  type        = string
  default     = "https://github.com/AI-Empower-HQ-360/ai-film-studio/blob/main/docs/runbooks/alarms"

  validation {
    condition     = can(regex("^https://.+[^/]$", var.runbook_base_url))
    error_message = "runbook_base_url begins with https:// and has no slash at the end."
  }
}

variable "gpu_hour_usd" {
  description = "Dollars that an hour of a GPU worker costs: what the cost dashboard reckons with, since the bill does not know which instances have GPUs. 0.526 is a g4dn.xlarge on demand; Spot is about a third of it."
  type        = number
  default     = 0.526

  validation {
    condition     = var.gpu_hour_usd > 0 && var.gpu_hour_usd < 100
    error_message = "gpu_hour_usd is above 0 and below 100 dollars an hour."
  }
}
