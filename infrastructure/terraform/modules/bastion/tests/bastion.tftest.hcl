provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env        = "dev"
  region     = "us-east-1"
  account_id = "123456789012"
  vpc_id     = "vpc-1"
  subnet_id  = "subnet-public-a"
}

run "is_closed_unless_told" {
  command = plan

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.ssh) == 0
    error_message = "Without ssh_cidrs nothing is let in: Session Manager comes from inside."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.https.from_port == 443 && aws_vpc_security_group_egress_rule.https.to_port == 443
    error_message = "HTTPS is all that it needs."
  }
}

run "lets_in_those_who_are_listed" {
  command = plan

  variables {
    ssh_cidrs = ["203.0.113.7/32", "198.51.100.0/24"]
  }

  assert {
    condition = toset([for rule in aws_vpc_security_group_ingress_rule.ssh : "${rule.cidr_ipv4} ${rule.from_port}-${rule.to_port}"]) == toset([
      "203.0.113.7/32 22-22", "198.51.100.0/24 22-22",
    ])
    error_message = "SSH, and nothing but SSH, is for those who are listed."
  }
}

run "keeps_its_role_and_disk_close" {
  command = plan

  assert {
    condition     = aws_instance.this.metadata_options[0].http_tokens == "required" && aws_instance.this.root_block_device[0].encrypted
    error_message = "The role's credentials want IMDSv2, and the disk encryption."
  }

  assert {
    condition = toset(jsondecode(aws_iam_role_policy.sessions.policy).Statement[0].Action) == toset([
      "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ])
    error_message = "The machine may hold sessions, and nothing else."
  }

  assert {
    condition = jsonencode([for statement in slice(jsondecode(aws_iam_role_policy.sessions.policy).Statement, 1, length(jsondecode(aws_iam_role_policy.sessions.policy).Statement)) : [sort(flatten([statement.Action])), statement.Resource]]) == jsonencode([
      [["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/ssm/ai-film-studio-*:*"],
      [["logs:DescribeLogGroups"], "arn:aws:logs:us-east-1:123456789012:log-group::log-stream:*"],
    ])
    error_message = "It writes sessions down and finds their group: without it none begins where module audit is, and no other log is its business."
  }
}

run "refuses_ssh_from_everywhere" {
  command         = plan
  expect_failures = [var.ssh_cidrs]

  variables {
    ssh_cidrs = ["0.0.0.0/0"]
  }
}

run "refuses_a_region_that_is_none" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "Virginia"
  }
}

run "refuses_an_account_without_its_zeros" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "12345678901"
  }
}

run "refuses_an_address_that_is_none" {
  command         = plan
  expect_failures = [var.ssh_cidrs]

  variables {
    ssh_cidrs = ["office"]
  }
}
