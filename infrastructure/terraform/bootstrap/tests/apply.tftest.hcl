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
}

run "made" {
  command = plan

  assert {
    condition     = alltrue([for role in output.roles : length(join("", [for policy in role.policies : jsonencode(jsondecode(policy))])) < 10240])
    error_message = "IAM takes 10,240 characters of a role's own policies."
  }
}

run "it_makes_what_modules_make" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      network  = { action = "ec2:CreateVpc", resource = "*" }
      database = { action = "rds:CreateDBInstance", resource = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-dev", context = { "aws:ResourceTag/Environment" = "dev" } }
      bucket   = { action = "s3:CreateBucket", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012" }
      backups  = { action = "s3:PutBucketVersioning", resource = "arn:aws:s3:::ai-film-studio-backups-dev-123456789012" }
      secret   = { action = "secretsmanager:CreateSecret", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SECRET-a1b2c3" }
      role     = { action = "iam:CreateRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      rights   = { action = "iam:PutRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-eks-fluent-bit-dev", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      older    = { action = "iam:PutRolePermissionsBoundary", resource = "arn:aws:iam::123456789012:role/ai-film-studio-worker-dev", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      trust    = { action = "iam:UpdateAssumeRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-worker-dev" }
      function = { action = "lambda:UpdateFunctionCode", resource = "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-stored-bytes-dev", context = { "aws:ResourceTag/Environment" = "dev" } }
      pass     = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-worker-dev" }
      profile  = { action = "iam:CreateInstanceProfile", resource = "arn:aws:iam::123456789012:instance-profile/ai-film-studio-worker-instance-dev" }
      attach   = { action = "iam:AttachRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backup-dev", context = { "iam:PolicyARN" = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup", "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      linked   = { action = "iam:CreateServiceLinkedRole", resource = "arn:aws:iam::123456789012:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", context = { "iam:AWSServiceName" = "rds.amazonaws.com" } }
      image    = { action = "ssm:GetParameters", resource = "arn:aws:ssm:us-east-1::parameter/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id" }
      state    = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate" }
      unlock   = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate.tflock" }
      read     = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/plans/1-1/dev" }
      trail    = { action = "cloudtrail:CreateTrail", resource = "arn:aws:cloudtrail:us-east-1:123456789012:trail/ai-film-studio-dev" }
      list     = { action = "s3:ListBucket", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012" }
      name     = { action = "route53:ChangeResourceRecordSets", resource = "arn:aws:route53:::hostedzone/Z1" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Terraform needs this to apply dev. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "productions_applies_recovery_too" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-prod"].policies
    requests = {
      state          = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/studio.tfstate" }
      recovery_state = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-dr-123456789012/studio.tfstate" }
      role           = { action = "iam:CreateRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod" } }
      recovery_role  = { action = "iam:CreateRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod-dr", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod-dr" } }
      copies         = { action = "s3:CreateBucket", resource = "arn:aws:s3:::ai-film-studio-assets-dr-usw2" }
      replica        = { action = "rds:CreateDBInstanceReadReplica", resource = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod", context = { "aws:ResourceTag/Environment" = "prod" } }
      secret         = { action = "secretsmanager:CreateSecret", resource = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod-dr/SECRET-a1b2c3" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Production and recovery are applied in the same environment of GitHub, with one role. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "nobody_lets_themselves_in" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      own_trust   = { action = "iam:UpdateAssumeRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-dev" }
      own_rights  = { action = "iam:PutRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-dev" }
      plan        = { action = "iam:AttachRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-dev", context = { "iam:PolicyARN" = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" } }
      deploy      = { action = "iam:DeleteRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-deploy-dev" }
      pass        = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-dev" }
      another     = { action = "iam:CreateRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-more-dev" }
      provider    = { action = "iam:AddClientIDToOpenIDConnectProvider", resource = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      loosen      = { action = "iam:CreatePolicyVersion", resource = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" }
      take_off    = { action = "iam:DeleteRolePermissionsBoundary", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev" }
      of_others   = { action = "iam:SetDefaultPolicyVersion", resource = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod" }
      no_provider = { action = "iam:DeleteOpenIDConnectProvider", resource = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "Who applies could change whom GitHub lets in: each of bootstrap's roles, the provider, and the bounds of roles have to be refused outright. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "it_has_no_way_to_more_rights" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      user         = { action = "iam:CreateUser", resource = "arn:aws:iam::123456789012:user/ai-film-studio-dev" }
      key          = { action = "iam:CreateAccessKey", resource = "arn:aws:iam::123456789012:user/admin" }
      role         = { action = "iam:CreateRole", resource = "arn:aws:iam::123456789012:role/admin" }
      pass         = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole" }
      admin        = { action = "iam:AttachRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev", context = { "iam:PolicyARN" = "arn:aws:iam::aws:policy/AdministratorAccess", "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      unsaid       = { action = "iam:AttachRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-dev" } }
      linked       = { action = "iam:CreateServiceLinkedRole", resource = "arn:aws:iam::123456789012:role/aws-service-role/organizations.amazonaws.com/x", context = { "iam:AWSServiceName" = "organizations.amazonaws.com" } }
      provider     = { action = "iam:CreateOpenIDConnectProvider", resource = "arn:aws:iam::123456789012:oidc-provider/gitlab.com" }
      assume       = { action = "sts:AssumeRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev" }
      organization = { action = "organizations:LeaveOrganization", resource = "*" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Who applies dev could come to more rights. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "it_touches_nothing_of_others" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      state    = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/studio.tfstate" }
      spoil    = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-staging-123456789012/studio.tfstate" }
      bucket   = { action = "s3:DeleteBucket", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-dr-123456789012" }
      database = { action = "rds:DeleteDBInstance", resource = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-prod", context = { "aws:ResourceTag/Environment" = "prod" } }
      key      = { action = "kms:ScheduleKeyDeletion", resource = "arn:aws:kms:us-east-1:123456789012:key/1234", context = { "aws:ResourceTag/Environment" = "staging" } }
      sessions = { action = "ssm:UpdateDocument", resource = "arn:aws:ssm:us-east-1:123456789012:document/SSM-SessionManagerRunShell", context = { "aws:ResourceTag/Environment" = "prod" } }
      machine  = { action = "ec2:TerminateInstances", resource = "arn:aws:ec2:us-east-1:123456789012:instance/i-1", context = { "aws:ResourceTag/Environment" = "prod-dr" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "Who applies dev could end what is another environment's: it has to be refused outright. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "it_is_given_nothing_of_others" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-dev"].policies
    requests = {
      films        = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012/users/1/film.mp4" }
      secret       = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SECRET-a1b2c3" }
      role         = { action = "iam:PutRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod", context = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod" } }
      pass         = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod" }
      copies       = { action = "s3:DeleteBucket", resource = "arn:aws:s3:::ai-film-studio-assets-dr-usw2" }
      other_bucket = { action = "s3:GetObject", resource = "arn:aws:s3:::somebodys/file" }
      parameter    = { action = "ssm:GetParameter", resource = "arn:aws:ssm:us-east-1:123456789012:parameter/password" }
      trail        = { action = "cloudtrail:StopLogging", resource = "arn:aws:cloudtrail:us-east-1:123456789012:trail/ai-film-studio-prod" }
      session      = { action = "ssm:StartSession", resource = "arn:aws:ssm:us-east-1:123456789012:document/SSM-SessionManagerRunShell" }
      document     = { action = "ssm:UpdateDocument", resource = "arn:aws:ssm:us-east-1:123456789012:document/somebodys" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Names say whose it is: dev's role has what ends in dev. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "production_touches_nothing_of_staging" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-prod"].policies
    requests = {
      state    = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-staging-123456789012/studio.tfstate" }
      database = { action = "rds:DeleteDBInstance", resource = "arn:aws:rds:us-east-1:123456789012:db:ai-film-studio-postgres-staging", context = { "aws:ResourceTag/Environment" = "staging" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "A reviewer of production has seen nothing of staging's. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "what_stands_here_stays" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-prod"].policies
    requests = {
      bucket    = { action = "s3:DeleteBucket", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012" }
      policy    = { action = "s3:PutBucketPolicy", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012" }
      versions  = { action = "s3:PutBucketVersioning", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012" }
      version   = { action = "s3:DeleteObjectVersion", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/studio.tfstate" }
      lifecycle = { action = "s3:PutLifecycleConfiguration", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-dr-123456789012" }
      bootstrap = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/bootstrap.tfstate" }
      zone      = { action = "route53:DeleteHostedZone", resource = "arn:aws:route53:::hostedzone/Z1" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "Versions of the state are what is left when an apply has gone wrong: no apply ends them. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

# What modules/* name, asked of the role: a module of a service that is new has to be allowed before it can be applied.
run "it_may_use_every_service_that_a_module_uses" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-prod"].policies
    requests = {
      for kind in distinct(flatten([for path in fileset("../modules", "**/*.tf") : regexall("(?m)^resource \"aws_(cloudwatch_[a-z]+|[a-z0-9]+)", file("../modules/${path}"))])) : kind => {
        action = join(":", [lookup({
          appautoscaling       = "application-autoscaling"
          cloudwatch_composite = "cloudwatch"
          cloudwatch_dashboard = "cloudwatch"
          cloudwatch_event     = "events"
          cloudwatch_log       = "logs"
          cloudwatch_metric    = "cloudwatch"
          db                   = "rds"
          default              = "ec2"
          eip                  = "ec2"
          flow                 = "ec2"
          instance             = "ec2"
          internet             = "ec2"
          launch               = "ec2"
          lb                   = "elasticloadbalancing"
          nat                  = "ec2"
          network              = "ec2"
          opensearch           = "es"
          route                = "ec2"
          security             = "ec2"
          subnet               = "ec2"
          vpc                  = "ec2"
          }, kind, kind), lookup({
          cloudtrail = "CreateTrail"
          eks        = "CreateCluster"
          iam        = "CreateRole"
          ssm        = "CreateDocument"
        }, kind, "Create")])
        context = kind == "iam" ? { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod" } : {}
        # Those that are allowed by names.
        resource = lookup({
          cloudtrail     = "arn:aws:cloudtrail:us-east-1:123456789012:trail/ai-film-studio-prod"
          ssm            = "arn:aws:ssm:us-east-1:123456789012:document/SSM-SessionManagerRunShell"
          iam            = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod"
          lambda         = "arn:aws:lambda:us-east-1:123456789012:function:ai-film-studio-stored-bytes-prod"
          s3             = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012"
          secretsmanager = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SECRET-a1b2c3"
        }, kind, "*")
      }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"]) && length(output.said) > 30
    error_message = "A module makes what the role may not: add the service to services in apply.tf. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "it_may_attach_every_policy_that_a_module_attaches" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-apply-prod"].policies
    requests = {
      for name in concat(
        # Module eks writes these as a list of names.
        ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
        distinct(flatten([for path in fileset("../modules", "**/*.tf") : regexall("arn:aws:iam::aws:policy/([A-Za-z0-9_/-]+)", file("../modules/${path}"))])),
        ) : name => {
        action   = "iam:AttachRolePolicy"
        resource = "arn:aws:iam::123456789012:role/ai-film-studio-x-prod"
        context  = { "iam:PolicyARN" = "arn:aws:iam::aws:policy/${name}", "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/ai-film-studio-boundary-prod" }
      }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"]) && length(output.said) > 5
    error_message = "A module attaches what the role may not: add the policy to attached_policies in apply.tf. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}
