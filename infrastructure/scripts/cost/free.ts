/** Kinds of resources that cost nothing by themselves: what they lead to is counted where it is. */
const free: readonly RegExp[] = [
  /^aws_(iam|appautoscaling|autoscaling_(policy|schedule|lifecycle_hook|notification|attachment|group_tag))/,
  /^aws_(subnet|internet_gateway|egress_only_internet_gateway|route|route_table.*|main_route_table_association)$/,
  /^aws_(default_.*|network_acl.*|security_group.*|vpc_security_group_.*|vpc_(dhcp|ipv4|endpoint_).*|ec2_managed_prefix_list.*)$/,
  // Logs that flow into a group are counted there.
  /^aws_flow_log$/,
  /^aws_lb_.*$/,
  /^aws_(acm_certificate.*|route53_record)$/,
  /^aws_s3_bucket_(?!replication_configuration$).*$/,
  /^aws_s3_(directory_access_point|account_public_access_block)$/,
  /^aws_db_(subnet_group|parameter_group|event_subscription)$/,
  /^aws_elasticache_(subnet_group|parameter_group|user|user_group)$/,
  /^aws_(ecs_cluster_capacity_providers|ecs_task_definition|ecs_capacity_provider|launch_template|placement_group)$/,
  /^aws_ecr_(lifecycle_policy|repository_policy|registry_.*)$/,
  /^aws_cloudfront_(origin_access_control|response_headers_policy|cache_policy|origin_request_policy|key_group|public_key|key_value_store)$/,
  /^aws_wafv2_(web_acl_.*|ip_set|regex_pattern_set|rule_group)$/,
  /^aws_(kms_alias|kms_grant|kms_key_policy|secretsmanager_secret_(version|policy|rotation))$/,
  /^aws_(cloudwatch_(event_.*|log_(stream|metric_filter|resource_policy|subscription_filter|data_protection_policy)|query_definition))$/,
  // Budgets and topics: mails and the first million are free, and there are never more.
  /^aws_(sns_.*|budgets_budget|ce_anomaly_.*)$/,
  /^aws_(lambda_(permission|function_event_invoke_config|event_source_mapping|alias))$/,
  /^aws_(sqs_queue_(policy|redrive_.*))$/,
  /^aws_backup_(vault.*|selection|region_settings|global_settings)$/,
  /^aws_guardduty_(filter|publishing_destination)$/,
  /^aws_config_(delivery_channel|configuration_recorder_status|conformance_pack)$/,
  /^aws_opensearch_(domain_policy|domain_saml_options)$/,
  /^aws_eks_(access_.*|addon|pod_identity_association)$/,
  /^aws_ssm_(document|parameter|association)$/,
  /^(random|tls|time|null|terraform|cloudinit)_/,
];

/** Whether a kind of resource is known to cost nothing. */
export const isFree = (type: string): boolean => free.some((pattern) => pattern.test(type));
