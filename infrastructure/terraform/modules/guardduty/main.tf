# An account has one detector in a region: environments that share an account share it too, and one of them makes it.
resource "aws_guardduty_detector" "this" {
  enable = true
  # How soon a finding that repeats is told again; a new one comes within five minutes anyway.
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}

resource "aws_guardduty_detector_feature" "this" {
  for_each = var.features

  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  status      = "ENABLED"

  # The API runs on Fargate, workers on machines: GuardDuty puts its agent there itself.
  # https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html
  dynamic "additional_configuration" {
    for_each = each.key == "RUNTIME_MONITORING" ? ["ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"] : []

    content {
      name   = additional_configuration.value
      status = "ENABLED"
    }
  }
}

resource "aws_cloudwatch_event_rule" "findings" {
  name        = "ai-film-studio-${var.env}-threat-found"
  description = "What GuardDuty finds, from severity ${var.least_severity} on."
  event_pattern = jsonencode({
    source      = ["aws.guardduty"]
    detail-type = ["GuardDuty Finding"]
    detail      = { severity = [{ numeric = [">=", var.least_severity] }] }
  })
}

resource "aws_cloudwatch_event_target" "findings" {
  rule = aws_cloudwatch_event_rule.findings.name
  arn  = var.topic_arn

  input_transformer {
    input_template = "{\"key\": \"threat-found\", \"runbook\": \"${var.runbook_base_url}/threat-found.md\", \"event\": <aws.events.event.json>}"
  }
}
