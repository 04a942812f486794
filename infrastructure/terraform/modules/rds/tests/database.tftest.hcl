provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

# Production, by the document.
variables {
  env                   = "prod"
  account_id            = "123456789012"
  instance_class        = "db.r6g.xlarge"
  allocated_storage     = 500
  max_allocated_storage = 1000
  backup_retention_days = 30
  read_replicas         = 2
  subnet_ids            = ["subnet-a", "subnet-b"]
  security_group_id     = "sg-database"
  kms_key_arn           = "arn:aws:kms:us-east-1:123456789012:key/1"
  password              = "not-the-real-one"
  performance_insights  = true
  monitoring_interval   = 60
  log_retention_days    = 30
}

run "is_the_documents_production_database" {
  command = plan

  assert {
    condition = (
      aws_db_instance.this.engine == "postgres" && startswith(aws_db_instance.this.engine_version, "15") &&
      aws_db_instance.this.instance_class == "db.r6g.xlarge" && aws_db_instance.this.storage_type == "gp3" &&
      aws_db_instance.this.allocated_storage == 500 && aws_db_instance.this.max_allocated_storage == 1000 &&
      aws_db_instance.this.multi_az && aws_db_instance.this.backup_retention_period == 30
    )
    error_message = "Section 3: PostgreSQL 15, db.r6g.xlarge, 500 GB gp3 growing to 1 TB, two zones, 30 days of backups."
  }

  assert {
    condition     = aws_db_instance.this.identifier == "ai-film-studio-postgres-prod" && aws_db_instance.this.username == "studio" && aws_db_instance.this.db_name == "studio"
    error_message = "The studio's settings say so: PGUSER=studio, DATABASE_URL=postgres:///studio."
  }

  assert {
    condition     = output.replica_identifiers == ["ai-film-studio-postgres-prod-replica-1", "ai-film-studio-postgres-prod-replica-2"] && alltrue([for replica in aws_db_instance.replica : replica.replicate_source_db == "ai-film-studio-postgres-prod" && replica.instance_class == "db.r6g.xlarge"])
    error_message = "Two read replicas of the writer, as large as it."
  }
}

run "nobody_reads_it_who_may_not" {
  command = plan

  assert {
    condition     = alltrue([for database in concat([aws_db_instance.this], aws_db_instance.replica) : database.storage_encrypted && !database.publicly_accessible])
    error_message = "Storage must be encrypted, and no database has a public address."
  }

  assert {
    condition     = aws_db_instance.this.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1" && aws_db_instance.this.performance_insights_kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"
    error_message = "The studio's key must encrypt it, and what Performance Insights gathers: statements are in that."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.postgres.parameter : parameter.value if parameter.name == "rds.force_ssl"]) == "1"
    error_message = "A connection without TLS must be refused (rds.force_ssl)."
  }

  assert {
    condition     = alltrue([for database in concat([aws_db_instance.this], aws_db_instance.replica) : database.ca_cert_identifier == "rds-ca-rsa2048-g1" && database.vpc_security_group_ids == toset(["sg-database"])])
    error_message = "The images trust rds-ca-rsa2048-g1, and only the security group of databases is theirs."
  }
}

run "it_is_not_lost_by_mistake" {
  command = plan

  assert {
    condition     = alltrue([for database in concat([aws_db_instance.this], aws_db_instance.replica) : database.deletion_protection])
    error_message = "Writer and replicas must be protected from deletion."
  }

  assert {
    condition     = !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.final_snapshot_identifier == "ai-film-studio-postgres-prod-final" && !aws_db_instance.this.delete_automated_backups && aws_db_instance.this.copy_tags_to_snapshot
    error_message = "Who deletes it on purpose must still have a last snapshot and its backups."
  }
}

run "its_connections_are_what_the_alarm_reckons_with" {
  command = plan

  assert {
    condition     = output.max_connections == 3200 && one([for parameter in aws_db_parameter_group.postgres.parameter : parameter.value if parameter.name == "max_connections"]) == "3200"
    error_message = "max_connections must be set to what the output says: 80 % of anything else is no alarm."
  }

  assert {
    condition     = alltrue([for parameter in aws_db_parameter_group.postgres.parameter : parameter.apply_method == "pending-reboot" if parameter.name == "max_connections"])
    error_message = "RDS refuses to set max_connections at once."
  }
}

run "it_is_watched" {
  command = plan

  assert {
    condition = (
      aws_db_instance.this.performance_insights_enabled && aws_db_instance.this.performance_insights_retention_period == 7 &&
      aws_db_instance.this.monitoring_interval == 60 && length(aws_iam_role.monitoring) == 1
    )
    error_message = "Section 3: Performance Insights and Enhanced Monitoring at 60 seconds, which needs a role to write with."
  }

  assert {
    condition = (
      length(aws_cloudwatch_log_group.exported) == 6 && alltrue([for group in aws_cloudwatch_log_group.exported : group.retention_in_days == 30]) &&
      contains(output.log_group_names, "/aws/rds/instance/ai-film-studio-postgres-prod/postgresql") &&
      contains(output.log_group_names, "/aws/rds/instance/ai-film-studio-postgres-prod-replica-2/postgresql")
    )
    error_message = "Every database's logs need a group with a retention: RDS makes them without one."
  }

  assert {
    condition     = jsondecode(data.aws_iam_policy_document.monitoring.json).Statement[0].Principal.Service == "monitoring.rds.amazonaws.com"
    error_message = "Only Enhanced Monitoring may take the role."
  }

  assert {
    condition     = aws_iam_role.monitoring[0].permissions_boundary == "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod"
    error_message = "The role is bounded by its environment's policy in its account."
  }
}

run "more_iops_than_come_for_nothing_can_be_had" {
  command = plan

  variables {
    iops = 20000
  }

  assert {
    condition     = alltrue([for database in concat([aws_db_instance.this], aws_db_instance.replica) : database.iops == 20000])
    error_message = "A replica needs them as the writer does: it replays all that is written."
  }
}

run "dev_is_small_and_goes_without_a_trace" {
  command = plan

  variables {
    env                   = "dev"
    instance_class        = "db.t3.micro"
    allocated_storage     = 20
    max_allocated_storage = 100
    backup_retention_days = 7
    read_replicas         = 0
    deletion_protection   = false
    performance_insights  = false
    monitoring_interval   = 0
    log_retention_days    = 7
  }

  assert {
    condition     = output.max_connections == 100 && length(aws_db_instance.replica) == 0 && length(aws_iam_role.monitoring) == 0 && aws_db_instance.this.multi_az
    error_message = "db.t3.micro: 100 connections, no replicas, nothing that writes figures, and a standby, as the document has it in development too."
  }

  assert {
    condition     = aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.delete_automated_backups && aws_db_instance.this.backup_retention_period == 7 && aws_db_instance.this.apply_immediately
    error_message = "dev is torn down and made again: nothing of it stays."
  }
}

run "another_regions_replica_is_promoted_and_stays_so" {
  command = plan

  variables {
    env                  = "prod-dr"
    read_replicas        = 0
    replicate_source_arn = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod"
    kms_key_arn          = "arn:aws:kms:us-west-2:123456789012:key/2"
  }

  assert {
    condition     = aws_db_instance.this.replicate_source_db == "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod" && aws_db_instance.this.identifier == "ai-film-studio-postgres-prod-dr"
    error_message = "It must replicate the other region's database."
  }

  assert {
    condition     = aws_db_instance.this.kms_key_id == "arn:aws:kms:us-west-2:123456789012:key/2" && aws_db_instance.this.db_subnet_group_name == "ai-film-studio-prod-dr"
    error_message = "A key and subnets of its own region: the source's are not there."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period == 30 && aws_db_instance.this.multi_az
    error_message = "Once promoted it is the only one: it must have backups and a standby by then."
  }
}
