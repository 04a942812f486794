provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  account_id = "123456789012"
  repository = "ai-film-studio/studio"
  everything = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

run "made" {
  command = plan

  assert {
    condition     = join(" ", keys(output.boundaries)) == "dev prod prod-dr sandbox staging"
    error_message = "Roles of each environment name their own, by its env."
  }

  assert {
    condition     = { for folder, policy in aws_iam_policy.boundary : folder => policy.name } == { dev = "ai-film-studio-boundary-dev", sandbox = "ai-film-studio-boundary-sandbox", staging = "ai-film-studio-boundary-staging", production = "ai-film-studio-boundary-prod", recovery = "ai-film-studio-boundary-prod-dr" }
    error_message = "Modules name it by account and env: arn:aws:iam::{account_id}:policy/ai-film-studio-boundary-{env}."
  }

  # Spaces between words are not counted, and here there are none.
  assert {
    condition     = alltrue([for boundary in output.boundaries : length(boundary) <= 6144])
    error_message = "IAM takes 6,144 characters of a managed policy. There are: ${join(", ", [for env, boundary in output.boundaries : "${env} ${length(boundary)}"])}."
  }

  assert {
    condition     = output.boundaries["prod-dr"] == output.boundaries["prod"]
    error_message = "Recovery runs on production's images, secrets and copies, and is applied by the same role."
  }
}

run "made_with_long_names" {
  command = plan

  variables {
    environments = {
      dev        = { env = "aaaaaaaaaaaaaaaa", region = "us-east-1" }
      sandbox    = { env = "bbbbbbbbbbbbbbbb", region = "us-east-1" }
      staging    = { env = "cccccccccccccccc", region = "us-east-1" }
      production = { env = "dddddddddddddddd", region = "us-east-1" }
      recovery   = { env = "eeeeeeeeeeeeeeee", region = "us-west-2" }
    }
  }

  assert {
    condition     = alltrue([for boundary in output.boundaries : length(boundary) <= 6144])
    error_message = "IAM takes 6,144 characters of a managed policy, with the longest names too. There are: ${join(", ", [for env, boundary in output.boundaries : "${env} ${length(boundary)}"])}."
  }
}

run "alone_in_its_account" {
  command = plan

  variables {
    environments = { dev = { env = "dev", region = "us-east-1" } }
  }

  assert {
    condition     = length(regexall("StringNotEquals", output.boundaries["dev"])) == 1
    error_message = "Where there are no others nothing is compared with their names: IAM takes no condition without a value. What is its own is told from strangers' all the same."
  }
}

run "no_role_is_written_without_bounds" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = merge(flatten([for what, context in {
      none  = {}
      other = { "iam:PermissionsBoundary" = "arn:aws:iam::aws:policy/AdministratorAccess" }
      prod  = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod" }
      } : [for action in ["CreateRole", "PutRolePolicy", "DeleteRolePolicy", "AttachRolePolicy", "DetachRolePolicy", "PutRolePermissionsBoundary"] : {
        "${action}_${what}" = {
          action   = "iam:${action}"
          resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev"
          context  = merge(context, { "iam:PolicyARN" = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" })
        }
    }]])...)
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "nothing"]) && length(output.said) == 18
    error_message = "A role without dev's bounds may do more than the role that made it. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "no_code_is_put_where_others_run" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      machine     = { action = "ec2:ModifyInstanceAttribute", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1" }
      tagged      = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:RequestTag/Environment" = "dev" } }
      disk        = { action = "ec2:AttachVolume", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1" }
      root        = { action = "ec2:CreateReplaceRootVolumeTask", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1" }
      template    = { action = "ec2:CreateLaunchTemplateVersion", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1" }
      older       = { action = "ec2:ModifyLaunchTemplate", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1" }
      template_as = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1", context = { "aws:RequestTag/Environment" = "dev" } }
      command     = { action = "ecs:ExecuteCommand", resource = "arn:aws:ecs:us-east-1:123456789012:task/somebodys/1" }
      task        = { action = "ecs:RunTask", resource = "arn:aws:ecs:us-east-1:123456789012:task-definition/somebodys:1" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "What is not the studio's may run with a role without bounds. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "no_function_of_others_is_changed" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      code   = { action = "lambda:UpdateFunctionCode", resource = "arn:aws:lambda:us-east-1:123456789012:function:somebodys" }
      layers = { action = "lambda:UpdateFunctionConfiguration", resource = "arn:aws:lambda:us-east-1:123456789012:function:somebodys", context = { "aws:ResourceTag/Environment" = "dev" } }
      tagged = { action = "lambda:TagResource", resource = "arn:aws:lambda:us-east-1:123456789012:function:somebodys", context = { "aws:RequestTag/Environment" = "dev" } }
      called = { action = "lambda:InvokeFunction", resource = "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-alarm-notices-prod" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Functions are dev's by their names, whatever is tagged. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "no_cluster_of_others_is_opened" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      cluster = { action = "eks:CreateAccessEntry", resource = "arn:aws:eks:us-east-1:123456789012:cluster/somebodys" }
      admin   = { action = "eks:AssociateAccessPolicy", resource = "arn:aws:eks:us-east-1:123456789012:access-entry/somebodys/role/123456789012/ai-film-studio-dev/1" }
      of_prod = { action = "eks:CreateAccessEntry", resource = "arn:aws:eks:us-east-1:123456789012:cluster/ai-film-studio-prod" }
      pods    = { action = "eks:CreatePodIdentityAssociation", resource = "arn:aws:eks:us-east-1:123456789012:cluster/somebodys" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Who is let into a cluster has what its pods have: dev's alone. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

# Auto Scaling and fleets lend a machine whichever role its template names, and ask nobody.
run "no_service_lends_what_an_apply_may_not" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      latest         = { action = "autoscaling:CreateAutoScalingGroup", resource = "*", context = { "autoscaling:LaunchTemplateVersionSpecified" = "false" } }
      latest_later   = { action = "autoscaling:UpdateAutoScalingGroup", resource = "*", context = { "autoscaling:LaunchTemplateVersionSpecified" = "false", "aws:ResourceTag/Environment" = "dev" } }
      latest_refresh = { action = "autoscaling:StartInstanceRefresh", resource = "*", context = { "autoscaling:LaunchTemplateVersionSpecified" = "false", "aws:ResourceTag/Environment" = "dev" } }
      configuration  = { action = "autoscaling:CreateLaunchConfiguration", resource = "*" }
      fleet          = { action = "ec2:CreateFleet", resource = "*" }
      fleet_later    = { action = "ec2:ModifyFleet", resource = "*", context = { "aws:ResourceTag/Environment" = "dev" } }
      spot           = { action = "ec2:RequestSpotFleet", resource = "*" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "A service would lend a machine of dev's any role of the account. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "what_modules_make_is_still_made_and_changed" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      group        = { action = "autoscaling:CreateAutoScalingGroup", resource = "*", context = { "autoscaling:LaunchTemplateVersionSpecified" = "true" } }
      group_later  = { action = "autoscaling:UpdateAutoScalingGroup", resource = "*", context = { "autoscaling:LaunchTemplateVersionSpecified" = "true", "aws:ResourceTag/Environment" = "dev" } }
      sizes        = { action = "autoscaling:UpdateAutoScalingGroup", resource = "*", context = { "aws:ResourceTag/Environment" = "dev" } }
      refresh      = { action = "autoscaling:StartInstanceRefresh", resource = "*", context = { "aws:ResourceTag/Environment" = "dev" } }
      machine      = { action = "ec2:RunInstances", resource = "arn:aws:ec2:us-east-1:123456789012:instance/*" }
      machine_tags = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:instance/*", context = { "ec2:CreateAction" = "RunInstances" } }
      tags_later   = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:ResourceTag/Environment" = "dev" } }
      network_tags = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" }
      template     = { action = "ec2:CreateLaunchTemplate", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/*" }
      version      = { action = "ec2:CreateLaunchTemplateVersion", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1", context = { "aws:ResourceTag/Environment" = "dev" } }
      service      = { action = "ecs:UpdateService", resource = "arn:aws:ecs:us-east-1:123456789012:service/ai-film-studio-dev/ai-film-studio-backend-dev-blue", context = { "aws:ResourceTag/Environment" = "dev" } }
      function     = { action = "lambda:CreateFunction", resource = "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-stored-bytes-dev" }
      function_tag = { action = "lambda:TagResource", resource = "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-stored-bytes-dev", context = { "aws:RequestTag/Environment" = "dev" } }
      cluster      = { action = "eks:CreateCluster", resource = "*" }
      entry        = { action = "eks:CreateAccessEntry", resource = "arn:aws:eks:us-east-1:123456789012:cluster/ai-film-studio-dev" }
      admin        = { action = "eks:AssociateAccessPolicy", resource = "arn:aws:eks:us-east-1:123456789012:access-entry/ai-film-studio-dev/role/123456789012/operators/1" }
      addon        = { action = "eks:UpdateAddon", resource = "arn:aws:eks:us-east-1:123456789012:addon/ai-film-studio-dev/coredns/1" }
      log_policy   = { action = "logs:PutResourcePolicy", resource = "*" }
      new_links    = { action = "cloudfront:CreateKeyGroup", resource = "*" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "An apply of dev needs this. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

# What is the account's, or has neither name nor tag.
run "settings_of_all_are_not_devs" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      logs     = { action = "logs:PutAccountPolicy", resource = "*" }
      sessions = { action = "ssm:CreateDocument", resource = "arn:aws:ssm:us-west-2:123456789012:document/SSM-SessionManagerRunShell" }
      links    = { action = "cloudfront:UpdateKeyGroup", resource = "*" }
      no_links = { action = "cloudfront:DeletePublicKey", resource = "*" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Of an account with production these are production's, or nobody's. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "production_keeps_them" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-prod"].policies
    requests = {
      sessions = { action = "ssm:CreateDocument", resource = "arn:aws:ssm:us-east-1:123456789012:document/SSM-SessionManagerRunShell" }
      links    = { action = "cloudfront:UpdateKeyGroup", resource = "*" }
    }
  }

  assert {
    condition     = output.said == { sessions = "Allow", links = "Allow" }
    error_message = "Sessions of the account and links to films are kept by production's apply."
  }
}

run "dev_keeps_them_where_it_is_alone" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.alone_in_its_account.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      sessions = { action = "ssm:CreateDocument", resource = "arn:aws:ssm:us-east-1:123456789012:document/SSM-SessionManagerRunShell" }
      links    = { action = "cloudfront:UpdateKeyGroup", resource = "*" }
    }
  }

  assert {
    condition     = output.said == { sessions = "Allow", links = "Allow" }
    error_message = "An account without production has these too."
  }
}

# What an apply could write at most: everything, to everything.
run "a_role_of_everything_comes_to_no_more_rights" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [var.everything]
    boundary = run.made.boundaries["dev"]
    requests = {
      role         = { action = "iam:CreateRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-more-dev", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      rights       = { action = "iam:PutRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-dev" }
      attach       = { action = "iam:AttachRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev", context = { "iam:PolicyARN" = "arn:aws:iam::aws:policy/AdministratorAccess" } }
      trust        = { action = "iam:UpdateAssumeRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-prod" }
      take_off     = { action = "iam:DeleteRolePermissionsBoundary", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev" }
      loosen       = { action = "iam:CreatePolicyVersion", resource = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" }
      loosen_older = { action = "iam:SetDefaultPolicyVersion", resource = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" }
      provider     = { action = "iam:UpdateOpenIDConnectProviderThumbprint", resource = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      user         = { action = "iam:CreateUser", resource = "arn:aws:iam::123456789012:user/me" }
      key          = { action = "iam:CreateAccessKey", resource = "arn:aws:iam::123456789012:user/admin" }
      pass_github  = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-dev", context = { "iam:PassedToService" = "ec2.amazonaws.com" } }
      pass_admin   = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/admin", context = { "iam:PassedToService" = "ec2.amazonaws.com" } }
      pass_nodes   = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-gpu-nodes-dev", context = { "iam:PassedToService" = "lambda.amazonaws.com" } }
      linked       = { action = "iam:CreateServiceLinkedRole", resource = "arn:aws:iam::123456789012:role/aws-service-role/organizations.amazonaws.com/x", context = { "iam:AWSServiceName" = "organizations.amazonaws.com" } }
      assume       = { action = "sts:AssumeRole", resource = "arn:aws:iam::123456789012:role/admin" }
      organization = { action = "organizations:LeaveOrganization", resource = "*" }
      account      = { action = "account:CloseAccount", resource = "*" }
      machine      = { action = "ec2:ModifyInstanceAttribute", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:ResourceTag/Environment" = "dev" } }
      tagged       = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:RequestTag/Environment" = "dev" } }
      template     = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1", context = { "aws:RequestTag/Environment" = "dev" } }
      version      = { action = "ec2:CreateLaunchTemplateVersion", resource = "arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1" }
      disk         = { action = "ec2:AttachVolume", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1" }
      group        = { action = "autoscaling:UpdateAutoScalingGroup", resource = "*", context = { "aws:ResourceTag/Environment" = "dev" } }
      command      = { action = "ssm:SendCommand", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1" }
      session      = { action = "ssm:StartSession", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1" }
      function     = { action = "lambda:UpdateFunctionCode", resource = "arn:aws:lambda:us-east-1:123456789012:function:somebodys" }
      grant        = { action = "kms:CreateGrant", resource = "arn:aws:kms:us-east-1:123456789012:key/1", context = { "kms:GrantIsForAWSResource" = "false" } }
      key_policy   = { action = "kms:PutKeyPolicy", resource = "arn:aws:kms:us-east-1:123456789012:key/1", context = { "aws:ResourceTag/Environment" = "dev" } }
      trail        = { action = "cloudtrail:StopLogging", resource = "arn:aws:cloudtrail:us-east-1:123456789012:trail/ai-film-studio-dev" }
      no_trail     = { action = "cloudtrail:DeleteTrail", resource = "arn:aws:cloudtrail:us-east-1:123456789012:trail/ai-film-studio-prod" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "A role that an apply of dev wrote could have the account. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "a_role_of_everything_has_nothing_of_others" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [var.everything]
    boundary = run.made.boundaries["dev"]
    requests = {
      films    = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012/users/1/film.mp4" }
      copies   = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-assets-dr-usw2/users/1/film.mp4" }
      opened   = { action = "s3:PutBucketPolicy", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012" }
      secret   = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SECRET-a1b2c3" }
      open     = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/1", context = { "aws:ResourceTag/Environment" = "prod" } }
      grant    = { action = "kms:CreateGrant", resource = "arn:aws:kms:us-east-1:123456789012:key/1", context = { "kms:GrantIsForAWSResource" = "true", "aws:ResourceTag/Environment" = "staging" } }
      jobs     = { action = "sqs:ReceiveMessage", resource = "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-dlq-prod" }
      logs     = { action = "logs:GetLogEvents", resource = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-backend-prod:log-stream:1" }
      lines    = { action = "logs:PutLogEvents", resource = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-backend-prod:log-stream:1" }
      image    = { action = "ecr:GetDownloadUrlForLayer", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-prod", context = { "aws:ResourceTag/Environment" = "prod" } }
      snapshot = { action = "rds:CopyDBSnapshot", resource = "arn:aws:rds:us-east-1:123456789012:snapshot:rds:1", context = { "aws:ResourceTag/Environment" = "prod" } }
      machine  = { action = "ec2:TerminateInstances", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:ResourceTag/Environment" = "prod-dr" } }
      balancer = { action = "elasticloadbalancing:DeleteLoadBalancer", resource = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/ai-film-studio-prod/1", context = { "aws:ResourceTag/Environment" = "prod" } }
      cluster  = { action = "ecs:RegisterContainerInstance", resource = "arn:aws:ecs:us-east-1:123456789012:cluster/ai-film-studio-prod" }
      secrets  = { action = "ssm:GetParameter", resource = "arn:aws:ssm:us-east-1:123456789012:parameter/password" }
      requests = { action = "wafv2:GetSampledRequests", resource = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/ai-film-studio-dev/1" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "A role that an apply of dev wrote could touch what is not dev's. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "a_role_of_everything_reads_no_state" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [var.everything]
    boundary = run.made.boundaries["prod"]
    requests = merge([for env in ["dev", "sandbox", "staging", "prod", "prod-dr"] : {
      "read_${env}"  = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-${env}-123456789012/studio.tfstate" }
      "spoil_${env}" = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-${env}-123456789012/bootstrap.tfstate" }
      "end_${env}"   = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-terraform-${env}-123456789012/studio.tfstate" }
    }]...)
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "States hold passwords, and nothing that runs needs one: they are refused outright, whatever their bucket's policy says. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "a_role_of_everything_does_what_its_environment_needs" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [var.everything]
    boundary = run.made.boundaries["prod"]
    requests = {
      film     = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012/users/1/film.mp4" }
      copies   = { action = "s3:ReplicateObject", resource = "arn:aws:s3:::ai-film-studio-assets-dr-usw2/users/1/film.mp4" }
      secret   = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/SECRET-a1b2c3" }
      open     = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/1", context = { "aws:ResourceTag/Environment" = "prod" } }
      aws_key  = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/2" }
      sessions = { action = "logs:PutLogEvents", resource = "arn:aws:logs:us-east-1:123456789012:log-group:/ssm/ai-film-studio-dev:log-stream:1", context = { "aws:ResourceTag/Environment" = "dev" } }
      look     = { action = "rds:DescribeDBInstances", resource = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-dev", context = { "aws:ResourceTag/Environment" = "dev" } }
      nodes    = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-gpu-nodes-prod", context = { "iam:PassedToService" = "ec2.amazonaws.com" } }
      machine  = { action = "ec2:RunInstances", resource = "arn:aws:ec2:us-east-1:123456789012:instance/*" }
      fleet    = { action = "ec2:CreateFleet", resource = "arn:aws:ec2:us-east-1:123456789012:fleet/*" }
      tags     = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:instance/*", context = { "ec2:CreateAction" = "CreateFleet" } }
      named    = { action = "ec2:CreateTags", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:ResourceTag/Environment" = "prod-dr" } }
      disk     = { action = "ec2:AttachVolume", resource = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1" }
      disk_of  = { action = "ec2:AttachVolume", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:ResourceTag/Environment" = "prod" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Roles of the studio need this. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "bounds_give_nothing" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = []
    boundary = run.made.boundaries["dev"]
    requests = {
      film = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012/users/1/film.mp4" }
    }
  }

  assert {
    condition     = output.said == { film = "nothing" }
    error_message = "A boundary allows nothing by itself: a role without policies does nothing."
  }
}
