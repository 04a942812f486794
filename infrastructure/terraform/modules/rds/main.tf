locals {
  identifier = "ai-film-studio-postgres-${var.env}"
  is_replica = var.replicate_source_arn != null
  # What is torn down and made again: it goes without a last snapshot, and changes at once.
  is_throwaway = contains(["dev", "sandbox"], var.env)
}

resource "aws_db_subnet_group" "data" {
  name        = "ai-film-studio-${var.env}"
  description = "Data subnets of ai-film-studio-${var.env}"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "postgres" {
  name_prefix = "${local.identifier}-"
  family      = "postgres${split(".", var.engine_version)[0]}"
  description = "PostgreSQL of ai-film-studio-${var.env}"

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl" = "1"
      max_connections = tostring(local.max_connections)
      # Milliseconds: the pool of the API is ten connections a process, and a statement that holds one for a second is one to know.
      log_min_duration_statement = "1000"
      log_lock_waits             = "1"
    }

    content {
      name  = parameter.key
      value = parameter.value
      # max_connections takes a restart; Terraform would fail where it is set at once.
      apply_method = "pending-reboot"
    }
  }

  # The next major's is made before the old one, which is in use, goes.
  lifecycle {
    create_before_destroy = true
  }
}

# Made here and before the database: RDS would make them itself, and keep what is in them for ever. The document calls them
# /aws/rds/ai-film-studio-postgres-{env}; RDS exports to names of its own.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
resource "aws_cloudwatch_log_group" "exported" {
  for_each = merge([for identifier in concat([local.identifier], local.replica_identifiers) : {
    for log in ["postgresql", "upgrade"] : "/aws/rds/instance/${identifier}/${log}" => log
  }]...)

  name              = each.key
  retention_in_days = var.log_retention_days
}

resource "aws_db_instance" "this" {
  identifier     = local.identifier
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  # A replica takes these from its source, and RDS refuses to be told.
  db_name           = local.is_replica ? null : var.database_name
  username          = local.is_replica ? null : var.username
  password          = local.is_replica ? null : var.password
  allocated_storage = local.is_replica ? null : var.allocated_storage

  replicate_source_db   = var.replicate_source_arn
  storage_type          = "gp3"
  max_allocated_storage = var.max_allocated_storage
  iops                  = var.iops
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.data.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  port                   = 5432
  ca_cert_identifier     = "rds-ca-rsa2048-g1"
  parameter_group_name   = aws_db_parameter_group.postgres.name

  # A replica has backups of its own: from the moment of its promotion they are the only ones. UTC, one before the other, when few film.
  backup_retention_period    = var.backup_retention_days
  backup_window              = "07:00-08:00"
  maintenance_window         = "sun:08:30-sun:09:30"
  auto_minor_version_upgrade = true
  apply_immediately          = local.is_throwaway
  copy_tags_to_snapshot      = true
  delete_automated_backups   = local.is_throwaway
  # RDS takes no last snapshot of a replica: all that is in it is in its source. Once it was promoted its deletion protection stands before it.
  skip_final_snapshot       = local.is_throwaway || local.is_replica
  final_snapshot_identifier = local.is_throwaway || local.is_replica ? null : "${local.identifier}-final"
  deletion_protection       = var.deletion_protection

  performance_insights_enabled          = var.performance_insights
  performance_insights_kms_key_id       = var.performance_insights ? var.kms_key_arn : null
  performance_insights_retention_period = var.performance_insights ? 7 : null
  monitoring_interval                   = var.monitoring_interval
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  lifecycle {
    # The failover program promotes a replica. Terraform, which runs right after it, must not want it to be a replica again.
    ignore_changes = [replicate_source_db]
  }

  depends_on = [aws_cloudwatch_log_group.exported]
}
