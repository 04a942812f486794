locals {
  # Those that Terraform writes itself (module secrets), and PagerDuty's address, which module studio reads. Secrets Manager ends names with six characters.
  planned_secrets = ["METRICS_TOKEN", "PAGERDUTY_ENDPOINT", "PGPASSWORD", "REDIS_AUTH_TOKEN", "REDIS_URL", "SECRET", "SMOKE_TOKEN"]
}

# Roles that plan. Whoever can open a pull request from a branch of the repository can take one on, so they write nothing but the lock and plans, and read
# nothing of users.
data "aws_iam_policy_document" "plan" {
  for_each = var.environments

  statement {
    sid       = "FindState"
    actions   = ["s3:ListBucket"]
    resources = [local.state_arns[each.key]]
  }

  statement {
    sid       = "ReadState"
    actions   = ["s3:GetObject"]
    resources = ["${local.state_arns[each.key]}/*"]
  }

  # https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
  statement {
    sid       = "Lock"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${local.state_arns[each.key]}/*.tflock"]
  }

  statement {
    sid       = "KeepPlans"
    actions   = ["s3:PutObject"]
    resources = ["${local.state_arns[each.key]}/plans/*"]
  }

  # Terraform asks whether a secret still is what it wrote (aws_secretsmanager_secret_version), and where PagerDuty is told. The state that this role reads
  # holds the same values. What operators fill themselves (Stripe's key, sign-in, mail) is in no state, and no plan reads it.
  statement {
    sid       = "CompareSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [for name in local.planned_secrets : "arn:aws:secretsmanager:${each.value.region}:${var.account_id}:secret:ai-film-studio/${each.value.env}/${name}-*"]
  }

  statement {
    sid     = "OpenSecrets"
    actions = ["kms:Decrypt"]
    # The key is made by the environment, and has no name that is known before. What may be opened by it is said below.
    resources = ["arn:aws:kms:${each.value.region}:${var.account_id}:key/*"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${each.value.region}.amazonaws.com"]
    }

    # Secrets Manager says which secret it opens: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:SecretARN"
      values   = [for name in local.planned_secrets : "arn:aws:secretsmanager:${each.value.region}:${var.account_id}:secret:ai-film-studio/${each.value.env}/${name}-*"]
    }
  }

  statement {
    sid    = "NothingOfUsers"
    effect = "Deny"
    actions = [
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:GetLogRecord",
      "logs:GetQueryResults",
      "logs:StartLiveTail",
      "logs:StartQuery",
      "rds:DownloadCompleteDBLogFile",
      "rds:DownloadDBLogFilePortion",
      "sqs:ReceiveMessage",
      # Samples are whole requests, with what people sign in by.
      "wafv2:GetSampledRequests",
    ]
    # Wherever: a refusal is wide on purpose.
    resources = ["*"]
  }
}

resource "aws_iam_role" "plan" {
  for_each = var.environments

  name               = "ai-film-studio-github-plan-${each.value.env}"
  description        = "GitHub plans ${each.key} with it, and changes nothing."
  assume_role_policy = data.aws_iam_policy_document.trust["plan-${each.key}"].json
}

# To refresh, Terraform reads whatever it made: AWS keeps the list of what reads.
resource "aws_iam_role_policy_attachment" "plan" {
  for_each = aws_iam_role.plan

  role       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy" "plan" {
  for_each = aws_iam_role.plan

  name   = "plan"
  role   = each.value.name
  policy = data.aws_iam_policy_document.plan[each.key].json
}

# ReadOnlyAccess reads every object of every bucket: films, logs, the states of other environments. Terraform needs settings of buckets alone.
resource "aws_iam_role_policy" "no_objects_but_state" {
  for_each = aws_iam_role.plan

  name = "no-objects-but-state"
  role = each.value.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid         = "NoObjectsButState"
      Effect      = "Deny"
      Action      = "s3:GetObject*"
      NotResource = "${local.state_arns[each.key]}/*"
    }]
  })
}
