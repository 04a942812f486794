provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                     = "staging"
  region                  = "us-east-1"
  account_id              = "123456789012"
  cidr                    = "10.2.0.0/16"
  availability_zones      = ["us-east-1a", "us-east-1b"]
  nat_gateways            = 2
  interface_endpoints     = ["sqs", "ecr.api", "ecr.dkr", "secretsmanager", "logs"]
  flow_log_retention_days = 14
}

override_resource {
  target          = aws_route_table.public
  override_during = plan
  values          = { id = "rtb-public" }
}

override_resource {
  target          = aws_route_table.app["a"]
  override_during = plan
  values          = { id = "rtb-app-a" }
}

override_resource {
  target          = aws_route_table.app["b"]
  override_during = plan
  values          = { id = "rtb-app-b" }
}

override_resource {
  target          = aws_route_table.data
  override_during = plan
  values          = { id = "rtb-data" }
}

override_resource {
  target          = aws_subnet.this["data-a"]
  override_during = plan
  values          = { id = "subnet-data-a" }
}

override_resource {
  target          = aws_subnet.this["data-b"]
  override_during = plan
  values          = { id = "subnet-data-b" }
}

override_resource {
  target          = aws_network_acl.data
  override_during = plan
  values          = { id = "acl-data" }
}

override_resource {
  target          = aws_nat_gateway.this[0]
  override_during = plan
  values          = { id = "nat-a" }
}

override_resource {
  target          = aws_nat_gateway.this[1]
  override_during = plan
  values          = { id = "nat-b" }
}

override_resource {
  target          = aws_subnet.this["public-a"]
  override_during = plan
  values          = { id = "subnet-public-a" }
}

override_resource {
  target          = aws_subnet.this["public-b"]
  override_during = plan
  values          = { id = "subnet-public-b" }
}

run "has_the_documents_subnets" {
  command = plan

  assert {
    condition = { for key, subnet in aws_subnet.this : key => "${subnet.cidr_block} ${subnet.availability_zone}" } == {
      public-a = "10.2.1.0/24 us-east-1a", public-b = "10.2.2.0/24 us-east-1b"
      app-a    = "10.2.10.0/24 us-east-1a", app-b = "10.2.11.0/24 us-east-1b"
      data-a   = "10.2.20.0/24 us-east-1a", data-b = "10.2.21.0/24 us-east-1b"
    }
    error_message = "The subnets are not those of the document's VPC Architecture."
  }

  assert {
    condition     = aws_vpc.this.enable_dns_hostnames && aws_vpc.this.enable_dns_support
    error_message = "DNS hostnames and resolution are off: endpoints would have no private names."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.this : !subnet.map_public_ip_on_launch])
    error_message = "A subnet hands out public addresses unasked."
  }
}

run "gives_each_zone_a_nat_of_its_own" {
  command = plan

  assert {
    condition     = { for zone, route in aws_route.nat : route.route_table_id => route.nat_gateway_id } == { rtb-app-a = "nat-a", rtb-app-b = "nat-b" }
    error_message = "Each zone should go out through its own NAT gateway."
  }

  assert {
    condition     = [for gateway in aws_nat_gateway.this : gateway.subnet_id] == ["subnet-public-a", "subnet-public-b"]
    error_message = "NAT gateways stand in the public subnets, one in each zone."
  }
}

run "shares_one_nat_where_there_is_one" {
  command = plan

  variables {
    nat_gateways = 1
  }

  assert {
    condition     = { for zone, route in aws_route.nat : route.route_table_id => route.nat_gateway_id } == { rtb-app-a = "nat-a", rtb-app-b = "nat-a" }
    error_message = "Both zones should go out through the one NAT gateway."
  }
}

run "has_no_way_out_while_it_sleeps" {
  command = plan

  variables {
    nat_gateways        = 0
    interface_endpoints = []
  }

  assert {
    condition     = length(aws_route.nat) == 0 && length(aws_eip.nat) == 0 && length(aws_vpc_endpoint.interface) == 0
    error_message = "A stack that sleeps should have neither NAT nor interface endpoints."
  }
}

run "leads_each_subnet_where_it_may_go" {
  command = plan

  assert {
    condition = { for key, association in aws_route_table_association.this : key => association.route_table_id } == {
      public-a = "rtb-public", public-b = "rtb-public", app-a = "rtb-app-a", app-b = "rtb-app-b", data-a = "rtb-data", data-b = "rtb-data"
    }
    error_message = "A subnet follows another's routes."
  }

  assert {
    condition     = aws_route.internet.route_table_id == "rtb-public" && alltrue([for route in aws_route.nat : route.route_table_id != "rtb-data"])
    error_message = "The data subnets have a way out: a database begins no conversation."
  }

  assert {
    condition     = toset(aws_vpc_endpoint.s3.route_table_ids) == toset(["rtb-app-a", "rtb-app-b"])
    error_message = "The program should reach S3 by its gateway endpoint, which costs nothing."
  }
}

run "leaves_the_default_security_group_closed" {
  command = plan

  assert {
    condition     = length(aws_default_security_group.closed.ingress) == 0 && length(aws_default_security_group.closed.egress) == 0
    error_message = "Whoever is in the default security group by oversight should reach nobody."
  }
}

run "lets_only_the_program_reach_the_data_subnets" {
  command = plan

  assert {
    condition     = toset(aws_network_acl.data.subnet_ids) == toset(["subnet-data-a", "subnet-data-b"])
    error_message = "The ACL stands around other subnets than those of data."
  }

  assert {
    condition = alltrue([for rule in concat(values(aws_network_acl_rule.in), values(aws_network_acl_rule.answers), values(aws_network_acl_rule.among_themselves)) : (
      rule.network_acl_id == "acl-data" && rule.rule_action == "allow" && rule.protocol == "tcp"
    )])
    error_message = "A rule is another ACL's."
  }

  assert {
    condition = toset([for rule in aws_network_acl_rule.in : "${rule.cidr_block} ${rule.from_port}-${rule.to_port}"]) == toset([
      "10.2.10.0/24 5432-5432", "10.2.11.0/24 5432-5432", "10.2.10.0/24 6379-6379", "10.2.11.0/24 6379-6379",
    ])
    error_message = "The network ACL lets something else into the data subnets."
  }

  assert {
    condition     = toset([for rule in aws_network_acl_rule.answers : "${rule.egress} ${rule.cidr_block} ${rule.from_port}-${rule.to_port}"]) == toset(["true 10.2.10.0/24 1024-65535", "true 10.2.11.0/24 1024-65535"])
    error_message = "Databases may answer the program's subnets alone."
  }

  assert {
    condition = toset([for rule in aws_network_acl_rule.among_themselves : "${rule.egress} ${rule.cidr_block}"]) == toset([
      "false 10.2.20.0/24", "false 10.2.21.0/24", "true 10.2.20.0/24", "true 10.2.21.0/24",
    ])
    error_message = "A standby copies from its primary in the other zone, both ways."
  }

  assert {
    condition = length(distinct([
      for rule in concat(values(aws_network_acl_rule.in), values(aws_network_acl_rule.answers), values(aws_network_acl_rule.among_themselves)) : "${rule.egress} ${rule.rule_number}"
    ])) == length(aws_network_acl_rule.in) + length(aws_network_acl_rule.answers) + length(aws_network_acl_rule.among_themselves)
    error_message = "Two rules of the network ACL have one number."
  }
}

run "has_endpoints_for_the_services_that_are_named_and_s3" {
  command = plan

  assert {
    condition = toset(concat([aws_vpc_endpoint.s3.service_name], [for endpoint in aws_vpc_endpoint.interface : endpoint.service_name])) == toset([
      for name in ["s3", "sqs", "ecr.api", "ecr.dkr", "secretsmanager", "logs"] : "com.amazonaws.us-east-1.${name}"
    ])
    error_message = "Endpoints are missing, or there are too many."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled])
    error_message = "S3 wants a gateway endpoint, the others private names: else the program goes by NAT."
  }
}

run "keeps_a_record_of_all_connections" {
  command = plan

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_cloudwatch_log_group.flow.retention_in_days == 14
    error_message = "Flow logs should hold all traffic for as long as it was said."
  }

  assert {
    condition     = aws_iam_role.flow.permissions_boundary == "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-staging"
    error_message = "The role is bounded by its environment's policy in its account."
  }
}

run "refuses_a_network_of_another_size" {
  command = plan
  variables {
    cidr = "10.2.0.0/20"
  }
  expect_failures = [var.cidr]
}

run "refuses_one_zone_twice" {
  command = plan
  variables {
    availability_zones = ["us-east-1a", "us-east-1a"]
  }
  expect_failures = [var.availability_zones]
}

run "refuses_zones_of_another_region" {
  command = plan
  variables {
    availability_zones = ["us-west-2a", "us-west-2b"]
  }
  expect_failures = [var.availability_zones]
}

run "refuses_three_nat_gateways" {
  command = plan
  variables {
    nat_gateways = 3
  }
  expect_failures = [var.nat_gateways]
}

run "refuses_an_endpoint_for_s3_that_costs" {
  command = plan
  variables {
    interface_endpoints = ["s3"]
  }
  expect_failures = [var.interface_endpoints]
}

run "refuses_half_of_ecr" {
  command = plan
  variables {
    interface_endpoints = ["ecr.dkr"]
  }
  expect_failures = [var.interface_endpoints]
}

run "refuses_addresses_of_others" {
  command = plan
  variables {
    cidr = "11.2.0.0/16"
  }
  expect_failures = [var.cidr]
}

run "refuses_to_forget_connections_after_a_number_of_days_that_nobody_knows" {
  command = plan
  variables {
    flow_log_retention_days = 10
  }
  expect_failures = [var.flow_log_retention_days]
}

run "refuses_a_number_that_is_no_account" {
  command = plan
  variables {
    account_id = "1234567890123"
  }
  expect_failures = [var.account_id]
}

run "refuses_a_name_with_capitals" {
  command = plan
  variables {
    env = "Staging"
  }
  expect_failures = [var.env]
}
