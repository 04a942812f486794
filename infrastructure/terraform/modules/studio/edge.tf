module "cloudfront" {
  source = "../cloudfront"

  env                = var.env
  aliases            = [var.domain, "www.${var.domain}"]
  certificate_arn    = module.certificate["us-east-1"].arn
  frontend_bucket    = module.s3.frontend
  assets_bucket      = module.s3.assets
  web_acl_arn        = one(module.waf_cloudfront[*].arn)
  logs_bucket_domain = module.s3.logs.domain_name
  connect_origins    = ["https://api.${var.domain}", "https://${module.s3.assets.domain_name}"]
}

module "dns" {
  source = "../dns"

  env            = var.env
  hosted_zone_id = var.hosted_zone_id
  domain         = var.domain
  alb            = { dns_name = module.alb.dns_name, zone_id = module.alb.zone_id }
  cloudfront     = { domain_name = module.cloudfront.domain_name, hosted_zone_id = module.cloudfront.hosted_zone_id }
}
