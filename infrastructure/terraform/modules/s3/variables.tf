variable "env" {
  description = "Environment: part of every bucket's name. prod and prod-dr: versions end with a second factor only."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "account_id" {
  description = "Number of the AWS account: the end of the names, which have to be the only ones in the world."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is the 12 digits of the AWS account, as text: zeros in front count."
  }
}

variable "holds_files" {
  description = "Whether there are buckets for the web app and users' files. Not so in a recovery stack: it runs from the copies that module backup of the other region makes, and needs a place for access logs alone."
  type        = bool
  default     = true
}

variable "frontend_origins" {
  description = "Origins whose pages may upload to the assets bucket and read from it: https://ai-film-studio.com."
  type        = list(string)

  validation {
    condition     = length(var.frontend_origins) > 0 && alltrue([for origin in var.frontend_origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "frontend_origins are https://host with no path, no slash at the end and no *: a page of anybody's could use a signed link otherwise."
  }
}

variable "stored_bytes_function_arn" {
  description = "Function that hears of every object made or removed under users/ (module lambda: stored-bytes). Null: nobody is told."
  type        = string
  default     = null
}

variable "media_distribution_arns" {
  description = "Distributions that serve users' files at /media/* (module cloudfront with media_public_keys). A list, because how many there are is known before their ARNs."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.media_distribution_arns : can(regex("^arn:aws[a-z-]*:cloudfront::[0-9]{12}:distribution/[A-Z0-9]+$", arn))])
    error_message = "media_distribution_arns are ARNs of distributions, each whole: with a * anybody's distribution could read users' films."
  }
}

variable "force_destroy" {
  description = "Whether terraform destroy takes the buckets with all that is in them. For dev and sandbox."
  type        = bool
  default     = false

  validation {
    condition     = !(var.force_destroy && !contains(["dev", "sandbox"], var.env))
    error_message = "force_destroy is for dev and sandbox: elsewhere a destroy would take users' films along."
  }
}
