variable "env" {
  description = "Which studio it is: the end of every name. dev, sandbox, staging, prod, and prod-dr for the one that waits in another region."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens: S3 takes no others in a bucket's name."
  }
}

variable "region" {
  description = "The region of everything but what CloudFront wants in us-east-1."
  type        = string
}

variable "account_id" {
  description = "The AWS account: the end of the buckets' names, and of ARNs."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits: aws sts get-caller-identity."
  }
}

variable "active" {
  description = "False: a pilot light. Network, load balancer, database replica, secrets and buckets stand, and nothing runs that costs by the hour and can be started in minutes. The recovery stack is so until a failover."
  type        = bool
  default     = true
}

variable "domain" {
  description = "Of this studio: the web app is there and at www., the API at api."
  type        = string
}

variable "hosted_zone_id" {
  description = "The Route 53 zone that answers for the domain."
  type        = string
}

variable "network" {
  description = "cidr of the VPC (a /16), its two availability zones, NAT gateways (0 to 2), interface endpoints, who reaches the load balancer and whether it has a public address, and who may SSH to the bastion (null: there is none; []: Session Manager alone)."
  type = object({
    cidr                = string
    availability_zones  = list(string)
    nat_gateways        = number
    interface_endpoints = optional(set(string), [])
    alb_internal        = optional(bool, false)
    alb_cidrs           = optional(list(string), ["0.0.0.0/0"])
    bastion_ssh_cidrs   = optional(list(string))
  })
}

variable "database" {
  description = "Figures of module rds. replicate_source_arn: a replica of another region's database."
  type = object({
    instance_class        = string
    allocated_storage     = number
    max_allocated_storage = number
    iops                  = optional(number)
    multi_az              = optional(bool, true)
    backup_retention_days = number
    read_replicas         = optional(number, 0)
    performance_insights  = optional(bool, false)
    monitoring_interval   = optional(number, 0)
    replicate_source_arn  = optional(string)
  })
}

variable "cache" {
  description = "Figures of module elasticache."
  type = object({
    node_type    = string
    nodes        = number
    cluster_mode = optional(bool, false)
  })
}

variable "backend" {
  description = "How many tasks of the API there are, and of the CPU workers beside them."
  type = object({
    min             = number
    max             = number
    spot_percentage = optional(number, 0)
    cpu_workers_min = optional(number, 1)
    cpu_workers_max = optional(number, 2)
  })
}

variable "gpu" {
  description = "Figures of module gpu-workers. policy: backlog, or the document's depth."
  type = object({
    min                  = number
    max                  = number
    on_demand_percentage = optional(number, 30)
    instance_types       = optional(list(string), ["g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge"])
    policy               = optional(string, "backlog")
  })
}

variable "images" {
  description = "What runs, each by its digest. The first deployment alone takes it from here; from then on the deploy program says which."
  type        = object({ backend = string, worker = string, worker_gpu = string, comfyui = optional(string) })
}

variable "secrets_filled" {
  description = "Settings that an operator has put into Secrets Manager (STRIPE_SECRET_KEY, OAUTH_GOOGLE_SECRET, SMTP_URL, …). ECS does not start a task that names a secret without a value: so each is named here once it has one."
  type        = set(string)
  default     = []
}

variable "settings" {
  description = "More settings of the API that are no secrets (docs/server.md)."
  type        = map(string)
  default     = {}
}

variable "log_retention_days" {
  description = "Days that logs are kept: the document has 7 in development, 14 in staging, 30 in production."
  type        = number
}

variable "protection" {
  description = "deletion: nothing that holds data or has an address can be deleted. waf: a web application firewall. guardduty, config: threats and compliance are watched; both are settings of a whole account and region, so one environment of an account has them."
  type = object({
    deletion  = bool
    waf       = bool
    guardduty = optional(bool, false)
    config    = optional(bool, false)
  })
}

variable "recovery" {
  description = "Where backups go, how many days they stay, whether snapshots are copied weekly, the bucket of the other region that assets are replicated to (null: none besides the backups)."
  type = object({
    region                = optional(string, "us-west-2")
    retention_days        = optional(number, 90)
    weekly_snapshot_copy  = optional(bool, true)
    dr_assets_bucket_name = optional(string)
  })
  default = {}
}

variable "alerts" {
  description = "Who hears of what: addresses by severity (critical, warning, info), PagerDuty's endpoint for CloudWatch, and the secret with Slack's webhook."
  type = object({
    emails                   = optional(map(list(string)), {})
    pagerduty_endpoint       = optional(string)
    slack_webhook_secret_arn = optional(string)
  })
  default = {}
}

variable "monthly_usd" {
  description = "The budget, in dollars a month."
  type        = number
}

variable "lambda_packages_folder" {
  description = "Where `npm run lambda` has put the functions."
  type        = string
}
