provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env   = "prod"
  scope = "REGIONAL"
}

run "has_the_documents_managed_rules" {
  command = plan

  assert {
    condition = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for statement in rule.statement : [for group in statement.managed_rule_group_statement : group.name]]])) == toset([
      "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet", "AWSManagedRulesAmazonIpReputationList",
    ])
    error_message = "The managed rules are not the document's four."
  }
}

run "counts_a_hundred_for_those_without_credentials_and_answers_429" {
  command = plan

  assert {
    condition = { for rule in aws_wafv2_web_acl.this.rule : rule.name => "${rule.statement[0].rate_based_statement[0].limit} in ${rule.statement[0].rate_based_statement[0].evaluation_window_sec} s: ${rule.action[0].block[0].custom_response[0].response_code}" if startswith(rule.name, "rate") } == {
      rate-anonymous = "100 in 300 s: 429"
      rate           = "2000 in 300 s: 429"
    }
    error_message = "The limits are not 100 without and 2,000 with credentials in five minutes, answered with 429."
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule : toset(flatten([
      for statement in rule.statement[0].rate_based_statement[0].scope_down_statement[0].and_statement[0].statement : concat(
        [for match in statement.byte_match_statement : "only ${match.search_string}"],
        [for inner in flatten(statement.not_statement[*].statement) : concat(
          [for match in inner.byte_match_statement : "not ${match.search_string}"],
          [for size in inner.size_constraint_statement : "not ${size.field_to_match[0].single_header[0].name} ${size.comparison_operator} ${size.size}"],
        )],
      )
    ])) if rule.name == "rate-anonymous"] == [toset(["only /v1/", "not /v1/billing/stripe/webhook", "not OPTIONS", "not authorization GT 0", "not x-api-key GT 0"])]
    error_message = "The hundred should be for requests to the API that show neither Authorization nor X-API-Key: not for pages, CORS preflights and Stripe."
  }
}

run "lets_screenplays_through_and_holds_up_other_large_bodies" {
  command = plan

  assert {
    condition = alltrue([for rule in aws_wafv2_web_acl.this.rule : (
      contains([for override in rule.statement[0].managed_rule_group_statement[0].rule_action_override : override.name], "SizeRestrictions_BODY")
    ) if rule.name == "AWSManagedRulesCommonRuleSet"])
    error_message = "The core rule set would block every screenplay over 8 KB."
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule : (
      length(rule.action[0].block) == 1
      && contains([for one in rule.statement[0].and_statement[0].statement[0].or_statement[0].statement : one.label_match_statement[0].key], "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body")
    ) if rule.name == "bodies"] == [true]
    error_message = "Large bodies should still be blocked."
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule : [
      for path in ["/v1/projects", "/v1/projects/p1", "/v1/projects/p1/drafts", "/v1/projects/p1/bible", "/v1/billing/stripe/webhook", "/v1/sessions", "/v1/projects/p1/films", "/v1/projects/p1/drafts/d1"] :
      can(regex(rule.statement[0].and_statement[0].statement[1].not_statement[0].statement[0].regex_match_statement[0].regex_string, path))
    ] if rule.name == "bodies"] == [[true, true, true, true, true, false, false, false]]
    error_message = "Bodies are free on the routes that take prose and Stripe's events, and on no others."
  }
}

run "keeps_what_it_blocked_for_the_documents_90_days_without_credentials" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 90 && startswith(aws_cloudwatch_log_group.this.name, "aws-waf-logs-")
    error_message = "The log should be kept for 90 days, under a name that WAF writes to."
  }

  assert {
    condition     = toset(flatten([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : field.single_header[*].name])) == toset(["authorization", "x-api-key", "cookie"])
    error_message = "Credentials would be written into the log."
  }
}

run "asks_for_a_key_and_blocks_countries_where_it_is_told_to" {
  command = plan

  variables {
    require_api_key   = true
    blocked_countries = ["KP"]
  }

  assert {
    condition     = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name if contains(["api-key", "countries"], rule.name)]) == toset(["api-key", "countries"])
    error_message = "The two optional rules are missing."
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule : toset(flatten([
      for statement in rule.statement[0].and_statement[0].statement : [for inner in flatten(statement.not_statement[*].statement) : inner.byte_match_statement[*].search_string]
      ])) if rule.name == "api-key"] == [toset([
      "OPTIONS", "/v1/accounts", "/v1/sessions", "/v1/oauth", "/v1/.well-known/", "/v1/prices", "/v1/plans", "/v1/billing/stripe/webhook", "/v1/reference", "/v1/openapi",
    ])]
    error_message = "Without credentials these must stay open, CORS preflights too: else nobody could sign in."
  }
}

run "is_made_in_us_east_1_for_cloudfront" {
  command = plan

  variables {
    scope = "CLOUDFRONT"
  }

  assert {
    condition     = aws_wafv2_web_acl.this.region == "us-east-1" && aws_cloudwatch_log_group.this.region == "us-east-1"
    error_message = "CloudFront knows web ACLs of us-east-1 alone."
  }
}

run "refuses_to_stand_before_a_load_balancer_as_cloudfronts" {
  command = plan
  variables {
    scope          = "CLOUDFRONT"
    associate_arns = ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/1"]
  }
  expect_failures = [var.associate_arns]
}

run "refuses_to_count_strangers_more_kindly_than_users" {
  command = plan
  variables {
    rate_limit_anonymous = 5000
  }
  expect_failures = [var.rate_limit_anonymous]
}

run "refuses_to_forget_attacks_early" {
  command = plan
  variables {
    log_retention_days = 7
  }
  expect_failures = [var.log_retention_days]
}

run "refuses_a_country_by_its_name" {
  command = plan
  variables {
    blocked_countries = ["Ruritania"]
  }
  expect_failures = [var.blocked_countries]
}
