# Yours to fill in: docs/runbooks/deploy.md.
account_id     = "111111111111"
domain         = "sandbox.ai-film-studio.com"
hosted_zone_id = "Z00000000000000000000"

alerts = {
  emails = { critical = ["ops@ai-film-studio.com"], warning = ["ops@ai-film-studio.com"] }
}

# The first version, by its digests. Afterwards the pipeline says what runs.
images = {
  backend    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-sandbox@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker     = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-sandbox@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker_gpu = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-gpu-sandbox@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  comfyui    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-comfyui-sandbox@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

# Secrets that have a value, and settings that are none: docs/server.md.
secrets_filled = []
settings       = {}

# The document's *Sandbox / QA Environment*.
env    = "sandbox"
region = "us-east-1"

network = {
  cidr               = "10.1.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
  nat_gateways       = 1
  # By the VPN alone: these are its addresses.
  alb_internal = true
  alb_cidrs    = ["10.255.0.0/16"]
}

database = {
  instance_class        = "db.t3.small"
  allocated_storage     = 50
  max_allocated_storage = 200
  backup_retention_days = 7
}

cache = {
  node_type = "cache.t3.small"
  nodes     = 1
}

backend = {
  min             = 2
  max             = 2
  spot_percentage = 50
  cpu_workers_max = 1
}

# No fleet for premium users alone (premium): the second machine is everybody's.
gpu = {
  min                  = 1
  max                  = 2
  on_demand_percentage = 0
}

# The document has no figure: as in development.
log_retention_days = 7

protection = {
  deletion = false
  waf      = false
}

copies = {}

# The most that the document has.
monthly_usd = 600
