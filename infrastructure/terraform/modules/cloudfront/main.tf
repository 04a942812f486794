locals {
  # AWS's own: CachingOptimized, by compression alone.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  caching_optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"

  frontends     = merge({ frontend = var.frontend_bucket }, var.frontend_bucket_dr == null ? {} : { frontend-dr = var.frontend_bucket_dr })
  has_media     = var.media_public_key_pem != null
  origins       = merge({ for name, bucket in local.frontends : name => bucket.domain_name }, local.has_media ? { assets = var.assets_bucket.domain_name } : {})
  front_origins = var.frontend_bucket_dr == null ? "frontend" : "frontend-or-dr"
}

resource "aws_cloudfront_origin_access_control" "s3" {
  name                              = "ai-film-studio-${var.env}"
  description                       = "Signs what CloudFront asks of the studio's buckets"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "pages" {
  name    = "ai-film-studio-pages-${var.env}"
  runtime = "cloudfront-js-2.0"
  comment = "Finds the file of a page"
  code    = file("${path.module}/files/pages.js")
}

resource "aws_cloudfront_distribution" "this" {
  comment             = "ai-film-studio-${var.env}"
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  default_root_object = "index.html"
  aliases             = var.aliases
  price_class         = var.price_class
  web_acl_id          = var.web_acl_arn

  dynamic "origin" {
    for_each = local.origins

    content {
      origin_id                = origin.key
      domain_name              = origin.value
      origin_access_control_id = aws_cloudfront_origin_access_control.s3.id
    }
  }

  # The bucket of the other region answers when the first one cannot. A page that is missing (404) is missing there too.
  dynamic "origin_group" {
    for_each = var.frontend_bucket_dr[*]

    content {
      origin_id = local.front_origins

      failover_criteria {
        status_codes = [403, 500, 502, 503, 504]
      }

      member {
        origin_id = "frontend"
      }

      member {
        origin_id = "frontend-dr"
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.front_origins
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = local.caching_optimized
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id
    compress                   = true

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.pages.arn
    }
  }

  # Users' files, for who holds a link that was signed with the studio's key.
  dynamic "ordered_cache_behavior" {
    for_each = local.has_media ? [true] : []

    content {
      path_pattern               = "/media/*"
      target_origin_id           = "assets"
      viewer_protocol_policy     = "https-only"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      cache_policy_id            = local.caching_optimized
      response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id
      trusted_key_groups         = [one(aws_cloudfront_key_group.media[*].id)]
      # Films are compressed already.
      compress = false

      function_association {
        event_type   = "viewer-request"
        function_arn = one(aws_cloudfront_function.media[*].arn)
      }
    }
  }

  # CloudFront may list the bucket (policies.tf), so S3 says 404 of what is missing. 403 stays what it is: the firewall's answer.
  custom_error_response {
    error_code            = 404
    response_code         = 404
    response_page_path    = "/404.html"
    error_caching_min_ttl = 10
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }

  logging_config {
    bucket          = var.logs_bucket_domain
    prefix          = "cloudfront/"
    include_cookies = false
  }
}

resource "aws_cloudfront_public_key" "media" {
  count = local.has_media ? 1 : 0

  name_prefix = "ai-film-studio-media-${var.env}-"
  comment     = "Checks the signature of links to users' files"
  encoded_key = var.media_public_key_pem

  # A new key is taken in before the old one, which is in use, goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_key_group" "media" {
  count = local.has_media ? 1 : 0

  name  = "ai-film-studio-media-${var.env}"
  items = aws_cloudfront_public_key.media[*].id
}

resource "aws_cloudfront_function" "media" {
  count = local.has_media ? 1 : 0

  name    = "ai-film-studio-media-${var.env}"
  runtime = "cloudfront-js-2.0"
  comment = "Finds the key of a user's file"
  code    = file("${path.module}/files/media.js")
}
