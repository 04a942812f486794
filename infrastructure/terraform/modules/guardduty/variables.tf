variable "env" {
  description = "Environment: part of the names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "topic_arn" {
  description = "Topic that hears of findings (module monitoring, topic_arns.warning: PagerDuty's integration, which listens to critical, reads alarms alone)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:.+$", var.topic_arn))
    error_message = "topic_arn is the ARN of a topic of SNS."
  }
}

variable "features" {
  description = "What GuardDuty looks at besides CloudTrail, flow logs and DNS, which it always does: each has a price of its own."
  type        = set(string)
  default     = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING"]

  validation {
    condition     = length(setsubtract(var.features, ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING", "EKS_AUDIT_LOGS"])) == 0
    error_message = "features are S3_DATA_EVENTS, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS, EBS_MALWARE_PROTECTION, RUNTIME_MONITORING, EKS_AUDIT_LOGS."
  }
}

variable "least_severity" {
  description = "Findings from this severity on are told: 1 low, 4 medium, 7 high."
  type        = number
  default     = 4

  validation {
    condition     = var.least_severity >= 1 && var.least_severity <= 8.9
    error_message = "least_severity is 1 to 8.9, as GuardDuty rates findings."
  }
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

