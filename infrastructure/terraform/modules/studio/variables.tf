variable "env" {
  description = "Which studio it is: the end of every name. dev, sandbox, staging, prod, and prod-dr for the one that waits in another region."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,10}$", var.env))
    error_message = "env is 2 to 11 small letters, digits and hyphens, beginning with a letter: ELB takes 32 characters for ai-film-studio-<env>-green."
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

variable "domain" {
  description = "Of this studio: the web app is there and at www., the API at api."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is a name like dev.ai-film-studio.com, without https:// and without a dot at its end."
  }
}

variable "hosted_zone_id" {
  description = "The Route 53 zone that answers for the domain."
  type        = string

  validation {
    condition     = can(regex("^Z[A-Z0-9]{5,31}$", var.hosted_zone_id))
    error_message = "hosted_zone_id is the id of a zone, such as Z0123456789ABCDEFGHIJ: the output hosted_zone_id of bootstrap, or aws route53 list-hosted-zones."
  }
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

  validation {
    condition     = !var.network.alb_internal || !contains(var.network.alb_cidrs, "0.0.0.0/0")
    error_message = "network.alb_internal goes with alb_cidrs of the VPN: 0.0.0.0/0 would let in every network that is ever joined to this one."
  }

  validation {
    condition     = !contains(coalesce(var.network.bastion_ssh_cidrs, []), "0.0.0.0/0")
    error_message = "network.bastion_ssh_cidrs has 0.0.0.0/0: SSH for everybody. Name the engineers' networks, or leave it empty: Session Manager needs no open port."
  }
}

variable "database" {
  description = "Figures of module rds."
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
  description = "How many tasks of the API there are and when there are others, and how many CPU workers beside them: those never go to 0, since nobody else announces jobs to SQS."
  type = object({
    min             = number
    max             = number
    spot_percentage = optional(number, 0)
    schedules       = optional(map(object({ schedule = string, timezone = optional(string, "UTC"), min = number, max = number })), {})
    cpu_workers_min = optional(number, 1)
    cpu_workers_max = optional(number, 2)
  })
}

variable "gpu" {
  description = "Figures of module gpu-workers. policy: backlog, or the document's depth. max 0: the fleet has no machine, and CPU workers draw and speak with the engine that needs no GPU: for an account that has no quota of them yet. premium: a second fleet, for what is of high priority alone, beside the first, which goes on doing both; null: premium users go first and wait for the same machines."
  type = object({
    min                  = number
    max                  = number
    on_demand_percentage = optional(number, 30)
    instance_types       = optional(list(string), ["g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge"])
    policy               = optional(string, "backlog")
    schedules            = optional(map(object({ recurrence = string, time_zone = optional(string, "Etc/UTC"), min = number, max = number })), {})
    premium = optional(object({
      min                  = optional(number, 0)
      max                  = number
      on_demand_percentage = optional(number, 30)
      instance_types       = optional(list(string), ["g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge"])
      warm_pool            = optional(object({ min_size = number, state = optional(string, "Stopped") }))
    }))
  })

  validation {
    condition     = var.gpu.premium == null || try(var.gpu.max >= 1 && var.gpu.premium.max >= 1, false)
    error_message = "gpu.premium has a max of 1 at least, and stands beside a fleet that does all (gpu.max 1 or more): it may sleep, and what is urgent is not to wait for it alone."
  }
}

variable "kubernetes" {
  description = "A cluster of EKS beside ECS, for the manifests of infrastructure/kubernetes: who administers it, and from where its endpoint is reached from outside (nowhere). Null: none."
  type = object({
    admin_role_arns     = list(string)
    public_access_cidrs = optional(list(string), [])
  })
  default = null
}

variable "images" {
  description = "What runs, each by its digest. The first deployment alone takes it from here; from then on the deploy program says which."
  type        = object({ backend = string, worker = string, worker_gpu = string, comfyui = optional(string), log_router = optional(string) })
  default     = null

  validation {
    condition     = !var.active || var.images != null
    error_message = "images are missing: only a studio that sleeps runs none."
  }
}

variable "secrets_filled" {
  description = "Settings that an operator puts into Secrets Manager (STRIPE_SECRET_KEY, OAUTH_GOOGLE_SECRET, SMTP_URL, …): a secret is made for each, and the API is started with it. ECS does not start a task that names a secret without a value: so docs/runbooks/deploy.md fills it before anything runs."
  type        = set(string)
  default     = []
}

variable "media" {
  description = "Films by CloudFront: public halves of the keys that sign links to them, by names of yours (two while one takes the other's place), and which of them signs. An operator puts the private half of each into the secret MEDIA_KEY_{name} (docs/runbooks/deploy.md). Null: films come by S3's own signed links. A studio that recovers another has that one's."
  type        = object({ keys = map(string), signs = string })
  default     = null

  validation {
    condition     = var.media == null || try(contains(keys(var.media.keys), var.media.signs), false)
    error_message = "media.signs names none of media.keys: the API would sign with a key that nobody has."
  }

  validation {
    condition     = var.media == null || var.recovers == null
    error_message = "media is the other studio's here: it comes with recovers."
  }
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
  description = "deletion: nothing that holds data or has an address can be deleted. waf: a web application firewall, and countries that it blocks. guardduty, config, audit: threats and compliance are watched, calls of AWS and sessions on machines are written down; these are settings of a whole account and region, so one environment of an account has them."
  type = object({
    deletion          = bool
    waf               = bool
    blocked_countries = optional(list(string), [])
    guardduty         = optional(bool, false)
    config            = optional(bool, false)
    audit             = optional(bool, false)
  })
}

variable "copies" {
  description = "What another region gets: which, how many days backups stay there, whether the database goes too. assets_bucket_name, frontend_bucket_name: buckets there that a studio can run from. keys: secrets, the key that opens them, and images, which a studio there needs to take over."
  type = object({
    region               = optional(string, "us-west-2")
    retention_days       = optional(number, 90)
    database             = optional(bool, true)
    assets_bucket_name   = optional(string)
    frontend_bucket_name = optional(string)
    keys                 = optional(bool, false)
  })
  default = {}

  validation {
    condition     = !var.copies.keys || (var.copies.assets_bucket_name != null && var.copies.frontend_bucket_name != null)
    error_message = "copies.keys goes with assets_bucket_name and frontend_bucket_name: a studio that takes over needs files as well."
  }
}

variable "recovers" {
  description = "What this studio takes over from another region's: output for_recovery of that one. Null: it is nobody's. It then has a replica of that database, and no edge, images and backups of its own."
  type = object({
    database_arn           = string
    secrets                = object({ arns = map(string), kms_key_arn = string })
    assets_bucket          = object({ id = string, arn = string, domain_name = string })
    frontend_bucket_domain = string
    image_arns             = list(string)
    distribution_id        = string
    media                  = optional(object({ url = string, key_id = string, signs = string }))
  })
  default = null
}

variable "active" {
  description = "False: a pilot light. Network, load balancer, replica and secrets stand, and nothing runs that is paid for by the hour and can be started in minutes. For a studio that recovers another, until a failover."
  type        = bool
  default     = true

  validation {
    condition     = var.active || var.recovers != null
    error_message = "active is false for a studio that recovers another alone: this one is somebody's only one."
  }
}

variable "alerts" {
  description = "Who hears of what: addresses by severity (critical, warning, info), telephones for critical alarms, and whether PagerDuty and Slack are told. Their addresses lie in the secrets ai-film-studio/{env}/PAGERDUTY_ENDPOINT and SLACK_WEBHOOK_URL, which an operator makes."
  type = object({
    emails    = optional(map(list(string)), {})
    phones    = optional(list(string), [])
    pagerduty = optional(bool, false)
    slack     = optional(bool, false)
  })
  default = {}
}

variable "log_search" {
  description = "OpenSearch for the logs (module opensearch): its nodes, the role that administers it, and those that search. warm: the document's warm and cold storage, which wants masters. Null: CloudWatch alone."
  type = object({
    hot                 = object({ instance_type = string, count = number, volume_gib = number })
    masters             = optional(object({ instance_type = string, count = optional(number, 3) }))
    warm                = optional(object({ instance_type = optional(string, "ultrawarm1.medium.search"), count = optional(number, 2) }))
    master_role_arn     = string
    reader_role_arns    = optional(list(string), [])
    service_linked_role = optional(bool, false)
  })
  default = null
}

variable "monthly_usd" {
  description = "The budget, in dollars a month."
  type        = number
}

variable "lambda_concurrency" {
  description = "Calls of each function at once, kept for it: the document's 100. -1 in an account whose own limit is so low that AWS refuses to keep any (aws lambda get-account-settings)."
  type        = number
  default     = 100
}

variable "lambda_packages_folder" {
  description = "Where `npm run lambda` has put the functions."
  type        = string
}
