variable "env" {
  description = "Environment: part of the names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "monthly_usd" {
  description = "Dollars that the environment may cost in a month. The document: 335 in development, 600 in sandbox, 1200 in staging, 4000 in production at most."
  type        = number

  validation {
    condition     = var.monthly_usd >= 1
    error_message = "monthly_usd is at least 1 dollar: AWS takes no budget of 0, and of nothing every cent is more than 100 percent."
  }
}

variable "emails" {
  description = "Who is written to. AWS takes ten for each notification."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.emails) <= 10 && alltrue([for email in var.emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))])
    error_message = "emails are ten addresses of mail at most."
  }
}

variable "topic_arn" {
  description = "Topic that hears of it (module monitoring, topic_arns.warning)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:.+$", var.topic_arn))
    error_message = "topic_arn is the ARN of a topic of SNS."
  }
}

variable "tag" {
  description = "Tag that says which environment a thing belongs to: the provider's default_tags set it. It has to be turned on once as a tag of the bill (Billing, Cost allocation tags); until then the budget sees nothing."
  type        = string
  default     = "Environment"

  validation {
    condition     = length(var.tag) > 0 && !strcontains(var.tag, "$")
    error_message = "tag is the name of a tag, without $: Budgets joins name and value by it."
  }
}
