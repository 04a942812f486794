variable "env" {
  description = "Environment: the end of the cache's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "engine_version" {
  description = "Version of Redis."
  type        = string
  default     = "7.0"

  validation {
    condition     = can(regex("^7\\.[01]$", var.engine_version))
    error_message = "engine_version is 7.0 or 7.1: from 7.2 on it is Valkey, which is another engine."
  }
}

variable "node_type" {
  description = "What each node is: cache.t3.micro, cache.r6g.large."
  type        = string

  validation {
    condition     = can(regex("^cache\\.[a-z][a-z0-9]+\\.[a-z0-9]+$", var.node_type))
    error_message = "node_type is one of ElastiCache's, like cache.t3.micro."
  }
}

variable "nodes" {
  description = "Nodes: one that is written to, the rest replicas of it in other availability zones. From two on one of them takes over when the first fails."
  type        = number

  validation {
    condition     = contains([1, 2, 3, 4, 5, 6], var.nodes)
    error_message = "nodes is 1 to 6: Redis takes a primary and five replicas."
  }
}

variable "cluster_mode" {
  description = "True: one shard of a cluster, which can get more of them (REDIS_CLUSTER=true). BullMQ's keys then need a hash tag to be in one slot: REDIS_PREFIX is {studio}."
  type        = bool
  default     = false

  validation {
    condition     = !var.cluster_mode || var.nodes >= 2
    error_message = "A cluster needs nodes of at least 2: failover is always on in it, and there would be nobody to fail over to."
  }
}

variable "subnet_ids" {
  description = "Data subnets, in two availability zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids are at least two, in two availability zones."
  }
}

variable "security_group_id" {
  description = "Security group of the cache (module security-groups)."
  type        = string
}

variable "kms_key_arn" {
  description = "Key that encrypts what is on disk."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a KMS key."
  }
}

variable "auth_token" {
  description = "The token that clients show (module secrets)."
  type        = string
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9]{16,128}$", var.auth_token))
    error_message = "auth_token is 16 to 128 letters and digits: ElastiCache refuses most signs, and it stands in REDIS_URL."
  }
}

variable "log_retention_days" {
  description = "Days that its logs are kept."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}

variable "snapshot_retention_days" {
  description = "Days that daily snapshots are kept. 0: none. All that is in it is in PostgreSQL too, or is counted anew: a lost cache costs time and no data."
  type        = number
  default     = 1

  validation {
    condition     = var.snapshot_retention_days >= 0 && var.snapshot_retention_days <= 35
    error_message = "snapshot_retention_days is 0 to 35."
  }
}
