output "api_url" {
  description = "Where the API answers."
  value       = "https://api.${var.domain}"
}

output "frontend_bucket" {
  description = "Where the web app's files go."
  value       = module.s3.frontend.id
}

output "distribution_id" {
  description = "Whose cache is invalidated after them."
  value       = module.cloudfront.distribution_id
}

output "repositories" {
  description = "Where images are pushed, by name."
  value       = module.ecr.urls
}

output "database_arn" {
  description = "What a replica in another region replicates."
  value       = module.rds.arn
}

output "alb" {
  description = "The load balancer's name and zone, for records that point to it."
  value       = { dns_name = module.alb.dns_name, zone_id = module.alb.zone_id }
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.ecs.cluster_name
}

output "bastion_instance_id" {
  description = "For aws ssm start-session; null where there is none."
  value       = one(module.bastion[*].instance_id)
}
