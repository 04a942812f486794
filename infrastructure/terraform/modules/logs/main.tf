locals {
  # Section 7 of the specification. The database's, the cache's and the functions' are made by their own modules, before who writes into them.
  names = {
    backend = "/ecs/ai-film-studio-backend-${var.env}"
    workers = "/ecs/ai-film-studio-workers-${var.env}"
  }

  # By name and not by the resource, so that a plan shows whole policies.
  arns = { for who, name in local.names : who => "arn:aws:logs:${var.region}:${var.account_id}:log-group:${name}" }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = local.names

  name              = each.value
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.watching.arn
}
