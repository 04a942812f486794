resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for table in aws_route_table.app : table.id]

  tags = { Name = "ai-film-studio-s3-${var.env}" }
}

resource "aws_security_group" "endpoints" {
  name        = "ai-film-studio-endpoints-${var.env}"
  description = "AWS services inside the VPC"
  vpc_id      = aws_vpc.this.id

  tags = { Name = "ai-film-studio-endpoints-${var.env}" }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  for_each = { for key in local.of.app : key => local.subnets[key].cidr }

  security_group_id = aws_security_group.endpoints.id
  description       = "HTTPS from ${each.key}"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.value
}

resource "aws_vpc_endpoint" "interface" {
  for_each = var.interface_endpoints

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for key in local.of.app : aws_subnet.this[key].id]
  security_group_ids  = [aws_security_group.endpoints.id]

  tags = { Name = "ai-film-studio-${each.key}-${var.env}" }
}
