provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env            = "staging"
  region         = "us-east-1"
  account_id     = "123456789012"
  domain         = "film.example"
  hosted_zone_id = "Z0123456789"
  network        = { cidr = "10.2.0.0/16", availability_zones = ["us-east-1a", "us-east-1b"], nat_gateways = 1 }
  database       = { instance_class = "db.t3.micro", allocated_storage = 20, max_allocated_storage = 100, backup_retention_days = 7 }
  cache          = { node_type = "cache.t3.micro", nodes = 1 }
  backend        = { min = 1, max = 2 }
  gpu            = { min = 0, max = 1 }
  images = {
    backend    = "registry.example/backend@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    worker     = "registry.example/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    worker_gpu = "registry.example/worker-gpu@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }
  log_retention_days     = 7
  protection             = { deletion = false, waf = false }
  monthly_usd            = 335
  lambda_packages_folder = "../lambda/tests/packages"
}

# Each of them by itself would be a plan of all modules: together they take one.
run "refuses_names_and_numbers_that_aws_would_not_take" {
  command         = plan
  expect_failures = [var.env, var.account_id, var.domain, var.hosted_zone_id, var.network, var.copies, var.media, var.gpu]

  variables {
    # A key that nobody has is to sign.
    media          = { keys = { A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }, signs = "B" }
    env            = "production-2"
    account_id     = "12345"
    domain         = "https://film.example/"
    hosted_zone_id = "film.example"
    # A private load balancer that lets everybody in.
    network = { cidr = "10.2.0.0/16", availability_zones = ["us-east-1a", "us-east-1b"], nat_gateways = 1, alb_internal = true }
    # Machines for premium users, and none that does the rest.
    gpu = { min = 0, max = 0, premium = { max = 2 } }
    # Keys for a region that has no files.
    copies = { keys = true }
  }
}

run "refuses_ssh_for_everybody_and_to_run_without_images" {
  command         = plan
  expect_failures = [var.network, var.images]

  variables {
    network = { cidr = "10.2.0.0/16", availability_zones = ["us-east-1a", "us-east-1b"], nat_gateways = 1, bastion_ssh_cidrs = ["0.0.0.0/0"] }
    images  = null
  }
}

run "refuses_to_let_the_only_studio_sleep" {
  command         = plan
  expect_failures = [var.active]

  variables {
    active = false
  }
}
