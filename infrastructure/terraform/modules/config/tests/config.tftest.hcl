provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env        = "prod"
  account_id = "123456789012"
  bucket     = "ai-film-studio-logs-prod-123456789012"
  topic_arn  = "arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-warning"
}

run "records_everything" {
  command = plan

  assert {
    condition     = aws_config_configuration_recorder.this.recording_group[0].all_supported && aws_config_configuration_recorder.this.recording_group[0].include_global_resource_types && aws_config_configuration_recorder_status.this.is_enabled
    error_message = "All things must be recorded, those of no region (IAM) too, and the recorder must run."
  }

  assert {
    condition     = aws_config_delivery_channel.this.s3_bucket_name == var.bucket
    error_message = "Histories go to the bucket of logs."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.deliver.policy).Statement : [statement.Action, statement.Resource]]) == jsonencode([
      ["s3:PutObject", "arn:aws:s3:::ai-film-studio-logs-prod-123456789012/AWSLogs/123456789012/Config/*"],
      ["s3:GetBucketAcl", "arn:aws:s3:::ai-film-studio-logs-prod-123456789012"],
    ])
    error_message = "Config may write its own folder of the bucket and nothing else."
  }

  assert {
    condition     = jsondecode(aws_iam_role.config.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Only this account's Config may take the role."
  }
}

run "keeps_the_security_lines_of_the_document" {
  command = plan

  assert {
    condition = length(setsubtract([
      "ENCRYPTED_VOLUMES", "RDS_STORAGE_ENCRYPTED", "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", "S3_BUCKET_SSL_REQUESTS_ONLY", "ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT",
      "ROOT_ACCOUNT_MFA_ENABLED", "IAM_USER_MFA_ENABLED", "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", "INCOMING_SSH_DISABLED",
      "CLOUD_TRAIL_ENABLED", "VPC_FLOW_LOGS_ENABLED", "RDS_MULTI_AZ_SUPPORT", "RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
    ], [for rule in aws_config_config_rule.this : rule.source[0].source_identifier])) == 0
    error_message = "Encryption, second factors, least privilege, no SSH from the world, records, two zones and patches each have a rule."
  }

  assert {
    condition     = length(distinct([for rule in aws_config_config_rule.this : rule.source[0].source_identifier])) == length(aws_config_config_rule.this) && alltrue([for rule in aws_config_config_rule.this : rule.source[0].owner == "AWS"])
    error_message = "No rule is kept (and paid for) twice."
  }

  assert {
    condition     = jsondecode(aws_config_config_rule.this["keys-are-young"].input_parameters) == { maxAccessKeyAge = "90" }
    error_message = "Access keys may be 90 days old; Config takes figures as text."
  }
}

run "tells_of_what_is_no_longer_so" {
  command = plan

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.drift.event_pattern).detail == {
      configRuleName      = [{ prefix = "ai-film-studio-prod-" }]
      newEvaluationResult = { complianceType = ["NON_COMPLIANT"] }
    }
    error_message = "What came to be wrong is told, of our rules; what is right again is not."
  }

  assert {
    condition     = aws_cloudwatch_event_target.drift.arn == var.topic_arn && jsondecode(replace(aws_cloudwatch_event_target.drift.input_transformer[0].input_template, "<aws.events.event.json>", "{}")).key == "compliance-drift"
    error_message = "The notice must reach the topic, as JSON, with its key."
  }
}

run "refuses_an_arn_in_the_place_of_a_bucket" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "arn:aws:s3:::ai-film-studio-logs-prod-123456789012"
  }
}

run "refuses_a_frequency_that_config_has_not" {
  command         = plan
  expect_failures = [var.recording_frequency]

  variables {
    recording_frequency = "HOURLY"
  }
}

run "refuses_a_topic_that_is_none" {
  command         = plan
  expect_failures = [var.topic_arn]

  variables {
    topic_arn = "warning"
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
