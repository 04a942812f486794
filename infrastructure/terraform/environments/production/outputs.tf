output "api_url" {
  description = "Where the API answers: API_URL of the pipeline."
  value       = module.studio.api_url
}

output "site_url" {
  description = "Where the web app is."
  value       = module.studio.site_url
}

output "frontend_bucket" {
  description = "Where the web app's files go."
  value       = module.studio.frontend_bucket
}

output "distribution_id" {
  description = "Whose cache is invalidated after them: DISTRIBUTION_ID of the pipeline."
  value       = module.studio.distribution_id
}

output "repositories" {
  description = "Where images are pushed, by name."
  value       = module.studio.repositories
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.studio.cluster_name
}

output "bastion_instance_id" {
  description = "For aws ssm start-session; null where there is none."
  value       = module.studio.bastion_instance_id
}

output "secret_names" {
  description = "Secrets that you give a value, before anything runs."
  value       = module.studio.secret_names
}

output "failover_region" {
  description = "What the failover program has to know of this region."
  value       = module.studio.failover_region
}

output "for_recovery" {
  description = "What ../recovery is told of this studio (production.auto.tfvars.json there); null where nothing recovers it."
  value       = module.studio.for_recovery
}
