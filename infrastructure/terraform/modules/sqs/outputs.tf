output "queues" {
  description = "Every queue by its short name (processing, high-priority, dlq; with by_type processing-image and so on): name, url, arn."
  value       = { for key, queue in local.all : key => { name = queue.name, url = queue.url, arn = queue.arn } }
}

output "main" {
  description = "The main processing queue: name, url, arn."
  value       = { for key in ["name", "url", "arn"] : key => aws_sqs_queue.lane["processing"][key] }
}

output "high_priority" {
  description = "The queue of premium users' jobs: name, url, arn."
  value       = { for key in ["name", "url", "arn"] : key => aws_sqs_queue.lane["high-priority"][key] }
}

output "dlq" {
  description = "The dead letter queue: name, url, arn."
  value       = { for key in ["name", "url", "arn"] : key => aws_sqs_queue.dead[key] }
}
