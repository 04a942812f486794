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
  description = "Users' files, for /media/*. Read only with media_public_key_pem."
  type        = object({ id = string, arn = string, domain_name = string })
}

variable "media_public_key_pem" {
  description = "Public half of the key that signs links to /media/*. Null: there is no /media/*, and files come by S3's own signed links, as the program makes them today."
  type        = string
  default     = null

  validation {
    condition     = var.media_public_key_pem == null || can(regex("^-----BEGIN PUBLIC KEY-----", var.media_public_key_pem))
    error_message = "media_public_key_pem is a public key in PEM (-----BEGIN PUBLIC KEY-----). The private half never comes near Terraform."
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
