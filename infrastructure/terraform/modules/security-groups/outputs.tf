output "alb_id" {
  description = "Of the load balancer."
  value       = aws_security_group.this["alb"].id
}

output "backend_id" {
  description = "Of the API."
  value       = aws_security_group.this["backend"].id
}

output "workers_id" {
  description = "Of all workers."
  value       = aws_security_group.this["workers"].id
}

output "database_id" {
  description = "Of PostgreSQL."
  value       = aws_security_group.this["database"].id
}

output "redis_id" {
  description = "Of Redis."
  value       = aws_security_group.this["redis"].id
}
