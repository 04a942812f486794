locals {
  groups = {
    alb      = "Load balancer"
    backend  = "API"
    workers  = "GPU and CPU workers"
    database = "PostgreSQL"
    redis    = "Redis"
  }

  anywhere = "0.0.0.0/0"

  # The document's table (section 4, Security Groups), a line each. What is not here is closed.
  inbound = merge(
    { for cidr in var.alb_cidrs : "alb https from ${cidr}" => { group = "alb", port = 443, cidr = cidr } },
    # Answered with a redirect to 443.
    { for cidr in var.alb_cidrs : "alb http from ${cidr}" => { group = "alb", port = 80, cidr = cidr } },
    {
      "backend from alb"      = { group = "backend", port = 8000, peer = "alb" }
      "backend from backend"  = { group = "backend", port = 8000, peer = "backend" }
      "database from backend" = { group = "database", port = 5432, peer = "backend" }
      "database from workers" = { group = "database", port = 5432, peer = "workers" }
      "redis from backend"    = { group = "redis", port = 6379, peer = "backend" }
    },
  )

  outbound = merge(
    {
      # "All traffic" in the document; the API lets in no other port.
      "alb to backend" = { group = "alb", port = 8000, peer = "backend" }
      # The service mesh line of the document has two ends.
      "backend to backend"  = { group = "backend", port = 8000, peer = "backend" }
      "backend to anywhere" = { group = "backend", port = 443, cidr = local.anywhere }
      "backend to database" = { group = "backend", port = 5432, peer = "database" }
      "backend to redis"    = { group = "backend", port = 6379, peer = "redis" }
      "workers to anywhere" = { group = "workers", port = 443, cidr = local.anywhere }
      "workers to database" = { group = "workers", port = 5432, peer = "database" }
      "workers to s3"       = { group = "workers", port = 443, prefix_list = var.s3_prefix_list_id }
      # SQS, and whatever else has an endpoint in the network.
      "workers to endpoints" = { group = "workers", port = 443, peer_id = var.endpoint_security_group_id }
    },
    var.smtp ? { "workers to mail" = { group = "workers", port = 587, cidr = local.anywhere } } : {},
  )
}

resource "aws_security_group" "this" {
  for_each = local.groups

  name        = "ai-film-studio-${each.key}-${var.env}"
  description = each.value
  vpc_id      = var.vpc_id

  tags = { Name = "ai-film-studio-${each.key}-${var.env}" }
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.inbound

  security_group_id            = aws_security_group.this[each.value.group].id
  description                  = each.key
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  cidr_ipv4                    = try(each.value.cidr, null)
  referenced_security_group_id = try(aws_security_group.this[each.value.peer].id, null)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = local.outbound

  security_group_id            = aws_security_group.this[each.value.group].id
  description                  = each.key
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  cidr_ipv4                    = try(each.value.cidr, null)
  prefix_list_id               = try(each.value.prefix_list, null)
  referenced_security_group_id = try(aws_security_group.this[each.value.peer].id, each.value.peer_id, null)
}
