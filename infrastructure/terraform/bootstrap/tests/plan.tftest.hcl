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
    condition     = alltrue([for attachment in aws_iam_role_policy_attachment.plan : attachment.policy_arn == "arn:aws:iam::aws:policy/ReadOnlyAccess"]) && length(aws_iam_role_policy_attachment.plan) == 5
    error_message = "Who plans reads all that Terraform made."
  }
}

run "a_plan_reads_its_state_and_locks_it" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-plan-dev"].policies
    requests = {
      list   = { action = "s3:ListBucket", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012" }
      read   = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate" }
      lock   = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate.tflock" }
      unlock = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate.tflock" }
      keep   = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/plans/1-1/dev" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "A plan reads its state, locks it, and is kept. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "a_plan_compares_secrets" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-plan-dev"].policies
    requests = {
      value = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SECRET-a1b2c3" }
      open  = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/1234", context = { "kms:ViaService" = "secretsmanager.us-east-1.amazonaws.com", "kms:EncryptionContext:SecretARN" = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SECRET-a1b2c3" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Terraform compares secrets with what it wrote: without it no plan is made. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "recovery_is_planned_in_its_region" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-plan-prod-dr"].policies
    requests = {
      value = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod-dr/SECRET-a1b2c3" }
      open  = { action = "kms:Decrypt", resource = "arn:aws:kms:us-west-2:123456789012:key/1234", context = { "kms:ViaService" = "secretsmanager.us-west-2.amazonaws.com", "kms:EncryptionContext:SecretARN" = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod-dr/SECRET-a1b2c3" } }
      read  = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-dr-123456789012/studio.tfstate" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Recovery is planned by what lies in its own region. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "a_plan_changes_nothing" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-plan-dev"].policies
    requests = {
      state           = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate" }
      delete          = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate" }
      unmake          = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/plans/1-1/dev" }
      version         = { action = "s3:DeleteObjectVersion", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate.tflock" }
      plan_of_another = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/plans/1-1/production" }
      lock_of_another = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/studio.tfstate.tflock" }
      policy          = { action = "s3:PutBucketPolicy", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012" }
      machines        = { action = "ec2:RunInstances", resource = "*" }
      roles           = { action = "iam:PutRolePolicy", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-dev" }
      secret          = { action = "secretsmanager:PutSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SECRET-a1b2c3" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Whoever opens a pull request could change something. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "a_plan_reads_no_secret_of_others" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-plan-dev"].policies
    requests = {
      value           = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SECRET-a1b2c3" }
      longer          = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev-2/SECRET-a1b2c3" }
      filled          = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/STRIPE_SECRET_KEY-a1b2c3" }
      samples         = { action = "wafv2:GetSampledRequests", resource = "*" }
      theirs          = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-a1b2c3" }
      open            = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/1234", context = { "kms:ViaService" = "secretsmanager.us-east-1.amazonaws.com", "kms:EncryptionContext:SecretARN" = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SECRET-a1b2c3" } }
      open_directly   = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/1234" }
      open_for_others = { action = "kms:Decrypt", resource = "arn:aws:kms:us-east-1:123456789012:key/1234", context = { "kms:ViaService" = "rds.us-east-1.amazonaws.com" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "A plan of dev opens what is not dev's. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "a_plan_reads_nothing_of_users_though_readonlyaccess_would" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = concat(run.made.roles["ai-film-studio-github-plan-dev"].policies, [jsonencode({ Statement = { Effect = "Allow", Action = ["ec2:Describe*", "iam:Get*", "logs:*", "rds:*", "s3:Get*", "s3:List*", "sqs:Receive*"], Resource = "*" } })])
    requests = {
      film             = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012/users/1/film.mp4" }
      old_film         = { action = "s3:GetObjectVersion", resource = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012/users/1/film.mp4" }
      state_of_another = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-prod-123456789012/studio.tfstate" }
      messages         = { action = "sqs:ReceiveMessage", resource = "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-high-dev" }
      log              = { action = "logs:GetLogEvents", resource = "*" }
      found            = { action = "logs:FilterLogEvents", resource = "*" }
      asked            = { action = "logs:StartQuery", resource = "*" }
      database_log     = { action = "rds:DownloadDBLogFilePortion", resource = "*" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Deny"])
    error_message = "ReadOnlyAccess reads films, messages, logs and the states of others: that has to be refused. Not so: ${join(", ", [for name, said in output.said : name if said != "Deny"])}."
  }
}

run "a_plan_still_reads_settings" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = concat(run.made.roles["ai-film-studio-github-plan-dev"].policies, [jsonencode({ Statement = { Effect = "Allow", Action = ["ec2:Describe*", "iam:Get*", "logs:*", "rds:*", "s3:Get*", "s3:List*", "sqs:Receive*"], Resource = "*" } })])
    requests = {
      bucket    = { action = "s3:GetBucketPolicy", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012" }
      lock      = { action = "s3:GetBucketObjectLockConfiguration", resource = "arn:aws:s3:::ai-film-studio-backups-dev-123456789012" }
      lifecycle = { action = "s3:GetLifecycleConfiguration", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012" }
      state     = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate" }
      network   = { action = "ec2:DescribeVpcs", resource = "*" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Without the settings of what it made Terraform can plan nothing. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}
