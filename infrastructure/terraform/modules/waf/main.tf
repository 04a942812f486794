locals {
  region = var.scope == "CLOUDFRONT" ? "us-east-1" : null
  name   = "ai-film-studio-${var.env}${var.scope == "CLOUDFRONT" ? "-edge" : ""}"

  managed = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10, counted = [] }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 20, counted = [] }
    # Rules on bodies count first: a screenplay is a body, and says what it likes. A rule of ours then blocks by their labels, but for the routes that take
    # scripts. What is uploaded goes straight to S3 and passes here not at all.
    AWSManagedRulesCommonRuleSet = { priority = 30, counted = ["SizeRestrictions_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY"] }
    AWSManagedRulesSQLiRuleSet   = { priority = 40, counted = ["SQLi_BODY"] }
  }

  body_labels = [
    "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
    "awswaf:managed:aws:core-rule-set:GenericLFI_Body",
    "awswaf:managed:aws:core-rule-set:GenericRFI_Body",
    "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
    "awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_Body",
    "awswaf:managed:aws:sql-database:SQLi_Body",
  ]

  # Routes for those who have no credentials yet, or prove themselves otherwise.
  open_paths = ["/v1/accounts", "/v1/sessions", "/v1/oauth", "/v1/.well-known/", "/v1/prices", "/v1/plans", "/v1/billing/stripe/webhook", "/v1/reference", "/v1/openapi"]

  credentials = ["authorization", "x-api-key"]

  # Prose of more than 8 KB: descriptions of projects, scripts and bibles (apps/api/routes/projects.ts; waf.test.ts holds this against all routes), and
  # Stripe's events, which are signed.
  free_bodies = "^/v1/(projects(/[^/]+(/(drafts|bible))?)?|billing/stripe/webhook)$"
}

resource "aws_wafv2_web_acl" "this" {
  region = local.region
  name   = local.name
  scope  = var.scope

  default_action {
    allow {}
  }

  custom_response_body {
    key          = "too-many"
    content_type = "APPLICATION_JSON"
    content      = jsonencode({ title = "Too many requests came from your address. Wait five minutes.", status = 429 })
  }

  dynamic "rule" {
    for_each = local.managed

    content {
      name     = rule.key
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key

          dynamic "rule_action_override" {
            for_each = rule.value.counted

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = true
      }
    }
  }

  rule {
    name     = "bodies"
    priority = 50

    action {
      block {}
    }

    statement {
      and_statement {
        statement {
          or_statement {
            dynamic "statement" {
              for_each = local.body_labels

              content {
                label_match_statement {
                  scope = "LABEL"
                  key   = statement.value
                }
              }
            }
          }
        }

        statement {
          not_statement {
            statement {
              regex_match_statement {
                regex_string = local.free_bodies

                field_to_match {
                  uri_path {}
                }

                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "bodies"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "rate-anonymous"
    priority = 60

    action {
      block {
        custom_response {
          response_code            = 429
          custom_response_body_key = "too-many"
        }
      }
    }

    statement {
      rate_based_statement {
        limit                 = var.rate_limit_anonymous
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"

        # The API alone: one page of the web app is dozens of files. Neither header has a single byte: whoever invents one is counted by the next rule, and by
        # the API as one who tries credentials out.
        scope_down_statement {
          and_statement {
            statement {
              byte_match_statement {
                search_string         = "/v1/"
                positional_constraint = "STARTS_WITH"

                field_to_match {
                  uri_path {}
                }

                text_transformation {
                  priority = 0
                  type     = "URL_DECODE"
                }
              }
            }

            # Stripe's few addresses send events for all users.
            statement {
              not_statement {
                statement {
                  byte_match_statement {
                    search_string         = "/v1/billing/stripe/webhook"
                    positional_constraint = "EXACTLY"

                    field_to_match {
                      uri_path {}
                    }

                    text_transformation {
                      priority = 0
                      type     = "NONE"
                    }
                  }
                }
              }
            }

            # A browser asks first whether the web app may call the API (CORS), and never shows credentials then.
            statement {
              not_statement {
                statement {
                  byte_match_statement {
                    search_string         = "OPTIONS"
                    positional_constraint = "EXACTLY"

                    field_to_match {
                      method {}
                    }

                    text_transformation {
                      priority = 0
                      type     = "NONE"
                    }
                  }
                }
              }
            }

            dynamic "statement" {
              for_each = local.credentials

              content {
                not_statement {
                  statement {
                    size_constraint_statement {
                      comparison_operator = "GT"
                      size                = 0

                      field_to_match {
                        single_header {
                          name = statement.value
                        }
                      }

                      text_transformation {
                        priority = 0
                        type     = "NONE"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate-anonymous"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "rate"
    priority = 70

    action {
      block {
        custom_response {
          response_code            = 429
          custom_response_body_key = "too-many"
        }
      }
    }

    statement {
      rate_based_statement {
        limit                 = var.rate_limit_authenticated
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = length(var.blocked_countries) > 0 ? [var.blocked_countries] : []

    content {
      name     = "countries"
      priority = 80

      action {
        block {}
      }

      statement {
        geo_match_statement {
          country_codes = rule.value
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "countries"
        sampled_requests_enabled   = true
      }
    }
  }

  dynamic "rule" {
    for_each = var.require_api_key ? [local.open_paths] : []

    content {
      name     = "api-key"
      priority = 90

      action {
        block {}
      }

      statement {
        and_statement {
          statement {
            byte_match_statement {
              search_string         = "/v1/"
              positional_constraint = "STARTS_WITH"

              field_to_match {
                uri_path {}
              }

              text_transformation {
                priority = 0
                type     = "URL_DECODE"
              }
            }
          }

          # A browser's question whether it may call the API (CORS) never shows credentials.
          statement {
            not_statement {
              statement {
                byte_match_statement {
                  search_string         = "OPTIONS"
                  positional_constraint = "EXACTLY"

                  field_to_match {
                    method {}
                  }

                  text_transformation {
                    priority = 0
                    type     = "NONE"
                  }
                }
              }
            }
          }

          dynamic "statement" {
            for_each = local.credentials

            content {
              not_statement {
                statement {
                  size_constraint_statement {
                    comparison_operator = "GT"
                    size                = 0

                    field_to_match {
                      single_header {
                        name = statement.value
                      }
                    }

                    text_transformation {
                      priority = 0
                      type     = "NONE"
                    }
                  }
                }
              }
            }
          }

          dynamic "statement" {
            for_each = rule.value

            content {
              not_statement {
                statement {
                  byte_match_statement {
                    search_string         = statement.value
                    positional_constraint = "STARTS_WITH"

                    field_to_match {
                      uri_path {}
                    }

                    text_transformation {
                      priority = 0
                      type     = "NONE"
                    }
                  }
                }
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "api-key"
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = local.name
    sampled_requests_enabled   = true
  }

  tags = { Name = local.name }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = length(var.associate_arns)

  web_acl_arn  = aws_wafv2_web_acl.this.arn
  resource_arn = var.associate_arns[count.index]
}
