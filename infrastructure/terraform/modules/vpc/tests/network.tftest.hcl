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
  cidr                    = "10.2.0.0/16"
  availability_zones      = ["us-east-1a", "us-east-1b"]
  nat_gateways            = 2
  interface_endpoints     = ["sqs", "ecr.api", "ecr.dkr", "secretsmanager", "logs"]
  flow_log_retention_days = 14
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
    condition     = length(aws_nat_gateway.this) == 2 && toset(keys(aws_route.nat)) == toset(["a", "b"])
    error_message = "Each zone should go out through its own NAT gateway."
  }
}

run "shares_one_nat_where_there_is_one" {
  command = plan

  variables {
    nat_gateways = 1
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && toset(keys(aws_route.nat)) == toset(["a", "b"])
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

run "lets_only_the_program_reach_the_data_subnets" {
  command = plan

  assert {
    condition = toset([for rule in aws_network_acl_rule.in : "${rule.cidr_block} ${rule.from_port}-${rule.to_port}"]) == toset([
      "10.2.10.0/24 5432-5432", "10.2.11.0/24 5432-5432", "10.2.10.0/24 6379-6379", "10.2.11.0/24 6379-6379",
    ])
    error_message = "The network ACL lets something else into the data subnets."
  }

  assert {
    condition     = alltrue([for rule in aws_network_acl_rule.answers : rule.egress && startswith(rule.cidr_block, "10.2.1")])
    error_message = "Databases may answer the program's subnets alone."
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
