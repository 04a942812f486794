module "vpc" {
  source = "../vpc"

  env                     = var.env
  region                  = var.region
  account_id              = var.account_id
  cidr                    = var.network.cidr
  availability_zones      = var.network.availability_zones
  nat_gateways            = var.active ? var.network.nat_gateways : 0
  interface_endpoints     = var.active ? var.network.interface_endpoints : []
  flow_log_retention_days = var.log_retention_days
}

module "security_groups" {
  source = "../security-groups"

  env                        = var.env
  vpc_id                     = module.vpc.vpc_id
  alb_cidrs                  = var.network.alb_cidrs
  s3_prefix_list_id          = module.vpc.s3_prefix_list_id
  endpoint_security_group_id = module.vpc.endpoint_security_group_id
}

module "bastion" {
  source = "../bastion"
  count  = var.network.bastion_ssh_cidrs == null ? 0 : 1

  env        = var.env
  region     = var.region
  account_id = var.account_id
  vpc_id     = module.vpc.vpc_id
  subnet_id  = module.vpc.public_subnet_ids[0]
  ssh_cidrs  = var.network.bastion_ssh_cidrs
}

# CloudFront takes certificates of us-east-1 alone, a load balancer those of its own region.
module "certificate" {
  source   = "../certificate"
  for_each = toset(local.has_edge ? ["us-east-1", var.region] : [var.region])

  domain         = var.domain
  hosted_zone_id = local.has_edge ? var.hosted_zone_id : null
  region         = each.key
}

module "alb" {
  source = "../alb"

  env                 = var.env
  vpc_id              = module.vpc.vpc_id
  subnet_ids          = var.network.alb_internal ? module.vpc.app_subnet_ids : module.vpc.public_subnet_ids
  security_group_id   = module.security_groups.alb_id
  certificate_arn     = module.certificate[var.region].arn
  internal            = var.network.alb_internal
  access_log_bucket   = module.s3.logs.id
  deletion_protection = var.protection.deletion
  smoke_token         = module.secrets.smoke_token
}

module "waf_alb" {
  source = "../waf"
  count  = var.protection.waf ? 1 : 0

  env               = var.env
  scope             = "REGIONAL"
  blocked_countries = var.protection.blocked_countries
  associate_arns    = [module.alb.arn]
}
