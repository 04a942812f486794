variable "env" {
  description = "Which studio it is."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, such as dev, staging or prod-dr."
  }
}

variable "hosted_zone_id" {
  description = "The Route 53 zone."
  type        = string
}

variable "domain" {
  description = "The web app is there and at www., the API at api."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is a name such as dev.ai-film-studio.com."
  }
}

variable "alb" {
  description = "The load balancer; null: this studio has no records yet (a recovery stack before the failover)."
  type        = object({ dns_name = string, zone_id = string })
}

variable "cloudfront" {
  description = "The distribution; null: as with alb."
  type        = object({ domain_name = string, hosted_zone_id = string })
}

variable "health_check" {
  description = "Whether Route 53 asks the API from outside. Not where it can't reach it: sandbox (a private load balancer), staging (a whitelist)."
  type        = bool
  default     = true
}
