provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                      = "prod"
  region                   = "us-east-1"
  account_id               = "123456789012"
  packages_folder          = "./tests/packages"
  metric_namespace         = "AIFilmStudio/prod"
  log_retention_days       = 30
  slack_webhook_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SLACK_WEBHOOK_URL"
}

override_resource {
  target          = aws_sqs_queue.failures
  override_during = plan
  values          = { arn = "arn:aws:sqs:us-east-1:123456789012:failures", id = "https://sqs.us-east-1.amazonaws.com/123456789012/failures" }
}

run "runs_functions_as_the_document_has_them" {
  command = plan

  assert {
    condition = length(aws_lambda_function.this) == 2 && alltrue([for function in aws_lambda_function.this : (
      function.memory_size == 512 && function.timeout == 30 && function.reserved_concurrent_executions == 100 &&
      function.runtime == "nodejs24.x" && function.handler == "main.handler"
    )])
    error_message = "Section 2 of the specification: 512 to 1024 MB, 30 seconds, concurrency 100; and a runtime that Lambda still takes."
  }

  assert {
    condition     = toset([for group in aws_cloudwatch_log_group.this : "${group.name} ${group.retention_in_days}"]) == toset(["/aws/lambda/ai-film-studio-alarm-notices-prod 30", "/aws/lambda/ai-film-studio-stored-bytes-prod 30"])
    error_message = "Each function logs to /aws/lambda/{function-name}, and its log ends some day."
  }

  assert {
    condition     = alltrue([for name, function in aws_lambda_function.this : function.source_code_hash == filebase64sha256("./tests/packages/${name}.zip")])
    error_message = "A function is uploaded anew when its zip has changed, and only then."
  }

  assert {
    condition     = aws_lambda_function.this["stored-bytes"].environment[0].variables == tomap({ METRICS_NAMESPACE = "AIFilmStudio/prod" }) && alltrue([for function in aws_lambda_function.this : function.logging_config[0].log_format == "Text"])
    error_message = "stored-bytes must write to the studio's namespace, and in text: in JSON its lines would be wrapped and be no metrics."
  }

  assert {
    condition     = aws_lambda_function.this["alarm-notices"].environment[0].variables == tomap({ SLACK_WEBHOOK_SECRET = var.slack_webhook_secret_arn })
    error_message = "alarm-notices is told which secret has the webhook, and not the webhook: whoever may look at a function reads its variables."
  }
}

run "lets_each_function_do_its_own_and_nothing_else" {
  command = plan

  assert {
    condition = alltrue([for role in aws_iam_role.this : jsonencode([for statement in jsondecode(role.assume_role_policy).Statement : [statement.Action, statement.Principal]]) == jsonencode([
      ["sts:AssumeRole", { Service = "lambda.amazonaws.com" }],
    ])])
    error_message = "Lambda alone takes the functions' roles."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.this["stored-bytes"].policy).Statement : [statement.Action, statement.Resource]]) == jsonencode([
      [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/ai-film-studio-stored-bytes-prod:*"],
      ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-stored-bytes-failures-prod"],
    ])
    error_message = "stored-bytes writes its log and its failures, and may touch no object."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.this["alarm-notices"].policy).Statement : [statement.Action, statement.Resource] if statement.Sid == "ReadWebhook"]) == jsonencode([
      ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SLACK_WEBHOOK_URL-??????"],
    ])
    error_message = "alarm-notices reads its one secret, whatever six characters AWS ended its ARN with."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.this["alarm-notices"].policy).Statement : statement.Condition if statement.Sid == "OpenWebhook"]) == jsonencode([{
      "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/ai-film-studio-prod" }
      StringEquals               = { "kms:ViaService" = "secretsmanager.us-east-1.amazonaws.com" }
    }])
    error_message = "Of all keys it may use the studio's alone, and through Secrets Manager alone."
  }
}

run "keeps_what_failed" {
  command = plan

  assert {
    condition = alltrue([for name, config in aws_lambda_function_event_invoke_config.this : (
      config.maximum_retry_attempts == 2 && config.destination_config[0].on_failure[0].destination == "arn:aws:sqs:us-east-1:123456789012:failures"
    )])
    error_message = "An alarm that Slack did not take must be tried again, and then lie where it is found."
  }

  assert {
    condition     = alltrue([for config in aws_lambda_function_event_invoke_config.this : config.maximum_event_age_in_seconds == 3600])
    error_message = "After an hour a notice is no news: it belongs in the queue, which an alarm watches."
  }

  assert {
    condition     = output.failure_queue_names["alarm-notices"] == "ai-film-studio-alarm-notices-failures-prod" && alltrue([for queue in aws_sqs_queue.failures : queue.sqs_managed_sse_enabled && queue.message_retention_seconds == 1209600])
    error_message = "Failures are kept for 14 days, encrypted."
  }

  assert {
    condition = alltrue([for policy in aws_sqs_queue_policy.failures : jsonencode([
      for statement in jsondecode(policy.policy).Statement : [statement.Effect, statement.Action, statement.Principal, statement.Condition]
    ]) == jsonencode([["Deny", "sqs:*", "*", { Bool = { "aws:SecureTransport" = "false" } }]])])
    error_message = "Nobody may touch the queues of failures without TLS, and their policy allows nothing."
  }
}

run "lets_the_assets_bucket_call_and_no_other" {
  command = plan

  assert {
    condition     = aws_lambda_permission.assets_bucket.principal == "s3.amazonaws.com" && aws_lambda_permission.assets_bucket.source_arn == "arn:aws:s3:::ai-film-studio-assets-prod-123456789012" && aws_lambda_permission.assets_bucket.source_account == "123456789012"
    error_message = "A bucket's name may come to belong to somebody else: the account is asked too."
  }

  assert {
    condition     = output.stored_bytes_arn == "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-stored-bytes-prod" && output.alarm_notices_arn == "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-alarm-notices-prod"
    error_message = "ARNs must be known in a plan: whether topics call a function hangs on them."
  }
}

run "has_no_function_for_slack_without_a_webhook" {
  command = plan

  variables {
    slack_webhook_secret_arn = null
  }

  assert {
    condition     = keys(aws_lambda_function.this) == ["stored-bytes"] && output.alarm_notices_arn == null
    error_message = "Without a secret alarm-notices could only fail."
  }
}

run "takes_the_whole_arn_of_a_secret_too" {
  command = plan

  variables {
    slack_webhook_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:slack-a1B2c3"
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this["alarm-notices"].policy).Statement : statement.Resource if statement.Sid == "ReadWebhook"] == [
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:slack-a1B2c3",
    ]
    error_message = "A whole ARN stays as it is."
  }
}

run "reserves_nothing_where_the_account_has_nothing_to_spare" {
  command = plan

  variables {
    reserved_concurrency = -1
  }

  assert {
    condition     = alltrue([for function in aws_lambda_function.this : function.reserved_concurrent_executions == -1])
    error_message = "-1 must reserve nothing: new accounts could not be built otherwise."
  }
}
