locals {
  name = "ai-film-studio-logs-${var.env}"
  # By name and not by the resource: the domain's own policy has it, and a plan shows whole policies.
  arn = "arn:aws:es:${var.region}:${var.account_id}:domain/${local.name}"

  # A domain takes as many subnets as it has zones, and one node is in one.
  zones = min(var.hot.count, length(var.subnet_ids))

  # With t3 even a block that turns it off is refused. https://github.com/hashicorp/terraform-provider-aws/issues/30205
  can_tune_itself = !anytrue([for type in [var.hot.instance_type, try(var.masters.instance_type, "")] : startswith(type, "t3.")])
}

# Without it no domain gets into a VPC. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/slr-aos.html
resource "aws_iam_service_linked_role" "opensearch" {
  count = var.service_linked_role ? 1 : 0

  aws_service_name = "opensearchservice.amazonaws.com"
}

resource "aws_opensearch_domain" "logs" {
  domain_name     = local.name
  engine_version  = var.engine_version
  access_policies = data.aws_iam_policy_document.access.json

  cluster_config {
    instance_type  = var.hot.instance_type
    instance_count = var.hot.count

    dedicated_master_enabled = var.masters != null
    dedicated_master_type    = try(var.masters.instance_type, null)
    dedicated_master_count   = try(var.masters.count, null)

    warm_enabled = var.warm != null
    warm_type    = try(var.warm.instance_type, null)
    warm_count   = try(var.warm.count, null)

    # t3 has none. All others are told of it also when it is off: with no block the provider leaves what there is.
    dynamic "cold_storage_options" {
      for_each = startswith(var.hot.instance_type, "t3.") ? [] : [var.cold_storage]

      content {
        enabled = cold_storage_options.value
      }
    }

    zone_awareness_enabled = local.zones > 1

    dynamic "zone_awareness_config" {
      for_each = local.zones > 1 ? [local.zones] : []

      content {
        availability_zone_count = zone_awareness_config.value
      }
    }
  }

  # gp3's 3,000 IOPS and 125 MB/s come with it.
  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
    volume_size = var.hot.volume_gib
  }

  vpc_options {
    subnet_ids         = slice(var.subnet_ids, 0, local.zones)
    security_group_ids = [aws_security_group.this.id]
  }

  encrypt_at_rest {
    enabled    = true
    kms_key_id = var.kms_key_arn
  }

  node_to_node_encryption {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }

  # No passwords: whoever asks is a role of the account, and the master is one too.
  advanced_security_options {
    enabled                        = true
    anonymous_auth_enabled         = false
    internal_user_database_enabled = false

    master_user_options {
      master_user_arn = var.master_role_arn
    }
  }

  dynamic "log_publishing_options" {
    for_each = local.log_arns

    content {
      log_type                 = log_publishing_options.key
      cloudwatch_log_group_arn = log_publishing_options.value
    }
  }

  # UTC. It is ten hours long, and the database's and the cache's windows are in it.
  off_peak_window_options {
    enabled = true

    off_peak_window {
      window_start_time {
        hours   = 3
        minutes = 0
      }
    }
  }

  software_update_options {
    auto_software_update_enabled = true
  }

  dynamic "auto_tune_options" {
    for_each = local.can_tune_itself ? [true] : []

    content {
      desired_state       = "ENABLED"
      use_off_peak_window = true
      rollback_on_disable = "NO_ROLLBACK"
    }
  }

  # It is refused when it can't write to its groups yet.
  depends_on = [
    aws_cloudwatch_log_group.this,
    aws_cloudwatch_log_resource_policy.this,
    aws_iam_service_linked_role.opensearch,
  ]
}
