provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                        = "staging"
  vpc_id                     = "vpc-1"
  s3_prefix_list_id          = "pl-s3"
  endpoint_security_group_id = "sg-endpoints"
}

override_resource {
  target          = aws_security_group.this["alb"]
  override_during = plan
  values          = { id = "sg-alb" }
}

override_resource {
  target          = aws_security_group.this["backend"]
  override_during = plan
  values          = { id = "sg-backend" }
}

override_resource {
  target          = aws_security_group.this["workers"]
  override_during = plan
  values          = { id = "sg-workers" }
}

override_resource {
  target          = aws_security_group.this["database"]
  override_during = plan
  values          = { id = "sg-database" }
}

override_resource {
  target          = aws_security_group.this["redis"]
  override_during = plan
  values          = { id = "sg-redis" }
}

# The document's section 4, Security Groups, line by line.
run "lets_in_what_the_document_lets_in_and_nothing_else" {
  command = plan

  assert {
    condition = toset([for rule in aws_vpc_security_group_ingress_rule.this : "${rule.security_group_id} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${coalesce(rule.cidr_ipv4, rule.referenced_security_group_id)}"]) == toset([
      "sg-alb tcp 443-443 0.0.0.0/0",
      "sg-alb tcp 80-80 0.0.0.0/0",
      "sg-backend tcp 8000-8000 sg-alb",
      "sg-backend tcp 8000-8000 sg-backend",
      "sg-database tcp 5432-5432 sg-backend",
      "sg-database tcp 5432-5432 sg-workers",
      "sg-redis tcp 6379-6379 sg-backend",
    ])
    error_message = "What is let in is not the document's table."
  }
}

run "lets_out_what_the_document_lets_out_and_mail" {
  command = plan

  assert {
    condition = toset([for rule in aws_vpc_security_group_egress_rule.this : "${rule.security_group_id} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${coalesce(rule.cidr_ipv4, rule.prefix_list_id, rule.referenced_security_group_id)}"]) == toset([
      "sg-alb tcp 8000-8000 sg-backend",
      "sg-backend tcp 8000-8000 sg-backend",
      "sg-backend tcp 443-443 0.0.0.0/0",
      "sg-backend tcp 5432-5432 sg-database",
      "sg-backend tcp 6379-6379 sg-redis",
      "sg-workers tcp 443-443 0.0.0.0/0",
      "sg-workers tcp 443-443 pl-s3",
      "sg-workers tcp 443-443 sg-endpoints",
      "sg-workers tcp 587-587 0.0.0.0/0",
      "sg-workers tcp 5432-5432 sg-database",
    ])
    error_message = "What is let out is not the document's table and mail."
  }
}

run "keeps_mail_in_where_nobody_sends_any" {
  command = plan

  variables {
    smtp = false
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_egress_rule.this : rule.from_port != 587])
    error_message = "Port 587 should be closed."
  }
}

run "shows_the_load_balancer_to_those_who_are_listed" {
  command = plan

  variables {
    alb_cidrs = ["203.0.113.0/24", "198.51.100.7/32"]
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.this : rule.cidr_ipv4 if rule.security_group_id == "sg-alb"]) == toset(["203.0.113.0/24", "198.51.100.7/32"])
    error_message = "Somebody else reaches the load balancer."
  }
}

run "refuses_an_address_that_is_none" {
  command = plan
  variables {
    alb_cidrs = ["office"]
  }
  expect_failures = [var.alb_cidrs]
}

run "refuses_a_load_balancer_for_nobody" {
  command = plan
  variables {
    alb_cidrs = []
  }
  expect_failures = [var.alb_cidrs]
}
