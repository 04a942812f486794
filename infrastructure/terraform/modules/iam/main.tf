locals {
  cluster = "ai-film-studio-${var.env}"
  ecs     = "arn:aws:ecs:${var.region}:${var.account_id}"
  logs    = "arn:aws:logs:${var.region}:${var.account_id}"

  # Who pulls images, writes logs and hands secrets to containers before they start: one for each of the two, so that a worker can't be given Stripe's key.
  execution = {
    backend = { name = "execution", secrets = var.secret_arns }
    worker  = { name = "worker-execution", secrets = coalesce(var.worker_secret_arns, var.secret_arns) }
  }

  # What the programs in the containers may do themselves.
  task = {
    backend = data.aws_iam_policy_document.backend.json
    worker  = data.aws_iam_policy_document.worker.json
  }
}

# Only for tasks of this account in this region: ECS can't be talked into lending a role to somebody else's (the confused deputy).
data "aws_iam_policy_document" "tasks_may_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["${local.ecs}:*"]
    }
  }
}

resource "aws_iam_role" "execution" {
  for_each = local.execution

  name                 = "ai-film-studio-${each.value.name}-${var.env}"
  description          = "ECS starts the ${each.key}'s containers with it: images, logs, secrets."
  assume_role_policy   = data.aws_iam_policy_document.tasks_may_assume.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy" "execution" {
  for_each = local.execution

  name   = "start-containers"
  role   = aws_iam_role.execution[each.key].id
  policy = data.aws_iam_policy_document.execution[each.key].json
}

resource "aws_iam_role" "task" {
  for_each = local.task

  name                 = "ai-film-studio-${each.key}-${var.env}"
  description          = "What the ${each.key} itself may do."
  assume_role_policy   = data.aws_iam_policy_document.tasks_may_assume.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy" "task" {
  for_each = local.task

  name   = each.key
  role   = aws_iam_role.task[each.key].id
  policy = each.value
}
