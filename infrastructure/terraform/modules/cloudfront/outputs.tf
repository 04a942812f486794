output "distribution_id" {
  description = "For invalidations and metrics."
  value       = aws_cloudfront_distribution.this.id
}

output "arn" {
  description = "The distribution's."
  value       = aws_cloudfront_distribution.this.arn
}

output "domain_name" {
  description = "CloudFront's own name, for alias records."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "hosted_zone_id" {
  description = "CloudFront's zone, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}

output "media_url" {
  description = "Where keys of users' files begin: MEDIA_URL of the API. Null without a key."
  value       = local.has_media ? "https://${var.aliases[0]}/media" : null
}

output "media_key_ids" {
  description = "CloudFront's ids of media_public_keys, by their names: one of them is MEDIA_KEY_ID of the API."
  value       = { for name, key in aws_cloudfront_public_key.media : name => key.id }
}
