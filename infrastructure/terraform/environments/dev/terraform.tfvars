# Yours to fill in: docs/runbooks/deploy.md.
account_id     = "111111111111"
domain         = "dev.ai-film-studio.com"
hosted_zone_id = "Z00000000000000000000"

alerts = {
  emails = { critical = ["ops@ai-film-studio.com"], warning = ["ops@ai-film-studio.com"] }
}

# The first version, by its digests. Afterwards the pipeline says what runs.
images = {
  backend    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-backend-dev@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker     = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-dev@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  worker_gpu = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-worker-gpu-dev@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  comfyui    = "111111111111.dkr.ecr.us-east-1.amazonaws.com/ai-film-studio-comfyui-dev@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

# Secrets that have a value, and settings that are none: docs/server.md.
secrets_filled = []
settings       = {}

# The document's *Development Environment*.
env    = "dev"
region = "us-east-1"

network = {
  cidr               = "10.0.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
  nat_gateways       = 1
  # The document has a bastion for SSH. It is there, and Session Manager opens it: no port is open to anybody, and the policies would find one.
  bastion_ssh_cidrs = []
}

database = {
  instance_class        = "db.t3.micro"
  allocated_storage     = 20
  max_allocated_storage = 100
  backup_retention_days = 7
}

cache = {
  node_type = "cache.t3.micro"
  nodes     = 1
}

# To 0 when nobody works.
backend = {
  min             = 1
  max             = 1
  spot_percentage = 100
  schedules = {
    evening = { schedule = "cron(0 20 ? * MON-FRI *)", timezone = "America/New_York", min = 0, max = 0 }
    morning = { schedule = "cron(0 8 ? * MON-FRI *)", timezone = "America/New_York", min = 1, max = 1 }
  }
  cpu_workers_max = 1
}

# Section 8's 0 to 1; section 2 has 5 as the most. No fleet for premium users alone (premium): of one machine there is none to give away.
gpu = {
  min                  = 0
  max                  = 1
  on_demand_percentage = 0
}

log_retention_days = 7

protection = {
  deletion = false
  waf      = false
}

copies = {}

# The most that the document has.
monthly_usd = 335
