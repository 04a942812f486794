provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env       = "prod"
  topic_arn = "arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-critical"
}

run "looks_at_what_the_studio_is_made_of" {
  command = plan

  assert {
    condition     = aws_guardduty_detector.this.enable && toset([for name, feature in aws_guardduty_detector_feature.this : name if feature.status == "ENABLED"]) == toset(["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING"])
    error_message = "Buckets, database, functions, machines and containers must be looked at."
  }

  assert {
    condition     = toset([for one in aws_guardduty_detector_feature.this["RUNTIME_MONITORING"].additional_configuration : one.name if one.status == "ENABLED"]) == toset(["ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"])
    error_message = "Without its agents runtime monitoring sees nothing."
  }

  assert {
    condition     = length(aws_guardduty_detector_feature.this["S3_DATA_EVENTS"].additional_configuration) == 0
    error_message = "Only runtime monitoring has agents; GuardDuty refuses them elsewhere."
  }

  assert {
    condition     = aws_guardduty_detector.this.finding_publishing_frequency == "FIFTEEN_MINUTES"
    error_message = "A finding that repeats must be told within a quarter of an hour: by itself GuardDuty waits six hours."
  }
}

run "tells_of_findings_from_medium_on" {
  command = plan

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.findings.event_pattern).detail.severity[0].numeric == [">=", 4] && aws_cloudwatch_event_target.findings.arn == var.topic_arn
    error_message = "Findings of severity 4 and above must reach the topic."
  }

  assert {
    condition = jsonencode([for field in ["source", "detail-type"] : jsondecode(aws_cloudwatch_event_rule.findings.event_pattern)[field]]) == jsonencode([
      ["aws.guardduty"], ["GuardDuty Finding"],
    ])
    error_message = "The rule must go by the names that GuardDuty gives its events: by others it never matches, and nothing says so."
  }

  assert {
    condition     = jsondecode(replace(aws_cloudwatch_event_target.findings.input_transformer[0].input_template, "<aws.events.event.json>", "{}")) == { key = "threat-found", runbook = "https://github.com/AI-Empower-HQ-360/ai-film-studio/blob/main/docs/runbooks/alarms/threat-found.md", event = {} }
    error_message = "The notice must have its key and its runbook, as JSON."
  }
}

run "refuses_a_feature_that_guardduty_has_not" {
  command         = plan
  expect_failures = [var.features]

  variables {
    features = ["MALWARE"]
  }
}

run "refuses_a_severity_that_no_finding_has" {
  command         = plan
  expect_failures = [var.least_severity]

  variables {
    least_severity = 10
  }
}

run "refuses_a_topic_that_is_none" {
  command         = plan
  expect_failures = [var.topic_arn]

  variables {
    topic_arn = "critical"
  }
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_runbooks_without_tls" {
  command         = plan
  expect_failures = [var.runbook_base_url]

  variables {
    runbook_base_url = "http://example.com/alarms"
  }
}
