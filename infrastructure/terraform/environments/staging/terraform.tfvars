# Yours to fill in: docs/runbooks/deploy.md.
account_id     = "111111111111"
domain         = "staging.ai-film-studio.com"
hosted_zone_id = "Z00000000000000000000"

alerts = {
  emails = { critical = ["ops@ai-film-studio.com"], warning = ["ops@ai-film-studio.com"] }
}

# The first version, by its digests. Afterwards the pipeline says what runs.
images = {
  backend    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker     = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker_gpu = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-gpu-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  comfyui    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-comfyui-staging@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

# Secrets that have a value, and settings that are none: docs/server.md.
secrets_filled = []
settings       = {}

# The document's *Staging Environment*.
env    = "staging"
region = "us-east-1"

network = {
  cidr                = "10.2.0.0/16"
  availability_zones  = ["us-east-1a", "us-east-1b"]
  nat_gateways        = 2
  interface_endpoints = ["sqs", "ecr.api", "ecr.dkr", "secretsmanager", "logs"]
  # The engineers' addresses. Yours to fill in: those here are nobody's.
  alb_cidrs = ["203.0.113.0/24"]
}

database = {
  instance_class        = "db.t3.medium"
  allocated_storage     = 100
  max_allocated_storage = 500
  backup_retention_days = 14
  read_replicas         = 1
}

cache = {
  node_type = "cache.t3.medium"
  nodes     = 2
}

backend = {
  min = 2
  max = 4
}

# Section 2's 1 at least and section 8's 4 at most: with section 8's 2 staging would cost more than the document's own most (docs/costs.md).
# No fleet for premium users alone (premium): load tests want all four.
gpu = {
  min                  = 1
  max                  = 4
  on_demand_percentage = 30
}

log_retention_days = 14

protection = {
  deletion = true
  waf      = true
}

copies = {}

# The most that the document has.
monthly_usd = 1200
