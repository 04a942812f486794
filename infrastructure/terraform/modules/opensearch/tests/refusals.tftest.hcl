provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

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

run "refuses_a_name_that_is_no_environment" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "Prod_1"
  }
}

run "refuses_a_name_that_opensearch_has_no_room_for" {
  command         = plan
  expect_failures = [var.env]

  variables {
    env = "prod-west"
  }
}

run "refuses_a_region_that_is_none" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "Virginia"
  }
}

run "refuses_an_account_without_its_zeros" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "12345678901"
  }
}

run "refuses_elasticsearch" {
  command         = plan
  expect_failures = [var.engine_version]

  variables {
    engine_version = "Elasticsearch_7.10"
  }
}

run "refuses_a_version_with_a_third_number" {
  command         = plan
  expect_failures = [var.engine_version]

  variables {
    engine_version = "OpenSearch_2.19.5"
  }
}

run "refuses_a_type_without_encryption" {
  command         = plan
  expect_failures = [var.hot]

  variables {
    hot = { instance_type = "t2.small.search", count = 2, volume_gib = 100 }
  }
}

run "refuses_a_type_that_is_a_databases" {
  command         = plan
  expect_failures = [var.hot]

  variables {
    hot = { instance_type = "db.r6g.large", count = 2, volume_gib = 100 }
  }
}

run "refuses_to_have_no_node" {
  command         = plan
  expect_failures = [var.hot]

  variables {
    hot = { instance_type = "r6g.large.search", count = 0, volume_gib = 100 }
  }
}

run "refuses_a_zone_with_more_nodes_than_the_other" {
  command         = plan
  expect_failures = [var.hot]

  variables {
    hot = { instance_type = "r6g.large.search", count = 3, volume_gib = 100 }
  }
}

run "refuses_a_disk_that_is_too_small" {
  command         = plan
  expect_failures = [var.hot]

  variables {
    hot = { instance_type = "r6g.large.search", count = 2, volume_gib = 5 }
  }
}

run "refuses_masters_of_no_type" {
  command         = plan
  expect_failures = [var.masters]

  variables {
    masters = { instance_type = "m6g.large" }
  }
}

run "refuses_masters_that_cannot_agree" {
  command         = plan
  expect_failures = [var.masters]

  variables {
    masters = { instance_type = "m6g.large.search", count = 2 }
  }
}

run "refuses_warm_nodes_without_masters" {
  command         = plan
  expect_failures = [var.warm]

  variables {
    masters = null
  }
}

run "refuses_warm_nodes_beside_t3" {
  command         = plan
  expect_failures = [var.warm]

  variables {
    hot = { instance_type = "t3.medium.search", count = 2, volume_gib = 100 }
  }
}

run "refuses_warm_nodes_of_a_hot_type" {
  command         = plan
  expect_failures = [var.warm]

  variables {
    warm = { instance_type = "r6g.large.search" }
  }
}

run "refuses_a_single_warm_node" {
  command         = plan
  expect_failures = [var.warm]

  variables {
    warm = { count = 1 }
  }
}

run "refuses_cold_storage_without_warm_nodes" {
  command         = plan
  expect_failures = [var.cold_storage]

  variables {
    warm = null
  }
}

run "refuses_warm_nodes_that_no_policy_uses" {
  command         = plan
  expect_failures = [var.cold_storage]

  variables {
    cold_storage = false
  }
}

run "refuses_a_single_zone_of_subnets" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-a"]
    hot        = { instance_type = "r6g.large.search", count = 2, volume_gib = 100 }
  }
}

run "refuses_clients_that_are_a_network" {
  command         = plan
  expect_failures = [var.client_security_group_ids]

  variables {
    client_security_group_ids = { backend = "10.0.0.0/16", workers = "sg-workers" }
  }
}

run "refuses_what_is_no_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/aws/es"
  }
}

run "refuses_what_is_no_key_of_logs" {
  command         = plan
  expect_failures = [var.log_kms_key_arn]

  variables {
    log_kms_key_arn = "alias/aws/logs"
  }
}

run "refuses_a_master_that_is_everybody" {
  command         = plan
  expect_failures = [var.master_role_arn]

  variables {
    master_role_arn = "arn:aws:iam::123456789012:role/*"
  }
}

run "refuses_a_master_that_is_the_account" {
  command         = plan
  expect_failures = [var.master_role_arn]

  variables {
    master_role_arn = "arn:aws:iam::123456789012:root"
  }
}

run "refuses_a_master_that_writes_logs" {
  command         = plan
  expect_failures = [var.master_role_arn]

  variables {
    master_role_arn = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod"
  }
}

run "refuses_a_master_that_reads_logs" {
  command         = plan
  expect_failures = [var.master_role_arn]

  variables {
    master_role_arn = "arn:aws:iam::123456789012:role/operator"
  }
}

run "refuses_to_have_nobody_who_writes" {
  command         = plan
  expect_failures = [var.writer_role_arns]

  variables {
    writer_role_arns = []
  }
}

run "refuses_everybody_as_a_writer" {
  command         = plan
  expect_failures = [var.writer_role_arns]

  variables {
    writer_role_arns = ["*"]
  }
}

run "refuses_everybody_as_a_reader" {
  command         = plan
  expect_failures = [var.reader_role_arns]

  variables {
    reader_role_arns = ["arn:aws:iam::123456789012:root"]
  }
}

run "refuses_a_retention_that_cloudwatch_has_not" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 15
  }
}
