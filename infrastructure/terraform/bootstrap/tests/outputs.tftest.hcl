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

run "says_what_github_has_to_know" {
  command = plan

  assert {
    condition = output.github_repository_variables == {
      AWS_REGION              = "us-east-1"
      PLAN_ROLE_DEV           = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-dev"
      PLAN_ROLE_SANDBOX       = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-sandbox"
      PLAN_ROLE_STAGING       = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-staging"
      PLAN_ROLE_PRODUCTION    = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-prod"
      PLAN_ROLE_RECOVERY      = "arn:aws:iam::123456789012:role/ai-film-studio-github-plan-prod-dr"
      STATE_BUCKET_DEV        = "ai-film-studio-terraform-dev-123456789012"
      STATE_BUCKET_SANDBOX    = "ai-film-studio-terraform-sandbox-123456789012"
      STATE_BUCKET_STAGING    = "ai-film-studio-terraform-staging-123456789012"
      STATE_BUCKET_PRODUCTION = "ai-film-studio-terraform-prod-123456789012"
      STATE_BUCKET_RECOVERY   = "ai-film-studio-terraform-prod-dr-123456789012"
    }
    error_message = "The pipelines ask for the repository's variables by these names."
  }

  assert {
    condition     = join(" ", keys(output.github_environment_variables)) == join(" ", ["dev", "production", "sandbox", "staging"])
    error_message = "GitHub has four environments: recovery is applied in production's."
  }

  assert {
    condition = output.github_environment_variables.production == {
      AWS_ROLE_ARN       = "arn:aws:iam::123456789012:role/ai-film-studio-github-deploy-prod"
      TERRAFORM_ROLE_ARN = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-prod"
      AWS_REGION         = "us-east-1"
      AWS_ACCOUNT_ID     = "123456789012"
      ECR_ACCOUNTS       = "123456789012"
    }
    error_message = "The pipelines ask for an environment's variables by these names."
  }
}

run "makes_no_zone_unasked" {
  command = plan

  assert {
    condition     = length(aws_route53_zone.this) == 0 && output.hosted_zone_id == null && length(output.name_servers) == 0
    error_message = "A second zone of a domain answers nobody."
  }
}

run "makes_the_zone" {
  command = plan

  variables {
    zone = "ai-film-studio.com"
  }

  assert {
    condition     = aws_route53_zone.this[0].name == "ai-film-studio.com"
    error_message = "The zone is the domain's."
  }
}

run "uses_the_provider_that_is_there" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0
    error_message = "IAM takes one provider of an address: a second would be refused when it is applied."
  }
}

run "serves_an_account_that_has_production_alone" {
  command = plan

  variables {
    environments = {
      production = { env = "prod", region = "us-east-1" }
      recovery   = { env = "prod-dr", region = "us-west-2" }
    }
  }

  assert {
    condition     = join(" ", keys(output.roles)) == join(" ", ["ai-film-studio-github-apply-prod", "ai-film-studio-github-deploy-prod", "ai-film-studio-github-plan-prod", "ai-film-studio-github-plan-prod-dr"])
    error_message = "There is no role for what is not in the account."
  }

  assert {
    condition     = !anytrue([for role in output.roles : strcontains(join("", role.policies), "NothingOfOthers")])
    error_message = "A condition on no value at all is refused by IAM."
  }
}
