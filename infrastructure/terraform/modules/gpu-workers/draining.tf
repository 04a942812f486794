# A machine that is to go gets its worker's SIGTERM first, and the time to end:
#
#   scale-in, refresh, rebalance ─▶ Terminating:Wait ─▶ ECS drains the machine ─▶ SIGTERM ─▶ shutdown_seconds ─▶ Terminated
#   Spot notice ─▶ the ECS agent drains the machine, and the worker reads the notice itself ─▶ two minutes
#
# ECS's managed draining does this by a hook of its own. It is documented for tasks of services in general and says nothing of daemons, so a hook of ours
# holds the machine for as long as a worker may need, whatever ECS makes of it.
resource "aws_autoscaling_lifecycle_hook" "drain" {
  name                   = "drain-worker"
  autoscaling_group_name = aws_autoscaling_group.this.name
  lifecycle_transition   = "autoscaling:EC2_INSTANCE_TERMINATING"
  # A minute for ECS to hear of it; and the log router ends after the worker.
  heartbeat_timeout = local.stop_timeout + 60 + (var.log_router == null ? 0 : local.router_stop_timeout)
  # Nobody completes it: it runs out.
  default_result = "CONTINUE"
}

resource "aws_ecs_capacity_provider" "this" {
  name = "ai-film-studio-${var.fleet}-${var.env}"

  auto_scaling_group_provider {
    auto_scaling_group_arn = aws_autoscaling_group.this.arn
    managed_draining       = "ENABLED"
    # Protection needs ECS's own scaling, which knows tasks that wait for a machine, and not jobs that wait for a worker.
    managed_termination_protection = "DISABLED"

    managed_scaling {
      status = "DISABLED"
    }
  }
}
