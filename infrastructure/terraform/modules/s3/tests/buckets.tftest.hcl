provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env              = "staging"
  account_id       = "123456789012"
  frontend_origins = ["https://staging.ai-film-studio.com"]
}

run "keeps_three_closed_encrypted_versioned_buckets" {
  command = plan

  assert {
    condition = toset([output.frontend.id, output.assets.id, output.logs.id]) == toset([
      "ai-film-studio-frontend-staging-123456789012", "ai-film-studio-assets-staging-123456789012", "ai-film-studio-logs-staging-123456789012",
    ])
    error_message = "Buckets have the document's names: ai-film-studio-{use}-{env}-{account_id}."
  }

  assert {
    condition = length(aws_s3_bucket_public_access_block.this) == 3 && alltrue([for block in aws_s3_bucket_public_access_block.this : (
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    )])
    error_message = "No bucket may be opened to the public, by ACL or by policy."
  }

  assert {
    condition = length(aws_s3_bucket_versioning.this) == 3 && alltrue([
      for bucket in aws_s3_bucket_versioning.this : bucket.versioning_configuration[0].status == "Enabled"
    ])
    error_message = "Every bucket keeps versions: replication and rollback need them."
  }

  assert {
    condition = length(aws_s3_bucket_server_side_encryption_configuration.this) == 3 && alltrue(flatten([
      for bucket in aws_s3_bucket_server_side_encryption_configuration.this : [
        for rule in bucket.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
      ]
    ]))
    error_message = "Every bucket is encrypted by SSE-S3."
  }

  assert {
    condition = alltrue([for policy in [aws_s3_bucket_policy.assets[0], aws_s3_bucket_policy.logs] : anytrue([
      for statement in jsondecode(policy.policy).Statement : (
        statement.Effect == "Deny" && statement.Principal == "*" && statement.Action == "s3:*" && length(statement.Resource) == 2 &&
        try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
      )
    ])])
    error_message = "Each bucket must deny all that does not come over TLS."
  }

  assert {
    condition     = alltrue([for bucket in aws_s3_bucket.this : !bucket.force_destroy])
    error_message = "A destroy must stop at buckets with something in them."
  }
}

run "lets_the_web_app_upload" {
  command = plan

  assert {
    condition = alltrue([for rule in aws_s3_bucket_cors_configuration.assets[0].cors_rule : (
      rule.allowed_origins == toset(["https://staging.ai-film-studio.com"]) && contains(rule.allowed_methods, "PUT") && contains(rule.expose_headers, "ETag")
    )])
    error_message = "The web app puts parts of uploads and needs each part's ETag to complete them; nobody else's pages may."
  }
}

run "writes_logs_of_this_account_alone" {
  command = plan

  assert {
    condition = alltrue([for statement in jsondecode(aws_s3_bucket_policy.logs.policy).Statement : (
      statement.Effect == "Deny" || try(statement.Condition.StringEquals["aws:SourceAccount"], "") == "123456789012" ||
      contains([
        "arn:aws:elasticloadbalancing:*:123456789012:loadbalancer/*", "arn:aws:cloudtrail:*:123456789012:trail/ai-film-studio-staging",
      ], try(statement.Condition.ArnLike["aws:SourceArn"], ""))
    )])
    error_message = "Services may write logs for this account only: anybody's load balancer could fill the bucket otherwise."
  }

  assert {
    condition = toset([for statement in jsondecode(aws_s3_bucket_policy.logs.policy).Statement : statement.Principal.Service if statement.Action == "s3:PutObject"]) == toset([
      "logdelivery.elasticloadbalancing.amazonaws.com", "logging.s3.amazonaws.com", "config.amazonaws.com", "cloudtrail.amazonaws.com",
    ])
    error_message = "The load balancer, S3, AWS Config and CloudTrail write to the logs bucket."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_s3_bucket_policy.logs.policy).Statement : [statement.Action, statement.Resource, statement.Condition]
      if try(statement.Principal.Service, "") == "cloudtrail.amazonaws.com"]) == jsonencode([
      ["s3:PutObject", "arn:aws:s3:::ai-film-studio-logs-staging-123456789012/AWSLogs/123456789012/*", {
        ArnLike      = { "aws:SourceArn" = "arn:aws:cloudtrail:*:123456789012:trail/ai-film-studio-staging" }
        StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" }
      }],
      ["s3:GetBucketAcl", "arn:aws:s3:::ai-film-studio-logs-staging-123456789012", {
        ArnLike = { "aws:SourceArn" = "arn:aws:cloudtrail:*:123456789012:trail/ai-film-studio-staging" }
      }],
    ])
    error_message = "CloudTrail may look at the bucket, and write under AWSLogs/ for this environment's trail, files that the bucket owns: AWS refuses to make a trail otherwise."
  }

  assert {
    condition     = alltrue([for use in ["frontend", "assets"] : aws_s3_bucket_logging.this[use].target_bucket == output.logs.id])
    error_message = "Reads and writes of both buckets are logged."
  }
}

run "tells_a_function_of_users_objects" {
  command = plan

  variables {
    stored_bytes_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:stored-bytes"
  }

  assert {
    condition = alltrue([for function in aws_s3_bucket_notification.assets[0].lambda_function : (
      function.filter_prefix == "users/" && function.events == toset(["s3:ObjectCreated:*", "s3:ObjectRemoved:*"])
    )]) && length(aws_s3_bucket_notification.assets[0].lambda_function) == 1
    error_message = "The function hears of what is made and removed under users/."
  }
}

run "ends_versions_in_production_with_a_second_factor_only" {
  command = plan

  variables {
    env = "prod"
  }

  assert {
    condition = anytrue([for statement in jsondecode(aws_s3_bucket_policy.assets[0].policy).Statement : (
      statement.Effect == "Deny" && statement.Principal == "*" && contains(flatten([statement.Action]), "s3:DeleteObjectVersion") &&
      contains(flatten([statement.Action]), "s3:PutBucketVersioning") &&
      try(statement.Condition.BoolIfExists["aws:MultiFactorAuthPresent"], "") == "false"
    )])
    error_message = "In production nobody ends a version of a film, or versions as such, without a second factor (what MFA Delete is for)."
  }
}

run "lets_others_end_versions" {
  command = plan

  assert {
    condition     = [for statement in flatten([jsondecode(aws_s3_bucket_policy.assets[0].policy).Statement]) : statement.Sid] == ["TlsOnly"]
    error_message = "Outside production the policy says TLS and nothing else: dev is torn down without a second factor."
  }
}

run "lets_a_distribution_read_films_and_nothing_else" {
  command = plan

  variables {
    media_distribution_arns = ["arn:aws:cloudfront::123456789012:distribution/E1"]
  }

  assert {
    condition = anytrue([for statement in jsondecode(aws_s3_bucket_policy.assets[0].policy).Statement : (
      statement.Effect == "Allow" && statement.Action == "s3:GetObject" && statement.Resource == "arn:aws:s3:::ai-film-studio-assets-staging-123456789012/users/*" &&
      try(statement.Condition.StringEquals["aws:SourceArn"], "") == "arn:aws:cloudfront::123456789012:distribution/E1"
    )]) && length([for statement in jsondecode(aws_s3_bucket_policy.assets[0].policy).Statement : statement if statement.Effect == "Allow"]) == 1
    error_message = "The distribution that is named may read users' files, and nobody may anything else."
  }
}

run "a_recovery_stack_has_a_place_for_logs_and_no_files" {
  command = plan

  variables {
    env         = "prod-dr"
    holds_files = false
  }

  assert {
    condition     = [for bucket in aws_s3_bucket.this : bucket.bucket] == ["ai-film-studio-logs-prod-dr-123456789012"] && keys(aws_s3_bucket_lifecycle_configuration.this) == ["logs"]
    error_message = "There is a bucket besides that of logs."
  }

  assert {
    condition     = output.assets == null && output.frontend == null && length(aws_s3_bucket_logging.this) == 0
    error_message = "Files are promised that nobody keeps."
  }
}
