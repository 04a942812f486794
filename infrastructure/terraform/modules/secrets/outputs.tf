output "kms_key_arn" {
  description = "The studio's key."
  value       = aws_kms_key.studio.arn
}

output "kms_key_arns" {
  description = "Every key that opens a secret of arns: the studio's, and that of inherited ones."
  value       = concat([aws_kms_key.studio.arn], var.inherited == null ? [] : [var.inherited.kms_key_arn])
}

output "replica_kms_key_arn" {
  description = "The key's replica in replica_region; null without one."
  value       = one(aws_kms_replica_key.studio[*].arn)
}

output "arns" {
  description = "Secrets by setting, for ECS."
  value       = merge({ for name, secret in aws_secretsmanager_secret.setting : name => secret.arn }, local.inherited)
}

# A replica differs in its region alone. https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
output "replica_arns" {
  description = "Their replicas in replica_region, by setting: what a studio there inherits. Empty without one."
  value = var.replica_region == null ? {} : {
    for name, secret in aws_secretsmanager_secret.setting : name => join(":", [
      for index, part in split(":", secret.arn) : index == 3 ? var.replica_region : part
    ])
  }
}

output "database_password" {
  description = "PGPASSWORD of a database that is made here. A replica has its source's, which is inherited."
  value       = random_password.made["PGPASSWORD"].result
  sensitive   = true
}

# Not through local.values: REDIS_URL is in that, which the caller makes of this token, and Terraform would see a cycle.
output "redis_auth_token" {
  description = "The cache's token."
  value       = random_password.made["REDIS_AUTH_TOKEN"].result
  sensitive   = true
}

output "smoke_token" {
  description = "Value of the header by which smoke tests reach a colour that has no traffic."
  value       = random_password.made["SMOKE_TOKEN"].result
  sensitive   = true
}
