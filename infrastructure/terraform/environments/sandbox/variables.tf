# What each is, and which values are refused, is said by modules/studio/variables.tf: `any` here, so that it is said once.

variable "env" {
  description = "The end of every name."
  type        = string
}

variable "region" {
  description = "Where the studio is."
  type        = string
}

variable "account_id" {
  description = "Your AWS account. Terraform refuses to work in another."
  type        = string
}

variable "domain" {
  description = "The web app is there and at www., the API at api."
  type        = string
}

variable "hosted_zone_id" {
  description = "The Route 53 zone that answers for the domain."
  type        = string
}

variable "network" {
  description = "Addresses, zones, NAT, and who gets in."
  type        = any
}

variable "database" {
  description = "PostgreSQL's size, backups and replicas."
  type        = any
}

variable "cache" {
  description = "Redis' nodes."
  type        = any
}

variable "backend" {
  description = "How many tasks of the API there are, and when."
  type        = any
}

variable "gpu" {
  description = "How many GPU machines there are, and of which kinds."
  type        = any
}

variable "kubernetes" {
  description = "A cluster of EKS beside ECS. Null: none."
  type        = any
  default     = null
}

variable "log_search" {
  description = "OpenSearch for the logs. Null: CloudWatch alone."
  type        = any
  default     = null
}

variable "images" {
  description = "What runs first, by digests."
  type        = any
}

variable "secrets_filled" {
  description = "Secrets that you give a value."
  type        = set(string)
}

variable "media" {
  description = "Public halves of the keys that sign links to films. Null: those are S3's."
  type        = any
  default     = null
}

variable "settings" {
  description = "More settings of the API (docs/server.md)."
  type        = map(string)
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "protection" {
  description = "Against deletion, attacks and carelessness."
  type        = any
}

variable "copies" {
  description = "What another region gets."
  type        = any
}

variable "alerts" {
  description = "Who hears of what."
  type        = any
}

variable "monthly_usd" {
  description = "The budget, in dollars a month."
  type        = number
}

variable "lambda_concurrency" {
  description = "Calls of each function at once, kept for it. -1: none are kept, in an account whose own limit is low."
  type        = number
  default     = 100
}
