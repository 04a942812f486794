locals {
  # AWS's own: CachingOptimized, by compression alone.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  caching_optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"

  frontends     = merge({ frontend = var.frontend_bucket }, var.frontend_bucket_dr == null ? {} : { frontend-dr = var.frontend_bucket_dr })
  has_media     = length(var.media_public_keys) > 0
  films         = !local.has_media ? {} : merge({ assets = var.assets_bucket }, var.assets_bucket_dr == null ? {} : { assets-dr = var.assets_bucket_dr })
  origins       = { for name, bucket in merge(local.frontends, local.films) : name => bucket.domain_name }
  front_origins = var.frontend_bucket_dr == null ? "frontend" : "frontend-or-dr"
  film_origins  = length(local.films) > 1 ? "assets-or-dr" : "assets"
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
    for_each = merge(
      var.frontend_bucket_dr == null ? {} : { frontend = local.front_origins },
      length(local.films) > 1 ? { assets = local.film_origins } : {},
    )

    content {
      origin_id = origin_group.value

      # Of films 403 is what S3 says where none lies: the copy is not asked for what a user has deleted.
      failover_criteria {
        status_codes = origin_group.key == "assets" ? [500, 502, 503, 504] : [403, 500, 502, 503, 504]
      }

      member {
        origin_id = origin_group.key
      }

      member {
        origin_id = "${origin_group.key}-dr"
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
      target_origin_id           = local.film_origins
      viewer_protocol_policy     = "https-only"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      cache_policy_id            = one(aws_cloudfront_cache_policy.media[*].id)
      response_headers_policy_id = one(aws_cloudfront_response_headers_policy.media[*].id)
      trusted_key_groups         = [one(aws_cloudfront_key_group.media[*].id)]
      # Films are compressed already.
      compress = false

      function_association {
        event_type   = "viewer-request"
        function_arn = one(aws_cloudfront_function.media[*].arn)
      }

      function_association {
        event_type   = "viewer-response"
        function_arn = one(aws_cloudfront_function.media_headers[*].arn)
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
