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

variable "alerts" {
  description = "Who hears of what."
  type        = any
}

variable "monthly_usd" {
  description = "The budget, in dollars a month."
  type        = number
}

variable "images" {
  description = "What runs, by digests, when it is not what was promoted last: after a rollback the newest image is the one that was rolled back. Null: the newest."
  type        = any
  default     = null
}

variable "active" {
  description = "Whether all runs. The failover program sets it; whoever applies after a failover has to say it too, or the studio is put to sleep under its users."
  type        = bool
  default     = false
}

variable "production" {
  description = "What this takes over: outputs for_recovery and failover_region of ../production, which wrote production.auto.tfvars.json."
  type        = any
}

variable "primary" {
  description = "Production's region, as the failover program reads it."
  type        = any
}
