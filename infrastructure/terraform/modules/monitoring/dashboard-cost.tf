locals {
  # What AWS expects the month to cost so far, a few times a day; in us-east-1 alone, of the whole account, and only where somebody has turned it on (Billing
  # preferences, CloudWatch billing alerts). https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
  billed = {
    ec2        = "AmazonEC2", ecs = "AmazonECS", rds = "AmazonRDS", redis = "AmazonElastiCache", s3 = "AmazonS3", cloudfront = "AmazonCloudFront",
    transfer   = "AWSDataTransfer", balancing = "AWSELB", network = "AmazonVPC", sqs = "AWSQueueService", lambda = "AWSLambda", secrets = "AWSSecretsManager"
    kms        = "awskms", cloudwatch = "AmazonCloudWatch", waf = "awswaf", guardduty = "AmazonGuardDuty", config = "AWSConfig", backup = "AWSBackup"
    opensearch = "AmazonES", eks = "AmazonEKS"
  }
  month = { start = "-P31D", end = "P0D", period = 86400 }

  cost_widgets = [
    # Daily and monthly, by service.
    { title = "This month so far, dollars by service", region = "us-east-1", metrics = concat(
      [["AWS/Billing", "EstimatedCharges", "Currency", "USD", { label = "all", stat = "Maximum" }]],
      [for service in values(local.billed) : ["AWS/Billing", "EstimatedCharges", "ServiceName", service, "Currency", "USD", { label = service, stat = "Maximum" }]],
    ), more = local.month },
    # On the first of a month the count begins anew: that day is what is on it.
    { title = "A day, dollars by service", region = "us-east-1", metrics = concat(
      [for id, service in local.billed : ["AWS/Billing", "EstimatedCharges", "ServiceName", service, "Currency", "USD", { id = id, stat = "Maximum", visible = false }]],
      [for id, service in local.billed : [{ expression = "IF(DIFF(${id}) < 0, ${id}, DIFF(${id}))", label = service, id = "day_${id}" }]],
    ), more = merge(local.month, { stacked = true }) },
    { title = "A day, dollars in all", region = "us-east-1", metrics = [
      ["AWS/Billing", "EstimatedCharges", "Currency", "USD", { id = "all", stat = "Maximum", visible = false }],
      [{ expression = "IF(DIFF(all) < 0, all, DIFF(all))", label = "dollars", id = "day" }],
    ], more = local.month },

    # GPUs.
    { title = "GPU instances, dollars an hour at ${var.gpu_hour_usd}", metrics = concat(
      [for index, group in local.id.asg_names : ["AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName", group, { id = "g${index}", stat = "Average", visible = false }]],
      [for index, group in local.id.asg_names : [{ expression = "g${index} * ${var.gpu_hour_usd}", label = group, id = "usd_${index}" }]],
    ), more = { period = 3600, start = "-P7D", end = "P0D" } },
    { title = "GPU hours a day", metrics = concat(
      [for index, group in local.id.asg_names : ["AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName", group, { id = "g${index}", stat = "Average", visible = false }]],
      [for index, group in local.id.asg_names : [{ expression = "g${index} * 24", label = group, id = "hours_${index}" }]],
    ), more = local.month },
    { title = "Spot interruptions that workers gave way to", metrics = [[local.namespace, "studio_worker_drains_total", "service", "worker", "reason", "spot", { label = "a day", stat = "Sum" }]], more = local.month },

    # S3.
    { title = "S3: gigabytes by class", metrics = concat(
      [for id, of in local.of_classes : ["AWS/S3", "BucketSizeBytes", "BucketName", of.BucketName, "StorageType", of.StorageType, { id = id, stat = "Average", visible = false }]],
      [for id, of in local.of_classes : [{ expression = "${id} / ${pow(2, 30)}", label = of.StorageType, id = "gb_${id}" }]],
    ), more = merge(local.month, { stacked = true }) },
    { title = "S3: dollars a month, by class", metrics = concat(
      [for id, of in local.of_classes : ["AWS/S3", "BucketSizeBytes", "BucketName", of.BucketName, "StorageType", of.StorageType, { id = id, stat = "Average", visible = false }]],
      [for id, of in local.of_classes : [{ expression = "${id} / ${pow(2, 30)} * ${local.gigabyte_usd[of.StorageType]}", label = of.StorageType, id = "usd_${id}" }]],
    ), more = merge(local.month, { stacked = true }) },
    { title = "S3: bytes written a day", metrics = [[local.namespace, "stored_bytes", "bucket", local.id.assets_bucket, { label = "written", stat = "Sum" }]], more = local.month },

    # Transfer.
    { title = "Transfer: CloudFront to viewers, bytes", region = "us-east-1", metrics = [["AWS/CloudFront", "BytesDownloaded", "DistributionId", local.id.distribution_id, "Region", "Global", { label = "downloaded", stat = "Sum" }]], more = local.month },
    { title = "Transfer: NAT gateways, bytes", metrics = [for name in ["BytesOutToDestination", "BytesInFromDestination"] :
      [{ expression = "SEARCH('{AWS/NATGateway,NatGatewayId} MetricName=\"${name}\"', 'Sum', 86400)", label = "${name} ", id = lower(name) }]
    ], more = local.month },
    { title = "Transfer: load balancer, bytes", metrics = [["AWS/ApplicationELB", "ProcessedBytes", "LoadBalancer", local.id.alb_arn_suffix, { label = "processed", stat = "Sum" }]], more = local.month },
    { title = "Transfer this month, dollars", region = "us-east-1", metrics = [["AWS/Billing", "EstimatedCharges", "ServiceName", "AWSDataTransfer", "Currency", "USD", { label = "AWSDataTransfer", stat = "Maximum" }]], more = local.month },
  ]

  # us-east-1, the first 50 TB, a gigabyte and month. https://aws.amazon.com/s3/pricing/
  gigabyte_usd = {
    StandardStorage = 0.023, IntelligentTieringFAStorage = 0.023, IntelligentTieringIAStorage = 0.0125, IntelligentTieringAIAStorage = 0.004,
  }
}
