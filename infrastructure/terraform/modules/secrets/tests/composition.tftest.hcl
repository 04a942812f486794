provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

run "the_url_can_be_made_of_a_cache_that_has_the_token" {
  command = plan

  module {
    source = "./tests/with-a-cache"
  }

  # That there is a plan says that the token does not depend on the URL.
  assert {
    condition     = contains(output.settings, "REDIS_URL")
    error_message = "REDIS_URL must have its secret, though its address is known only after the apply."
  }
}
