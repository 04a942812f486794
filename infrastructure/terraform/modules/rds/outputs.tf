output "identifier" {
  description = "The writer, or the replica of another region's writer."
  value       = aws_db_instance.this.identifier
}

output "arn" {
  description = "Its ARN: what a replica in another region replicates, and what is backed up."
  value       = aws_db_instance.this.arn
}

output "promoted" {
  description = "Whether it was made as a replica and is one no more. Known once it is there."
  value       = local.is_replica && coalesce(aws_db_instance.this.replicate_source_db, "-") == "-"
}

output "address" {
  description = "PGHOST."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "PGPORT."
  value       = aws_db_instance.this.port
}

output "replica_identifiers" {
  description = "Read replicas in this region."
  value       = aws_db_instance.replica[*].identifier
}

output "replica_addresses" {
  description = "Their hosts."
  value       = aws_db_instance.replica[*].address
}

output "max_connections" {
  description = "Connections that it allows, and each replica too."
  value       = local.max_connections
}

output "subnet_group_name" {
  description = "Where a database is put that is restored or replicated in place of this one."
  value       = aws_db_subnet_group.data.name
}

output "log_group_names" {
  description = "Of the exported logs."
  value       = sort(keys(aws_cloudwatch_log_group.exported))
}
