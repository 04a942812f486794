output "alarm_notices_arn" {
  description = "The function that tells Slack; null where there is none. Module monitoring lets the topics call it."
  value       = try(local.arns["alarm-notices"], null)
  depends_on  = [aws_lambda_function.this]
}

output "stored_bytes_arn" {
  description = "The function that counts what comes to the assets bucket: for module s3."
  value       = local.arns["stored-bytes"]
  depends_on  = [aws_lambda_permission.assets_bucket]
}

output "function_names" {
  description = "Names of the functions, by alarm-notices and stored-bytes."
  value       = { for name, function in local.functions : name => function.name }
}

output "failure_queue_names" {
  description = "Queues of what they could not do, by function."
  value       = local.queue_names
}
