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
  env                = "prod"
  node_type          = "cache.r6g.large"
  nodes              = 3
  cluster_mode       = true
  subnet_ids         = ["subnet-a", "subnet-b"]
  security_group_id  = "sg-redis"
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/1"
  auth_token         = "NotTheRealOne0123456789"
  log_retention_days = 30
}

override_resource {
  target          = aws_elasticache_replication_group.redis
  override_during = plan
  values          = { configuration_endpoint_address = "clustercfg.cache", primary_endpoint_address = "master.cache" }
}

run "is_the_documents_production_cache" {
  command = plan

  assert {
    condition = (
      aws_elasticache_replication_group.redis.engine == "redis" && aws_elasticache_replication_group.redis.engine_version == "7.0" &&
      aws_elasticache_replication_group.redis.node_type == "cache.r6g.large" && aws_elasticache_replication_group.redis.num_node_groups == 1 &&
      aws_elasticache_replication_group.redis.replicas_per_node_group == 2
    )
    error_message = "Section 3: Redis 7.0, cache.r6g.large, a primary and two replicas."
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.automatic_failover_enabled && aws_elasticache_replication_group.redis.multi_az_enabled
    error_message = "A replica in another zone must take over when the primary fails."
  }

  assert {
    condition     = one([for parameter in aws_elasticache_parameter_group.redis.parameter : parameter.value if parameter.name == "cluster-enabled"]) == "yes" && output.endpoint == "clustercfg.cache"
    error_message = "Cluster mode: the parameter group must say so, and clients ask the configuration endpoint."
  }
}

run "throws_nothing_away_to_make_room" {
  command = plan

  assert {
    condition     = one([for parameter in aws_elasticache_parameter_group.redis.parameter : parameter.value if parameter.name == "maxmemory-policy"]) == "noeviction"
    error_message = "BullMQ needs noeviction: with any other policy Redis drops jobs when it is full."
  }
}

run "nobody_reads_it_who_may_not" {
  command = plan

  assert {
    condition = (
      aws_elasticache_replication_group.redis.transit_encryption_enabled && aws_elasticache_replication_group.redis.transit_encryption_mode == "required" &&
      aws_elasticache_replication_group.redis.at_rest_encryption_enabled == "true" && aws_elasticache_replication_group.redis.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"
    )
    error_message = "Encrypted on the way and on disk, by the studio's key; \"preferred\" would let clients in without TLS."
  }

  assert {
    condition     = nonsensitive(aws_elasticache_replication_group.redis.auth_token) == "NotTheRealOne0123456789" && aws_elasticache_replication_group.redis.security_group_ids == toset(["sg-redis"])
    error_message = "It takes the token, and only what its security group lets through."
  }
}

run "its_logs_are_kept_as_long_as_the_environment_says" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.redis.name == "/aws/elasticache/ai-film-studio-redis-prod" && aws_cloudwatch_log_group.redis.retention_in_days == 30
    error_message = "Section 7: /aws/elasticache/ai-film-studio-redis-{env}, 30 days in production."
  }

  assert {
    condition     = toset([for log in aws_elasticache_replication_group.redis.log_delivery_configuration : log.log_type if log.destination == "/aws/elasticache/ai-film-studio-redis-prod"]) == toset(["slow-log", "engine-log"])
    error_message = "Both logs must go there."
  }
}

run "staging_has_two_nodes_and_no_cluster" {
  command = plan

  variables {
    env          = "staging"
    node_type    = "cache.t3.medium"
    nodes        = 2
    cluster_mode = false
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.num_cache_clusters == 2 && aws_elasticache_replication_group.redis.multi_az_enabled && output.endpoint == "master.cache"
    error_message = "Two nodes in two zones; without a cluster clients ask the primary."
  }

  assert {
    condition     = one([for parameter in aws_elasticache_parameter_group.redis.parameter : parameter.value if parameter.name == "cluster-enabled"]) == "no"
    error_message = "It is no cluster."
  }
}

run "dev_has_one_node" {
  command = plan

  variables {
    env          = "dev"
    node_type    = "cache.t3.micro"
    nodes        = 1
    cluster_mode = false
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.num_cache_clusters == 1 && !aws_elasticache_replication_group.redis.automatic_failover_enabled && !aws_elasticache_replication_group.redis.multi_az_enabled
    error_message = "ElastiCache refuses failover where there is one node."
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.transit_encryption_enabled && aws_elasticache_replication_group.redis.at_rest_encryption_enabled == "true"
    error_message = "It is encrypted in development too."
  }
}
