output "bucket" {
  description = "The backups' bucket in the other region: id, arn."
  value       = { id = local.names.backups, arn = local.arns["backups"] }
}

output "vault_arns" {
  description = "AWS Backup's vaults: here and in the other region. Empty without weekly_snapshot_copy."
  value       = concat(aws_backup_vault.here[*].arn, aws_backup_vault.there[*].arn)
}

output "dr_assets_bucket" {
  description = "The bucket from which a studio of the other region runs: id, arn, domain_name. Null: there is none."
  value = local.has_dr ? {
    id = local.names["dr"], arn = local.arns["dr"], domain_name = "${local.names["dr"]}.s3.${var.backup_region}.amazonaws.com"
  } : null
}

output "dr_frontend_bucket" {
  description = "The web app's pages in the other region: id, arn, domain_name, region, as module cloudfront wants them. Null: there are none."
  value = var.dr_frontend_bucket_name == null ? null : {
    id          = local.names["dr-frontend"], arn = local.arns["dr-frontend"]
    domain_name = "${local.names["dr-frontend"]}.s3.${var.backup_region}.amazonaws.com", region = var.backup_region
  }
}
