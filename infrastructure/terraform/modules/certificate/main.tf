resource "aws_acm_certificate" "this" {
  region                    = var.region
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  # A certificate in use cannot be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # The domain and its wildcard are proven by one and the same record.
  proof = one([for option in aws_acm_certificate.this.domain_validation_options : option if option.domain_name == var.domain])
}

# As long as it stands, ACM renews by itself.
resource "aws_route53_record" "proof" {
  count = var.hosted_zone_id == null ? 0 : 1

  zone_id         = var.hosted_zone_id
  name            = local.proof.resource_record_name
  type            = local.proof.resource_record_type
  records         = [local.proof.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  region                  = var.region
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = var.hosted_zone_id == null ? null : aws_route53_record.proof[*].fqdn
}
