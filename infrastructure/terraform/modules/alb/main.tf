resource "aws_lb" "this" {
  name               = "ai-film-studio-${var.env}"
  load_balancer_type = "application"
  internal           = var.internal
  subnets            = var.subnet_ids
  security_groups    = [var.security_group_id]

  enable_deletion_protection = var.deletion_protection
  # Requests that two servers could read in two ways are how one user's answer is had by another.
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  # Shorter than the 70 s for which the API keeps a connection (apps/api/http/app.ts): else the balancer writes into one that is just being closed, and a
  # user gets a 502. Events are streams that stay open; the API sends a line at least every 15 s.
  idle_timeout = 60

  access_logs {
    bucket  = var.access_log_bucket
    prefix  = "alb"
    enabled = true
  }
}

# Two of everything: one colour has the traffic, the other is free for what comes next (docs/adr/0010-traffic-moves-by-target-group-weights.md).
# HTTPS, by a certificate that the API makes for itself (TLS in docs/server.md). The balancer does not look at it: within a VPC packets come from whom they
# say. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration
resource "aws_lb_target_group" "this" {
  for_each = toset(["blue", "green"])

  name                 = "ai-film-studio-${var.env}-${each.key}"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  port                 = 8000
  protocol             = "HTTPS"
  deregistration_delay = 60
  slow_start           = 30

  health_check {
    # HTTP unless it is said, whatever the group speaks.
    protocol            = "HTTPS"
    path                = var.health_check_path
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.this["blue"].arn
        weight = 100
      }

      target_group {
        arn    = aws_lb_target_group.this["green"].arn
        weight = 0
      }
    }
  }

  # From the first deployment on, the deploy program says who has the traffic.
  lifecycle {
    ignore_changes = [default_action]
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

# A way to each colour, whatever the weights: so that what has no traffic yet can be asked whether it works.
resource "aws_lb_listener_rule" "smoke" {
  for_each = { blue = 10, green = 20 }

  listener_arn = aws_lb_listener.https.arn
  priority     = each.value

  condition {
    http_header {
      http_header_name = "X-Studio-Colour"
      values           = [each.key]
    }
  }

  condition {
    http_header {
      http_header_name = "X-Studio-Smoke"
      values           = [var.smoke_token]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}

# Metrics are for the machines inside; the API wants a token besides.
resource "aws_lb_listener_rule" "no_metrics" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 5

  condition {
    path_pattern {
      values = ["/metrics"]
    }
  }

  action {
    type = "fixed-response"

    fixed_response {
      content_type = "application/json"
      message_body = "{\"title\":\"There is nothing here.\"}"
      status_code  = "404"
    }
  }
}
