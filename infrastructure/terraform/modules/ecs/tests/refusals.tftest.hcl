provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "staging"
  region             = "us-east-1"
  subnet_ids         = ["subnet-a", "subnet-b"]
  security_group_id  = "sg-backend"
  image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  min_tasks          = 2
  max_tasks          = 4
  environment        = { BROKER = "sqs", PROXIES = "1" }
  secrets            = { PGPASSWORD = "arn:aws:secretsmanager:us-east-1:123456789012:secret:PGPASSWORD-a" }
  execution_role_arn = "arn:aws:iam::123456789012:role/execution"
  task_role_arn      = "arn:aws:iam::123456789012:role/backend"
  log_group_name     = "/ecs/ai-film-studio-backend-staging"

  target_group_arns = {
    blue  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/1"
    green = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/2"
  }
}

run "refuses_a_tag_for_an_image" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-staging:latest"
  }
}

run "refuses_a_pair_that_fargate_has_not" {
  command         = plan
  expect_failures = [var.memory]

  variables {
    memory = 16384
  }
}

run "refuses_a_secret_among_the_settings" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { REDIS_URL = "rediss://:token@redis:6379" }
  }
}

run "refuses_a_secret_s_value" {
  command         = plan
  expect_failures = [var.secrets]

  variables {
    secrets = { PGPASSWORD = "hunter2" }
  }
}

run "refuses_one_zone" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-a"]
  }
}

run "refuses_other_colours" {
  command         = plan
  expect_failures = [var.target_group_arns]

  variables {
    target_group_arns = { blue = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/1" }
  }
}

run "refuses_bounds_that_cross" {
  command         = plan
  expect_failures = [var.min_tasks]

  variables {
    min_tasks = 5
  }
}

run "refuses_a_target_without_room" {
  command         = plan
  expect_failures = [var.cpu_target]

  variables {
    cpu_target = 99
  }
}

run "refuses_memory_that_the_heap_never_comes_to" {
  command         = plan
  expect_failures = [var.memory_target]

  variables {
    memory_target = 70
  }
}

run "refuses_a_memory_that_is_never_left" {
  command         = plan
  expect_failures = [var.memory_target]

  variables {
    memory_target = 10
  }
}

run "refuses_a_schedule_that_is_none" {
  command         = plan
  expect_failures = [var.schedules]

  variables {
    schedules = { evening = { schedule = "0 20 * * *", min = 1, max = 2 } }
  }
}

run "refuses_spot_that_the_cluster_has_not" {
  command         = plan
  expect_failures = [var.spot_percentage]

  variables {
    capacity_providers = ["FARGATE"]
    spot_percentage    = 50
  }
}
