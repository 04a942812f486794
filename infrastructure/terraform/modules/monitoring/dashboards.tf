# Bodies by AWS's structure: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
# Each dashboard is a list of widgets in dashboard-*.tf; here they get their places, three to a row.
locals {
  dashboards = { system-health = local.health_widgets, ai-jobs = local.job_widgets, cost = local.cost_widgets }

  bodies = { for name, widgets in local.dashboards : name => jsonencode({
    # Six hours, and each widget follows what is chosen.
    start          = "-PT6H"
    periodOverride = "inherit"
    widgets = [for index, widget in widgets : {
      type   = try(widget.type, "metric")
      x      = index % 3 * 8
      y      = floor(index / 3) * 6
      width  = 8
      height = 6
      properties = try(widget.type, "metric") != "metric" ? widget.properties : merge(
        { title = widget.title, region = try(widget.region, var.region), view = "timeSeries", stacked = false, metrics = widget.metrics },
        { for name, value in try(widget.more, {}) : name => value },
      )
    }]
  }) }
}

resource "aws_cloudwatch_dashboard" "this" {
  for_each = local.bodies

  dashboard_name = "${local.prefix}-${each.key}"
  dashboard_body = each.value
}
