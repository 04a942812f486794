provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "prod"
  bucket             = "ai-film-studio-logs-prod-123456789012"
  log_retention_days = 30
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/watching"
}

run "writes_down_every_call_of_every_region" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this.name == "ai-film-studio-prod" && aws_cloudtrail.this.s3_bucket_name == var.bucket
    error_message = "The policy of the bucket lets in the trail of this name alone."
  }

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.include_global_service_events && aws_cloudtrail.this.enable_logging
    error_message = "The trail must run, in all regions and for what is in none: whoever breaks in goes where nobody looks."
  }

  assert {
    condition     = aws_cloudtrail.this.enable_log_file_validation
    error_message = "Without signed sums nobody can say that a file of the trail is as it was written."
  }

  assert {
    condition     = length(aws_cloudtrail.this.advanced_event_selector) == 0 && length(aws_cloudtrail.this.event_selector) == 0
    error_message = "With no selector a trail has all management events, at no price; objects are paid for by the event."
  }
}

run "writes_down_who_read_a_film_where_that_is_asked_for" {
  command = plan

  variables {
    assets_bucket_arn = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012"
  }

  assert {
    condition = jsonencode([for selector in aws_cloudtrail.this.advanced_event_selector : {
      for field in selector.field_selector : field.field => concat(coalesce(field.equals, []), coalesce(field.starts_with, []))
      }]) == jsonencode([
      { eventCategory = ["Management"] },
      { eventCategory = ["Data"], "resources.ARN" = ["arn:aws:s3:::ai-film-studio-assets-prod-123456789012/"], "resources.type" = ["AWS::S3::Object"] },
    ])
    error_message = "Objects of this one bucket are written down, beside how things are set: a selector for the one alone would end the other."
  }
}

run "no_session_is_held_unwritten" {
  command = plan

  assert {
    condition     = aws_ssm_document.sessions.name == "SSM-SessionManagerRunShell" && aws_ssm_document.sessions.document_type == "Session" && jsondecode(aws_ssm_document.sessions.content).schemaVersion == "1.0" && jsondecode(aws_ssm_document.sessions.content).sessionType == "Standard_Stream"
    error_message = "Session Manager looks for its preferences by this name, type and version, and for no other."
  }

  assert {
    condition     = jsondecode(aws_ssm_document.sessions.content).inputs.cloudWatchLogGroupName == "/ssm/ai-film-studio-prod" && output.session_log_group_name == "/ssm/ai-film-studio-prod"
    error_message = "Sessions must be written to the group that is made for them; machines may write to no other."
  }

  assert {
    condition     = jsondecode(aws_ssm_document.sessions.content).inputs.cloudWatchEncryptionEnabled == true
    error_message = "A machine that cannot see the group must begin no session: without this it would hold one that nobody writes down."
  }

  assert {
    condition     = jsondecode(aws_ssm_document.sessions.content).inputs.cloudWatchStreamingEnabled == true
    error_message = "Sessions are written as they go: what is uploaded at their end is lost with the machine."
  }
}

run "keeps_sessions_locked_and_as_long_as_other_logs" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.sessions.kms_key_id == var.kms_key_arn && aws_cloudwatch_log_group.sessions.retention_in_days == 30
    error_message = "What was typed and shown must be under the key of logs, and end when other logs do."
  }
}

run "ends_sessions_that_were_left_open" {
  command = plan

  assert {
    condition     = jsondecode(aws_ssm_document.sessions.content).inputs.idleSessionTimeout == "20"
    error_message = "A session that nobody uses ends after 20 minutes; Session Manager takes the figure as text."
  }

  assert {
    condition     = jsondecode(aws_ssm_document.sessions.content).inputs.runAsEnabled == false && jsondecode(aws_ssm_document.sessions.content).inputs.kmsKeyId == ""
    error_message = "Sessions run as ssm-user, and need no key: with a user or a key that a machine has not, none would begin there."
  }
}
