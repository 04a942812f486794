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
  target          = aws_cloudfront_distribution.this
  override_during = plan
  values          = { arn = "arn:aws:cloudfront::123456789012:distribution/E1" }
}

run "shows_users_files_by_signed_links" {
  command = plan

  variables {
    media_public_key_pem = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"
  }

  assert {
    condition = [for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : [
      behavior.path_pattern, behavior.target_origin_id, behavior.viewer_protocol_policy, behavior.trusted_key_groups
    ]] == [["/media/*", "assets", "https-only", tolist(["KEYS1"])]]
    error_message = "Users' files are shown to who holds a link signed with the studio's key, and to nobody else."
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
