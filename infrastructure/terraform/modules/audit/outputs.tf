output "trail_arn" {
  description = "The trail."
  value       = aws_cloudtrail.this.arn
}

output "session_log_group_name" {
  description = "Where sessions are written: for who looks through them."
  value       = aws_cloudwatch_log_group.sessions.name
}
