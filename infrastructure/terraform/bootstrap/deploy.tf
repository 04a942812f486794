# Roles that bring new versions: what the deploy program was seen to ask for, and what image.yml, deploy.yml and web.yml do besides.
locals {
  deploy_actions = jsondecode(file("${path.module}/../../deploy/permissions.json")).actions
  deploy_reads   = [for action in local.deploy_actions : action if can(regex(":(Describe|Get|List)", action))]
  deploy_writes  = setsubtract(local.deploy_actions, local.deploy_reads)

  places = {
    for name in local.github_environments : name => {
      env    = var.environments[name].env
      region = var.environments[name].region
      arn    = "${var.environments[name].region}:${var.account_id}"
    }
  }

  # On what each action that changes something is allowed. A new one in permissions.json has to be added here.
  deploy_resources = {
    for name, place in local.places : name => {
      # Targets have numbers for names. Another environment's are refused by their tag.
      "application-autoscaling:RegisterScalableTarget" = ["arn:aws:application-autoscaling:${place.arn}:scalable-target/*"]
      # A definition runs nothing by itself; what it could do is bounded by the roles that may be passed. ECS refused families as a resource for years.
      "ecs:RegisterTaskDefinition" = ["*"]
      # Tags come with a definition that has no number yet, and with one that has.
      "ecs:TagResource"                     = [for end in ["", ":*"] : "arn:aws:ecs:${place.arn}:task-definition/ai-film-studio-*-${place.env}${end}"]
      "ecs:UpdateService"                   = ["arn:aws:ecs:${place.arn}:service/ai-film-studio-${place.env}/*"]
      "elasticloadbalancing:ModifyListener" = ["arn:aws:elasticloadbalancing:${place.arn}:listener/app/ai-film-studio-${place.env}/*"]
    }
  }
  unplaced = { for name, resources in local.deploy_resources : name => setsubtract(local.deploy_writes, keys(resources)) }
}

data "aws_iam_policy_document" "deploy" {
  for_each = local.places

  statement {
    sid     = "LookAround"
    actions = local.deploy_reads
    # Most of these know no resource. They tell settings and measurements, and no data.
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = { for action, resources in local.deploy_resources[each.key] : action => resources if contains(local.deploy_writes, action) }

    content {
      sid       = replace(title(replace(statement.key, ":", " ")), "/[^A-Za-z]/", "")
      actions   = [statement.key]
      resources = statement.value
    }
  }

  statement {
    sid     = "LendTasksTheirRoles"
    actions = ["iam:PassRole"]
    # Those of module iam: what starts containers, and what runs in them.
    resources = [for role in ["execution", "worker-execution", "backend", "worker"] : "${local.iam}:role/ai-film-studio-${role}-${each.value.env}"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    sid     = "SignInToRegistry"
    actions = ["ecr:GetAuthorizationToken"]
    # The token is the account's: ECR knows no narrower resource for it.
    resources = ["*"]
  }

  # Of every environment: an image is promoted from where it was tested.
  statement {
    sid       = "PullImages"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:aws:ecr:${each.value.arn}:repository/ai-film-studio-*"]
  }

  statement {
    sid       = "PushImages"
    actions   = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"]
    resources = ["arn:aws:ecr:${each.value.arn}:repository/ai-film-studio-*-${each.value.env}"]
  }

  statement {
    sid       = "ListPages"
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::ai-film-studio-frontend-${each.value.env}-${var.account_id}"]
  }

  statement {
    sid       = "PublishPages"
    actions   = ["s3:DeleteObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::ai-film-studio-frontend-${each.value.env}-${var.account_id}/*"]
  }

  statement {
    sid = "ForgetOldPages"
    # npm run web:publish waits until CloudFront has forgotten them.
    actions = ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"]
    # Distributions have numbers for names. Another environment's are refused by their tag.
    resources = ["arn:aws:cloudfront::${var.account_id}:distribution/*"]
  }

  # acceptance.yml uses the sandbox as those whom npm run seed has made. They have one password, the sandbox's administrator (admin@sandbox.example) among them: who
  # deploys there can be that too. No other environment has such people, and no other secret is theirs.
  dynamic "statement" {
    for_each = each.key == "sandbox" ? [each.value] : []

    content {
      sid     = "SignInAsTesters"
      actions = ["secretsmanager:GetSecretValue"]
      # Secrets Manager puts six characters behind each name.
      resources = ["arn:aws:secretsmanager:${statement.value.arn}:secret:ai-film-studio/${statement.value.env}/SEED_PASSWORD-??????"]
    }
  }

  dynamic "statement" {
    for_each = length(local.others[each.key]) > 0 ? [local.others[each.key]] : []

    content {
      sid     = "NothingOfOthers"
      effect  = "Deny"
      actions = concat(sort(local.deploy_writes), ["cloudfront:CreateInvalidation"])
      # Wherever: a refusal is wide on purpose.
      resources = ["*"]

      condition {
        test     = "StringEquals"
        variable = "aws:ResourceTag/Environment"
        values   = statement.value
      }
    }
  }
}

resource "aws_iam_role" "deploy" {
  for_each = local.places

  name               = "ai-film-studio-github-deploy-${each.value.env}"
  description        = "GitHub pushes images and brings versions to ${each.key} with it."
  assume_role_policy = data.aws_iam_policy_document.trust["deploy-${each.key}"].json
  # A canary takes an hour and five minutes.
  max_session_duration = 7200
}

resource "aws_iam_role_policy" "deploy" {
  for_each = aws_iam_role.deploy

  name   = "deploy"
  role   = each.value.name
  policy = data.aws_iam_policy_document.deploy[each.key].json

  lifecycle {
    precondition {
      condition     = length(local.unplaced[each.key]) == 0
      error_message = "permissions.json allows ${join(", ", local.unplaced[each.key])}, and nobody says on what: add it to deploy_resources in deploy.tf."
    }
  }
}
