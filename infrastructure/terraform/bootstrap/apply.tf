# Roles that apply: one for each of GitHub's environments. Before production's stand its reviewers; dev, sandbox and staging are applied by a push.
locals {
  # Of what modules/* make. What has names of ours is narrower below: roles, buckets, secrets, functions, clusters, trails.
  services = [
    "acm",
    "application-autoscaling",
    "autoscaling",
    "backup",
    # Vaults of AWS Backup are made by this one too.
    "backup-storage",
    "budgets",
    "cloudfront",
    "cloudwatch",
    "config",
    "ec2",
    "ecr",
    "ecs",
    "elasticache",
    "elasticloadbalancing",
    # OpenSearch.
    "es",
    "events",
    "guardduty",
    "kms",
    "logs",
    "rds",
    "route53",
    "sns",
    "sqs",
    "wafv2",
  ]

  # AWS makes these roles itself, at the first use of a service in an account.
  linked_services = [
    "autoscaling.amazonaws.com",
    "backup.amazonaws.com",
    "ecs.amazonaws.com",
    "ecs.application-autoscaling.amazonaws.com",
    "eks.amazonaws.com",
    "eks-nodegroup.amazonaws.com",
    "elasticache.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "guardduty.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "opensearchservice.amazonaws.com",
    "rds.amazonaws.com",
    "replication.ecr.amazonaws.com",
    "spot.amazonaws.com",
    "wafv2.amazonaws.com",
  ]

  # Every ready-made policy that modules/* attach. What they allow ends at the boundary too: this list says what is meant.
  attached_policies = [
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSClusterPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonSSMManagedInstanceCore",
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWS_ConfigRole",
    "service-role/AmazonEBSCSIDriverPolicy",
    "service-role/AmazonRDSEnhancedMonitoringRole",
  ]

  # The copies that production runs from in the other region end in no environment (module backup: ai-film-studio-assets-dr-usw2).
  buckets = {
    for name, envs in local.envs : name => concat(
      [for env in envs : "arn:aws:s3:::ai-film-studio-*-${env}-${var.account_id}"],
      name == "production" ? ["arn:aws:s3:::ai-film-studio-*-dr-*"] : [],
    )
  }
  # Settings that are the account's, or that nothing tells whose they are.
  leads        = { for name in keys(local.envs) : name => name == "production" || !contains(keys(local.envs), "production") }
  own_states   = { for name, folders in local.folders : name => [for folder in folders : local.state_arns[folder]] }
  other_states = { for name, folders in local.folders : name => [for folder, arn in local.state_arns : arn if !contains(folders, folder)] }
}

data "aws_iam_policy_document" "apply" {
  for_each = local.envs

  statement {
    sid     = "MakeWhatModulesMake"
    actions = [for service in local.services : "${service}:*"]
    # What is to be made has no ARN yet, and most calls that make or list know no narrower resource. What bears another environment's tag is refused below.
    resources = ["*"]
  }

  statement {
    sid       = "KeepBuckets"
    actions   = ["s3:*"]
    resources = concat(local.buckets[each.key], [for arn in local.buckets[each.key] : "${arn}/*"])
  }

  statement {
    sid       = "KeepSecrets"
    actions   = ["secretsmanager:*"]
    resources = [for env in each.value : "arn:aws:secretsmanager:*:${var.account_id}:secret:ai-film-studio/${env}/*"]
  }

  # By name: what a tag says of a stranger's function could be written onto it first, and then its code.
  statement {
    sid       = "KeepFunctions"
    actions   = ["lambda:*"]
    resources = [for env in each.value : "arn:aws:lambda:*:${var.account_id}:function:ai-film-studio-*-${env}"]
  }

  # By name too: whom a cluster lets in, and what its pods are lent.
  statement {
    sid       = "KeepClusters"
    actions   = ["eks:*"]
    resources = flatten([for env in each.value : [for what in ["cluster/ai-film-studio-${env}", "access-entry/ai-film-studio-${env}/*", "addon/ai-film-studio-${env}/*", "nodegroup/ai-film-studio-${env}/*", "podidentityassociation/ai-film-studio-${env}/*"] : "arn:aws:eks:*:${var.account_id}:${what}"]])
  }

  statement {
    sid     = "MakeAndFindClusters"
    actions = ["eks:CreateCluster", "eks:DescribeAddonConfiguration", "eks:DescribeAddonVersions", "eks:DescribeClusterVersions", "eks:ListClusters"]
    # There is none yet, or it lists.
    resources = ["*"]
  }

  # By name, and not among the services: whoever means harm ends the trail first.
  statement {
    sid = "KeepTrails"
    actions = [
      "cloudtrail:AddTags",
      "cloudtrail:CreateTrail",
      "cloudtrail:DeleteTrail",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:GetTrail",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:ListTags",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:RemoveTags",
      "cloudtrail:StartLogging",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ]
    resources = [for env in each.value : "arn:aws:cloudtrail:*:${var.account_id}:trail/ai-film-studio-${env}"]
  }

  statement {
    sid     = "FindTrails"
    actions = ["cloudtrail:DescribeTrails"]
    # Has no resource: it lists.
    resources = ["*"]
  }

  # One document for the account and region (module audit): production's, where it is in the account. Another would make it first in a region, and say how
  # everybody's sessions are held.
  dynamic "statement" {
    for_each = local.leads[each.key] ? [true] : []

    content {
      sid = "KeepSessionPreferences"
      actions = [
        "ssm:AddTagsToResource",
        "ssm:CreateDocument",
        "ssm:DeleteDocument",
        "ssm:DescribeDocument",
        "ssm:DescribeDocumentPermission",
        "ssm:GetDocument",
        "ssm:ListTagsForResource",
        "ssm:RemoveTagsFromResource",
        "ssm:UpdateDocument",
        "ssm:UpdateDocumentDefaultVersion",
      ]
      resources = ["arn:aws:ssm:*:${var.account_id}:document/SSM-SessionManagerRunShell"]
    }
  }

  # Images of machines: AWS publishes their numbers as parameters of everybody's.
  statement {
    sid       = "FindImages"
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["arn:aws:ssm:*::parameter/aws/service/*"]
  }

  statement {
    sid = "KeepRoles"
    actions = [
      "iam:AddRoleToInstanceProfile",
      "iam:CreateInstanceProfile",
      "iam:DeleteInstanceProfile",
      "iam:DeleteRole",
      "iam:GetInstanceProfile",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListInstanceProfileTags",
      "iam:ListRolePolicies",
      "iam:ListRoleTags",
      # Which service may take it on is said by the role itself.
      "iam:PassRole",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:TagInstanceProfile",
      "iam:TagRole",
      "iam:UntagInstanceProfile",
      "iam:UntagRole",
      # IAM knows no condition on the boundary for it: whoever is let in comes to a bounded role. Bootstrap's own are refused below.
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ]
    resources = flatten([for env in each.value : ["${local.iam}:role/ai-film-studio-*-${env}", "${local.iam}:instance-profile/ai-film-studio-*-${env}"]])
  }

  # What a role may do is written within its bounds alone (boundary.tf), and a role from before them can be brought within.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
  statement {
    sid = "WriteRolesWithinBounds"
    actions = [
      "iam:CreateRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
    ]
    resources = [for env in each.value : "${local.iam}:role/ai-film-studio-*-${env}"]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = local.boundary_arns[each.key]
    }
  }

  statement {
    sid       = "AttachKnownPolicies"
    actions   = ["iam:AttachRolePolicy"]
    resources = [for env in each.value : "${local.iam}:role/ai-film-studio-*-${env}"]

    condition {
      test     = "ArnEquals"
      variable = "iam:PolicyARN"
      values   = [for name in local.attached_policies : "arn:aws:iam::aws:policy/${name}"]
    }

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = local.boundary_arns[each.key]
    }
  }

  statement {
    sid       = "LetServicesMakeTheirRoles"
    actions   = ["iam:CreateServiceLinkedRole"]
    resources = ["${local.iam}:role/aws-service-role/*"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values   = local.linked_services
    }
  }

  # EKS asks whether its role is there with the rights of who asks it for nodes.
  statement {
    sid       = "SeeTheirRoles"
    actions   = ["iam:GetRole"]
    resources = ["${local.iam}:role/aws-service-role/*"]
  }

  # The one that Terraform makes itself (module opensearch).
  statement {
    sid       = "KeepOpenSearchsRole"
    actions   = ["iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus", "iam:TagRole", "iam:UntagRole"]
    resources = ["${local.iam}:role/aws-service-role/opensearchservice.amazonaws.com/*"]
  }

  # What stands in this folder is changed by hand alone: else who may apply could let in whom they like, and loosen the bounds.
  statement {
    sid       = "NotWhoIsLetIn"
    effect    = "Deny"
    actions   = ["iam:*"]
    resources = ["${local.iam}:role/ai-film-studio-github-*", "${local.iam}:policy/ai-film-studio-boundary-*", local.oidc_provider_arn]
  }

  statement {
    sid     = "NotOutOfBounds"
    effect  = "Deny"
    actions = ["iam:DeleteRolePermissionsBoundary"]
    # Whichever.
    resources = ["*"]
  }

  # A machine of somebody else's in the account may have a role without bounds: no code of ours is put where it runs, nor in what it begins with.
  statement {
    sid       = "NotIntoWhatRunsElsewhere"
    effect    = "Deny"
    actions   = ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyInstanceAttribute", "ec2:ModifyLaunchTemplate"]
    resources = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:ResourceTag/Environment"
      values   = each.value
    }
  }

  # Nor is it given the tag first. At its making a thing has none yet, and there EC2 says which call makes it.
  # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
  statement {
    sid       = "NotTaggedAsOurs"
    effect    = "Deny"
    actions   = ["ec2:CreateTags"]
    resources = ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:launch-template/*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:ResourceTag/Environment"
      values   = each.value
    }

    condition {
      test     = "Null"
      variable = "ec2:CreateAction"
      values   = ["true"]
    }
  }

  # Services start machines with rights of their own, and lend them any role of the account. Of a launch template's numbered version EC2 asks whether who names
  # it may lend its role; of the latest nobody asks again. No module has a fleet, or attaches a disk.
  # https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
  statement {
    sid       = "NoUnnamedVersions"
    effect    = "Deny"
    actions   = ["autoscaling:CreateAutoScalingGroup", "autoscaling:StartInstanceRefresh", "autoscaling:UpdateAutoScalingGroup"]
    resources = ["*"]

    condition {
      test     = "Bool"
      variable = "autoscaling:LaunchTemplateVersionSpecified"
      values   = ["false"]
    }
  }

  # And what no apply does, and anybody's account loses by: tasks and commands in others' containers, disks changed beneath machines, everybody's logs sent away.
  statement {
    sid    = "NotWhatNoModuleDoes"
    effect = "Deny"
    actions = [
      "autoscaling:CreateLaunchConfiguration",
      "ec2:AttachVolume",
      "ec2:CreateFleet",
      "ec2:CreateReplaceRootVolumeTask",
      "ec2:ModifyFleet",
      "ec2:ModifySpotFleetRequest",
      "ec2:RequestSpotFleet",
      "ec2:RequestSpotInstances",
      "ec2:RunScheduledInstances",
      "ecs:ExecuteCommand",
      "ecs:RunTask",
      "ecs:StartTask",
      "logs:DeleteAccountPolicy",
      "logs:PutAccountPolicy",
    ]
    # Whichever.
    resources = ["*"]
  }

  # CloudFront knows no tags and no names for whom it believes of links to films: they are production's, where it is in the account.
  dynamic "statement" {
    for_each = local.leads[each.key] ? [] : [true]

    content {
      sid       = "NotWhomFilmsBelieve"
      effect    = "Deny"
      actions   = ["cloudfront:DeleteKeyGroup", "cloudfront:DeletePublicKey", "cloudfront:UpdateKeyGroup", "cloudfront:UpdatePublicKey"]
      resources = ["*"]
    }
  }

  statement {
    sid       = "NotTheZone"
    effect    = "Deny"
    actions   = ["route53:DeleteHostedZone"]
    resources = ["arn:aws:route53:::hostedzone/*"]
  }

  # Its own state is read and written, and kept: no version of it is ended, and the bucket stays as it is.
  statement {
    sid         = "NotTheStateBucketItself"
    effect      = "Deny"
    not_actions = ["s3:Get*", "s3:List*", "s3:PutObject", "s3:DeleteObject"]
    resources   = concat(local.own_states[each.key], [for arn in local.own_states[each.key] : "${arn}/*"])
  }

  # This folder's own state may lie there (README.md).
  statement {
    sid       = "NotBootstrapsState"
    effect    = "Deny"
    actions   = ["s3:DeleteObject", "s3:PutObject"]
    resources = [for arn in local.own_states[each.key] : "${arn}/bootstrap.tfstate*"]
  }

  dynamic "statement" {
    for_each = length(local.other_states[each.key]) > 0 ? [local.other_states[each.key]] : []

    content {
      sid       = "NotStatesOfOthers"
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = concat(statement.value, [for arn in statement.value : "${arn}/*"])
    }
  }

  # Environments share the account. Each tags what it makes (default_tags of environments/*/main.tf).
  dynamic "statement" {
    for_each = length(local.others[each.key]) > 0 ? [local.others[each.key]] : []

    content {
      sid       = "NothingOfOthers"
      effect    = "Deny"
      actions   = ["*"]
      resources = ["*"]

      condition {
        test     = "StringEquals"
        variable = "aws:ResourceTag/Environment"
        values   = statement.value
      }
    }
  }
}

resource "aws_iam_role" "apply" {
  for_each = local.envs

  name               = "ai-film-studio-github-apply-${var.environments[each.key].env}"
  description        = "GitHub applies ${join(" and ", local.folders[each.key])} with it."
  assume_role_policy = data.aws_iam_policy_document.trust["apply-${each.key}"].json
  # A new database or cluster takes longer than an hour.
  max_session_duration = 7200
}

resource "aws_iam_role_policy" "apply" {
  for_each = aws_iam_role.apply

  name   = "apply"
  role   = each.value.name
  policy = data.aws_iam_policy_document.apply[each.key].json
}
