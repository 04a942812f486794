output "endpoint" {
  description = "Host of REDIS_URL: of a cluster the one that tells of its shards, else the one that is written to."
  value       = var.cluster_mode ? aws_elasticache_replication_group.redis.configuration_endpoint_address : aws_elasticache_replication_group.redis.primary_endpoint_address
}

output "port" {
  description = "Port of REDIS_URL."
  value       = aws_elasticache_replication_group.redis.port
}

output "replication_group_id" {
  description = "Its name."
  value       = aws_elasticache_replication_group.redis.replication_group_id
}

output "member_clusters" {
  description = "Names of its nodes: metrics are by these."
  value       = aws_elasticache_replication_group.redis.member_clusters
}

output "log_group_name" {
  description = "Where its slow log and its engine's go."
  value       = aws_cloudwatch_log_group.redis.name
}
