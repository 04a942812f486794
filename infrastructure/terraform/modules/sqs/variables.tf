variable "env" {
  description = "Environment: the end of every queue's name, and of SQS_ENVIRONMENT."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "region" {
  description = "Region of the queues: the dead letter queue is named by its ARN, so that a plan shows where a queue's dead go."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a region's code, such as us-east-1."
  }
}

variable "account_id" {
  description = "Number of the AWS account."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits."
  }
}

variable "by_type" {
  description = "Makes a pair of queues for each type of job besides the pair for all types (SQS_BY_TYPE). Needed as soon as fleets do different types: on a shared queue they hand each other what is not theirs, and each time counts as a receive."
  type        = bool
  default     = false
}

variable "visibility_timeout" {
  description = "Seconds that a received message is hidden. The document's 300 are as long as its longest job: workers hide a message for 30 s until they have claimed the job, then renew 300 s while they do it, so this figure holds for nobody else."
  type        = number
  default     = 300

  validation {
    condition     = var.visibility_timeout >= 30 && var.visibility_timeout <= 43200
    error_message = "visibility_timeout is 30 (a claim takes that long at worst) to 43,200 seconds (SQS's most)."
  }
}

variable "retention" {
  description = "Seconds that a message is kept. What is lost after them is announced again: the truth about a job is its row."
  type        = number
  default     = 345600

  validation {
    condition     = var.retention >= 60 && var.retention <= 1209600
    error_message = "retention is 60 to 1,209,600 seconds (14 days): SQS takes nothing else."
  }
}

variable "max_message" {
  description = "Bytes of the largest message. The program keeps parameters of more than 200,000 bytes in the job's row."
  type        = number
  default     = 262144

  validation {
    condition     = var.max_message >= 204800 && var.max_message <= 1048576
    error_message = "max_message is 204,800 (what the program may send) to 1,048,576 bytes (SQS's most)."
  }
}

variable "wait" {
  description = "Seconds of long polling."
  type        = number
  default     = 20

  validation {
    condition     = var.wait >= 1 && var.wait <= 20
    error_message = "wait is 1 to 20 seconds: 0 is short polling, which asks without end and is paid for by the request."
  }
}

variable "max_receives" {
  description = "Receives after which SQS buries a message. The job's row counts its own."
  type        = number
  default     = 3

  validation {
    condition     = var.max_receives >= 1 && var.max_receives <= 1000
    error_message = "max_receives is 1 to 1,000."
  }
}

variable "dlq_retention" {
  description = "Seconds that a dead letter is kept. Its age counts from when it was first sent, so this has to be longer than retention."
  type        = number
  default     = 1209600

  validation {
    condition     = var.dlq_retention > var.retention && var.dlq_retention <= 1209600
    error_message = "dlq_retention must be longer than retention, and at most 1,209,600 seconds: a message takes its age along into the dead letter queue, and would be gone before anybody looked."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the messages. Null: SQS's own (SSE-SQS), which costs nothing; a message names a job and holds its parameters."
  type        = string
  default     = null
}
