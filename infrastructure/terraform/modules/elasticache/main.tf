locals {
  name = "ai-film-studio-redis-${var.env}"
}

resource "aws_elasticache_subnet_group" "data" {
  name        = local.name
  description = "Data subnets of ai-film-studio-${var.env}"
  subnet_ids  = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "redis" {
  # A family's or a mode's new group is made before the old one, which is in use, goes: so they can't share a name.
  name        = "${local.name}-redis7${var.cluster_mode ? "-cluster" : ""}"
  family      = "redis7"
  description = "Redis of ai-film-studio-${var.env}"

  # BullMQ loses jobs where Redis throws keys away to make room. A full cache refuses writes instead, which the studio survives and an alarm
  # (redis-memory) tells of long before. https://docs.bullmq.io/guide/going-to-production#max-memory-policy
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }

  parameter {
    name  = "cluster-enabled"
    value = var.cluster_mode ? "yes" : "no"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "redis" {
  name              = "/aws/elasticache/${local.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id = local.name
  description          = "Cache and job status of ai-film-studio-${var.env}"
  engine               = "redis"
  engine_version       = var.engine_version
  node_type            = var.node_type
  port                 = 6379
  parameter_group_name = aws_elasticache_parameter_group.redis.name

  # One shard either way. A cluster is told of replicas, the rest of nodes.
  num_cache_clusters         = var.cluster_mode ? null : var.nodes
  num_node_groups            = var.cluster_mode ? 1 : null
  replicas_per_node_group    = var.cluster_mode ? var.nodes - 1 : null
  automatic_failover_enabled = var.nodes > 1
  multi_az_enabled           = var.nodes > 1

  subnet_group_name  = aws_elasticache_subnet_group.data.name
  security_group_ids = [var.security_group_id]

  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = var.auth_token
  # The old token holds until all have the new one: SET with the same one ends that.
  auth_token_update_strategy = "ROTATE"

  # UTC, after the database's.
  maintenance_window         = "sun:11:00-sun:12:00"
  snapshot_window            = "08:00-09:00"
  snapshot_retention_limit   = var.snapshot_retention_days
  auto_minor_version_upgrade = true
  apply_immediately          = contains(["dev", "sandbox"], var.env)

  dynamic "log_delivery_configuration" {
    for_each = toset(["slow-log", "engine-log"])

    content {
      log_type         = log_delivery_configuration.value
      log_format       = "json"
      destination_type = "cloudwatch-logs"
      destination      = aws_cloudwatch_log_group.redis.name
    }
  }
}
