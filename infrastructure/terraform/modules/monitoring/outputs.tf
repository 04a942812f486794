output "topic_arns" {
  description = "Topics of alarms, by critical, warning and info."
  value       = local.topic_arns
  depends_on  = [aws_sns_topic_policy.this]
}

output "alarm_names" {
  description = "Alarms that call somebody."
  value       = sort(concat([for key in keys(local.alarms) : "${local.prefix}-${key}"], [for key in keys(local.composites) : "${local.prefix}-${key}"]))
}

output "dashboard_names" {
  description = "The three dashboards."
  value       = [for dashboard in aws_cloudwatch_dashboard.this : dashboard.dashboard_name]
}
