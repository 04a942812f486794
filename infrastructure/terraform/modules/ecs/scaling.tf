locals {
  scheduled = { for pair in setproduct(["blue", "green"], keys(var.schedules)) : "${pair[0]}-${pair[1]}" => { colour = pair[0], at = pair[1] } }
}

resource "aws_appautoscaling_target" "backend" {
  for_each = aws_ecs_service.backend

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${each.value.name}"
  min_capacity       = each.key == var.live_colour ? var.min_tasks : 0
  max_capacity       = each.key == var.live_colour ? var.max_tasks : 0

  # A schedule must not wake the colour that sleeps: the deploy script turns this over when it turns the colours over.
  suspended_state {
    dynamic_scaling_in_suspended  = false
    dynamic_scaling_out_suspended = false
    scheduled_scaling_suspended   = each.key != var.live_colour
  }

  lifecycle {
    # The deploy script's and the schedules'.
    ignore_changes = [min_capacity, max_capacity, suspended_state]
  }
}

resource "aws_appautoscaling_target" "cpu_workers" {
  count = var.cpu_workers == null ? 0 : 1

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.cpu_workers[0].name}"
  min_capacity       = var.cpu_workers.min
  max_capacity       = var.cpu_workers.max
}

resource "aws_appautoscaling_policy" "cpu" {
  for_each = merge(aws_appautoscaling_target.backend, { for target in aws_appautoscaling_target.cpu_workers : "cpu-workers" => target })

  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = each.value.service_namespace
  scalable_dimension = each.value.scalable_dimension
  resource_id        = each.value.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.cpu_target
    scale_out_cooldown = 60
    # Longer, so that a lull does not take away what the next minute needs.
    scale_in_cooldown = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Besides CPU, and for the API alone. Of two targets the one that asks for more tasks is heard, and tasks go only when both let them: Node keeps memory for a
# while after a load, and as long as that is above the target no lull of the CPU takes a task away. So the target stands well above what is kept. Where tasks
# grow though nobody asks for anything, it is a leak: more tasks don't mend it, max_tasks ends it, and the alarm backend-memory (85 %) calls somebody.
# Workers have no such target: their memory is that of the jobs they take at once (types), and another worker does not make it less.
# https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
resource "aws_appautoscaling_policy" "memory" {
  for_each = aws_appautoscaling_target.backend

  name               = "memory"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = each.value.service_namespace
  scalable_dimension = each.value.scalable_dimension
  resource_id        = each.value.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.memory_target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageMemoryUtilization"
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "this" {
  for_each = local.scheduled

  name               = each.value.at
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = aws_appautoscaling_target.backend[each.value.colour].resource_id
  schedule           = var.schedules[each.value.at].schedule
  timezone           = var.schedules[each.value.at].timezone

  scalable_target_action {
    min_capacity = var.schedules[each.value.at].min
    max_capacity = var.schedules[each.value.at].max
  }
}
