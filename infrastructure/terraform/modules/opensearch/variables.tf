variable "env" {
  description = "Environment: the end of the domain's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,7}$", var.env))
    error_message = "env is 2 to 8 small letters, digits and hyphens, beginning with a letter: OpenSearch takes 28 characters for ai-film-studio-logs-<env>, and prod-dr makes 27."
  }
}

variable "region" {
  description = "Region of the domain."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a region of AWS: us-east-1."
  }
}

variable "account_id" {
  description = "Number of the AWS account."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is the 12 digits of the AWS account, as text: zeros in front count."
  }
}

variable "engine_version" {
  description = "Version of OpenSearch: the one that docker-compose.observability.yml runs."
  type        = string
  default     = "OpenSearch_2.19"

  validation {
    condition     = can(regex("^OpenSearch_[23]\\.[0-9]+$", var.engine_version))
    error_message = "engine_version is like OpenSearch_2.19, without a third number: aws opensearch list-versions. Elasticsearch knows neither the policies of ages nor the dashboards."
  }
}

variable "hot" {
  description = "Nodes that are written to, which have the last 7 days: what each is, how many, and GiB of gp3 on each. From two on they are in several zones, and every line is in two of them."
  type        = object({ instance_type = string, count = number, volume_gib = number })

  validation {
    condition     = can(regex("^(t3\\.(small|medium)|[mcr][67]g\\.(large|[248]?xlarge|12xlarge))\\.search$", var.hot.instance_type))
    error_message = "hot.instance_type is t3.small.search, t3.medium.search, or one of m6g, m7g, c6g, c7g, r6g, r7g, like r6g.large.search: t2 takes no encryption, and those with disks of their own no gp3."
  }

  validation {
    condition     = floor(var.hot.count) == var.hot.count && var.hot.count >= 1 && var.hot.count <= 80
    error_message = "hot.count is a whole number of 1 to 80."
  }

  validation {
    condition     = var.hot.count % max(1, min(var.hot.count, length(var.subnet_ids))) == 0
    error_message = "hot.count is as many in each zone: an even number with two subnets. OpenSearch Service refuses others."
  }

  validation {
    condition     = floor(var.hot.volume_gib) == var.hot.volume_gib && var.hot.volume_gib >= 10
    error_message = "hot.volume_gib is a whole number of 10 or more GiB."
  }
}

variable "masters" {
  description = "Nodes that do nothing but keep the cluster together, which a domain with warm nodes must have. Null: the hot ones do it."
  type        = object({ instance_type = string, count = optional(number, 3) })
  default     = null

  validation {
    condition     = var.masters == null || can(regex("^(t3\\.(small|medium)|[mcr][67]g\\.(large|[248]?xlarge|12xlarge))\\.search$", var.masters.instance_type))
    error_message = "masters.instance_type is one of those that hot takes, like m6g.large.search."
  }

  validation {
    condition     = var.masters == null || try(contains([3, 5], var.masters.count), false)
    error_message = "masters.count is 3 or 5: of two, neither can tell which is the one that is lost."
  }
}

variable "warm" {
  description = "UltraWarm nodes, which search what lies in S3: the 8th to the 30th day. Null: none, and then there is no cold storage."
  type        = object({ instance_type = optional(string, "ultrawarm1.medium.search"), count = optional(number, 2) })
  default     = null

  validation {
    condition     = var.warm == null || var.masters != null
    error_message = "warm needs masters: OpenSearch Service gives UltraWarm to domains with dedicated masters alone."
  }

  validation {
    condition     = var.warm == null || !startswith(var.hot.instance_type, "t3.")
    error_message = "warm needs hot nodes that are no t3: OpenSearch Service gives those no UltraWarm."
  }

  validation {
    condition     = var.warm == null || try(contains(["ultrawarm1.medium.search", "ultrawarm1.large.search"], var.warm.instance_type), false)
    error_message = "warm.instance_type is ultrawarm1.medium.search or ultrawarm1.large.search."
  }

  validation {
    condition     = var.warm == null || try(floor(var.warm.count) == var.warm.count && var.warm.count >= 2 && var.warm.count <= 150, false)
    error_message = "warm.count is a whole number of 2 to 150."
  }
}

variable "cold_storage" {
  description = "Whether lines are kept in S3 alone after that, to the 90th day: they cost what S3 costs, and are fetched back to be searched."
  type        = bool
  default     = false

  validation {
    condition     = !var.cold_storage || var.warm != null
    error_message = "cold_storage needs warm: lines get there from UltraWarm, and come back through it."
  }

  validation {
    condition     = var.cold_storage || var.warm == null
    error_message = "warm goes with cold_storage: the policy of ages that uses warm nodes goes on to cold storage, and the other leaves them idle."
  }
}

variable "vpc_id" {
  description = "The VPC that it is in."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the program, each in another availability zone. A domain of one node is in the first."
  type        = list(string)

  validation {
    condition     = contains([2, 3], length(var.subnet_ids))
    error_message = "subnet_ids are two or three, each in another availability zone."
  }
}

variable "client_security_group_ids" {
  description = "Security groups that reach it: those of the API and of workers (module security-groups), and nobody else."
  type        = object({ backend = string, workers = string })

  validation {
    condition     = alltrue([for id in values(var.client_security_group_ids) : startswith(id, "sg-")])
    error_message = "client_security_group_ids are ids of security groups: sg-…"
  }
}

variable "kms_key_arn" {
  description = "The studio's key (module secrets), which encrypts what is on disk, in UltraWarm and in cold storage. Another one makes another domain."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a KMS key."
  }
}

variable "master_role_arn" {
  description = "Role that administers the domain: observability/opensearch/apply.ts runs with it. There is no other master, and no password."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", var.master_role_arn))
    error_message = "master_role_arn is the ARN of one role: arn:aws:iam::ACCOUNT:role/NAME."
  }

  validation {
    condition     = !contains(concat(var.writer_role_arns, var.reader_role_arns), var.master_role_arn)
    error_message = "master_role_arn writes or reads logs too: with it, whoever can do that could also end them. Take a role that does nothing else."
  }
}

variable "writer_role_arns" {
  description = "Roles that Fluent Bit signs with: of the API's tasks and of workers', or of their pods. They may send lines, and not read one."
  type        = list(string)

  validation {
    condition     = length(var.writer_role_arns) > 0 && alltrue([for arn in var.writer_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", arn))])
    error_message = "writer_role_arns are ARNs of roles, each named, one at least: without any no line gets in."
  }
}

variable "reader_role_arns" {
  description = "Roles of operators, who search and look at dashboards. They may not write."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.reader_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", arn))])
    error_message = "reader_role_arns are ARNs of roles, each named."
  }
}

variable "service_linked_role" {
  description = "True makes the role by which OpenSearch Service gets into VPCs (AWSServiceRoleForAmazonOpenSearchService). An account has one: one environment of it makes it, before the others."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "Days that its own logs are kept: slow ones, errors, audit. Lines of the studio have the policy of ages."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}

variable "log_kms_key_arn" {
  description = "Key of logs (module logs): CloudWatch has to be able to use it."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.log_kms_key_arn))
    error_message = "log_kms_key_arn is the ARN of a KMS key."
  }
}
