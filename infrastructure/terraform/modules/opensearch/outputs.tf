output "endpoint" {
  description = "OPENSEARCH_HOST of Fluent Bit: a name, without https:// and port. With https:// it is what observability/opensearch/apply.ts asks for."
  value       = aws_opensearch_domain.logs.endpoint
}

output "dashboard_endpoint" {
  description = "Where people look, from within the network: name and path, without https://."
  value       = aws_opensearch_domain.logs.dashboard_endpoint
}

output "arn" {
  description = "The domain's ARN."
  value       = aws_opensearch_domain.logs.arn
}

output "domain_name" {
  description = "Its name: metrics are by this."
  value       = aws_opensearch_domain.logs.domain_name
}

output "ages_policy" {
  description = "Which of observability/opensearch/policies the domain can follow: tiered, or one-tier, which apply.ts takes with --one-tier."
  value       = var.cold_storage ? "tiered" : "one-tier"
}

output "security_group_id" {
  description = "Of the domain."
  value       = aws_security_group.this.id
}

output "log_group_names" {
  description = "Of its own logs."
  value       = sort([for group in aws_cloudwatch_log_group.this : group.name])
}
