output "frontend" {
  description = "The web app's bucket: id, arn, domain_name (regional, an origin for CloudFront). Null without files."
  value       = !var.holds_files ? null : { id = local.names["frontend"], arn = local.arns["frontend"], domain_name = aws_s3_bucket.this["frontend"].bucket_regional_domain_name }
  # Replication from a bucket takes versions.
  depends_on = [aws_s3_bucket_versioning.this]
}

output "assets" {
  description = "The bucket of users' files: id (S3_BUCKET), arn, domain_name (regional, the host of signed links). Null without files."
  value       = !var.holds_files ? null : { id = local.names["assets"], arn = local.arns["assets"], domain_name = aws_s3_bucket.this["assets"].bucket_regional_domain_name }
  depends_on  = [aws_s3_bucket_versioning.this]
}

output "logs" {
  description = "The bucket of access logs: id, arn, domain_name (as CloudFront's logging wants it)."
  value       = { id = local.names["logs"], arn = local.arns["logs"], domain_name = aws_s3_bucket.this["logs"].bucket_domain_name }
  # Who is told to write looks first whether they may.
  depends_on = [aws_s3_bucket_policy.logs, aws_s3_bucket_ownership_controls.this]
}
