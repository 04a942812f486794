variable "env" {
  description = "Environment: the end of the database's identifier."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "account_id" {
  description = "Account of the studio: its policy bounds the role of Enhanced Monitoring."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits."
  }
}

variable "engine_version" {
  description = "PostgreSQL's version. The document's 15.4 can no longer be created: its major, and the latest minor, which RDS keeps up to date in the maintenance window."
  type        = string
  default     = "15"

  validation {
    condition     = can(regex("^1[5-9](\\.[0-9]+)?$", var.engine_version)) && var.engine_version != "15.4"
    error_message = "engine_version is a major like 15, or a minor that RDS still makes (15.4 is none): aws rds describe-db-engine-versions --engine postgres."
  }
}

variable "instance_class" {
  description = "Its figures are in sizes.tf: connections follow from memory. A replica has to be as large as its source: PostgreSQL does not start one that allows fewer connections."
  type        = string

  validation {
    condition     = contains(keys(local.memory_by_class), var.instance_class)
    error_message = "instance_class is none whose memory sizes.tf knows (db.t3, t4g, m6g, m7g, r6g, r7g): add it there, max_connections follows from it."
  }
}

variable "allocated_storage" {
  description = "GiB of gp3. From 400 GiB on RDS stripes it over four volumes: 12,000 IOPS and 500 MB/s come for nothing, below that 3,000 and 125."
  type        = number

  validation {
    condition     = var.allocated_storage >= 20 && var.allocated_storage <= 65536 && floor(var.allocated_storage) == var.allocated_storage
    error_message = "allocated_storage is a whole number of 20 to 65,536 GiB: RDS takes nothing else of gp3."
  }
}

variable "max_allocated_storage" {
  description = "GiB up to which the storage grows by itself. It never shrinks."
  type        = number

  validation {
    condition     = var.max_allocated_storage >= var.allocated_storage * 1.1 && var.max_allocated_storage <= 65536
    error_message = "max_allocated_storage is at least a tenth more than allocated_storage: RDS grows it by a tenth or more at a time, and refuses less."
  }
}

variable "iops" {
  description = "IOPS beyond what gp3 gives. Null: the baseline, which is what production takes: at the document's 500 GiB it is 12,000, its 5,000 would be less than comes for nothing, and RDS refuses them."
  type        = number
  default     = null

  validation {
    condition     = var.iops == null || var.allocated_storage >= 400
    error_message = "RDS refuses iops for gp3 below 400 GiB: there it is 3,000. Leave iops out, or take 400 GiB."
  }

  validation {
    condition     = var.iops == null || try(var.iops >= 12000 && var.iops <= 64000, false)
    error_message = "iops is 12,000 (what comes for nothing from 400 GiB on) to 64,000."
  }
}

variable "multi_az" {
  description = "A standby in the other availability zone that takes over in 60 to 120 seconds. The document has one everywhere, in development too."
  type        = bool
  default     = true
}

variable "backup_retention_days" {
  description = "Days that automated backups and the log are kept: the database can be restored to any second of them, up to five minutes ago."
  type        = number

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "backup_retention_days is 1 to 35. With 0 there is no point-in-time recovery, and there can be no replica."
  }
}

variable "read_replicas" {
  description = "Read replicas in this region."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 1, 2, 3], var.read_replicas)
    error_message = "read_replicas is 0 to 3."
  }
}

variable "subnet_ids" {
  description = "Data subnets, in two availability zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids are at least two, in two availability zones: RDS takes no subnet group of one."
  }
}

variable "security_group_id" {
  description = "Security group of databases (module security-groups)."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of this region that encrypts storage, backups and what Performance Insights gathers."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a KMS key: with AWS' own key no snapshot could be copied to another region."
  }
}

variable "username" {
  description = "The user that the studio signs in as: PGUSER."
  type        = string
  default     = "studio"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.username)) && !contains(["postgres", "rdsadmin", "admin"], var.username)
    error_message = "username is small letters, digits and underscores, and none that PostgreSQL or RDS has already."
  }
}

variable "password" {
  description = "PGPASSWORD (module secrets). A replica has its source's."
  type        = string
  sensitive   = true
}

variable "database_name" {
  description = "The database in DATABASE_URL."
  type        = string
  default     = "studio"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name))
    error_message = "database_name is small letters, digits and underscores."
  }
}

variable "deletion_protection" {
  description = "True: nobody deletes it before they have set this to false."
  type        = bool
  default     = true
}

variable "performance_insights" {
  description = "What the database waits for, statement by statement, kept for 7 days, which costs nothing. CloudWatch shows it as Database Insights: the console of Performance Insights ended on 2026-06-30."
  type        = bool
  default     = false
}

variable "monitoring_interval" {
  description = "Seconds between two looks of Enhanced Monitoring. 0: none."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 60], var.monitoring_interval)
    error_message = "monitoring_interval is 0 (off) or 60: shorter ones cost more than they have told anybody."
  }
}

variable "replicate_source_arn" {
  description = "ARN of a database in another region: this one is then its replica, until the failover program promotes it. Backups that RDS copies to another region take hours to restore, and the document has one hour for a lost region: so its database is a replica that runs."
  type        = string
  default     = null

  validation {
    condition     = var.replicate_source_arn == null || can(regex("^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:db:.+$", var.replicate_source_arn))
    error_message = "replicate_source_arn is the ARN of a DB instance (arn:aws:rds:REGION:ACCOUNT:db:NAME): by a name alone RDS looks in this region."
  }
}

variable "log_retention_days" {
  description = "Days that the exported logs are kept."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}
