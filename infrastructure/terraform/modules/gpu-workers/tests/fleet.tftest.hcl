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

run "has_the_document_s_mix_of_machines" {
  command = plan

  assert {
    condition = (
      aws_autoscaling_group.this.mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity == 30 &&
      aws_autoscaling_group.this.mixed_instances_policy[0].instances_distribution[0].on_demand_base_capacity == 0
    )
    error_message = "Section 2 of the specification: 70 % Spot, 30 % on demand."
  }

  assert {
    condition     = aws_autoscaling_group.this.mixed_instances_policy[0].instances_distribution[0].spot_allocation_strategy == "price-capacity-optimized" && aws_autoscaling_group.this.capacity_rebalance
    error_message = "Spot machines are taken from where they last, and replaced before they are taken away."
  }

  assert {
    condition     = [for override in aws_autoscaling_group.this.mixed_instances_policy[0].launch_template[0].override : override.instance_type] == ["g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge"]
    error_message = "g4dn.xlarge is preferred, and Spot may fall back to g4dn.2xlarge and g5.xlarge."
  }

  assert {
    condition     = aws_autoscaling_group.this.min_size == 1 && aws_autoscaling_group.this.max_size == 10 && tolist(aws_autoscaling_group.this.termination_policies) == tolist(["OldestInstance"])
    error_message = "The fleet keeps its minimum, and lets the oldest go first (FIFO)."
  }
}

run "a_machine_is_closed_and_encrypted" {
  command = plan

  assert {
    condition     = aws_launch_template.this.metadata_options[0].http_tokens == "required" && aws_launch_template.this.metadata_options[0].http_put_response_hop_limit == 2
    error_message = "Only IMDSv2, with the second hop that a container needs to hear of its machine's end."
  }

  assert {
    condition     = aws_launch_template.this.block_device_mappings[0].ebs[0].encrypted == "true" && aws_launch_template.this.block_device_mappings[0].ebs[0].volume_type == "gp3"
    error_message = "The root volume is gp3 and encrypted."
  }

  assert {
    condition     = aws_launch_template.this.network_interfaces[0].associate_public_ip_address == "false"
    error_message = "No machine has a public address."
  }
}

run "a_machine_drains_when_it_is_to_go" {
  command = plan

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true\n")
    error_message = "The ECS agent must drain the machine at a Spot notice: ECS_ENABLE_SPOT_INSTANCE_DRAINING=true."
  }

  assert {
    condition     = aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_draining == "ENABLED" && aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_scaling[0].status == "DISABLED"
    error_message = "ECS drains the machines, and leaves their number to the scaling here."
  }

  assert {
    condition = (
      aws_autoscaling_lifecycle_hook.drain.lifecycle_transition == "autoscaling:EC2_INSTANCE_TERMINATING" &&
      aws_autoscaling_lifecycle_hook.drain.default_result == "CONTINUE" &&
      aws_autoscaling_lifecycle_hook.drain.heartbeat_timeout > jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout
    )
    error_message = "The machine must stay for longer than ECS waits for the worker (stopTimeout)."
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout > tonumber(one([
      for setting in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : setting.value if setting.name == "SHUTDOWN_SECONDS"
    ]))
    error_message = "ECS must wait for longer than the worker takes (SHUTDOWN_SECONDS), or it kills what could have ended."
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment, { name = "SPOT", value = "true" })
    error_message = "The worker must listen for Spot notices itself."
  }
}

run "a_machine_has_its_own_disk_for_models_at_every_boot" {
  command = plan

  assert {
    condition = (
      strcontains(base64decode(aws_launch_template.this.user_data), "Before=docker.service ecs.service") &&
      strcontains(base64decode(aws_launch_template.this.user_data), "systemctl enable --now studio-scratch.service") &&
      strcontains(base64decode(aws_launch_template.this.user_data), file("${path.module}/files/studio-scratch.sh"))
    )
    error_message = "The disk is made ready by a unit of systemd before Docker: user data runs at the first boot alone, and a stopped machine's disk comes back blank."
  }

  assert {
    condition     = [for volume in aws_ecs_task_definition.this.volume : volume.host_path] == ["/mnt/studio/data"]
    error_message = "The worker's /data must lie on that disk."
  }
}

run "one_worker_on_each_machine_and_on_no_other" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.scheduling_strategy == "DAEMON" && aws_ecs_service.this.launch_type == "EC2" && length(aws_ecs_service.this.capacity_provider_strategy) == 0
    error_message = "A daemon, by launch type: ECS refuses a capacity provider strategy for one."
  }

  assert {
    condition     = one(aws_ecs_service.this.placement_constraints).expression == "attribute:studio.fleet == gpu" && strcontains(base64decode(aws_launch_template.this.user_data), "ECS_INSTANCE_ATTRIBUTES={\"studio.fleet\":\"gpu\"}")
    error_message = "Workers go to machines of their fleet, which must say that they are of it."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 0 && aws_ecs_service.this.deployment_maximum_percent == 100
    error_message = "A machine has room for one worker: with more than 0 percent healthy a fleet of one could not be deployed to."
  }

  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.this.container_definitions)[0].user == "1000:1000" &&
      jsondecode(aws_ecs_task_definition.this.container_definitions)[0].readonlyRootFilesystem &&
      jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"] &&
      !aws_ecs_service.this.enable_execute_command
    )
    error_message = "A worker runs as 1000, on a read-only root file system, without capabilities, and nobody gets a shell in it."
  }
}

run "a_worker_alone_has_the_gpu" {
  command = plan

  assert {
    condition     = [for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.name] == ["worker"] && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].resourceRequirements == [{ type = "GPU", value = "1" }]
    error_message = "Without ComfyUI the worker has the machine's GPU."
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment, { name = "WORKER_TYPES", value = "audio=3,image=2,video=1" }) && contains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment, { name = "LANES", value = "both" })
    error_message = "The worker must do the types of its fleet."
  }

  assert {
    condition     = !strcontains(base64decode(aws_launch_template.this.user_data), "default-runtime")
    error_message = "Nothing but the worker may see the GPU: NVIDIA's runtime must not be everybody's."
  }
}

run "comfyui_draws_beside_the_worker" {
  command = plan

  variables {
    comfyui_image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-comfyui-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = { for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.name => can(container.resourceRequirements) } == { worker = false, models = false, comfyui = true }
    error_message = "ECS gives the one GPU to one container: ComfyUI."
  }

  assert {
    condition = (
      one([for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.dependsOn if container.name == "worker"]) == [{ containerName = "comfyui", condition = "HEALTHY" }] &&
      one([for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.dependsOn if container.name == "comfyui"]) == [{ containerName = "models", condition = "SUCCESS" }]
    )
    error_message = "First the models are there, then ComfyUI is well, then the worker takes jobs."
  }

  assert {
    condition = { for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.name => one([for mount in container.mountPoints : mount.readOnly if mount.sourceVolume == "models"]) if container.name != "worker" } == {
      models = false, comfyui = true
    }
    error_message = "Models are written by what fetches and checks them alone."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "--default-runtime nvidia")
    error_message = "The worker looks at the GPU that ComfyUI has: by NVIDIA's runtime as the default."
  }
}

run "a_fleet_for_each_type_of_job" {
  command = plan

  variables {
    fleet          = "video"
    types          = { video = 1 }
    instance_types = ["g5.xlarge", "g5.2xlarge"]
  }

  assert {
    condition     = output.asg_name == "ai-film-studio-video-workers-staging" && output.capacity_provider_name == "ai-film-studio-video-staging" && aws_launch_template.this.instance_type == "g5.xlarge"
    error_message = "Fleets have names of their own: video on g5, as section 5 of the specification has it."
  }

  assert {
    condition     = one(aws_ecs_service.this.placement_constraints).expression == "attribute:studio.fleet == video"
    error_message = "Video's workers must not go to machines of image."
  }
}

run "sleeps" {
  command = plan

  variables {
    min = 0
    max = 0
  }

  assert {
    condition     = aws_autoscaling_group.this.min_size == 0 && aws_autoscaling_group.this.max_size == 0
    error_message = "The stack of recovery has no machines until it is needed."
  }
}

run "waits_in_a_warm_pool_on_demand" {
  command = plan

  variables {
    on_demand_percentage = 100
    instance_types       = ["g4dn.xlarge"]
    warm_pool            = { min_size = 1 }
  }

  assert {
    condition = (
      length(aws_autoscaling_group.this.mixed_instances_policy) == 0 && length(aws_autoscaling_group.this.launch_template) == 1 &&
      aws_autoscaling_group.this.warm_pool[0].min_size == 1 && aws_autoscaling_group.this.warm_pool[0].pool_state == "Stopped" &&
      length(aws_autoscaling_group.this.warm_pool[0].instance_reuse_policy) == 0
    )
    error_message = "A warm pool goes without a policy of mixed instances, and ECS lets no machine back into it."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "\nECS_WARM_POOLS_CHECK=true\n")
    error_message = "A machine in the pool must not join the cluster: ECS_WARM_POOLS_CHECK=true."
  }
}

run "has_other_bounds_at_other_times" {
  command = plan

  variables {
    schedules = { morning = { recurrence = "0 8 * * 1-5", time_zone = "America/New_York", min = 4, max = 20 } }
  }

  assert {
    condition = (
      aws_autoscaling_schedule.this["morning"].min_size == 4 && aws_autoscaling_schedule.this["morning"].max_size == 20 &&
      aws_autoscaling_schedule.this["morning"].desired_capacity == -1 && aws_autoscaling_schedule.this["morning"].time_zone == "America/New_York"
    )
    error_message = "A schedule sets the bounds, and leaves the number in them to the scaling."
  }
}
