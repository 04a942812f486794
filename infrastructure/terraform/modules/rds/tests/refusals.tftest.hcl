provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                   = "staging"
  account_id            = "123456789012"
  instance_class        = "db.t3.medium"
  allocated_storage     = 100
  max_allocated_storage = 500
  backup_retention_days = 14
  subnet_ids            = ["subnet-a", "subnet-b"]
  security_group_id     = "sg-database"
  kms_key_arn           = "arn:aws:kms:us-east-1:123456789012:key/1"
  password              = "not-the-real-one"
  log_retention_days    = 14
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_a_number_that_is_no_account" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "123"
  }
}

run "refuses_iops_that_rds_refuses_below_400_gib" {
  command         = plan
  expect_failures = [var.iops]

  variables {
    iops              = 5000
    allocated_storage = 100
  }
}

run "refuses_fewer_iops_than_come_for_nothing" {
  command         = plan
  expect_failures = [var.iops]

  variables {
    iops                  = 5000
    allocated_storage     = 500
    max_allocated_storage = 1000
  }
}

run "refuses_a_version_that_rds_makes_no_more" {
  command         = plan
  expect_failures = [var.engine_version]

  variables {
    engine_version = "15.4"
  }
}

run "refuses_a_size_whose_connections_nobody_knows" {
  command         = plan
  expect_failures = [var.instance_class]

  variables {
    instance_class = "db.x9.giant"
  }
}

run "refuses_storage_that_is_no_gp3" {
  command         = plan
  expect_failures = [var.allocated_storage]

  variables {
    allocated_storage = 10
  }
}

run "refuses_growth_to_less_than_there_is" {
  command         = plan
  expect_failures = [var.max_allocated_storage]

  variables {
    max_allocated_storage = 100
  }
}

run "refuses_to_be_without_backups" {
  command         = plan
  expect_failures = [var.backup_retention_days]

  variables {
    backup_retention_days = 0
  }
}

run "refuses_more_replicas_than_the_document_has" {
  command         = plan
  expect_failures = [var.read_replicas]

  variables {
    read_replicas = 4
  }
}

run "refuses_a_single_zone_of_subnets" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-a"]
  }
}

run "refuses_a_database_without_a_key_of_the_studio" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/aws/rds"
  }
}

run "refuses_a_user_that_postgres_has_already" {
  command         = plan
  expect_failures = [var.username]

  variables {
    username = "postgres"
  }
}

run "refuses_a_name_of_a_database_that_needs_quotes" {
  command         = plan
  expect_failures = [var.database_name]

  variables {
    database_name = "Studio-1"
  }
}

run "refuses_monitoring_by_the_second" {
  command         = plan
  expect_failures = [var.monitoring_interval]

  variables {
    monitoring_interval = 1
  }
}

run "refuses_a_source_by_its_name_alone" {
  command         = plan
  expect_failures = [var.replicate_source_arn]

  variables {
    replicate_source_arn = "ai-film-studio-postgres-prod"
  }
}

run "refuses_a_retention_that_cloudwatch_has_not" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 15
  }
}
