provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env        = "dev"
  region     = "us-east-1"
  account_id = "123456789012"
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_short_polling" {
  command         = plan
  expect_failures = [var.wait]

  variables {
    wait = 0
  }
}

run "refuses_a_visibility_shorter_than_a_claim" {
  command         = plan
  expect_failures = [var.visibility_timeout]

  variables {
    visibility_timeout = 5
  }
}

run "refuses_dead_letters_that_go_before_the_living" {
  command         = plan
  expect_failures = [var.dlq_retention]

  variables {
    retention     = 604800
    dlq_retention = 345600
  }
}

run "refuses_messages_smaller_than_the_program_sends" {
  command         = plan
  expect_failures = [var.max_message]

  variables {
    max_message = 65536
  }
}

run "refuses_no_receive_at_all" {
  command         = plan
  expect_failures = [var.max_receives]

  variables {
    max_receives = 0
  }
}
