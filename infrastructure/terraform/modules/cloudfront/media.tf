# Users' files at /media/*, by links that the program signs (packages/studio/storage/cloudfront-links.ts). All of it is there with a key alone.

# By name and not by number: a second key comes and the first goes without touching each other.
resource "aws_cloudfront_public_key" "media" {
  for_each = var.media_public_keys

  name_prefix = "ai-film-studio-media-${var.env}-${each.key}-"
  comment     = "Checks the signature of links to users' files"
  # As CloudFront gives it back: it would seem changed otherwise.
  encoded_key = "${trimspace(each.value)}\n"

  # A new key is taken in before the old one, which is in use, goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_key_group" "media" {
  count = local.has_media ? 1 : 0

  name  = "ai-film-studio-media-${var.env}"
  items = [for key in aws_cloudfront_public_key.media : key.id]
}

resource "aws_cloudfront_function" "media" {
  count = local.has_media ? 1 : 0

  name    = "ai-film-studio-media-${var.env}"
  runtime = "cloudfront-js-2.0"
  comment = "Finds the key of a user's file"
  code    = file("${path.module}/files/media.js")
}

resource "aws_cloudfront_function" "media_headers" {
  count = local.has_media ? 1 : 0

  name    = "ai-film-studio-media-headers-${var.env}"
  runtime = "cloudfront-js-2.0"
  comment = "Says what a user's file is to be saved as"
  code    = file("${path.module}/files/media-headers.js")
}

# A film that its user deleted is to be gone: an edge has a copy for five minutes, then it asks S3 whether it is still so, and fetches nothing again.
# Of the query nothing counts: the signature is checked before, and a name is written over the copy.
resource "aws_cloudfront_cache_policy" "media" {
  count = local.has_media ? 1 : 0

  name        = "ai-film-studio-media-${var.env}"
  comment     = "Users' files, for five minutes"
  min_ttl     = 0
  default_ttl = 300
  max_ttl     = 300

  parameters_in_cache_key_and_forwarded_to_origin {
    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

# Files of users have the web app's own origin here: whatever one holds, nothing of it may run, as when the program serves them itself
# (packages/studio/storage/blob-http.ts).
resource "aws_cloudfront_response_headers_policy" "media" {
  count = local.has_media ? 1 : 0

  name    = "ai-film-studio-media-${var.env}"
  comment = "What browsers are told not to do with users' files"

  # www. and the domain itself are two origins.
  cors_config {
    access_control_allow_credentials = false
    origin_override                  = true

    access_control_allow_headers {
      items = ["range"]
    }

    access_control_allow_methods {
      items = ["GET", "HEAD"]
    }

    access_control_allow_origins {
      items = [for alias in var.aliases : "https://${alias}"]
    }

    access_control_expose_headers {
      items = ["Content-Length", "Content-Range", "ETag"]
    }
  }

  custom_headers_config {
    items {
      header   = "Cache-Control"
      value    = "private, no-cache"
      override = true
    }
  }

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = true
    }

    content_security_policy {
      content_security_policy = "default-src 'none'; sandbox"
      override                = true
    }

    content_type_options {
      override = true
    }

    referrer_policy {
      referrer_policy = "no-referrer"
      override        = true
    }
  }
}
