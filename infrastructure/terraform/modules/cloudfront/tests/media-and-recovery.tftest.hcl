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
  target          = aws_cloudfront_key_group.media
  override_during = plan
  values          = { id = "KEYS1" }
}

override_resource {
  target          = aws_cloudfront_cache_policy.media
  override_during = plan
  values          = { id = "MINUTES1" }
}

override_resource {
  target          = aws_cloudfront_response_headers_policy.security
  override_during = plan
  values          = { id = "HEADERS1" }
}

override_resource {
  target          = aws_cloudfront_response_headers_policy.media
  override_during = plan
  values          = { id = "HEADERS2" }
}

override_resource {
  target          = aws_cloudfront_function.media
  override_during = plan
  values          = { arn = "arn:aws:cloudfront::123456789012:function/find" }
}

override_resource {
  target          = aws_cloudfront_function.media_headers
  override_during = plan
  values          = { arn = "arn:aws:cloudfront::123456789012:function/name" }
}

override_resource {
  target          = aws_cloudfront_public_key.media["A"]
  override_during = plan
  values          = { id = "K1" }
}

override_resource {
  target          = aws_cloudfront_public_key.media["B"]
  override_during = plan
  values          = { id = "K2" }
}

override_resource {
  target          = aws_cloudfront_distribution.this
  override_during = plan
  values          = { arn = "arn:aws:cloudfront::123456789012:distribution/E1" }
}

run "shows_users_files_by_signed_links" {
  command = plan

  variables {
    media_public_keys = { A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }

  assert {
    condition = [for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : [
      behavior.path_pattern, behavior.target_origin_id, behavior.viewer_protocol_policy, behavior.trusted_key_groups
    ]] == [["/media/*", "assets", "https-only", tolist(["KEYS1"])]]
    error_message = "Users' files are shown to who holds a link signed with the studio's key, and to nobody else."
  }

  assert {
    condition     = { for each in aws_cloudfront_distribution.this.ordered_cache_behavior[0].function_association : each.event_type => each.function_arn } == { viewer-request = "arn:aws:cloudfront::123456789012:function/find", viewer-response = "arn:aws:cloudfront::123456789012:function/name" }
    error_message = "A file is found under its key, and sent under its name: the order of the functions is another."
  }

  assert {
    condition     = output.media_url == "https://staging.ai-film-studio.com/media" && output.media_key_ids == { A = "K1" }
    error_message = "The API signs links to another place, or with a key of another id."
  }
}

run "lets_one_key_take_the_place_of_another" {
  command = plan

  variables {
    media_public_keys = {
      A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"
      B = "-----BEGIN PUBLIC KEY-----\nMIIC\n-----END PUBLIC KEY-----\n"
    }
  }

  assert {
    condition     = aws_cloudfront_key_group.media[0].items == toset(["K1", "K2"]) && output.media_key_ids == { A = "K1", B = "K2" }
    error_message = "Links of the old key have to go on while the new one takes over: both must be trusted."
  }

  assert {
    condition     = alltrue([for key in aws_cloudfront_public_key.media : endswith(key.encoded_key, "-----END PUBLIC KEY-----\n")])
    error_message = "CloudFront gives a key back with a line's end: without one every plan would make the key anew."
  }
}

run "keeps_what_is_deleted_for_minutes_alone" {
  command = plan

  variables {
    media_public_keys = { A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }

  assert {
    condition     = aws_cloudfront_distribution.this.ordered_cache_behavior[0].cache_policy_id == "MINUTES1" && aws_cloudfront_cache_policy.media[0].max_ttl == 300 && aws_cloudfront_cache_policy.media[0].default_ttl <= 300
    error_message = "A film that its user deleted must not be sent by an edge for longer than five minutes."
  }
}

run "lets_nothing_of_a_users_file_run" {
  command = plan

  variables {
    media_public_keys = { A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }

  assert {
    condition = (
      aws_cloudfront_distribution.this.ordered_cache_behavior[0].response_headers_policy_id == "HEADERS2" &&
      aws_cloudfront_response_headers_policy.media[0].security_headers_config[0].content_security_policy[0].content_security_policy == "default-src 'none'; sandbox" &&
      length(aws_cloudfront_response_headers_policy.media[0].security_headers_config[0].content_type_options) == 1
    )
    error_message = "Users' files come from the web app's own origin: a page among them would act as the web app."
  }

  assert {
    condition     = aws_cloudfront_response_headers_policy.media[0].cors_config[0].access_control_allow_origins[0].items == toset(["https://staging.ai-film-studio.com", "https://www.staging.ai-film-studio.com"])
    error_message = "The web app's pages alone may read users' files, at both of its names."
  }
}

run "goes_to_the_other_region_by_itself" {
  command = plan

  variables {
    frontend_bucket_dr = {
      id          = "pages-dr"
      arn         = "arn:aws:s3:::pages-dr"
      domain_name = "pages-dr.s3.us-west-2.amazonaws.com"
      region      = "us-west-2"
    }
  }

  assert {
    condition = (
      one([for group in aws_cloudfront_distribution.this.origin_group : group.origin_id]) == aws_cloudfront_distribution.this.default_cache_behavior[0].target_origin_id &&
      flatten([for group in aws_cloudfront_distribution.this.origin_group : [for member in group.member : member.origin_id]]) == ["frontend", "frontend-dr"]
    )
    error_message = "When the first bucket fails, pages come from the other region's."
  }

  assert {
    condition     = aws_s3_bucket_policy.frontend["frontend-dr"].region == "us-west-2"
    error_message = "The other bucket's policy is set in its own region."
  }
}

run "has_films_of_the_other_region_too" {
  command = plan

  variables {
    media_public_keys = { A = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
    assets_bucket_dr = {
      id          = "films-dr"
      arn         = "arn:aws:s3:::films-dr"
      domain_name = "films-dr.s3.us-west-2.amazonaws.com"
    }
  }

  assert {
    condition = (
      one([for group in aws_cloudfront_distribution.this.origin_group : group.origin_id]) == aws_cloudfront_distribution.this.ordered_cache_behavior[0].target_origin_id &&
      flatten([for group in aws_cloudfront_distribution.this.origin_group : [for member in group.member : member.origin_id]]) == ["assets", "assets-dr"]
    )
    error_message = "When the first bucket fails, films come from the other region's."
  }

  assert {
    condition     = !contains(flatten([for group in aws_cloudfront_distribution.this.origin_group : [for criteria in group.failover_criteria : criteria.status_codes]]), 403)
    error_message = "What a user deleted is a 403 of S3: the copy, which is minutes behind, must not be asked for it."
  }
}

run "shows_no_copies_without_a_key" {
  command = plan

  variables {
    assets_bucket_dr = {
      id          = "films-dr"
      arn         = "arn:aws:s3:::films-dr"
      domain_name = "films-dr.s3.us-west-2.amazonaws.com"
    }
  }

  assert {
    condition     = [for origin in aws_cloudfront_distribution.this.origin : origin.origin_id] == ["frontend"] && length(aws_cloudfront_distribution.this.origin_group) == 0 && output.media_url == null
    error_message = "Without a key for signed links no bucket of films is an origin."
  }
}
