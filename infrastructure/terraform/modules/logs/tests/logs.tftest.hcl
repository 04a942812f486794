provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "staging"
  region             = "us-east-1"
  account_id         = "123456789012"
  log_retention_days = 14
}

override_resource {
  target          = aws_kms_key.watching
  override_during = plan
  values          = { arn = "arn:aws:kms:us-east-1:123456789012:key/watching" }
}

run "keeps_logs_under_the_documents_names_for_as_long_as_it_says" {
  command = plan

  assert {
    condition     = output.group_names.backend == "/ecs/ai-film-studio-backend-staging" && output.group_names.workers == "/ecs/ai-film-studio-workers-staging"
    error_message = "Section 7 of the specification names the groups, and runbooks go by it."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 14])
    error_message = "Logs must be kept for the days that are asked for: 14 in staging."
  }

  assert {
    condition     = output.group_arns.backend == "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-backend-staging"
    error_message = "Roles are given the groups by ARN."
  }
}

run "encrypts_logs_with_a_key_that_only_this_account_uses" {
  command = plan

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/watching"]) && aws_kms_key.watching.enable_key_rotation
    error_message = "Both groups must be encrypted with the studio's key, which is renewed each year."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : [statement.Principal, statement.Condition] if statement.Sid == "LogsOfThisAccount"]) == jsonencode([[
      { Service = "logs.us-east-1.amazonaws.com" },
      { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:123456789012:log-group:*" } },
    ]])
    error_message = "CloudWatch Logs may use the key for groups of this account alone; without this statement no group can be made with it."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : statement.Principal if statement.Sid == "AccountDecides"]) == jsonencode([
      { AWS = "arn:aws:iam::123456789012:root" },
    ])
    error_message = "This account alone decides over the key: kms:* is for nobody else, and for nobody it could never be changed again."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : sort(flatten([statement.Action])) if statement.Sid == "LogsOfThisAccount"]) == jsonencode([
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    ])
    error_message = "CloudWatch Logs encrypts and decrypts by the key, and neither changes nor deletes it."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : [sort(statement.Principal.Service), sort(statement.Action), statement.Condition] if statement.Sid == "PublishAlarms"]) == jsonencode([[
      ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"],
      ["kms:Decrypt", "kms:GenerateDataKey*"],
      { StringEquals = { "aws:SourceAccount" = "123456789012" } },
    ]])
    error_message = "Alarms, events and budgets are published to encrypted topics: without the key they are lost without a word."
  }
}

run "refuses_to_keep_logs_for_ever" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 0
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

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}
