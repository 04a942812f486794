output "bucket" {
  description = "The backups' bucket in the other region: id, arn."
  value       = { id = local.names.backups, arn = local.arns["backups"] }
}

output "vault_arns" {
  description = "AWS Backup's vaults: here and in the other region. Empty without weekly_snapshot_copy."
  value       = concat(aws_backup_vault.here[*].arn, aws_backup_vault.there[*].arn)
}

output "dr_assets_bucket" {
  description = "The bucket from which a studio of the other region runs: id, arn. Null: there is none."
  value       = local.has_dr ? { id = local.names.dr, arn = local.arns["dr"] } : null
}
