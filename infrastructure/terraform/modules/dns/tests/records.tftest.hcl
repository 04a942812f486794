provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env            = "prod"
  hosted_zone_id = "Z1"
  domain         = "ai-film-studio.com"
  alb            = { dns_name = "lb.us-east-1.elb.amazonaws.com", zone_id = "ZALB" }
  cloudfront     = { domain_name = "d1.cloudfront.net", hosted_zone_id = "Z2FDTNDATAQYW2" }
}

run "has_the_documents_records" {
  command = plan

  assert {
    condition = { for key, record in aws_route53_record.this : key => record.alias[0].name } == {
      "api.ai-film-studio.com A"    = "lb.us-east-1.elb.amazonaws.com"
      "ai-film-studio.com A"        = "d1.cloudfront.net"
      "ai-film-studio.com AAAA"     = "d1.cloudfront.net"
      "www.ai-film-studio.com A"    = "d1.cloudfront.net"
      "www.ai-film-studio.com AAAA" = "d1.cloudfront.net"
    }
    error_message = "The records are not the document's: api to the load balancer, www and the domain itself to CloudFront."
  }
}

run "asks_the_api_from_outside" {
  command = plan

  assert {
    condition     = aws_route53_health_check.api[0].fqdn == "api.ai-film-studio.com" && aws_route53_health_check.api[0].type == "HTTPS" && aws_route53_health_check.api[0].resource_path == "/ready"
    error_message = "The health check should ask the API as users do."
  }
}

run "asks_nothing_that_it_cannot_reach" {
  command = plan

  variables {
    health_check = false
  }

  assert {
    condition     = length(aws_route53_health_check.api) == 0 && length(aws_route53_record.this) == 5
    error_message = "Behind a whitelist the API has its records, and no check from outside."
  }
}

run "has_no_records_while_it_waits" {
  command = plan

  variables {
    alb        = null
    cloudfront = null
  }

  assert {
    condition     = length(aws_route53_record.this) == 0 && length(aws_route53_health_check.api) == 0
    error_message = "A stack that waits for a disaster would take the traffic of the one that works."
  }
}

run "refuses_an_address_for_a_domain" {
  command = plan
  variables {
    domain = "https://ai-film-studio.com"
  }
  expect_failures = [var.domain]
}
