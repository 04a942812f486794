# Read by infrastructure/scripts/failover: in a disaster it asks this state and nobody else.
output "failover" {
  description = "Both regions and what is led from one to the other (infrastructure/scripts/failover/settings.ts)."
  value = {
    environment     = "prod"
    primary         = var.primary
    recovery        = module.studio.failover_region
    hosted_zone_id  = var.hosted_zone_id
    api_name        = "api.${var.domain}"
    site_url        = "https://${var.domain}"
    distribution_id = var.production.distribution_id
  }
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.studio.cluster_name
}
