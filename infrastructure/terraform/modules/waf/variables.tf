variable "env" {
  description = "Which studio it is: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, such as dev, staging or prod-dr."
  }
}

variable "scope" {
  description = "CLOUDFRONT (made in us-east-1) or REGIONAL, for a load balancer."
  type        = string

  validation {
    condition     = contains(["CLOUDFRONT", "REGIONAL"], var.scope)
    error_message = "scope is CLOUDFRONT or REGIONAL."
  }
}

variable "rate_limit_anonymous" {
  description = "Requests in five minutes from one address that shows no credentials. The document's 100 for everybody would block an office that works in the dashboard behind one NAT; for those who are not signed in it stands."
  type        = number
  default     = 100

  validation {
    condition     = var.rate_limit_anonymous >= 10 && var.rate_limit_anonymous <= var.rate_limit_authenticated
    error_message = "rate_limit_anonymous is 10 (WAF's least) to rate_limit_authenticated."
  }
}

variable "rate_limit_authenticated" {
  description = "Requests in five minutes from one address of those who do. What each user and key may ask is counted by the API itself."
  type        = number
  default     = 2000
}

variable "blocked_countries" {
  description = "Countries that are answered with 403, by their two letters (ISO 3166)."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for country in var.blocked_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "blocked_countries are two capital letters each."
  }
}

variable "require_api_key" {
  description = "Whether the API's routes want an X-API-Key or Authorization header already here (the document's third rule). Off: signing in, webhooks and browsers have neither, and the API refuses the rest with a better word. On, those routes stay open."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "Days that what was blocked is remembered: the document's 90."
  type        = number
  default     = 90

  validation {
    condition     = contains([90, 120, 150, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days is 90 (the document's) or one of 120, 150, 180, 365, 400, as CloudWatch Logs knows them."
  }
}

variable "associate_arns" {
  description = "Load balancers that it stands before. A distribution names its web ACL itself."
  type        = list(string)
  default     = []

  validation {
    condition     = var.scope == "REGIONAL" || length(var.associate_arns) == 0
    error_message = "associate_arns go with REGIONAL: CloudFront names its web ACL itself."
  }
}
