provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                  = "staging"
  region               = "us-east-1"
  cluster_name         = "ai-film-studio-staging"
  image                = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-gpu-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  min                  = 1
  max                  = 10
  subnet_ids           = ["subnet-a", "subnet-b"]
  security_group_id    = "sg-workers"
  instance_profile_arn = "arn:aws:iam::123456789012:instance-profile/worker"
  execution_role_arn   = "arn:aws:iam::123456789012:role/worker-execution"
  task_role_arn        = "arn:aws:iam::123456789012:role/worker"
  environment          = { BROKER = "sqs" }
  secrets              = { SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:SECRET-a" }
  log_group_name       = "/ecs/ai-film-studio-workers-staging"
  metric_namespace     = "AIFilmStudio/staging"
  queue_name           = "ai-film-studio-processing-queue-staging"
}

run "refuses_a_tag_for_an_image" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "worker-gpu:latest"
  }
}

run "refuses_a_tag_for_comfyui" {
  command         = plan
  expect_failures = [var.comfyui_image]

  variables {
    comfyui_image = "comfyui:latest"
  }
}

run "refuses_a_type_that_is_none" {
  command         = plan
  expect_failures = [var.types]

  variables {
    types = { picture = 1 }
  }
}

run "refuses_more_types_than_an_alarm_can_look_at" {
  command         = plan
  expect_failures = [var.types]

  variables {
    types = { image = 1, video = 1, audio = 1, assembly = 1, notification = 1 }
  }
}

run "refuses_machines_without_nvidia" {
  command         = plan
  expect_failures = [var.instance_types]

  variables {
    instance_types = ["g4ad.xlarge"]
  }
}

run "refuses_machines_of_arm" {
  command         = plan
  expect_failures = [var.instance_types]

  variables {
    instance_types = ["g5g.xlarge"]
  }
}

run "refuses_bounds_that_cross" {
  command         = plan
  expect_failures = [var.min]

  variables {
    min = 11
  }
}

run "refuses_a_percentage_that_is_none" {
  command         = plan
  expect_failures = [var.on_demand_percentage]

  variables {
    on_demand_percentage = 130
  }
}

run "refuses_an_image_of_a_machine_that_is_none" {
  command         = plan
  expect_failures = [var.ami_id]

  variables {
    ami_id = "Deep Learning AMI (Ubuntu 22.04)"
  }
}

run "refuses_a_warm_pool_with_spot" {
  command         = plan
  expect_failures = [var.warm_pool]

  variables {
    warm_pool      = { min_size = 1 }
    instance_types = ["g4dn.xlarge"]
  }
}

run "refuses_a_warm_pool_of_several_types" {
  command         = plan
  expect_failures = [var.warm_pool]

  variables {
    warm_pool            = { min_size = 1 }
    on_demand_percentage = 100
  }
}

run "refuses_a_pool_that_hibernates" {
  command         = plan
  expect_failures = [var.warm_pool]

  variables {
    warm_pool            = { min_size = 1, state = "Hibernated" }
    on_demand_percentage = 100
    instance_types       = ["g4dn.xlarge"]
  }
}

run "refuses_another_policy" {
  command         = plan
  expect_failures = [var.scaling]

  variables {
    scaling = { policy = "cpu" }
  }
}

run "refuses_steps_that_fall" {
  command         = plan
  expect_failures = [var.scaling]

  variables {
    scaling = { policy = "depth", depth_steps = [{ depth = 25, add = 2 }, { depth = 10, add = 1 }] }
  }
}

run "refuses_one_depth_for_more_and_for_fewer" {
  command         = plan
  expect_failures = [var.scaling]

  variables {
    scaling = { policy = "depth", depth_low = 10 }
  }
}

run "refuses_a_target_shorter_than_a_boot" {
  command         = plan
  expect_failures = [var.scaling]

  variables {
    scaling = { backlog_target_seconds = 10 }
  }
}

run "refuses_more_queues_than_an_alarm_can_look_at" {
  command         = plan
  expect_failures = [var.more_queue_names]

  variables {
    more_queue_names = ["b", "c", "d", "e", "f", "g"]
  }
}

run "refuses_a_secret_among_the_settings" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { PGPASSWORD = "hunter2" }
  }
}

run "refuses_workers_that_end_by_themselves" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { IDLE_SHUTDOWN = "5" }
  }
}

run "refuses_a_secret_s_value" {
  command         = plan
  expect_failures = [var.secrets]

  variables {
    secrets = { SECRET = "hunter2" }
  }
}

run "refuses_too_short_an_end" {
  command         = plan
  expect_failures = [var.shutdown_seconds]

  variables {
    shutdown_seconds = 5
  }
}

run "refuses_one_zone" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-a"]
  }
}

run "refuses_a_schedule_that_is_none" {
  command         = plan
  expect_failures = [var.schedules]

  variables {
    schedules = { morning = { recurrence = "at eight", min = 1, max = 2 } }
  }
}

run "refuses_a_root_volume_without_room" {
  command         = plan
  expect_failures = [var.root_volume_gb]

  variables {
    root_volume_gb = 8
  }
}

run "refuses_a_fleet_with_a_name_that_ecs_keeps_to_itself" {
  command         = plan
  expect_failures = [var.fleet]

  variables {
    fleet = "ecs-gpu"
  }
}

