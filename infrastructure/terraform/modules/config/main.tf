# An account has one recorder in a region: environments that share an account share it too, and one of them makes it.
resource "aws_config_configuration_recorder" "this" {
  name     = "ai-film-studio-${var.env}"
  role_arn = aws_iam_role.config.arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }

  recording_mode {
    recording_frequency = var.recording_frequency
  }
}

resource "aws_config_delivery_channel" "this" {
  name           = "ai-film-studio-${var.env}"
  s3_bucket_name = var.bucket

  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true

  # It starts only when there is somewhere to write.
  depends_on = [aws_config_delivery_channel.this]
}

resource "aws_config_config_rule" "this" {
  for_each = local.rules

  name             = "ai-film-studio-${var.env}-${each.key}"
  description      = each.value.says
  input_parameters = length(each.value.with) == 0 ? null : jsonencode(each.value.with)

  source {
    owner             = "AWS"
    source_identifier = each.value.rule
  }

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_cloudwatch_event_rule" "drift" {
  name        = "ai-film-studio-${var.env}-compliance-drift"
  description = "What is no longer as a rule of ours wants it."
  event_pattern = jsonencode({
    source      = ["aws.config"]
    detail-type = ["Config Rules Compliance Change"]
    detail = {
      configRuleName      = [{ prefix = "ai-film-studio-${var.env}-" }]
      newEvaluationResult = { complianceType = ["NON_COMPLIANT"] }
    }
  })
}

resource "aws_cloudwatch_event_target" "drift" {
  rule = aws_cloudwatch_event_rule.drift.name
  arn  = var.topic_arn

  input_transformer {
    input_template = "{\"key\": \"compliance-drift\", \"runbook\": \"${var.runbook_base_url}/compliance-drift.md\", \"event\": <aws.events.event.json>}"
  }
}
