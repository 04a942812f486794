locals {
  name = "ai-film-studio-${var.fleet}-workers-${var.env}"

  # What a group starts has none of the provider's default tags, and costs are told apart by them.
  tags = { Project = "ai-film-studio", Environment = var.env, ManagedBy = "terraform" }

  # A fleet of several types, Spot or both has a policy of mixed instances; one with a warm pool must not.
  mixed = var.warm_pool == null

  # ComfyUI draws and has the GPU; then the worker looks at it, and encodes, beside it.
  comfyui = var.comfyui_image != null

  # Seconds that ECS waits for a container to end, after which it is killed: the worker's, and some to write the last lines.
  stop_timeout = var.shutdown_seconds + 15
}

resource "aws_launch_template" "this" {
  name                                 = local.name
  image_id                             = var.ami_id
  instance_type                        = var.instance_types[0]
  update_default_version               = true
  instance_initiated_shutdown_behavior = "terminate"

  user_data = base64encode(templatefile("${path.module}/files/user-data.sh.tftpl", {
    cluster_name = var.cluster_name
    fleet        = var.fleet
    stop_timeout = local.stop_timeout
    warm_pool    = !local.mixed
    shared_gpu   = local.comfyui
    scratch      = file("${path.module}/files/studio-scratch.sh")
  }))

  iam_instance_profile {
    arn = var.instance_profile_arn
  }

  network_interfaces {
    associate_public_ip_address = false
    security_groups             = [var.security_group_id]
    delete_on_termination       = true
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
    # The second hop is into the container: the worker asks for Spot notices (packages/studio/work/spot-notice.ts).
    http_put_response_hop_limit = 2
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.root_volume_gb
      encrypted             = true
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = ["instance", "volume"]

    content {
      resource_type = tag_specifications.value
      tags          = merge(local.tags, { Name = local.name })
    }
  }
}

resource "aws_autoscaling_group" "this" {
  name                = local.name
  min_size            = var.min
  max_size            = var.max
  vpc_zone_identifier = var.subnet_ids

  # Where Spot has none an apply must not fail: the group goes on trying.
  wait_for_capacity_timeout = "0"
  default_instance_warmup   = var.scaling.warmup_seconds
  health_check_type         = "EC2"
  health_check_grace_period = 300
  # A replacement is launched when a Spot machine is likely to be taken away, before it is.
  capacity_rebalance = var.on_demand_percentage < 100
  # First in, first out, as the document has it. So the newest image of the system comes in by and by.
  termination_policies  = ["OldestInstance"]
  max_instance_lifetime = 14 * 24 * 3600

  enabled_metrics = [
    "GroupDesiredCapacity", "GroupInServiceInstances", "GroupMaxSize", "GroupMinSize",
    "GroupPendingInstances", "GroupTerminatingInstances", "GroupTotalInstances",
  ]

  dynamic "mixed_instances_policy" {
    for_each = local.mixed ? [1] : []

    content {
      instances_distribution {
        on_demand_base_capacity                  = 0
        on_demand_percentage_above_base_capacity = var.on_demand_percentage
        on_demand_allocation_strategy            = "prioritized"
        spot_allocation_strategy                 = "price-capacity-optimized"
      }

      launch_template {
        launch_template_specification {
          launch_template_id = aws_launch_template.this.id
          version            = aws_launch_template.this.latest_version
        }

        dynamic "override" {
          for_each = var.instance_types

          content {
            instance_type = override.value
          }
        }
      }
    }
  }

  dynamic "launch_template" {
    for_each = local.mixed ? [] : [1]

    content {
      id      = aws_launch_template.this.id
      version = aws_launch_template.this.latest_version
    }
  }

  # Machines don't come back to the pool when the fleet shrinks: ECS does not allow it.
  dynamic "warm_pool" {
    for_each = var.warm_pool[*]

    content {
      min_size   = warm_pool.value.min_size
      pool_state = warm_pool.value.state
    }
  }

  # What a machine is started with has changed: half of them at a time are drained and replaced.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
      instance_warmup        = var.scaling.warmup_seconds
      skip_matching          = true
    }
  }

  dynamic "tag" {
    for_each = local.tags

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  # ECS puts it on by itself; without it here each plan would take it off.
  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  lifecycle {
    # The scaling's.
    ignore_changes = [desired_capacity]
  }
}

resource "aws_autoscaling_schedule" "this" {
  for_each = var.schedules

  scheduled_action_name  = each.key
  autoscaling_group_name = aws_autoscaling_group.this.name
  recurrence             = each.value.recurrence
  time_zone              = each.value.time_zone
  min_size               = each.value.min
  max_size               = each.value.max
  # Left as it is, within the new bounds.
  desired_capacity = -1
}
