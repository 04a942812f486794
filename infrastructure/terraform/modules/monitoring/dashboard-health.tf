locals {
  colours = sort(keys(local.id.service_names))

  health_widgets = concat(
    [
      # All service status.
      { type = "alarm", properties = {
        title  = "Alarms"
        alarms = [for name in sort(concat([for key in keys(local.alarms) : key], [for key in keys(local.composites) : key])) : "arn:aws:cloudwatch:${var.region}:${var.account_id}:alarm:${local.prefix}-${name}"]
      } },
      { title = "Tasks of the API: running and wanted", metrics = concat([for colour in local.colours : [
        ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", local.id.cluster_name, "ServiceName", local.id.service_names[colour], { label = "${colour} running", stat = "Average" }],
        ["ECS/ContainerInsights", "DesiredTaskCount", "ClusterName", local.id.cluster_name, "ServiceName", local.id.service_names[colour], { label = "${colour} wanted", stat = "Average" }],
      ]]...) },
      { title = "Healthy targets", metrics = [for colour in local.colours :
        ["AWS/ApplicationELB", "HealthyHostCount", "LoadBalancer", local.id.alb_arn_suffix, "TargetGroup", local.id.target_group_arn_suffixes[colour], { label = colour, stat = "Minimum" }]
      ] },

      # Error rates.
      { title = "Errors by source", metrics = [
        ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", local.id.alb_arn_suffix, { label = "tasks, 5xx", stat = "Sum" }],
        ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", local.id.alb_arn_suffix, { label = "load balancer, 5xx", stat = "Sum" }],
        ["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count", "LoadBalancer", local.id.alb_arn_suffix, { label = "tasks, 4xx", stat = "Sum" }],
      ] },
      { title = "Share of errors, percent", metrics = concat(local.counted_answers, [
        [{ expression = local.errors_of[1].shown, label = "5xx", id = "shown" }],
      ]), more = { annotations = { horizontal = [{ label = "api-errors", value = 1 }] } } },
      { title = "Budget of the month", metrics = concat(local.counted_answers, [
        [{ expression = "100 - 100 * RUNNING_SUM(errors) / (RUNNING_SUM(requests) * ${local.slo_percent_of_errors / 100})", label = "percent of the errors of 30 days that are left", id = "left" }],
      ]), more = { start = "-P30D", end = "P0D", period = 86400, annotations = { horizontal = [{ label = "gone", value = 0 }] } } },

      # Requests and responses.
      { title = "Requests", metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", local.id.alb_arn_suffix, { label = "requests", stat = "Sum" }]] },
      { title = "Answers, seconds at the load balancer", metrics = [for stat in ["p50", "p95", "p99"] :
        ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", local.id.alb_arn_suffix, { label = stat, stat = stat }]
      ] },
      { title = "Answers, seconds by route, p95", metrics = [
        [{ expression = "SEARCH('{${local.id.metric_namespace},service,method,route,status} MetricName=\"studio_http_response_seconds\" service=\"api\"', 'p95', 300)", label = "", id = "routes" }],
      ] },

      # Resource utilization.
      { title = "CPU of the API, percent", metrics = [for colour in local.colours :
        ["AWS/ECS", "CPUUtilization", "ClusterName", local.id.cluster_name, "ServiceName", local.id.service_names[colour], { label = colour, stat = "Average" }]
      ] },
      { title = "Memory by task", metrics = concat([for colour in local.colours : [for stat in ["Minimum", "Average", "Maximum"] :
        ["AWS/ECS", "MemoryUtilization", "ClusterName", local.id.cluster_name, "ServiceName", local.id.service_names[colour], { label = "${colour}, ${lower(stat)}", stat = stat }]
      ]]...) },
      { title = "Stops that nobody asked for", metrics = [
        [local.id.metric_namespace, "backend_task_failures", { label = "tasks of the API", stat = "Sum" }],
        [local.id.metric_namespace, "gpu_worker_crashes", { label = "GPU workers", stat = "Sum" }],
      ] },
      { title = "Database: CPU, percent", metrics = [for database in local.id.database_ids : ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", database, { label = database, stat = "Average" }]] },
      { title = "Database: connections", metrics = [for database in local.id.database_ids : ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", database, { label = database, stat = "Maximum" }]],
        more  = { annotations = { horizontal = [{ label = "database-connections", value = local.every_alarm.database-connections.threshold }] } }
      },
      { title = "Database: reads and writes a second", metrics = concat([for database in local.id.database_ids : [for name in ["ReadIOPS", "WriteIOPS"] :
        ["AWS/RDS", name, "DBInstanceIdentifier", database, { label = "${database} ${name}", stat = "Average" }]
      ]]...) },
      { title = "Database: free memory and storage", metrics = concat([for database in local.id.database_ids : [for name in ["FreeableMemory", "FreeStorageSpace"] :
        ["AWS/RDS", name, "DBInstanceIdentifier", database, { label = "${database} ${name}", stat = "Minimum" }]
      ]]...) },
      { title = "Redis: memory and CPU, percent", metrics = concat([for node in local.id.redis_nodes : [for name in ["DatabaseMemoryUsagePercentage", "EngineCPUUtilization"] :
        ["AWS/ElastiCache", name, "CacheClusterId", node, { label = "${node} ${name}", stat = "Maximum" }]
      ]]...) },
      { title = "Redis: evictions and items", metrics = concat([for node in local.id.redis_nodes : [for name in ["Evictions", "CurrItems"] :
        ["AWS/ElastiCache", name, "CacheClusterId", node, { label = "${node} ${name}", stat = "Sum" }]
      ]]...) },
      { title = "CloudFront: errors, percent", region = "us-east-1", metrics = [for name in ["TotalErrorRate", "4xxErrorRate", "5xxErrorRate"] :
        ["AWS/CloudFront", name, "DistributionId", local.id.distribution_id, "Region", "Global", { label = name, stat = "Average" }]
      ] },
      { title = "CloudFront: requests", region = "us-east-1", metrics = [["AWS/CloudFront", "Requests", "DistributionId", local.id.distribution_id, "Region", "Global", { label = "requests", stat = "Sum" }]] },
    ],
    [for wanted in [length(local.id.replica_ids) > 0] : {
      title = "Replicas: seconds behind", metrics = [for replica in local.id.replica_ids : ["AWS/RDS", "ReplicaLag", "DBInstanceIdentifier", replica, { label = replica, stat = "Maximum" }]]
    } if wanted],
  )

  # As the alarms count them, for widgets that reckon on.
  counted_answers = concat(
    [for id, metric in local.answers : [metric.namespace, metric.name, "LoadBalancer", local.id.alb_arn_suffix, { id = id, stat = metric.stat, visible = false }]],
    [for id, expression in local.share_of_errors : [{ expression = expression, id = id, visible = false }]],
  )
}
