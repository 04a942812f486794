# The second wall around the databases, should a security group be opened by mistake: the program's subnets and each other (a standby copies from its
# primary), and nobody else.
resource "aws_network_acl" "data" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for key in local.of.data : aws_subnet.this[key].id]

  tags = { Name = "ai-film-studio-data-${var.env}" }
}

locals {
  acl_in = merge([for index, key in local.of.app : {
    "postgres from ${key}" = { number = 100 + index, port = 5432, cidr = local.subnets[key].cidr }
    "redis from ${key}"    = { number = 110 + index, port = 6379, cidr = local.subnets[key].cidr }
  }]...)
}

resource "aws_network_acl_rule" "in" {
  for_each = local.acl_in

  network_acl_id = aws_network_acl.data.id
  egress         = false
  rule_number    = each.value.number
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = each.value.port
  to_port        = each.value.port
  cidr_block     = each.value.cidr
}

# An ACL remembers nothing: answers are let out by a rule of their own, to the ports that clients call from.
resource "aws_network_acl_rule" "answers" {
  for_each = { for index, key in local.of.app : key => index }

  network_acl_id = aws_network_acl.data.id
  egress         = true
  rule_number    = 100 + each.value
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  cidr_block     = local.subnets[each.key].cidr
}

resource "aws_network_acl_rule" "among_themselves" {
  for_each = { for pair in setproduct(["in", "out"], [0, 1]) : "${pair[0]}-${pair[1]}" => { egress = pair[0] == "out", index = pair[1] } }

  network_acl_id = aws_network_acl.data.id
  egress         = each.value.egress
  rule_number    = 200 + each.value.index
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  cidr_block     = local.subnets[local.of.data[each.value.index]].cidr
}
