provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env       = "staging"
  has_redis = true
  redis_url = "rediss://:token@cache:6379"
}

override_resource {
  target          = aws_kms_key.studio
  override_during = plan
  values          = { arn = "arn:aws:kms:us-east-1:123456789012:key/1", key_id = "1" }
}

override_resource {
  target          = aws_kms_replica_key.studio
  override_during = plan
  values          = { arn = "arn:aws:kms:us-west-2:123456789012:key/mrk-1", key_id = "mrk-1" }
}

override_resource {
  target          = aws_secretsmanager_secret.setting
  override_during = plan
  values          = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-setting-AbCdEf", id = "arn" }
}

run "keeps_each_secret_setting_of_the_program" {
  command = plan

  assert {
    condition     = toset(keys(output.arns)) == toset(["PGPASSWORD", "SECRET", "METRICS_TOKEN", "REDIS_AUTH_TOKEN", "REDIS_URL", "SMOKE_TOKEN"])
    error_message = "docs/server.md: these settings are secret."
  }

  assert {
    condition     = alltrue([for name, secret in aws_secretsmanager_secret.setting : secret.name == "ai-film-studio/staging/${name}" && secret.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"])
    error_message = "A secret is named by environment and setting, and locked with the studio's own key: the account's key would open it to all who may read secrets."
  }

  assert {
    condition     = toset(keys(aws_secretsmanager_secret_version.setting)) == toset(keys(aws_secretsmanager_secret.setting))
    error_message = "Each of them must have a value: ECS starts no task without."
  }

  assert {
    condition     = aws_kms_key.studio.enable_key_rotation && aws_kms_alias.studio.name == "alias/ai-film-studio-staging" && !aws_kms_key.studio.multi_region
    error_message = "The key must rotate, and be found under the studio's name."
  }
}

run "makes_values_that_nobody_guesses_and_everybody_can_carry" {
  command = plan

  assert {
    condition     = random_bytes.secret.length == 32
    error_message = "SECRET is 32 bytes (docs/server.md)."
  }

  assert {
    condition     = alltrue([for password in random_password.made : password.length >= 32 && !password.special])
    error_message = "RDS and ElastiCache refuse signs like / @ and \", and the token stands in a URL."
  }

  assert {
    condition     = nonsensitive(aws_secretsmanager_secret_version.setting["REDIS_URL"].secret_string) == "rediss://:token@cache:6379"
    error_message = "REDIS_URL must be the one that was given."
  }
}

run "a_studio_without_redis_has_no_url_of_one" {
  command = plan

  variables {
    has_redis = false
    redis_url = null
  }

  assert {
    condition     = !contains(keys(output.arns), "REDIS_URL") && length(aws_secretsmanager_secret_version.setting) == 5
    error_message = "Without Redis there must be no secret for its URL: it would have no value."
  }
}

run "an_operators_secret_has_no_value_from_here" {
  command = plan

  variables {
    optional = ["STRIPE_SECRET_KEY"]
  }

  assert {
    condition     = aws_secretsmanager_secret.setting["STRIPE_SECRET_KEY"].name == "ai-film-studio/staging/STRIPE_SECRET_KEY" && !contains(keys(aws_secretsmanager_secret_version.setting), "STRIPE_SECRET_KEY")
    error_message = "An optional secret must be made without a value: Terraform would put its own over the operator's."
  }
}

run "a_deleted_studio_that_matters_can_be_brought_back" {
  command = plan

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.setting : secret.recovery_window_in_days == 30])
    error_message = "Secrets must be recoverable for 30 days."
  }
}

run "dev_can_be_made_again_at_once" {
  command = plan

  variables {
    env = "dev"
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.setting : secret.recovery_window_in_days == 0])
    error_message = "A secret that waits to be deleted holds its name, and the next dev could not be made."
  }
}

run "all_of_it_lies_in_the_other_region_too" {
  command = plan

  variables {
    env            = "prod"
    replica_region = "us-west-2"
  }

  assert {
    condition     = aws_kms_key.studio.multi_region && aws_kms_replica_key.studio[0].region == "us-west-2" && output.replica_kms_key_arn == "arn:aws:kms:us-west-2:123456789012:key/mrk-1"
    error_message = "The key needs a replica in the other region."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.setting : one(secret.replica).region == "us-west-2" && one(secret.replica).kms_key_id == "arn:aws:kms:us-west-2:123456789012:key/mrk-1"])
    error_message = "Every secret needs a replica under the key's replica: the other region can't ask this one once it is lost."
  }

  assert {
    condition     = output.replica_arns.SECRET == "arn:aws:secretsmanager:us-west-2:123456789012:secret:a-setting-AbCdEf" && length(output.replica_arns) == length(output.arns)
    error_message = "replica_arns must say where they are."
  }
}

run "a_studio_that_takes_over_has_what_the_rows_were_sealed_with" {
  command = plan

  variables {
    env = "prod-dr"
    inherited = {
      arns = {
        SECRET     = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/SECRET-AbCdEf"
        PGPASSWORD = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/PGPASSWORD-AbCdEf"
      }
      kms_key_arn = "arn:aws:kms:us-west-2:123456789012:key/mrk-1"
    }
  }

  assert {
    condition     = output.arns.SECRET == "arn:aws:secretsmanager:us-west-2:123456789012:secret:ai-film-studio/prod/SECRET-AbCdEf" && !contains(keys(aws_secretsmanager_secret.setting), "SECRET") && !contains(keys(aws_secretsmanager_secret.setting), "PGPASSWORD")
    error_message = "SECRET and PGPASSWORD must be the inherited ones: with another SECRET nothing that is sealed in the database can be opened."
  }

  assert {
    condition     = contains(keys(output.arns), "METRICS_TOKEN") && toset(output.kms_key_arns) == toset(["arn:aws:kms:us-east-1:123456789012:key/1", "arn:aws:kms:us-west-2:123456789012:key/mrk-1"])
    error_message = "What is not inherited is its own, and both keys must be openable."
  }
}
