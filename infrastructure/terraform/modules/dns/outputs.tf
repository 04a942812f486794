output "api_fqdn" {
  description = "The API's name."
  value       = "api.${var.domain}"
}

output "health_check_id" {
  description = "Of the API, asked from outside; null where there are no records."
  value       = one(aws_route53_health_check.api[*].id)
}
