locals {
  # /16 of the document's example; its third numbers say what a subnet is for.
  subnets = merge([for tier, numbers in { public = [1, 2], app = [10, 11], data = [20, 21] } : {
    for index, number in numbers : "${tier}-${["a", "b"][index]}" => {
      tier = tier
      zone = var.availability_zones[index]
      cidr = cidrsubnet(var.cidr, 8, number)
    }
  }]...)

  of = { for tier in ["public", "app", "data"] : tier => [for key, subnet in local.subnets : key if subnet.tier == tier] }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = "ai-film-studio-${var.env}" }
}

resource "aws_subnet" "this" {
  for_each = local.subnets

  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
  # Also in the public ones: who needs a public address asks for it.
  map_public_ip_on_launch = false

  tags = { Name = "ai-film-studio-${each.key}-${var.env}" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "ai-film-studio-${var.env}" }
}

resource "aws_eip" "nat" {
  count  = var.nat_gateways
  domain = "vpc"

  tags = { Name = "ai-film-studio-nat-${["a", "b"][count.index]}-${var.env}" }
}

resource "aws_nat_gateway" "this" {
  count         = var.nat_gateways
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.this["public-${["a", "b"][count.index]}"].id

  tags       = { Name = "ai-film-studio-${["a", "b"][count.index]}-${var.env}" }
  depends_on = [aws_internet_gateway.this]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "ai-film-studio-public-${var.env}" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

# One for each zone, so that a zone has a NAT of its own as soon as there are two.
resource "aws_route_table" "app" {
  for_each = toset(["a", "b"])
  vpc_id   = aws_vpc.this.id

  tags = { Name = "ai-film-studio-app-${each.key}-${var.env}" }
}

resource "aws_route" "nat" {
  for_each = var.nat_gateways == 0 ? {} : { a = 0, b = min(1, var.nat_gateways - 1) }

  route_table_id         = aws_route_table.app[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.value].id
}

# No way out: a database begins no conversation.
resource "aws_route_table" "data" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "ai-film-studio-data-${var.env}" }
}

resource "aws_route_table_association" "this" {
  for_each = local.subnets

  subnet_id = aws_subnet.this[each.key].id
  route_table_id = {
    public = aws_route_table.public.id
    app    = aws_route_table.app[substr(each.key, -1, 1)].id
    data   = aws_route_table.data.id
  }[each.value.tier]
}

# What AWS makes with every VPC lets all of it talk to itself: nobody shall be in it by oversight.
resource "aws_default_security_group" "closed" {
  vpc_id  = aws_vpc.this.id
  ingress = []
  egress  = []
}
