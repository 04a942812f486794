# As modules/studio puts it together: the cache is made with the token, and the URL is made of the cache's address.
module "secrets" {
  source = "../.."

  env       = "staging"
  has_redis = true
  redis_url = "rediss://:${module.secrets.redis_auth_token}@${aws_elasticache_replication_group.cache.primary_endpoint_address}:6379"
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id = "cache"
  description          = "Stands for the module elasticache"
  auth_token           = module.secrets.redis_auth_token
}

output "settings" {
  value = keys(module.secrets.arns)
}
