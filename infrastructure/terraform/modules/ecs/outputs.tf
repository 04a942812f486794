output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.this.arn
}

output "service_names" {
  description = "The API's services, of blue and green."
  value       = { for colour, service in aws_ecs_service.backend : colour => service.name }
}

output "task_definition_family" {
  description = "Family of the API's task definitions: the deploy script adds revisions to it."
  value       = aws_ecs_task_definition.backend.family
}

output "cpu_worker_service_name" {
  description = "Service of the workers without a GPU; null when there is none."
  value       = one(aws_ecs_service.cpu_workers[*].name)
}

output "cpu_worker_task_definition_family" {
  description = "Family of their task definitions; null when there is none."
  value       = one(aws_ecs_task_definition.cpu_workers[*].family)
}
