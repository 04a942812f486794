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

  assert {
    condition     = endswith(aws_iam_role_policy_attachment.config.policy_arn, ":policy/service-role/AWS_ConfigRole")
    error_message = "Config reads how things are set, by AWS's own policy for it, and none of what is in them."
  }
}

run "keeps_the_security_lines_of_the_document" {
  command = plan

  assert {
    condition = jsonencode(sort([for rule in aws_config_config_rule.this : rule.source[0].source_identifier])) == jsonencode([
      "ACCESS_KEYS_ROTATED", "ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK", "CLOUD_TRAIL_ENABLED", "CMK_BACKING_KEY_ROTATION_ENABLED",
      "DB_INSTANCE_BACKUP_ENABLED", "EC2_IMDSV2_CHECK", "ECS_CONTAINERS_READONLY_ACCESS", "ELASTICACHE_REPL_GRP_ENCRYPTED_AT_REST",
      "ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT", "ENCRYPTED_VOLUMES", "GUARDDUTY_ENABLED_CENTRALIZED", "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
      "IAM_ROOT_ACCESS_KEY_CHECK", "IAM_USER_MFA_ENABLED", "IAM_USER_NO_POLICIES_CHECK", "INCOMING_SSH_DISABLED", "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
      "RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED", "RDS_INSTANCE_PUBLIC_ACCESS_CHECK", "RDS_MULTI_AZ_SUPPORT", "RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
      "RDS_STORAGE_ENCRYPTED", "ROOT_ACCOUNT_MFA_ENABLED", "S3_BUCKET_PUBLIC_READ_PROHIBITED", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
      "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", "S3_BUCKET_SSL_REQUESTS_ONLY", "VPC_FLOW_LOGS_ENABLED",
    ])
    error_message = "Encryption, second factors, least privilege, nothing open to the world, records, two zones, patches and backups each have their rules."
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
    condition = jsonencode([for field in ["source", "detail-type"] : jsondecode(aws_cloudwatch_event_rule.drift.event_pattern)[field]]) == jsonencode([
      ["aws.config"], ["Config Rules Compliance Change"],
    ])
    error_message = "The rule must go by the names that Config gives its events: by others it never matches, and nothing says so."
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
