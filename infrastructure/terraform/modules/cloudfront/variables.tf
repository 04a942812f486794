variable "env" {
  description = "Environment: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "aliases" {
  description = "Names at which the web app is found. The certificate has to hold for each."
  type        = list(string)

  validation {
    condition     = alltrue([for alias in var.aliases : can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", alias))])
    error_message = "aliases are names of hosts with neither scheme nor path: ai-film-studio.com."
  }
}

variable "certificate_arn" {
  description = "Certificate of the aliases, in us-east-1: CloudFront takes it from nowhere else."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:acm:us-east-1:", var.certificate_arn))
    error_message = "certificate_arn must be a certificate of ACM in us-east-1: CloudFront takes none of another region."
  }
}

variable "frontend_bucket" {
  description = "The web app's bucket (module s3); region only when it is not the provider's."
  type        = object({ id = string, arn = string, domain_name = string, region = optional(string) })
}

variable "frontend_bucket_dr" {
  description = "A bucket of another region with the same pages, which answers when the first does not. Null: none. Give no bucket that holds anything else: CloudFront may read all of it."
  type        = object({ id = string, arn = string, domain_name = string, region = string })
  default     = null
}

variable "assets_bucket" {
  description = "Users' files, for /media/*. Read only with media_public_keys."
  type        = object({ id = string, arn = string, domain_name = string })
}

variable "assets_bucket_dr" {
  description = "A bucket of another region with the same files, which answers when the first does not. Null: none. Its policy is its owner's (module backup)."
  type        = object({ id = string, arn = string, domain_name = string })
  default     = null
}

variable "media_public_keys" {
  description = "Public halves of the keys that sign links to /media/*, by names of yours: two while one takes the other's place, so that no link breaks. Empty: there is no /media/*, and files come by S3's own signed links."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(var.media_public_keys) <= 2
    error_message = "media_public_keys are the key that signs and the one before or after it: whoever has a third can read all films too."
  }

  validation {
    condition     = alltrue([for name in keys(var.media_public_keys) : can(regex("^[A-Z][A-Z0-9]{0,9}$", name))])
    error_message = "Names of media_public_keys are up to ten big letters and digits: A, B."
  }

  validation {
    condition     = alltrue([for pem in values(var.media_public_keys) : can(regex("^-----BEGIN PUBLIC KEY-----\\s[A-Za-z0-9+/=\\s]+-----END PUBLIC KEY-----\\s*$", pem))])
    error_message = "media_public_keys are public keys in PEM (-----BEGIN PUBLIC KEY-----). The private half never comes near Terraform."
  }
}

variable "web_acl_arn" {
  description = "Firewall in front (module waf, scope CLOUDFRONT). Null: none."
  type        = string
  default     = null
}

variable "logs_bucket_domain" {
  description = "Bucket that access logs go to, as name.s3.amazonaws.com."
  type        = string
}

variable "price_class" {
  description = "Where CloudFront answers from: PriceClass_All is everywhere, PriceClass_100 North America and Europe."
  type        = string
  default     = "PriceClass_All"

  validation {
    condition     = contains(["PriceClass_All", "PriceClass_200", "PriceClass_100"], var.price_class)
    error_message = "price_class is PriceClass_All, PriceClass_200 or PriceClass_100."
  }
}

variable "connect_origins" {
  description = "Origins besides its own that the web app talks to and shows pictures and films from: the API, the assets bucket."
  type        = list(string)

  validation {
    condition     = alltrue([for origin in var.connect_origins : can(regex("^https://[a-z0-9.-]+$", origin))])
    error_message = "connect_origins are https://host with no path and no *: they are what a script that got into a page could send to."
  }
}
