# The most that a role of modules/* may do, whatever is written into it. An apply may write a role of the studio that does more than the role that made it:
# this is what such a role can't get past. apply.tf lets roles be written with it alone; each aws_iam_role of modules/* names it by account and env.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
locals {
  # By the environment of GitHub that applies a folder: recovery runs on production's images, secrets and copies, so the two have the same bounds.
  bounded = { for folder in keys(var.environments) : folder => folder == "recovery" ? "production" : folder }

  boundary_names = { for folder, one in var.environments : folder => "ai-film-studio-boundary-${one.env}" }
  boundary_arns  = { for name, folders in local.folders : name => [for folder in folders : "${local.iam}:policy/${local.boundary_names[folder]}"] }
}

# What is not named is not allowed: no writing in IAM, no other role taken on, no policy of a key, no trail, no bucket's settings. IAM takes 6,144 characters of it
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html): so there are patterns, no names of statements, and no account where nobody of
# another could be let in anyway (logs, ECS, snapshots). That it is as wide as what modules write is asked of plans: policies/access/boundary.ts.
data "aws_iam_policy_document" "boundary" {
  for_each = local.bounded

  # How things are set, and nothing of users: Config has to see the whole account. Logs, files, messages, parameters and secrets' values are not among it.
  statement {
    actions = [
      "acm:Describe*",
      "acm:List*",
      "application-autoscaling:Describe*",
      "autoscaling:Describe*",
      "backup:Describe*",
      "backup:Get*",
      "backup:List*",
      "budgets:ViewBudget",
      "cloudfront:Describe*",
      "cloudfront:Get*",
      "cloudfront:List*",
      "cloudtrail:Describe*",
      "cloudtrail:Get*",
      "cloudtrail:List*",
      "cloudwatch:Describe*",
      "cloudwatch:Get*",
      "cloudwatch:List*",
      "config:BatchGet*",
      "config:Describe*",
      "config:Get*",
      "config:List*",
      "config:Select*",
      "ec2:Describe*",
      "ec2:GetInstanceTypes*",
      "ec2:GetSecurityGroups*",
      "ecr:Describe*",
      "ecr:Get*Policy",
      "ecr:GetAuthorizationToken",
      "ecr:List*",
      "ecs:Describe*",
      "ecs:DiscoverPollEndpoint",
      "ecs:List*",
      "eks:Describe*",
      "eks:List*",
      "elasticache:Describe*",
      "elasticache:List*",
      "elasticloadbalancing:Describe*",
      "es:Describe*",
      "es:List*",
      "events:Describe*",
      "events:List*",
      "guardduty:Get*",
      "guardduty:List*",
      "iam:GenerateCredentialReport",
      "iam:Get*",
      "iam:List*",
      "kms:Describe*",
      "kms:GetKey*",
      "kms:List*",
      "lambda:Get*",
      "lambda:List*",
      "logs:Describe*",
      "logs:List*",
      "pricing:GetProducts",
      "rds:Describe*",
      "rds:List*",
      "route53:Get*",
      "route53:List*",
      "s3:GetAc*",
      "s3:GetBucket*",
      "s3:GetEnc*",
      "s3:GetLi*",
      "s3:GetRep*",
      "s3:ListA*",
      "s3:ListTagsForResource",
      "secretsmanager:Describe*",
      "secretsmanager:GetRes*",
      "secretsmanager:List*",
      "sns:Get*",
      "sns:List*",
      "sqs:GetQueue*",
      "sqs:List*",
      "ssm:Describe*",
      "ssm:GetD*",
      "ssm:GetManifest",
      "ssm:List*",
      "tag:GetResources",
      "wafv2:GetL*",
      "wafv2:GetRuleGroup",
      "wafv2:GetWebACL*",
      "wafv2:List*",
    ]
    # Looking knows no resources, or must find what is not known yet.
    resources = ["*"]
  }

  # What bears numbers for names: machines, disks, load balancers, keys. Not what bears another environment's tag.
  statement {
    actions = [
      "autoscaling:SetDesiredCapacity",
      "autoscaling:TerminateInstanceInAutoScalingGroup",
      "backup:Copy*",
      "backup:TagResource",
      "config:Put*",
      "ec2:*LaunchTemplate",
      "ec2:*NetworkInterface",
      "ec2:*PrivateIpAddresses",
      "ec2:*SecurityGroupIngress",
      "ec2:*Snapshot",
      "ec2:*Volume",
      "ec2:CopyVolumes",
      "ec2:CreateFleet",
      "ec2:CreateRoute",
      "ec2:CreateSecurityGroup",
      "ec2:CreateTags",
      "ec2:DeleteRoute",
      "ec2:DeleteSecurityGroup",
      "ec2:DeleteTags",
      "ec2:EnableFastSnapshotRestores",
      "ec2:ModifyNetworkInterfaceAttribute",
      "ec2:RunInstances",
      "ec2:TerminateInstances",
      "ec2messages:*",
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGet*",
      "ecr:BatchImportUpstreamImage",
      "ecr:GetDownloadUrlForLayer",
      "eks-auth:AssumeRoleForPodIdentity",
      "elasticloadbalancing:*",
      "kms:Decrypt",
      "kms:GenerateDataKey*",
      "rds:AddTagsToResource",
      "rds:Copy*Snapshot",
      "rds:Create*Snapshot",
      "ssm:PutCo*",
      "ssm:PutInventory",
      "ssm:UpdateAssociationStatus",
      "ssm:UpdateInstance*",
      "ssmmessages:*",
      "wafv2:AssociateWebACL",
      "wafv2:DisassociateWebACL",
    ]
    resources = ["*"]

    dynamic "condition" {
      for_each = length(local.others[each.value]) > 0 ? [local.others[each.value]] : []

      content {
        test     = "StringNotEquals"
        variable = "aws:ResourceTag/Environment"
        values   = condition.value
      }
    }
  }

  # AWS Backup makes and ends its own snapshots: they are named so.
  statement {
    actions   = ["rds:DeleteDBSnapshot", "rds:ModifyDBSnapshotAttribute"]
    resources = ["arn:aws:rds:*:*:snapshot:awsbackup:*"]
  }

  # AWS itself opens a copy or a disk by a key, and gives the leave back.
  statement {
    actions   = ["kms:CreateGrant"]
    resources = ["*"]

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }

    dynamic "condition" {
      for_each = length(local.others[each.value]) > 0 ? [local.others[each.value]] : []

      content {
        test     = "StringNotEquals"
        variable = "aws:ResourceTag/Environment"
        values   = condition.value
      }
    }
  }

  statement {
    actions = [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject*",
      "s3:ListBucket*",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:Replicate*",
    ]
    resources = concat(local.buckets[each.value], [for arn in local.buckets[each.value] : "${arn}/*"])
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [for env in local.envs[each.value] : "arn:aws:secretsmanager:*:${var.account_id}:secret:ai-film-studio/${env}/*"]
  }

  statement {
    actions   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"]
    resources = [for env in local.envs[each.value] : "arn:aws:sqs:*:${var.account_id}:ai-film-studio-*-${env}"]
  }

  # Sessions of all machines are written down in one group, whichever environment made it (module audit).
  statement {
    actions = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = concat(
      flatten([for env in local.envs[each.value] : [for end in ["", ":*"] : "arn:aws:logs:*:*:log-group:/*/ai-film-studio-*${env}${end}"]]),
      ["arn:aws:logs:*:*:log-group:/ssm/ai-film-studio-*"],
    )
  }

  # Where Enhanced Monitoring and Config write: AWS says the names, and one is for all of an account.
  statement {
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:GetLogEvents", "logs:PutLogEvents", "logs:PutRetentionPolicy"]
    resources = [for group in ["RDS*", "/aws/config/*"] : "arn:aws:logs:*:*:log-group:${group}"]
  }

  statement {
    actions = [
      "ecs:*ContainerInstance*",
      "ecs:Poll",
      "ecs:StartTelemetrySession",
      "ecs:Submit*",
    ]
    resources = flatten([for env in local.envs[each.value] : [for what in ["cluster/ai-film-studio-${env}", "container-instance/ai-film-studio-${env}/*"] : "arn:aws:ecs:*:*:${what}"]])
  }

  # AWS publishes the numbers of images as parameters of everybody's. None of the account's own.
  statement {
    actions   = ["ssm:GetParameter*"]
    resources = ["arn:aws:ssm:*::parameter/aws/service/*"]
  }

  # Karpenter starts machines, and they are bounded as it is.
  statement {
    actions   = ["iam:PassRole"]
    resources = [for env in local.envs[each.value] : "${local.iam}:role/ai-film-studio-*-nodes-${env}"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ec2.amazonaws.com"]
    }
  }

  statement {
    actions = ["iam:CreateServiceLinkedRole"]
    # Said by the condition.
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values   = ["elasticloadbalancing.amazonaws.com"]
    }
  }

  # Outright, for a bucket's or a role's own policy could allow them past what is not named here. States hold passwords, and their buckets end in env as films' do.
  statement {
    effect    = "Deny"
    actions   = ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*", "s3:Replicate*"]
    resources = ["arn:aws:s3:::ai-film-studio-terraform-*/*"]
  }

  # A machine or template of somebody else's may have a role without bounds: no disk is put into it, nor the tag that would let an apply change it (apply.tf).
  statement {
    effect    = "Deny"
    actions   = ["ec2:AttachVolume", "ec2:CreateTags"]
    resources = ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:launch-template/*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:ResourceTag/Environment"
      values   = local.envs[each.value]
    }

    condition {
      test     = "Null"
      variable = "ec2:CreateAction"
      values   = ["true"]
    }
  }

  statement {
    effect  = "Deny"
    actions = ["sts:AssumeRole*"]
    # Whichever.
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  for_each = local.bounded

  name        = local.boundary_names[each.key]
  description = "The most that a role of ${each.key} may do."
  policy      = data.aws_iam_policy_document.boundary[each.key].minified_json

  # Roles name it: without it none of theirs could be made, and a new one of its name would bound them by other words.
  lifecycle {
    prevent_destroy = true
  }
}
