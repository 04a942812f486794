locals {
  told_by_slack = var.slack_webhook_secret_arn != null

  settings = {
    alarm-notices = { SLACK_WEBHOOK_SECRET = var.slack_webhook_secret_arn }
    stored-bytes  = { METRICS_NAMESPACE = var.metric_namespace }
  }
  functions = { for name, settings in local.settings : name => {
    name     = "ai-film-studio-${name}-${var.env}"
    settings = settings
  } if name != "alarm-notices" || local.told_by_slack }

  # By name and not by the resources, so that a plan shows whole policies, and who is given an ARN knows whether there is one.
  arns       = { for name, function in local.functions : name => "arn:aws:lambda:${var.region}:${var.account_id}:function:${function.name}" }
  queue_arns = { for name in keys(local.functions) : name => "arn:aws:sqs:${var.region}:${var.account_id}:${local.queue_names[name]}" }
}

# Made before the function: Lambda would make it itself, and keep what is in it for ever.
resource "aws_cloudwatch_log_group" "this" {
  for_each = local.functions

  name              = "/aws/lambda/${each.value.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name = each.value.name
  description   = { alarm-notices = "Tells Slack of alarms", stored-bytes = "Counts what is written to the assets bucket" }[each.key]
  role          = aws_iam_role.this[each.key].arn

  filename         = "${var.packages_folder}/${each.key}.zip"
  source_code_hash = filebase64sha256("${var.packages_folder}/${each.key}.zip")
  handler          = "main.handler"
  # The document's Node.js 18 can no longer be deployed: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
  runtime                        = "nodejs24.x"
  architectures                  = ["arm64"]
  memory_size                    = var.memory
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency

  environment {
    variables = each.value.settings
  }

  # Text, so that stored-bytes' lines stay as they are and become metrics.
  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this[each.key].name
  }

  depends_on = [aws_iam_role_policy.this]
}

# S3 asks whether it may when the bucket is told of the function: the output waits for this.
resource "aws_lambda_permission" "assets_bucket" {
  statement_id   = "AssetsBucket"
  function_name  = aws_lambda_function.this["stored-bytes"].function_name
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::ai-film-studio-assets-${var.env}-${var.account_id}"
  source_account = var.account_id
}
