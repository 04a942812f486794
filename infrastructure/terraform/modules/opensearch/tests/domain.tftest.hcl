provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

# Production: all three storages of the document.
variables {
  env                       = "prod"
  region                    = "us-east-1"
  account_id                = "123456789012"
  hot                       = { instance_type = "r6g.large.search", count = 2, volume_gib = 100 }
  masters                   = { instance_type = "m6g.large.search" }
  warm                      = {}
  cold_storage              = true
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-a", "subnet-b"]
  client_security_group_ids = { backend = "sg-backend", workers = "sg-workers" }
  kms_key_arn               = "arn:aws:kms:us-east-1:123456789012:key/studio"
  log_kms_key_arn           = "arn:aws:kms:us-east-1:123456789012:key/watching"
  master_role_arn           = "arn:aws:iam::123456789012:role/logs-master"
  writer_role_arns          = ["arn:aws:iam::123456789012:role/ai-film-studio-backend-prod", "arn:aws:iam::123456789012:role/ai-film-studio-worker-prod"]
  reader_role_arns          = ["arn:aws:iam::123456789012:role/operator"]
  log_retention_days        = 30
}

override_resource {
  target          = aws_security_group.this
  override_during = plan
  values          = { id = "sg-logs" }
}

override_resource {
  target          = aws_opensearch_domain.logs
  override_during = plan
  values          = { endpoint = "vpc-logs.es.amazonaws.com", dashboard_endpoint = "vpc-logs.es.amazonaws.com/_dashboards" }
}

run "has_the_documents_three_storages" {
  command = plan

  assert {
    condition = (
      aws_opensearch_domain.logs.domain_name == "ai-film-studio-logs-prod" && aws_opensearch_domain.logs.engine_version == "OpenSearch_2.19" &&
      aws_opensearch_domain.logs.cluster_config[0].instance_type == "r6g.large.search" && aws_opensearch_domain.logs.cluster_config[0].instance_count == 2 &&
      aws_opensearch_domain.logs.ebs_options[0].ebs_enabled && aws_opensearch_domain.logs.ebs_options[0].volume_type == "gp3" && aws_opensearch_domain.logs.ebs_options[0].volume_size == 100
    )
    error_message = "Section 7: hot nodes on fast disks."
  }

  assert {
    condition = (
      aws_opensearch_domain.logs.cluster_config[0].warm_enabled && aws_opensearch_domain.logs.cluster_config[0].warm_type == "ultrawarm1.medium.search" && aws_opensearch_domain.logs.cluster_config[0].warm_count == 2 &&
      aws_opensearch_domain.logs.cluster_config[0].cold_storage_options[0].enabled && output.ages_policy == "tiered"
    )
    error_message = "Section 7: warm nodes, and cold storage in S3: the policy \"tiered\" sends lines to both."
  }

  assert {
    condition     = aws_opensearch_domain.logs.cluster_config[0].dedicated_master_enabled && aws_opensearch_domain.logs.cluster_config[0].dedicated_master_type == "m6g.large.search" && aws_opensearch_domain.logs.cluster_config[0].dedicated_master_count == 3
    error_message = "UltraWarm needs dedicated masters, and three of them still have a majority when one is lost."
  }

  assert {
    condition = (
      aws_opensearch_domain.logs.cluster_config[0].zone_awareness_enabled && aws_opensearch_domain.logs.cluster_config[0].zone_awareness_config[0].availability_zone_count == 2 &&
      aws_opensearch_domain.logs.vpc_options[0].subnet_ids == toset(["subnet-a", "subnet-b"])
    )
    error_message = "Two nodes must be in two zones, with a line in each."
  }

  assert {
    condition     = output.endpoint == "vpc-logs.es.amazonaws.com" && output.dashboard_endpoint == "vpc-logs.es.amazonaws.com/_dashboards" && output.domain_name == "ai-film-studio-logs-prod"
    error_message = "Fluent Bit's OPENSEARCH_HOST is the name alone."
  }
}

run "three_subnets_and_six_nodes_are_three_zones" {
  command = plan

  variables {
    hot        = { instance_type = "r6g.large.search", count = 6, volume_gib = 100 }
    subnet_ids = ["subnet-a", "subnet-b", "subnet-c"]
  }

  assert {
    condition     = aws_opensearch_domain.logs.cluster_config[0].zone_awareness_config[0].availability_zone_count == 3 && length(aws_opensearch_domain.logs.vpc_options[0].subnet_ids) == 3
    error_message = "A domain has as many zones as subnets."
  }
}

run "is_encrypted_on_disk_between_nodes_and_on_the_way" {
  command = plan

  assert {
    condition     = aws_opensearch_domain.logs.encrypt_at_rest[0].enabled && aws_opensearch_domain.logs.encrypt_at_rest[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/studio"
    error_message = "The studio's key must encrypt what is on disk."
  }

  assert {
    condition     = aws_opensearch_domain.logs.node_to_node_encryption[0].enabled
    error_message = "Nodes must speak TLS with each other too."
  }

  assert {
    condition     = aws_opensearch_domain.logs.domain_endpoint_options[0].enforce_https && aws_opensearch_domain.logs.domain_endpoint_options[0].tls_security_policy == "Policy-Min-TLS-1-2-PFS-2023-10"
    error_message = "HTTPS alone, by TLS 1.2 or later with forward secrecy: the default lets TLS 1.0 in."
  }
}

run "only_the_api_and_workers_reach_it" {
  command = plan

  assert {
    condition = toset([for rule in aws_vpc_security_group_ingress_rule.https : "${rule.security_group_id} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${coalesce(rule.cidr_ipv4, rule.referenced_security_group_id)}"]) == toset([
      "sg-logs tcp 443-443 sg-backend",
      "sg-logs tcp 443-443 sg-workers",
    ])
    error_message = "443 from the groups of the API and of workers, and from no network."
  }

  assert {
    condition     = aws_opensearch_domain.logs.vpc_options[0].security_group_ids == toset(["sg-logs"]) && aws_security_group.this.name == "ai-film-studio-logs-prod" && aws_security_group.this.vpc_id == "vpc-1" && output.security_group_id == "sg-logs"
    error_message = "The domain must be behind that group, in the studio's VPC."
  }
}

run "the_master_is_a_role_and_there_are_no_passwords" {
  command = plan

  assert {
    condition = (
      aws_opensearch_domain.logs.advanced_security_options[0].enabled && aws_opensearch_domain.logs.advanced_security_options[0].master_user_options[0].master_user_arn == "arn:aws:iam::123456789012:role/logs-master" &&
      aws_opensearch_domain.logs.advanced_security_options[0].master_user_options[0].master_user_password == null
    )
    error_message = "Fine-grained access control, whose master is a role."
  }

  assert {
    condition     = !aws_opensearch_domain.logs.advanced_security_options[0].internal_user_database_enabled && !aws_opensearch_domain.logs.advanced_security_options[0].anonymous_auth_enabled
    error_message = "Users with passwords, or without names, must not get in."
  }
}

run "writers_send_readers_search_and_nobody_else_asks" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_opensearch_domain.logs.access_policies).Statement : statement.Sid => {
      who   = toset(flatten([statement.Principal.AWS]))
      what  = toset(flatten([statement.Action]))
      where = toset(flatten([statement.Resource]))
      } if statement.Sid != "SearchLogs" } == {
      WriteLogs = {
        who   = toset(["arn:aws:iam::123456789012:role/ai-film-studio-backend-prod", "arn:aws:iam::123456789012:role/ai-film-studio-worker-prod"])
        what  = toset(["es:ESHttpPost"])
        where = toset(["arn:aws:es:us-east-1:123456789012:domain/ai-film-studio-logs-prod/_bulk"])
      }
      ReadLogs = {
        who   = toset(["arn:aws:iam::123456789012:role/operator"])
        what  = toset(["es:ESHttpGet", "es:ESHttpHead"])
        where = toset(["arn:aws:es:us-east-1:123456789012:domain/ai-film-studio-logs-prod/*"])
      }
      Administer = {
        who   = toset(["arn:aws:iam::123456789012:role/logs-master"])
        what  = toset(["es:ESHttp*"])
        where = toset(["arn:aws:es:us-east-1:123456789012:domain/ai-film-studio-logs-prod/*"])
      }
    }
    error_message = "Writers may POST to _bulk, which is all that Fluent Bit does, readers may look, the master may all, and there is nobody else."
  }

  assert {
    condition = one([for statement in jsondecode(aws_opensearch_domain.logs.access_policies).Statement : {
      who  = toset(flatten([statement.Principal.AWS]))
      what = toset(flatten([statement.Action]))
      } if statement.Sid == "SearchLogs"]) == {
      who  = toset(["arn:aws:iam::123456789012:role/operator"])
      what = toset(["es:ESHttpPost"])
    }
    error_message = "A search is a POST, of readers."
  }

  assert {
    condition = length(setsubtract(
      flatten([for statement in jsondecode(aws_opensearch_domain.logs.access_policies).Statement : statement.Resource if statement.Sid == "SearchLogs"]),
      [for path in ["_search", "*/_search", "_msearch", "*/_msearch", "_count", "*/_count", "_dashboards/*"] : "arn:aws:es:us-east-1:123456789012:domain/ai-film-studio-logs-prod/${path}"]
    )) == 0
    error_message = "A reader's POST must be a search: with any other address it could be _bulk or _delete_by_query."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_opensearch_domain.logs.access_policies).Statement : statement.Effect == "Allow" && !contains(flatten([statement.Principal.AWS]), "*")])
    error_message = "Everybody is named."
  }
}

run "its_own_logs_are_kept_sealed_and_for_their_days" {
  command = plan

  assert {
    condition = { for log in aws_opensearch_domain.logs.log_publishing_options : log.log_type => log.cloudwatch_log_group_arn } == {
      INDEX_SLOW_LOGS     = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/opensearch/ai-film-studio-logs-prod/index-slow"
      SEARCH_SLOW_LOGS    = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/opensearch/ai-film-studio-logs-prod/search-slow"
      ES_APPLICATION_LOGS = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/opensearch/ai-film-studio-logs-prod/error"
      AUDIT_LOGS          = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/opensearch/ai-film-studio-logs-prod/audit"
    }
    error_message = "Both slow logs, errors and the audit must be published."
  }

  assert {
    condition = output.log_group_names == tolist([for log in ["audit", "error", "index-slow", "search-slow"] : "/aws/opensearch/ai-film-studio-logs-prod/${log}"]) && alltrue([
      for group in aws_cloudwatch_log_group.this : group.retention_in_days == 30 && group.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/watching"
    ])
    error_message = "A group for each, kept for the days that are asked for under the key of logs: slow logs quote lines."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_cloudwatch_log_resource_policy.this.policy_document).Statement : [statement.Principal, sort(statement.Action), statement.Condition]]) == jsonencode([[
      { Service = "es.amazonaws.com" },
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      {
        ArnEquals    = { "aws:SourceArn" = "arn:aws:es:us-east-1:123456789012:domain/ai-film-studio-logs-prod" }
        StringEquals = { "aws:SourceAccount" = "123456789012" }
      },
    ]])
    error_message = "OpenSearch Service may write for this domain alone; without the policy the domain is refused."
  }

  assert {
    condition     = toset(jsondecode(aws_cloudwatch_log_resource_policy.this.policy_document).Statement[0].Resource) == toset([for log in aws_opensearch_domain.logs.log_publishing_options : "${log.cloudwatch_log_group_arn}:*"])
    error_message = "It may write to just the groups that the domain publishes to."
  }
}

run "updates_itself_when_few_film" {
  command = plan

  assert {
    condition = (
      aws_opensearch_domain.logs.software_update_options[0].auto_software_update_enabled && aws_opensearch_domain.logs.off_peak_window_options[0].enabled &&
      aws_opensearch_domain.logs.off_peak_window_options[0].off_peak_window[0].window_start_time[0].hours == 3
    )
    error_message = "Updates come by themselves, from 3 o'clock UTC on."
  }

  assert {
    condition     = aws_opensearch_domain.logs.auto_tune_options[0].desired_state == "ENABLED" && aws_opensearch_domain.logs.auto_tune_options[0].use_off_peak_window
    error_message = "Auto-Tune restarts nodes, in that window too."
  }
}

run "dev_is_one_small_node" {
  command = plan

  variables {
    env                = "dev"
    hot                = { instance_type = "t3.small.search", count = 1, volume_gib = 10 }
    masters            = null
    warm               = null
    cold_storage       = false
    reader_role_arns   = []
    log_retention_days = 7
  }

  assert {
    condition = (
      !aws_opensearch_domain.logs.cluster_config[0].zone_awareness_enabled && length(aws_opensearch_domain.logs.cluster_config[0].zone_awareness_config) == 0 &&
      aws_opensearch_domain.logs.vpc_options[0].subnet_ids == toset(["subnet-a"])
    )
    error_message = "One node is in one zone: OpenSearch Service refuses a second subnet."
  }

  assert {
    condition     = !aws_opensearch_domain.logs.cluster_config[0].dedicated_master_enabled && !aws_opensearch_domain.logs.cluster_config[0].warm_enabled && output.ages_policy == "one-tier"
    error_message = "Without warm nodes the policy of ages is the one that needs none."
  }

  assert {
    condition     = length(aws_opensearch_domain.logs.auto_tune_options) == 0 && length(aws_opensearch_domain.logs.cluster_config[0].cold_storage_options) == 0
    error_message = "t3 has neither Auto-Tune nor cold storage, and OpenSearch Service refuses who mentions them."
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_opensearch_domain.logs.access_policies).Statement : statement.Sid]) == toset(["WriteLogs", "Administer"])
    error_message = "Without readers nobody reads."
  }
}

run "small_masters_turn_auto_tune_off_and_cold_storage_can_be_given_up" {
  command = plan

  variables {
    masters      = { instance_type = "t3.small.search" }
    warm         = null
    cold_storage = false
  }

  assert {
    condition     = length(aws_opensearch_domain.logs.auto_tune_options) == 0
    error_message = "t3 takes no Auto-Tune as a master either."
  }

  assert {
    condition     = one(aws_opensearch_domain.logs.cluster_config[0].cold_storage_options).enabled == false
    error_message = "A domain that had cold storage must be told that it has none now: with no block the provider leaves it on."
  }
}

run "the_other_regions_name_fits" {
  command = plan

  variables {
    env    = "prod-dr"
    region = "us-west-2"
  }

  assert {
    condition     = aws_opensearch_domain.logs.domain_name == "ai-film-studio-logs-prod-dr" && length(aws_opensearch_domain.logs.domain_name) <= 28
    error_message = "OpenSearch takes 28 characters."
  }
}

run "an_account_has_one_service_linked_role" {
  command = plan

  assert {
    condition     = length(aws_iam_service_linked_role.opensearch) == 0
    error_message = "A second environment of the account would fail on the role that is there."
  }
}

run "the_first_environment_makes_that_role" {
  command = plan

  variables {
    service_linked_role = true
  }

  assert {
    condition     = aws_iam_service_linked_role.opensearch[0].aws_service_name == "opensearchservice.amazonaws.com"
    error_message = "Without it OpenSearch Service gets into no VPC."
  }
}
