variable "domain" {
  description = "The domain: the certificate is good for it and for all names below it."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is a name such as dev.ai-film-studio.com, without https:// and without a star."
  }
}

variable "hosted_zone_id" {
  description = "The Route 53 zone that answers for the domain: the proof that it is ours goes there."
  type        = string
}

variable "region" {
  description = "Where it is used: us-east-1 for CloudFront, its own region for a load balancer."
  type        = string
}
