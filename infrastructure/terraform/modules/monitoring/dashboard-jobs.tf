locals {
  job_types = keys(local.of_types)
  outcomes  = ["done", "failed", "given-back", "cancelled"]
  namespace = local.id.metric_namespace

  job_widgets = [
    # Queue depths.
    { title = "Messages that wait, by queue", metrics = [for queue in local.id.queue_names : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { label = queue, stat = "Maximum" }]] },
    { title = "Oldest message, seconds", metrics = [for queue in local.id.queue_names : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue, { label = queue, stat = "Maximum" }]] },
    { title = "Dead letters", metrics = concat(
      [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", local.id.dlq_name, { label = "messages", stat = "Maximum" }]],
      [for type in local.job_types : [local.namespace, "studio_queue_dead_jobs", "service", "api", "type", type, { label = "${type} jobs", stat = "Maximum" }]],
    ), more = { annotations = { horizontal = [{ label = "dead-letters", value = 10 }, { label = "dead-letters-early", value = 5 }] } } },
    { title = "Backlog, seconds of work by type", metrics = concat(
      [for type in local.job_types : [local.namespace, "studio_queue_backlog_seconds", "service", "api", "type", type, { label = type, stat = "Maximum" }]],
      [for type in local.job_types : [local.namespace, "studio_queue_high_priority_backlog_seconds", "service", "api", "type", type, { label = "${type}, of high priority", stat = "Maximum" }]],
    ) },
    { title = "Oldest job that waits, seconds by type", metrics = [for type in local.job_types : [local.namespace, "studio_queue_oldest_waiting_seconds", "service", "api", "type", type, { label = type, stat = "Maximum" }]] },
    { title = "Jobs by type and state", metrics = concat([for type in local.job_types : [for state in ["waiting", "running"] :
      [local.namespace, "studio_queue_jobs", "service", "api", "type", type, "state", state, { label = "${type} ${state}", stat = "Maximum" }]
    ]]...) },

    # Processing times.
    { title = "Processing time of what was done, seconds, p50", metrics = local.processing_times["p50"] },
    { title = "Processing time of what was done, seconds, p95", metrics = local.processing_times["p95"] },
    { title = "Model inference, seconds", metrics = concat(
      [for stat in ["p50", "p95", "p99"] : [local.namespace, "studio_model_inference_seconds", "service", "worker", { label = "all, ${stat}", stat = stat }]],
      [[{ expression = "SEARCH('{${local.namespace},service,engine,kind} MetricName=\"studio_model_inference_seconds\" service=\"worker\"', 'p95', 300)", label = "", id = "engines" }]],
    ) },

    # Success and failure rates.
    { title = "What became of jobs", metrics = concat(local.counted_outcomes, [for outcome in local.outcomes :
      [{ expression = join(" + ", [for type in local.job_types : "FILL(${local.outcome_ids[outcome]}_${type}, 0)"]), label = outcome, id = "all_${local.outcome_ids[outcome]}" }]
    ]) },
    { title = "Success and failure, percent of what ended", metrics = concat(local.counted_outcomes, [
      for outcome in ["done", "failed"] : [{ expression = join(" + ", [for type in local.job_types : "FILL(${local.outcome_ids[outcome]}_${type}, 0)"]), id = "all_${outcome}", visible = false }]
      ], [
      [{ expression = "100 * all_done / (all_done + all_failed)", label = "done", id = "success" }],
      [{ expression = "100 * all_failed / (all_done + all_failed)", label = "failed", id = "failure" }],
    ]), more = { yAxis = { left = { min = 0, max = 100 } } } },

    # GPUs.
    { title = "GPU utilization, percent", metrics = [for stat in ["Minimum", "Average", "Maximum"] : [local.namespace, "studio_gpu_utilisation_percent", "service", "worker", { label = lower(stat), stat = stat }]],
    more = { yAxis = { left = { min = 0, max = 100 } } } },
    { title = "Workers: asked for and in service", metrics = concat([], [for group in local.id.asg_names : [for name in ["GroupDesiredCapacity", "GroupInServiceInstances"] :
      ["AWS/AutoScaling", name, "AutoScalingGroupName", group, { label = "${group} ${name}", stat = "Maximum" }]
    ]]...) },
    { title = "Workers that ended or gave way", metrics = concat(
      [[local.namespace, "gpu_worker_crashes", { label = "crashes", stat = "Sum" }]],
      [for reason in ["signal", "spot", "idle", "unfit"] : [local.namespace, "studio_worker_drains_total", "service", "worker", "reason", reason, { label = reason, stat = "Sum" }]],
      [[local.namespace, "studio_model_load_failures_total", "service", "worker", { label = "models that did not load", stat = "Sum" }]],
    ) },
    { title = "Credits that were consumed", metrics = [for service in ["api", "worker"] : [local.namespace, "studio_credits_consumed_total", "service", service, { label = service, stat = "Sum" }]] },
  ]

  processing_times = { for stat in ["p50", "p95"] : stat => [for type in local.job_types :
    [local.namespace, "studio_job_processing_seconds", "service", "worker", "type", type, "outcome", "done", { label = type, stat = stat }]
  ] }

  # Ids of metrics have no hyphens.
  outcome_ids = { for outcome in local.outcomes : outcome => replace(outcome, "-", "_") }
  counted_outcomes = concat([for outcome in local.outcomes : [for type in local.job_types :
    [local.namespace, "studio_job_processing_seconds", "service", "worker", "type", type, "outcome", outcome, { id = "${local.outcome_ids[outcome]}_${type}", stat = "SampleCount", visible = false }]
  ]]...)
}
