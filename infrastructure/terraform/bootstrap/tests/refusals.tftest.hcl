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

run "refuses_an_account_that_is_none" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "1234"
  }
}

run "refuses_anybodys_repository" {
  command         = plan
  expect_failures = [var.repository]

  variables {
    repository = "ai-film-studio/*"
  }
}

run "refuses_a_repository_with_one_id" {
  command         = plan
  expect_failures = [var.repository]

  variables {
    repository = "ai-film-studio@123456/studio"
  }
}

run "refuses_an_address_of_a_repository" {
  command         = plan
  expect_failures = [var.repository]

  variables {
    repository = "https://github.com/ai-film-studio/studio"
  }
}

run "refuses_a_provider_of_another_account" {
  command         = plan
  expect_failures = [var.oidc_provider_arn]

  variables {
    oidc_provider_arn = "arn:aws:iam::999999999999:oidc-provider/token.actions.githubusercontent.com"
  }
}

run "refuses_a_provider_that_is_not_githubs" {
  command         = plan
  expect_failures = [var.oidc_provider_arn]

  variables {
    oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/gitlab.com"
  }
}

run "refuses_a_zone_that_is_an_address" {
  command         = plan
  expect_failures = [var.zone]

  variables {
    zone = "https://ai-film-studio.com/"
  }
}

run "refuses_a_region_that_is_none" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "virginia"
  }
}

run "refuses_an_environment_that_no_pipeline_knows" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      qa = { env = "qa", region = "us-east-1" }
    }
  }
}

run "refuses_no_environment" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {}
  }
}

run "refuses_a_name_that_no_bucket_takes" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      dev = { env = "Dev_1", region = "us-east-1" }
    }
  }
}

run "refuses_two_environments_of_one_name" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      dev     = { env = "dev", region = "us-east-1" }
      sandbox = { env = "dev", region = "us-east-1" }
    }
  }
}

run "refuses_a_name_that_another_ends_in" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      dev     = { env = "dev", region = "us-east-1" }
      staging = { env = "next-dev", region = "us-east-1" }
    }
  }
}

run "refuses_a_state_in_no_region" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      dev = { env = "dev", region = "virginia" }
    }
  }
}

run "refuses_recovery_without_production" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      recovery = { env = "prod-dr", region = "us-west-2" }
    }
  }
}

run "refuses_recovery_beside_production" {
  command         = plan
  expect_failures = [var.environments]

  variables {
    environments = {
      production = { env = "prod", region = "us-east-1" }
      recovery   = { env = "prod-dr", region = "us-east-1" }
    }
  }
}
