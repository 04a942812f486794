variable "domain" {
  description = "The domain: the certificate is good for it and for all names below it."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is a name such as dev.ai-film-studio.com, without https:// and without a star."
  }
}

variable "hosted_zone_id" {
  description = "The Route 53 zone that answers for the domain: the proof that it is ours goes there. Null: it is there already, since a certificate of the same name in another region of the account has the same one. Two owners of a record would delete it under each other."
  type        = string
  default     = null
}

variable "region" {
  description = "Where it is used: us-east-1 for CloudFront, its own region for a load balancer."
  type        = string
}
