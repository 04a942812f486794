provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                 = "staging"
  vpc_id              = "vpc-1"
  subnet_ids          = ["subnet-a", "subnet-b"]
  security_group_id   = "sg-alb"
  certificate_arn     = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  access_log_bucket   = "ai-film-studio-logs-staging-123456789012"
  deletion_protection = true
  smoke_token         = "0123456789abcdef0123456789abcdef"
}

override_resource {
  target          = aws_lb_listener.https
  override_during = plan
  values          = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/studio/1/https" }
}

run "speaks_tls_by_the_documents_policy_and_sends_http_there" {
  command = plan

  assert {
    condition     = aws_lb_listener.https.port == 443 && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "HTTPS by the document's policy is missing."
  }

  assert {
    condition = (
      aws_lb_listener.http.port == 80 && aws_lb_listener.http.default_action[0].type == "redirect"
      && aws_lb_listener.http.default_action[0].redirect[0].status_code == "HTTP_301"
      && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS"
      && aws_lb_listener.http.default_action[0].redirect[0].port == "443"
    )
    error_message = "HTTP should be answered with a redirect (301) to HTTPS."
  }
}

run "gives_all_traffic_to_one_of_two_colours" {
  command = plan

  assert {
    condition     = toset(keys(aws_lb_target_group.this)) == toset(["blue", "green"])
    error_message = "There should be a blue and a green target group."
  }

  assert {
    condition     = [for group in aws_lb_listener.https.default_action[0].forward[0].target_group : group.weight if group.weight > 0] == [100]
    error_message = "One colour should have all the traffic at first."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : group.port == 8000 && group.target_type == "ip" && group.health_check[0].path == "/health"])
    error_message = "Targets are tasks by their addresses, on port 8000, asked for /health."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : group.protocol == "HTTPS" && group.health_check[0].protocol == "HTTPS"])
    error_message = "All data are encrypted in transit (section 8): targets are sent requests, and asked how they are, by HTTPS."
  }
}

run "lets_whoever_has_the_token_ask_a_colour_without_traffic" {
  command = plan

  assert {
    condition = alltrue([for colour, rule in aws_lb_listener_rule.smoke :
      toset(flatten([for condition in rule.condition : [for header in condition.http_header : "${header.http_header_name}=${join(",", header.values)}"]])) ==
      toset(["X-Studio-Colour=${colour}", "X-Studio-Smoke=0123456789abcdef0123456789abcdef"])
    ])
    error_message = "A colour is reached by its name and the token together, not by one of them."
  }
}

run "shows_nobody_the_metrics" {
  command = plan

  assert {
    condition = (
      aws_lb_listener_rule.no_metrics.action[0].type == "fixed-response"
      && anytrue([for condition in aws_lb_listener_rule.no_metrics.condition : anytrue([for path in condition.path_pattern : contains(path.values, "/metrics")])])
      && aws_lb_listener_rule.no_metrics.priority < min([for rule in aws_lb_listener_rule.smoke : rule.priority]...)
    )
    error_message = "/metrics should end at the load balancer."
  }
}

run "is_guarded" {
  command = plan

  assert {
    condition     = aws_lb.this.enable_deletion_protection && aws_lb.this.drop_invalid_header_fields && aws_lb.this.access_logs[0].enabled
    error_message = "Deletion protection, dropping of invalid headers or the access log is off."
  }
}

run "refuses_a_single_zone" {
  command = plan
  variables {
    subnet_ids = ["subnet-a"]
  }
  expect_failures = [var.subnet_ids]
}

run "lets_go_of_a_connection_before_the_api_does" {
  command = plan

  assert {
    condition     = aws_lb.this.idle_timeout < 70
    error_message = "The API closes connections after 70 s: a balancer that keeps them longer answers some requests with 502."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : tonumber(group.deregistration_delay) <= 60])
    error_message = "A task has 60 s to end (modules/ecs): a longer delay would only hold up deployments."
  }
}

run "refuses_a_token_that_fits_any_value" {
  command = plan
  variables {
    smoke_token = "************************"
  }
  expect_failures = [var.smoke_token]
}

run "refuses_a_token_that_can_be_guessed" {
  command = plan
  variables {
    smoke_token = "smoke"
  }
  expect_failures = [var.smoke_token]
}

run "refuses_a_health_check_of_no_path" {
  command = plan
  variables {
    health_check_path = "health"
  }
  expect_failures = [var.health_check_path]
}

run "has_private_addresses_alone_where_it_is_told_so" {
  command = plan

  variables {
    internal = true
  }

  assert {
    condition     = aws_lb.this.internal
    error_message = "Sandbox is reached by the VPN alone: its load balancer may have no public address."
  }
}

run "refuses_a_name_that_is_too_long_for_a_target_group" {
  command = plan
  variables {
    env = "a-long-name1"
  }
  expect_failures = [var.env]
}

run "asks_no_token_and_hides_no_metrics_on_port_80" {
  command = plan

  assert {
    condition     = alltrue([for rule in concat(values(aws_lb_listener_rule.smoke), [aws_lb_listener_rule.no_metrics]) : rule.listener_arn == aws_lb_listener.https.arn])
    error_message = "A rule hangs on another listener than that of HTTPS: a token would travel in the clear."
  }
}
