locals {
  # GiB of memory. https://aws.amazon.com/rds/instance-types/
  memory_by_family = {
    t3  = { micro = 1, small = 2, medium = 4, large = 8, xlarge = 16, "2xlarge" = 32 }
    t4g = { micro = 1, small = 2, medium = 4, large = 8, xlarge = 16, "2xlarge" = 32 }
    m6g = { large = 8, xlarge = 16, "2xlarge" = 32, "4xlarge" = 64 }
    m7g = { large = 8, xlarge = 16, "2xlarge" = 32, "4xlarge" = 64 }
    r6g = { large = 16, xlarge = 32, "2xlarge" = 64, "4xlarge" = 128 }
    r7g = { large = 16, xlarge = 32, "2xlarge" = 64, "4xlarge" = 128 }
  }

  memory_by_class = merge([for family, sizes in local.memory_by_family : { for size, gib in sizes : "db.${family}.${size}" => gib }]...)

  # RDS' own figure is about 112 a GiB of what the engine finds, which is less than the machine has: nobody could say it beforehand, and the
  # alarm at 80 % needs one that holds. So it is set: 100 a GiB. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
  max_connections = min(5000, lookup(local.memory_by_class, var.instance_class, 1) * 100)
}
