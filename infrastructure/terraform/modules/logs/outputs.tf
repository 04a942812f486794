output "group_names" {
  description = "Log groups of the API and of the workers (backend, workers): for the log drivers of their tasks."
  value       = { for who, group in aws_cloudwatch_log_group.this : who => group.name }
}

output "group_arns" {
  description = "Their ARNs, without the :* at the end: for the roles that write."
  value       = local.arns
  depends_on  = [aws_cloudwatch_log_group.this]
}

output "kms_key_arn" {
  description = "The key of logs and of the topics of alarms."
  value       = aws_kms_key.watching.arn
}
