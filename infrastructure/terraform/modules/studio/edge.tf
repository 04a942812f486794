# What is in no region. A studio that recovers another has none of it: the failover program leads the other's here.
locals {
  has_edge = var.recovers == null
  site     = ["https://${var.domain}", "https://www.${var.domain}"]
  api      = "https://api.${var.domain}"

  # How the API signs links to films: by the edge that is here, or that of the studio which this one recovers.
  media = var.recovers != null ? var.recovers.media : var.media == null ? null : {
    url    = module.cloudfront[0].media_url
    key_id = module.cloudfront[0].media_key_ids[var.media.signs]
    signs  = var.media.signs
  }
  media_keys = try(var.media.keys, {})
  # Whether there are any is known before the distribution is there.
  media_distribution_arns = length(local.media_keys) > 0 ? module.cloudfront[*].arn : []
}

module "waf_edge" {
  source = "../waf"
  count  = local.has_edge && var.protection.waf ? 1 : 0

  env               = var.env
  scope             = "CLOUDFRONT"
  blocked_countries = var.protection.blocked_countries
}

module "cloudfront" {
  source = "../cloudfront"
  count  = local.has_edge ? 1 : 0

  env                = var.env
  aliases            = [var.domain, "www.${var.domain}"]
  certificate_arn    = module.certificate["us-east-1"].arn
  frontend_bucket    = module.s3.frontend
  frontend_bucket_dr = module.backup[0].dr_frontend_bucket
  assets_bucket      = module.s3.assets
  assets_bucket_dr   = module.backup[0].dr_assets_bucket
  media_public_keys  = local.media_keys
  web_acl_arn        = one(module.waf_edge[*].arn)
  logs_bucket_domain = module.s3.logs.domain_name
  # After a failover uploads go to the other region's bucket. Films are at the domain, which is not the pages' own origin at www.
  connect_origins = concat([local.api, "https://${module.s3.assets.domain_name}"], local.media == null ? [] : [local.site[0]], [for bucket in module.backup[0].dr_assets_bucket[*] : "https://${bucket.domain_name}"])
}

module "dns" {
  source = "../dns"
  count  = local.has_edge ? 1 : 0

  env            = var.env
  hosted_zone_id = var.hosted_zone_id
  domain         = var.domain
  alb            = { dns_name = module.alb.dns_name, zone_id = module.alb.zone_id }
  cloudfront     = { domain_name = module.cloudfront[0].domain_name, hosted_zone_id = module.cloudfront[0].hosted_zone_id }
  # Route 53 asks from outside: not what only the VPN or a list of addresses reaches.
  health_check = !var.network.alb_internal && contains(var.network.alb_cidrs, "0.0.0.0/0")
}
