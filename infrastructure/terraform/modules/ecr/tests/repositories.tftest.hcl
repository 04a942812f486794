provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env = "prod"
}

run "has_a_repository_for_each_image" {
  command = plan

  assert {
    condition     = toset(values(output.names)) == toset([for name in ["backend", "worker", "worker-gpu", "comfyui", "log-router", "frontend"] : "ai-film-studio-${name}-prod"])
    error_message = "The pipelines and the Kubernetes overlays push to and pull from these names."
  }
}

run "keeps_images_as_they_were_pushed_and_looks_through_them" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "A tag that can be moved lets something run that was never tested."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_scanning_configuration[0].scan_on_push])
    error_message = "Images must be scanned when they are pushed."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "AES256" && !repository.force_delete])
    error_message = "Images must be encrypted, and a repository with images must not go by a mistake."
  }
}

run "expires_what_nobody_goes_back_to" {
  command = plan

  variables {
    keep_images = 12
  }

  assert {
    condition = alltrue([for policy in aws_ecr_lifecycle_policy.this : anytrue([
      for rule in jsondecode(policy.policy).rules : rule.selection.tagStatus == "untagged" && rule.selection.countNumber == 7
      ]) && anytrue([
      for rule in jsondecode(policy.policy).rules : rule.selection.countType == "imageCountMoreThan" && rule.selection.countNumber == 12
    ])])
    error_message = "Untagged images must go after 7 days, and all but the newest keep_images."
  }
}

run "copies_to_the_region_of_recovery" {
  command = plan

  variables {
    replica_region = "us-west-2"
    account_id     = "123456789012"
    kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/mrk-1"
  }

  assert {
    condition = one([for destination in aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].destination : destination.region]) == "us-west-2" && length(
      aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].repository_filter
    ) == 6
    error_message = "All repositories must be copied to us-west-2, and nothing else of the registry."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "KMS"])
    error_message = "With a key, images must be encrypted by it."
  }
}

run "copies_nothing_unless_told" {
  command = plan

  assert {
    condition     = length(aws_ecr_replication_configuration.this) == 0
    error_message = "The replication rule is the whole registry's: an environment that does not ask must not set it."
  }
}

run "refuses_copies_without_an_account" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    replica_region = "us-west-2"
  }
}

run "refuses_to_keep_too_few" {
  command         = plan
  expect_failures = [var.keep_images]

  variables {
    keep_images = 1
  }
}

run "refuses_names_that_ecr_would_refuse" {
  command         = plan
  expect_failures = [var.repositories]

  variables {
    repositories = ["Backend"]
  }
}
