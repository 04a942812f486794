# Yours to fill in: docs/runbooks/deploy.md.
account_id     = "111111111111"
domain         = "ai-film-studio.com"
hosted_zone_id = "Z00000000000000000000"

alerts = {
  emails = { critical = ["ops@ai-film-studio.com"], warning = ["ops@ai-film-studio.com"] }
  # Once ai-film-studio/prod/PAGERDUTY_ENDPOINT and SLACK_WEBHOOK_URL have values (docs/runbooks/deploy.md):
  # pagerduty = true
  # slack     = true
}

# The first version, by its digests. Afterwards the pipeline says what runs.
images = {
  backend    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-prod@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker     = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-prod@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker_gpu = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-gpu-prod@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  comfyui    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-comfyui-prod@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

# Secrets that have a value, and settings that are none: docs/server.md.
secrets_filled = []
settings       = {}

# The document's *Production Environment*.
env    = "prod"
region = "us-east-1"

network = {
  cidr                = "10.3.0.0/16"
  availability_zones  = ["us-east-1a", "us-east-1b"]
  nat_gateways        = 2
  interface_endpoints = ["sqs", "ecr.api", "ecr.dkr", "secretsmanager", "logs"]
}

# No iops: at 500 GiB gp3 gives 12,000 for nothing, and RDS refuses the document's 5,000.
database = {
  instance_class        = "db.r6g.xlarge"
  allocated_storage     = 500
  max_allocated_storage = 1024
  backup_retention_days = 30
  read_replicas         = 2
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

# Sections 2 and 8: 2 to 20 machines, both fleets together. Premium users' own start when something of theirs waits; meanwhile the others take it first. Asleep
# they cost some $10 a month, for alarms and metrics.
gpu = {
  min                  = 2
  max                  = 16
  on_demand_percentage = 30
  premium              = { min = 0, max = 4 }
}

log_retention_days = 30

protection = {
  deletion  = true
  waf       = true
  guardduty = true
  config    = true
  audit     = true
}

# All that ../recovery needs to take over.
copies = {
  region               = "us-west-2"
  retention_days       = 90
  assets_bucket_name   = "ai-film-studio-assets-dr-usw2"
  frontend_bucket_name = "ai-film-studio-frontend-dr-usw2"
  keys                 = true
}

# The most that the document has.
monthly_usd = 4000
