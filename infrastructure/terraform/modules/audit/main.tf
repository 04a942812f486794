# Who called which API of AWS, everywhere in the account. The first trail of an account is free but for its files: environments that share an account share
# it, and one of them makes it.
resource "aws_cloudtrail" "this" {
  name           = "ai-film-studio-${var.env}"
  s3_bucket_name = var.bucket

  enable_logging        = true
  is_multi_region_trail = true
  # IAM, STS and CloudFront, which are in no region.
  include_global_service_events = true
  # Sums of the files, signed by CloudTrail each hour: whoever changes or deletes one is found out (aws cloudtrail validate-logs).
  enable_log_file_validation = true
  # No kms_key_id: the bucket encrypts by itself, and the key of module logs does not let CloudTrail in. With it whoever reads the files in an incident needs
  # a key of the environment that the incident may be in.

  # Nobody names a selector: then a trail has all calls that change or read how things are set.
  dynamic "advanced_event_selector" {
    for_each = var.assets_bucket_arn == null ? [] : [true]

    content {
      name = "How things are set"

      field_selector {
        field  = "eventCategory"
        equals = ["Management"]
      }
    }
  }

  dynamic "advanced_event_selector" {
    for_each = var.assets_bucket_arn[*]

    content {
      name = "Users' files"

      field_selector {
        field  = "eventCategory"
        equals = ["Data"]
      }

      field_selector {
        field  = "resources.type"
        equals = ["AWS::S3::Object"]
      }

      # With the slash: else a bucket whose name goes on would be meant as well.
      field_selector {
        field       = "resources.ARN"
        starts_with = ["${advanced_event_selector.value}/"]
      }
    }
  }
}
