locals {
  replica_identifiers = [for number in range(1, var.read_replicas + 1) : "${local.identifier}-replica-${number}"]
}

# In this region, for reading. Subnets, key and version come from the source.
resource "aws_db_instance" "replica" {
  count = var.read_replicas

  identifier          = local.replica_identifiers[count.index]
  replicate_source_db = aws_db_instance.this.identifier
  instance_class      = var.instance_class

  storage_type          = "gp3"
  max_allocated_storage = var.max_allocated_storage
  iops                  = var.iops
  storage_encrypted     = true

  multi_az               = false
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"
  # The same: PostgreSQL stops a replica that allows fewer connections than its source.
  parameter_group_name = aws_db_parameter_group.postgres.name

  maintenance_window         = "sun:10:00-sun:11:00"
  auto_minor_version_upgrade = true
  apply_immediately          = local.is_throwaway
  copy_tags_to_snapshot      = true
  # All that is in it is in its source.
  skip_final_snapshot = true
  deletion_protection = var.deletion_protection

  performance_insights_enabled          = var.performance_insights
  performance_insights_kms_key_id       = var.performance_insights ? var.kms_key_arn : null
  performance_insights_retention_period = var.performance_insights ? 7 : null
  monitoring_interval                   = var.monitoring_interval
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  depends_on = [aws_cloudwatch_log_group.exported]
}
