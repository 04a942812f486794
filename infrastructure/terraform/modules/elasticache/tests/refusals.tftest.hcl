provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "dev"
  node_type          = "cache.t3.micro"
  nodes              = 1
  subnet_ids         = ["subnet-a", "subnet-b"]
  security_group_id  = "sg-redis"
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/1"
  auth_token         = "NotTheRealOne0123456789"
  log_retention_days = 7
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_a_version_of_another_engine" {
  command         = plan
  expect_failures = [var.engine_version]

  variables {
    engine_version = "7.2"
  }
}

run "refuses_a_type_that_is_a_databases" {
  command         = plan
  expect_failures = [var.node_type]

  variables {
    node_type = "db.t3.micro"
  }
}

run "refuses_to_have_no_node" {
  command         = plan
  expect_failures = [var.nodes]

  variables {
    nodes = 0
  }
}

run "refuses_more_replicas_than_redis_takes" {
  command         = plan
  expect_failures = [var.nodes]

  variables {
    nodes = 7
  }
}

run "refuses_a_cluster_with_nobody_to_fail_over_to" {
  command         = plan
  expect_failures = [var.cluster_mode]

  variables {
    nodes        = 1
    cluster_mode = true
  }
}

run "refuses_a_single_zone_of_subnets" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-a"]
  }
}

run "refuses_what_is_no_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/aws/elasticache"
  }
}

run "refuses_a_token_that_breaks_the_url" {
  command         = plan
  expect_failures = [var.auth_token]

  variables {
    auth_token = "abc@def/0123456789"
  }
}

run "refuses_a_token_that_is_guessed" {
  command         = plan
  expect_failures = [var.auth_token]

  variables {
    auth_token = "short"
  }
}

run "refuses_a_retention_that_cloudwatch_has_not" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 15
  }
}

run "refuses_to_keep_snapshots_for_longer_than_elasticache_does" {
  command         = plan
  expect_failures = [var.snapshot_retention_days]

  variables {
    snapshot_retention_days = 90
  }
}
