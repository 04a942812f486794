output "arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "As CloudWatch's metrics name it."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "What records point to."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "The zone of dns_name, for alias records."
  value       = aws_lb.this.zone_id
}

output "listener_arn" {
  description = "Whose weights the deploy program sets."
  value       = aws_lb_listener.https.arn
}

output "target_group_arns" {
  description = "By colour."
  value       = { for colour, group in aws_lb_target_group.this : colour => group.arn }

  # ECS refuses a service whose target group has no listener yet.
  depends_on = [aws_lb_listener_rule.smoke]
}

output "target_group_arn_suffixes" {
  description = "By colour, as CloudWatch's metrics name them."
  value       = { for colour, group in aws_lb_target_group.this : colour => group.arn_suffix }
}
