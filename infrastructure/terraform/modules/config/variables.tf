variable "env" {
  description = "Environment: part of the names."
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

variable "bucket" {
  description = "Bucket that Config writes histories to (module s3, logs.id): its policy lets Config write under AWSLogs/."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket is a bucket's name, not its ARN."
  }
}

variable "topic_arn" {
  description = "Topic that hears of what is not as it must be (module monitoring, topic_arns.warning)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:.+$", var.topic_arn))
    error_message = "topic_arn is the ARN of a topic of SNS."
  }
}

variable "recording_frequency" {
  description = "How often things are looked at: CONTINUOUS (at each change) or DAILY (cheaper where much comes and goes)."
  type        = string
  default     = "CONTINUOUS"

  validation {
    condition     = contains(["CONTINUOUS", "DAILY"], var.recording_frequency)
    error_message = "recording_frequency is CONTINUOUS or DAILY."
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

