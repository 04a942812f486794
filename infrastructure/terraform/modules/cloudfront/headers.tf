locals {
  others = join(" ", var.connect_origins)

  content_security_policy = join("; ", [
    "default-src 'self'",
    # A static export of Next.js starts by scripts in the page, whose text changes with each build, and nobody is there to give each a nonce.
    # https://nextjs.org/docs/app/guides/content-security-policy
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: ${local.others}",
    "media-src 'self' blob: ${local.others}",
    "font-src 'self'",
    "connect-src 'self' ${local.others}",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
  ])
}

resource "aws_cloudfront_response_headers_policy" "security" {
  name    = "ai-film-studio-security-${var.env}"
  comment = "What browsers are told not to do with the studio's pages"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = true
    }

    content_security_policy {
      content_security_policy = local.content_security_policy
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }
  }
}
