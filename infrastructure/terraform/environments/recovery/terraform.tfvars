# Yours to fill in: docs/runbooks/deploy.md.
account_id     = "111111111111"
domain         = "ai-film-studio.com"
hosted_zone_id = "Z00000000000000000000"

alerts = {
  emails = { critical = ["ops@ai-film-studio.com"], warning = ["ops@ai-film-studio.com"] }
}

# The same settings as production has.
settings = {}

# All figures are production's: what takes over has as many users.
env    = "prod-dr"
region = "us-west-2"

network = {
  cidr                = "10.4.0.0/16"
  availability_zones  = ["us-west-2a", "us-west-2b"]
  nat_gateways        = 2
  interface_endpoints = ["sqs", "ecr.api", "ecr.dkr", "secretsmanager", "logs"]
}

# As large as its source: PostgreSQL does not start a replica that allows fewer connections. A standby and replicas come after a failover.
database = {
  instance_class        = "db.r6g.xlarge"
  allocated_storage     = 500
  max_allocated_storage = 1024
  multi_az              = false
  backup_retention_days = 30
  performance_insights  = true
  monitoring_interval   = 60
}

cache = {
  node_type    = "cache.r6g.large"
  nodes        = 3
  cluster_mode = true
}

backend = {
  min             = 4
  max             = 10
  cpu_workers_min = 2
  cpu_workers_max = 6
}

# With production's fleet for premium users: 20 machines at most, both together.
gpu = {
  min                  = 2
  max                  = 16
  on_demand_percentage = 30
  premium              = { min = 0, max = 4 }
}

log_retention_days = 30

protection = {
  deletion = true
  waf      = true
}

# Sleeping. Awake it costs what production does, which is told by then.
monthly_usd = 600
