# What happened, for whoever looks at an alarm beside it. The envelope has the key, so that the notice finds its runbook.
locals {
  services_of_cluster = "arn:aws:ecs:${var.region}:${var.account_id}:service/${local.id.cluster_name}/"

  events = {
    # That one failed is told as well: the deployment has ended, and the old version stays.
    deployment-completed = {
      source      = ["aws.ecs"]
      detail-type = ["ECS Deployment State Change"]
      resources   = [{ prefix = local.services_of_cluster }]
      detail      = { eventName = ["SERVICE_DEPLOYMENT_COMPLETED", "SERVICE_DEPLOYMENT_FAILED"] }
    }
    # Groups of machines tell of each; services that are scaled tell only that they are at their most, or that they were given another number.
    # https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-eventbridge.html
    scaling-events = {
      "$or" = [
        {
          source      = ["aws.autoscaling"]
          detail-type = [{ prefix = "EC2 Instance Launch " }, { prefix = "EC2 Instance Terminate " }]
          detail      = { AutoScalingGroupName = local.id.asg_names }
        },
        {
          source      = ["aws.ecs"]
          detail-type = ["ECS Service Action"]
          resources   = [{ prefix = local.services_of_cluster }]
          detail      = { eventName = ["SERVICE_DESIRED_COUNT_UPDATED"] }
        },
        {
          source      = ["aws.application-autoscaling"]
          detail-type = ["Application Auto Scaling Scaling Activity State Change"]
          detail      = { resourceId = [{ prefix = "service/${local.id.cluster_name}/" }] }
        },
      ]
    }
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
    database-maintenance = {
      source      = ["aws.rds"]
      detail-type = ["RDS DB Instance Event"]
      detail      = { SourceIdentifier = local.id.database_ids, EventCategories = ["maintenance", "failover", "security patching"] }
    }
    # https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
    certificate-renewal = merge({
      source = ["aws.acm"]
      detail-type = [
        "ACM Certificate Available", "ACM Certificate Renewal Action Required", "ACM Certificate Approaching Expiration",
        "ACM Certificate Expired", "ACM Certificate Revoked",
      ]
    }, { for field in ["resources"] : field => local.id.certificate_arns if length(local.id.certificate_arns) > 0 })
  }
}

resource "aws_cloudwatch_event_rule" "happened" {
  for_each = local.events

  name          = "${local.prefix}-${each.key}"
  description   = "To people who want to know: ${each.key}."
  event_pattern = jsonencode(each.value)
}

resource "aws_cloudwatch_event_target" "happened" {
  for_each = local.events

  rule = aws_cloudwatch_event_rule.happened[each.key].name
  arn  = local.topic_arns["info"]

  input_transformer {
    input_template = "{\"key\": \"${each.key}\", \"runbook\": \"${var.runbook_base_url}/${each.key}.md\", \"event\": <aws.events.event.json>}"
  }

  depends_on = [aws_sns_topic.this]
}
