locals {
  records = merge(
    var.alb == null ? {} : { "api.${var.domain}" = { name = var.alb.dns_name, zone = var.alb.zone_id, health = true } },
    var.cloudfront == null ? {} : { for name in [var.domain, "www.${var.domain}"] : name => {
      name = var.cloudfront.domain_name, zone = var.cloudfront.hosted_zone_id, health = false
    } },
  )

  # CloudFront answers IPv6 too; the load balancer has no such addresses.
  typed = merge([for name, target in local.records : {
    for type in(target.health ? ["A"] : ["A", "AAAA"]) : "${name} ${type}" => merge(target, { record = name, type = type })
  }]...)
}

resource "aws_route53_record" "this" {
  for_each = local.typed

  zone_id = var.hosted_zone_id
  name    = each.value.record
  type    = each.value.type

  alias {
    name                   = each.value.name
    zone_id                = each.value.zone
    evaluate_target_health = each.value.health
  }

  # In a disaster the failover program points it elsewhere; a plan that is made meanwhile must not point it back.
  lifecycle {
    ignore_changes = [alias]
  }
}

# From outside, as users reach it: the one measure of availability that does not depend on what fails.
resource "aws_route53_health_check" "api" {
  count = var.alb != null && var.health_check ? 1 : 0

  type              = "HTTPS"
  fqdn              = "api.${var.domain}"
  port              = 443
  resource_path     = "/ready"
  request_interval  = 30
  failure_threshold = 3
  measure_latency   = true

  tags = { Name = "ai-film-studio-${var.env}-api" }
}
