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
