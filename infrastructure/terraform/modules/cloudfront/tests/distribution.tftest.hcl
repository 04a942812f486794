provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env             = "staging"
  aliases         = ["staging.ai-film-studio.com", "www.staging.ai-film-studio.com"]
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  frontend_bucket = {
    id          = "ai-film-studio-frontend-staging-123456789012"
    arn         = "arn:aws:s3:::ai-film-studio-frontend-staging-123456789012"
    domain_name = "ai-film-studio-frontend-staging-123456789012.s3.us-east-1.amazonaws.com"
  }
  assets_bucket = {
    id          = "ai-film-studio-assets-staging-123456789012"
    arn         = "arn:aws:s3:::ai-film-studio-assets-staging-123456789012"
    domain_name = "ai-film-studio-assets-staging-123456789012.s3.us-east-1.amazonaws.com"
  }
  logs_bucket_domain = "ai-film-studio-logs-staging-123456789012.s3.amazonaws.com"
  connect_origins    = ["https://api.staging.ai-film-studio.com"]
}

override_resource {
  target          = aws_cloudfront_distribution.this
  override_during = plan
  values          = { arn = "arn:aws:cloudfront::123456789012:distribution/E1" }
}

override_resource {
  target          = aws_cloudfront_origin_access_control.s3
  override_during = plan
  values          = { id = "OAC1" }
}

override_resource {
  target          = aws_cloudfront_response_headers_policy.security
  override_during = plan
  values          = { id = "HEADERS1" }
}

run "serves_by_tls_1_2_and_better_only" {
  command = plan

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "TLS 1.2 is the least that viewers may speak."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https"
    error_message = "What is asked for without TLS is sent to https."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.aliases == toset(["staging.ai-film-studio.com", "www.staging.ai-film-studio.com"])
    error_message = "The distribution answers at its aliases."
  }
}

run "tells_browsers_what_not_to_do" {
  command = plan

  assert {
    condition     = aws_cloudfront_response_headers_policy.security.security_headers_config[0].strict_transport_security[0].access_control_max_age_sec == 31536000
    error_message = "HSTS holds for a year (max-age=31536000)."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].response_headers_policy_id == "HEADERS1"
    error_message = "Pages must be sent with the security headers."
  }

  assert {
    condition = contains(
      split("; ", aws_cloudfront_response_headers_policy.security.security_headers_config[0].content_security_policy[0].content_security_policy),
      "connect-src 'self' https://api.staging.ai-film-studio.com",
    )
    error_message = "Pages may talk to the API and to themselves, and send nothing anywhere else."
  }

  assert {
    condition     = aws_cloudfront_response_headers_policy.security.security_headers_config[0].frame_options[0].frame_option == "DENY"
    error_message = "No page of others may frame the studio's."
  }
}

run "is_the_only_reader_of_the_frontend" {
  command = plan

  assert {
    condition = alltrue([for statement in jsondecode(aws_s3_bucket_policy.frontend["frontend"].policy).Statement : (
      statement.Effect == "Deny" || (
        try(statement.Principal.Service, "") == "cloudfront.amazonaws.com" &&
        try(statement.Condition.StringEquals["aws:SourceArn"], "") == "arn:aws:cloudfront::123456789012:distribution/E1"
      )
    )])
    error_message = "The frontend's bucket is read by this distribution alone: without aws:SourceArn anybody's distribution could read it."
  }

  assert {
    condition = anytrue([for statement in jsondecode(aws_s3_bucket_policy.frontend["frontend"].policy).Statement : (
      statement.Effect == "Deny" && statement.Principal == "*" && statement.Action == "s3:*" &&
      try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    )])
    error_message = "The frontend's bucket must deny all that does not come over TLS."
  }

  assert {
    condition = alltrue([for origin in aws_cloudfront_distribution.this.origin : origin.origin_access_control_id == "OAC1"]) && (
      aws_cloudfront_origin_access_control.s3.signing_behavior == "always"
    )
    error_message = "CloudFront signs all that it asks of S3 (OAC)."
  }
}

run "says_404_of_what_is_missing_and_leaves_403_to_the_firewall" {
  command = plan

  assert {
    condition = [for error in aws_cloudfront_distribution.this.custom_error_response : [error.error_code, error.response_code, error.response_page_path]] == [
      [404, 404, "/404.html"]
    ]
    error_message = "A missing page is 404.html with status 404; a 403 of the firewall must stay one."
  }
}

run "shows_no_users_files_by_itself" {
  command = plan

  assert {
    condition     = length(aws_cloudfront_distribution.this.ordered_cache_behavior) == 0 && [for origin in aws_cloudfront_distribution.this.origin : origin.origin_id] == ["frontend"]
    error_message = "Without a key for signed links the assets bucket is no origin."
  }
}

run "logs_what_is_asked" {
  command = plan

  assert {
    condition     = aws_cloudfront_distribution.this.logging_config[0].bucket == "ai-film-studio-logs-staging-123456789012.s3.amazonaws.com"
    error_message = "Access logs go to the logs bucket."
  }
}
