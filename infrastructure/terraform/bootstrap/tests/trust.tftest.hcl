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
    condition = alltrue([for role in output.roles : (
      jsondecode(role.trust).Statement[0].Principal == { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" } &&
      jsondecode(role.trust).Statement[0].Action == "sts:AssumeRoleWithWebIdentity" && length(jsondecode(role.trust).Statement) == 1
    )])
    error_message = "GitHub's jobs take the roles on, and nobody besides: no user, no service, no other account."
  }

  assert {
    condition = alltrue([for role in output.roles : (
      join(" ", keys(jsondecode(role.trust).Statement[0].Condition)) == join(" ", ["StringEquals"]) &&
      join(" ", keys(jsondecode(role.trust).Statement[0].Condition.StringEquals)) == join(" ", ["token.actions.githubusercontent.com:aud", "token.actions.githubusercontent.com:sub"])
    )])
    error_message = "Audience and subject are both compared whole."
  }

  assert {
    condition = toset(keys(output.roles)) == toset(concat(
      [for env in ["dev", "sandbox", "staging", "prod", "prod-dr"] : "ai-film-studio-github-plan-${env}"],
      flatten([for env in ["dev", "sandbox", "staging", "prod"] : ["ai-film-studio-github-apply-${env}", "ai-film-studio-github-deploy-${env}"]]),
    ))
    error_message = "Each environment is planned by a role of its own; recovery is applied by production's, and nobody deploys to it."
  }

  assert {
    condition = alltrue(concat(
      [for role in aws_iam_role.apply : role.max_session_duration == 7200],
      [for role in aws_iam_role.deploy : role.max_session_duration == 7200],
    ))
    error_message = "The pipelines ask for sessions of 7,200 s: AWS would refuse them."
  }
}

run "plans_are_made_of_pull_requests_and_the_two_branches" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [run.made.roles["ai-film-studio-github-plan-prod"].trust]
    requests = {
      pull_request = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:pull_request" } }
      main         = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/heads/main" } }
      develop      = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/heads/develop" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "Pull requests, main and develop are planned. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "plans_are_made_of_nothing_else" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [run.made.roles["ai-film-studio-github-plan-prod"].trust]
    requests = {
      fork             = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:stranger/studio:pull_request" } }
      fork_main        = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:stranger/studio:ref:refs/heads/main" } }
      other_repository = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio-2:pull_request" } }
      other_branch     = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/heads/main-2" } }
      feature          = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/heads/feature" } }
      tag              = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/tags/main" } }
      environment      = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:production" } }
      other_audience   = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "https://github.com/ai-film-studio", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:pull_request" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "nothing"])
    error_message = "A fork, another branch, a tag or another audience is let in to plan. Not so: ${join(", ", [for name, said in output.said : name if said != "nothing"])}."
  }
}

run "applies_in_its_own_environment_alone" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [run.made.roles["ai-film-studio-github-apply-staging"].trust]
    requests = {
      own            = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging" } }
      other          = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:production" } }
      longer         = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging-2" } }
      pull_request   = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:pull_request" } }
      main           = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/heads/main" } }
      fork           = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:stranger/studio:environment:staging" } }
      other_audience = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "somebody", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging" } }
    }
  }

  assert {
    condition     = output.said == { for name in keys(var.requests) : name => name == "own" ? "Allow" : "nothing" }
    error_message = "Who may apply is said by the environment and its reviewers alone. Not so: ${join(", ", [for name, said in output.said : name if(said == "Allow") != (name == "own")])}."
  }
}

run "deploys_in_its_own_environment_alone" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [run.made.roles["ai-film-studio-github-deploy-staging"].trust]
    requests = {
      own            = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging" } }
      other          = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:production" } }
      longer         = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging-2" } }
      pull_request   = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:pull_request" } }
      main           = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:ref:refs/heads/main" } }
      fork           = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:stranger/studio:environment:staging" } }
      other_audience = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "somebody", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging" } }
    }
  }

  assert {
    condition     = output.said == { for name in keys(var.requests) : name => name == "own" ? "Allow" : "nothing" }
    error_message = "Who may deploy is said by the environment and its reviewers alone. Not so: ${join(", ", [for name, said in output.said : name if(said == "Allow") != (name == "own")])}."
  }
}

run "reviewers_of_production_stand_before_production" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = [run.made.roles["ai-film-studio-github-apply-prod"].trust]
    requests = {
      production = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:production" } }
      recovery   = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:recovery" } }
      staging    = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:staging" } }
      prod       = { action = "sts:AssumeRoleWithWebIdentity", context = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:ai-film-studio/studio:environment:prod" } }
    }
  }

  assert {
    condition     = output.said == { for name in keys(var.requests) : name => name == "production" ? "Allow" : "nothing" }
    error_message = "Production and recovery are applied in GitHub's environment production. Not so: ${join(", ", [for name, said in output.said : name if(said == "Allow") != (name == "production")])}."
  }
}

run "made_for_a_repository_with_ids" {
  command = plan

  variables {
    repository = "ai-film-studio@123456/studio@456789"
  }

  assert {
    condition     = jsondecode(output.roles["ai-film-studio-github-apply-dev"].trust).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == "repo:ai-film-studio@123456/studio@456789:environment:dev"
    error_message = "A repository with ids is trusted by them, so that nobody gets in by taking over its name."
  }
}
