provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "prod"
  region             = "us-east-1"
  account_id         = "123456789012"
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/watching"
  log_retention_days = 30
  identifiers = {
    database_ids              = ["db", "db-replica-1"]
    replica_ids               = ["db-replica-1"]
    max_connections           = 400
    redis_nodes               = ["redis-001"]
    alb_arn_suffix            = "app/studio/1"
    target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
    cluster_name              = "ai-film-studio-prod"
    service_names             = { blue = "backend-blue", green = "backend-green" }
    worker_service_names      = ["gpu-workers"]
    asg_names                 = ["gpu-workers"]
    queue_names               = ["processing", "high-priority"]
    dlq_name                  = "dlq"
    distribution_id           = "E1"
    assets_bucket             = "assets"
    metric_namespace          = "AIFilmStudio/prod"
    lost_notices_queue        = "lost"
  }
}

run "refuses_a_severity_that_nobody_publishes_to" {
  command         = plan
  expect_failures = [var.emails]

  variables {
    emails = { urgent = ["ops@example.com"] }
  }
}

run "refuses_mail_to_no_address" {
  command         = plan
  expect_failures = [var.emails]

  variables {
    emails = { warning = ["ops"] }
  }
}

run "refuses_a_telephone_with_blanks" {
  command         = plan
  expect_failures = [var.phones]

  variables {
    phones = ["+1 555 123 4567"]
  }
}

run "refuses_pagerduty_without_tls" {
  command         = plan
  expect_failures = [var.pagerduty_endpoint]

  variables {
    pagerduty_endpoint = "http://events.pagerduty.com/integration/0123/enqueue"
  }
}

run "refuses_a_runbook_address_that_ends_with_a_slash" {
  command         = plan
  expect_failures = [var.runbook_base_url]

  variables {
    runbook_base_url = "https://example.com/alarms/"
  }
}

run "refuses_to_keep_reasons_for_ever" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 0
  }
}

run "refuses_gpus_that_cost_nothing" {
  command         = plan
  expect_failures = [var.gpu_hour_usd]

  variables {
    gpu_hour_usd = 0
  }
}

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_a_studio_with_one_colour" {
  command         = plan
  expect_failures = [var.identifiers]

  variables {
    identifiers = {
      database_ids              = ["db", "db-replica-1"]
      replica_ids               = ["db-replica-1"]
      max_connections           = 400
      redis_nodes               = ["redis-001"]
      alb_arn_suffix            = "app/studio/1"
      target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
      cluster_name              = "ai-film-studio-prod"
      service_names             = { blue = "backend-blue" }
      worker_service_names      = ["gpu-workers"]
      asg_names                 = ["gpu-workers"]
      queue_names               = ["processing", "high-priority"]
      dlq_name                  = "dlq"
      distribution_id           = "E1"
      assets_bucket             = "assets"
      metric_namespace          = "AIFilmStudio/prod"
      lost_notices_queue        = "lost"
    }
  }
}

run "refuses_a_replica_that_is_not_watched_as_a_database" {
  command         = plan
  expect_failures = [var.identifiers]

  variables {
    identifiers = {
      database_ids              = ["db", "db-replica-1"]
      replica_ids               = ["another"]
      max_connections           = 400
      redis_nodes               = ["redis-001"]
      alb_arn_suffix            = "app/studio/1"
      target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
      cluster_name              = "ai-film-studio-prod"
      service_names             = { blue = "backend-blue", green = "backend-green" }
      worker_service_names      = ["gpu-workers"]
      asg_names                 = ["gpu-workers"]
      queue_names               = ["processing", "high-priority"]
      dlq_name                  = "dlq"
      distribution_id           = "E1"
      assets_bucket             = "assets"
      metric_namespace          = "AIFilmStudio/prod"
      lost_notices_queue        = "lost"
    }
  }
}

run "refuses_the_dead_letter_queue_among_those_of_work" {
  command         = plan
  expect_failures = [var.identifiers]

  variables {
    identifiers = {
      database_ids              = ["db", "db-replica-1"]
      replica_ids               = ["db-replica-1"]
      max_connections           = 400
      redis_nodes               = ["redis-001"]
      alb_arn_suffix            = "app/studio/1"
      target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
      cluster_name              = "ai-film-studio-prod"
      service_names             = { blue = "backend-blue", green = "backend-green" }
      worker_service_names      = ["gpu-workers"]
      asg_names                 = ["gpu-workers"]
      queue_names               = ["processing", "dlq"]
      dlq_name                  = "dlq"
      distribution_id           = "E1"
      assets_bucket             = "assets"
      metric_namespace          = "AIFilmStudio/prod"
      lost_notices_queue        = "lost"
    }
  }
}

run "refuses_a_database_that_lets_nobody_in" {
  command         = plan
  expect_failures = [var.identifiers]

  variables {
    identifiers = {
      database_ids              = ["db", "db-replica-1"]
      replica_ids               = ["db-replica-1"]
      max_connections           = 0
      redis_nodes               = ["redis-001"]
      alb_arn_suffix            = "app/studio/1"
      target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
      cluster_name              = "ai-film-studio-prod"
      service_names             = { blue = "backend-blue", green = "backend-green" }
      worker_service_names      = ["gpu-workers"]
      asg_names                 = ["gpu-workers"]
      queue_names               = ["processing", "high-priority"]
      dlq_name                  = "dlq"
      distribution_id           = "E1"
      assets_bucket             = "assets"
      metric_namespace          = "AIFilmStudio/prod"
      lost_notices_queue        = "lost"
    }
  }
}

run "refuses_a_studio_without_a_cache" {
  command         = plan
  expect_failures = [var.identifiers]

  variables {
    identifiers = {
      database_ids              = ["db", "db-replica-1"]
      replica_ids               = ["db-replica-1"]
      max_connections           = 400
      redis_nodes               = []
      alb_arn_suffix            = "app/studio/1"
      target_group_arn_suffixes = { blue = "targetgroup/blue/1", green = "targetgroup/green/1" }
      cluster_name              = "ai-film-studio-prod"
      service_names             = { blue = "backend-blue", green = "backend-green" }
      worker_service_names      = ["gpu-workers"]
      asg_names                 = ["gpu-workers"]
      queue_names               = ["processing", "high-priority"]
      dlq_name                  = "dlq"
      distribution_id           = "E1"
      assets_bucket             = "assets"
      metric_namespace          = "AIFilmStudio/prod"
      lost_notices_queue        = "lost"
    }
  }
}
