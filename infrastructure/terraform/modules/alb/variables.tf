variable "env" {
  description = "Which studio it is: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, such as dev, staging or prod-dr."
  }

  validation {
    condition     = length(var.env) <= 11
    error_message = "env has 11 characters at most: ELB takes 32 for ai-film-studio-<env>-green."
  }
}

variable "vpc_id" {
  description = "Where the targets are."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets; private ones where internal."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids are two at least, in different zones: a load balancer takes no fewer."
  }
}

variable "security_group_id" {
  description = "Who reaches it."
  type        = string
}

variable "certificate_arn" {
  description = "The certificate, of the load balancer's own region."
  type        = string
}

variable "internal" {
  description = "Whether it has private addresses alone: sandbox."
  type        = bool
  default     = false
}

variable "access_log_bucket" {
  description = "Where requests are recorded."
  type        = string
}

variable "deletion_protection" {
  description = "Whether it cannot be deleted before this is taken back."
  type        = bool
}

variable "health_check_path" {
  description = "What it asks targets. /health says that the process answers: /ready would take every task out at once when the database is away."
  type        = string
  default     = "/health"

  validation {
    condition     = startswith(var.health_check_path, "/")
    error_message = "health_check_path begins with /."
  }
}

variable "smoke_token" {
  description = "What a request shows, besides the colour, to reach the tasks that have no traffic yet."
  type        = string
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{24,128}$", var.smoke_token))
    error_message = "smoke_token is 24 to 128 letters, digits, - and _: whoever guesses it speaks to a version that is not out, and a rule takes * and ? for any."
  }
}
