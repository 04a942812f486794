output "asg_name" {
  description = "Name of the fleet's Auto Scaling group."
  value       = aws_autoscaling_group.this.name
}

output "capacity_provider_name" {
  description = "The fleet's capacity provider: to be tied to the cluster by module ecs (gpu_capacity_providers)."
  value       = aws_ecs_capacity_provider.this.name
}

output "service_name" {
  description = "The ECS service of the workers."
  value       = aws_ecs_service.this.name
}

output "task_definition_family" {
  description = "Family of the workers' task definitions: the deploy script adds revisions to it."
  value       = aws_ecs_task_definition.this.family
}

output "scale_alarm_names" {
  description = "The alarms that call for more workers and for fewer."
  value       = { more = aws_cloudwatch_metric_alarm.more.alarm_name, fewer = aws_cloudwatch_metric_alarm.fewer.alarm_name }
}
