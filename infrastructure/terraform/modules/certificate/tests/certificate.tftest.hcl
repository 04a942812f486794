provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  domain         = "staging.ai-film-studio.com"
  hosted_zone_id = "Z1"
  region         = "us-east-1"
}

override_resource {
  target          = aws_acm_certificate.this
  override_during = plan
  values = {
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    domain_validation_options = [
      { domain_name = "*.staging.ai-film-studio.com", resource_record_name = "_x.staging.ai-film-studio.com.", resource_record_type = "CNAME", resource_record_value = "_y.acm-validations.aws." },
      { domain_name = "staging.ai-film-studio.com", resource_record_name = "_x.staging.ai-film-studio.com.", resource_record_type = "CNAME", resource_record_value = "_y.acm-validations.aws." },
    ]
  }
}

run "is_good_for_the_domain_and_all_below_it_and_proven_by_dns" {
  command = plan

  assert {
    condition     = aws_acm_certificate.this.domain_name == var.domain && aws_acm_certificate.this.subject_alternative_names == toset(["*.staging.ai-film-studio.com"]) && aws_acm_certificate.this.validation_method == "DNS"
    error_message = "The certificate should be for the domain and its wildcard, validated by DNS."
  }

  assert {
    condition     = aws_route53_record.proof[0].zone_id == "Z1" && aws_route53_record.proof[0].name == "_x.staging.ai-film-studio.com." && aws_route53_record.proof[0].records == toset(["_y.acm-validations.aws."])
    error_message = "The proof that ACM asks for is not in the zone."
  }
}

run "is_made_where_it_is_used" {
  command = plan

  variables {
    region = "us-west-2"
  }

  assert {
    condition     = aws_acm_certificate.this.region == "us-west-2" && aws_acm_certificate_validation.this.region == "us-west-2"
    error_message = "A load balancer takes certificates of its own region alone."
  }
}

run "refuses_an_address_for_a_domain" {
  command = plan
  variables {
    domain = "https://ai-film-studio.com"
  }
  expect_failures = [var.domain]
}

run "refuses_a_wildcard_for_a_domain" {
  command = plan
  variables {
    domain = "*.ai-film-studio.com"
  }
  expect_failures = [var.domain]
}

run "leaves_the_proof_to_whom_it_belongs" {
  command = plan

  variables {
    hosted_zone_id = null
  }

  assert {
    condition     = length(aws_route53_record.proof) == 0 && aws_acm_certificate_validation.this.validation_record_fqdns == null
    error_message = "A second owner of the record would delete it under the first."
  }
}
