variable "env" {
  description = "Environment: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "region" {
  description = "Region that logs are written in."
  type        = string
}

variable "fleet" {
  description = "Name of this fleet: one that does all, one each for image, video and audio, as section 5 of the specification has it, or one for premium users."
  type        = string
  default     = "gpu"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.fleet)) && !can(regex("^(aws|ecs|fargate)", var.fleet))
    error_message = "fleet is 2 to 16 small letters, digits and hyphens: gpu, image, video, audio, premium."
  }
}

variable "lanes" {
  description = <<-EOT
    Whose jobs the fleet does: both lanes of its types, or high-priority, that of premium users alone (LANES). The second is called and let go by what is of
    high priority alone. It stands beside a fleet that does both, never in its place; queue_name and more_queue_names are then those of high priority.
  EOT
  type        = string
  default     = "both"

  validation {
    condition     = contains(["both", "high-priority"], var.lanes)
    error_message = "lanes is both or high-priority: no fleet leaves out what is urgent."
  }
}

variable "cluster_name" {
  description = "Cluster that the machines join."
  type        = string
}

variable "image" {
  description = "The worker's image for CUDA, by its digest. The first deployment runs it; from then on the deploy script says which."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image is named by its digest (repository@sha256:…): a tag may come to mean another image between two machines of one fleet."
  }
}

variable "comfyui_image" {
  description = "ComfyUI's image, by its digest: it runs beside the worker, at 127.0.0.1:8188, with the GPU and the models. Null: none, the worker draws by itself."
  type        = string
  default     = null

  validation {
    condition     = var.comfyui_image == null || can(regex("@sha256:[0-9a-f]{64}$", var.comfyui_image))
    error_message = "comfyui_image is named by its digest (repository@sha256:…)."
  }
}

variable "types" {
  description = "Types of jobs that the fleet does, and how many of each a worker does at once: WORKER_TYPES. The document's are image 1-2, video 1, audio 2-3."
  type        = map(number)
  default     = { image = 2, video = 1, audio = 3 }

  validation {
    # An alarm may look at ten metrics: two for each type, and the number of workers.
    condition     = length(var.types) >= 1 && length(var.types) <= 4 && alltrue([for type, most in var.types : contains(["image", "video", "audio", "assembly", "notification"], type) && most >= 1 && most <= 256])
    error_message = "types are one to four of image, video, audio, assembly and notification, each with how many at once (1 to 256)."
  }
}

variable "instance_types" {
  description = "Kinds of machines, the first preferred for what is on demand. Several, so that Spot has somewhere to go. g4dn.xlarge has a T4 with 16 GB, g5.xlarge an A10G with 24 GB, which video models want."
  type        = list(string)
  default     = ["g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge"]

  validation {
    condition     = length(var.instance_types) > 0 && alltrue([for type in var.instance_types : can(regex("^(g4dn|g5|g6|g6e)\\.[0-9]*xlarge$", type))])
    error_message = "instance_types are of g4dn, g5, g6 or g6e: machines with an NVIDIA GPU, x86 and a disk of their own for models (g4ad is AMD, g5g is ARM)."
  }
}

variable "ami_id" {
  description = <<-EOT
    Machine image. The document names AWS's Deep Learning AMI (Ubuntu 22.04): it has NVIDIA's drivers and frameworks, and no ECS agent; ours are in the
    containers. The ECS GPU-optimised AMI (Amazon Linux 2023) has the drivers, NVIDIA's runtime for Docker and the agent, is smaller and boots sooner, so it
    is the default, looked up by EC2 at each launch. Give an ami-… to hold one fast.
  EOT
  type        = string
  default     = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id"

  validation {
    condition     = can(regex("^(ami-[0-9a-f]{8,17}|resolve:ssm:/.+)$", var.ami_id))
    error_message = "ami_id is ami-… or resolve:ssm:/name-of-a-parameter."
  }
}

variable "min" {
  description = "The fewest machines. The document's: 0 in dev, 1 in staging, 2 in prod (section 2); 1 in sandbox, 2 in staging (section 8)."
  type        = number

  validation {
    condition     = var.min >= 0 && var.min <= var.max
    error_message = "min is 0 to max."
  }
}

variable "max" {
  description = "The most machines. The document's: 5 in dev, 10 in staging, 20 in prod (section 2); 1, 2, 4 and 20 in dev, sandbox, staging and prod (section 8). 0 for a stack that sleeps."
  type        = number

  validation {
    condition     = var.max >= 0 && var.max <= 100
    error_message = "max is 0 to 100."
  }
}

variable "on_demand_percentage" {
  description = "Percent of the machines on demand; the rest is Spot, at about 70 % less. 0: Spot alone, for dev and sandbox."
  type        = number
  default     = 30

  validation {
    condition     = var.on_demand_percentage >= 0 && var.on_demand_percentage <= 100
    error_message = "on_demand_percentage is 0 to 100."
  }
}

variable "subnet_ids" {
  description = "Private subnets of machines and tasks."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must be at least two, in two availability zones: GPUs run out in one at a time."
  }
}

variable "security_group_id" {
  description = "Security group of workers: nothing comes in."
  type        = string
}

variable "instance_profile_arn" {
  description = "Instance profile of the machines."
  type        = string
}

variable "execution_role_arn" {
  description = "Role that ECS starts workers' containers with."
  type        = string
}

variable "task_role_arn" {
  description = "Role of workers."
  type        = string
}

variable "environment" {
  description = "The worker's settings (docs/server.md) that are no secrets. WORKER_TYPES, LANES, SHUTDOWN_SECONDS and SPOT are set here and not to be given."
  type        = map(string)

  validation {
    condition     = length(setintersection(keys(var.environment), ["SECRET", "PGPASSWORD", "METRICS_TOKEN", "REDIS_URL", "SMTP_URL", "S3_SECRET_ACCESS_KEY"])) == 0
    error_message = "environment has a setting that is secret: give it by secrets. Whoever may look at a task definition reads the environment in it."
  }

  validation {
    condition     = length(setintersection(keys(var.environment), ["WORKER_TYPES", "LANES", "SHUTDOWN_SECONDS", "SPOT", "IDLE_SHUTDOWN"])) == 0
    error_message = "environment must leave WORKER_TYPES, LANES, SHUTDOWN_SECONDS and SPOT to the variables types, lanes and shutdown_seconds, and have no IDLE_SHUTDOWN: a worker that ends by itself is started anew by ECS; the fleet is made smaller by its scaling."
  }
}

variable "secrets" {
  description = "The worker's secret settings: name to the ARN of the secret in Secrets Manager."
  type        = map(string)

  validation {
    condition     = alltrue([for arn in values(var.secrets) : startswith(arn, "arn:aws:secretsmanager:")]) && length(setintersection(keys(var.secrets), keys(var.environment))) == 0
    error_message = "secrets are ARNs of secrets, never the values, and none of them stands in environment too: ECS refuses a name that comes twice."
  }
}

variable "log_group_name" {
  description = "Log group of workers."
  type        = string
}

variable "log_router" {
  description = <<-EOT
    Fluent Bit in each task, which sends lines to OpenSearch and to CloudWatch: its image (docker/log-router.Dockerfile) by its digest, the
    domain's name, and its megabytes, of which half are kept for it. The task role needs leave to write to the log group (module iam,
    log_router_group_arns), and the domain has to know it. Null: lines go to CloudWatch alone, by ECS.
  EOT
  type        = object({ image = string, opensearch_host = string, memory = optional(number, 256) })
  default     = null

  validation {
    condition     = var.log_router == null || can(regex("@sha256:[0-9a-f]{64}$", var.log_router.image))
    error_message = "log_router.image is named by its digest (repository@sha256:…)."
  }

  validation {
    condition     = var.log_router == null || can(regex("^[a-z0-9.-]+\\.[a-z]+$", var.log_router.opensearch_host))
    error_message = "log_router.opensearch_host is a name alone, without https:// and port: module opensearch's endpoint."
  }

  validation {
    condition     = var.log_router == null || try(floor(var.log_router.memory) == var.log_router.memory && var.log_router.memory >= 128 && var.log_router.memory <= 1024, false)
    error_message = "log_router.memory is a whole number of 128 to 1,024 megabytes: the rest of the machine is the worker's."
  }

  validation {
    condition     = var.log_router == null || var.log_group_name == "/ecs/ai-film-studio-workers-${var.env}"
    error_message = "log_router needs the group that its configuration names (observability/fluent-bit/to-cloudwatch.conf): /ecs/ai-film-studio-workers-{env}."
  }
}

variable "shutdown_seconds" {
  description = <<-EOT
    Seconds in which what runs may end when a machine is to go (SHUTDOWN_SECONDS). The document's 30 would throw away most of a clip of 2 to 5 minutes each
    time the fleet shrinks; what can't end in time is given back at once, and a worker without a job stops at once, so a long time costs little. A Spot
    machine has two minutes whatever stands here: the worker hears of it by itself, and the earlier end holds.
  EOT
  type        = number
  default     = 300

  validation {
    condition     = var.shutdown_seconds >= 30 && var.shutdown_seconds <= 3600
    error_message = "shutdown_seconds is 30 (the document's) to 3,600 (the most that the worker takes)."
  }
}

variable "root_volume_gb" {
  description = "Gigabytes of the root volume: the system, and images of 8 to 12 GB. Models and work lie on the machine's own disk."
  type        = number
  default     = 60

  validation {
    condition     = var.root_volume_gb >= 40 && var.root_volume_gb <= 1000
    error_message = "root_volume_gb is 40 to 1,000: the AMI takes 30, and images come on top."
  }
}

variable "scaling" {
  description = <<-EOT
    When there are more workers, and when fewer. policy is backlog (seconds of work that waits, for each worker; docs/adr/0011-scale-on-seconds-of-backlog.md)
    or depth (the document's: messages in the queue). backlog_target_seconds: how long work may wait. depth_steps: from so many messages on, so many workers
    more. depth_low: fewer messages than these are nothing to keep a worker for. idle_minutes: how long that must hold. warmup_seconds: boot and loading of models.
  EOT
  type = object({
    policy                 = optional(string, "backlog")
    backlog_target_seconds = optional(number, 300)
    depth_steps            = optional(list(object({ depth = number, add = number })), [{ depth = 10, add = 1 }, { depth = 25, add = 2 }, { depth = 50, add = 4 }])
    depth_low              = optional(number, 2)
    idle_minutes           = optional(number, 10)
    warmup_seconds         = optional(number, 240)
  })
  default = {}

  validation {
    condition     = contains(["backlog", "depth"], var.scaling.policy)
    error_message = "scaling.policy is backlog or depth."
  }

  validation {
    condition     = var.scaling.backlog_target_seconds >= 60 && var.scaling.backlog_target_seconds <= 3600
    error_message = "scaling.backlog_target_seconds is 60 to 3,600: below a minute, machines that take four to boot come too late to be worth it."
  }

  validation {
    condition     = length(var.scaling.depth_steps) >= 1 && alltrue([for index, step in var.scaling.depth_steps : step.add >= 1 && step.depth > (index == 0 ? 0 : var.scaling.depth_steps[index - 1].depth)])
    error_message = "scaling.depth_steps rise: each begins at a greater depth than the one before, and adds at least one worker."
  }

  validation {
    condition     = var.scaling.depth_low >= 1 && var.scaling.depth_low < var.scaling.depth_steps[0].depth
    error_message = "scaling.depth_low is below the first step: else the same depth would call for more workers and for fewer."
  }

  validation {
    condition     = var.scaling.idle_minutes >= 5 && var.scaling.idle_minutes <= 60 && var.scaling.warmup_seconds >= 60 && var.scaling.warmup_seconds <= 1800
    error_message = "scaling.idle_minutes is 5 to 60, scaling.warmup_seconds 60 to 1,800."
  }
}

variable "metric_namespace" {
  description = "CloudWatch's namespace of the studio's metrics (METRICS_NAMESPACE)."
  type        = string
}

variable "queue_name" {
  description = "Queue that the policy depth looks at."
  type        = string
}

variable "more_queue_names" {
  description = "Queues that it looks at besides: that of high priority, and those by type. Messages of all are added up."
  type        = list(string)
  default     = []

  validation {
    condition     = var.lanes == "both" || alltrue([for queue in concat([var.queue_name], var.more_queue_names) : strcontains(queue, "high-priority")])
    error_message = "A fleet of the lane high-priority looks at queues of high priority alone: by others it would be called for what it does not do."
  }

  validation {
    condition     = length(var.more_queue_names) + 1 + length(var.types) + 1 <= 10
    error_message = "more_queue_names are too many: an alarm may look at ten metrics, one for each queue and type, and one for the workers."
  }
}

variable "warm_pool" {
  description = <<-EOT
    Machines that have booted and wait, stopped or running, so that a worker comes in one minute instead of four. AWS has none for groups with Spot or
    several types (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html), so it goes with on_demand_percentage 100 and one of
    instance_types alone: for a small fleet on demand. A stopped machine loses its own disk, so models come anew. Null: none.
  EOT
  type        = object({ min_size = number, state = optional(string, "Stopped") })
  default     = null

  validation {
    condition     = var.warm_pool == null || (var.on_demand_percentage == 100 && length(var.instance_types) == 1)
    error_message = "warm_pool needs on_demand_percentage 100 and exactly one of instance_types: AWS has no warm pools for Spot, nor for groups of several types."
  }

  validation {
    condition     = try(contains(["Stopped", "Running"], var.warm_pool.state) && var.warm_pool.min_size >= 0 && var.warm_pool.min_size <= var.max, true)
    error_message = "warm_pool.state is Stopped or Running (GPU machines don't hibernate), min_size 0 to max."
  }
}

variable "schedules" {
  description = "When the fleet has other bounds, by name: recurrence is a crontab's five fields, in time_zone. Between two of them an apply sets min and max back to the variables'."
  type        = map(object({ recurrence = string, time_zone = optional(string, "Etc/UTC"), min = number, max = number }))
  default     = {}

  validation {
    condition     = alltrue([for at in values(var.schedules) : length(regexall("\\S+", at.recurrence)) == 5 && at.min >= 0 && at.min <= at.max && at.max <= 100])
    error_message = "A schedule has a recurrence of five fields (0 8 * * 1-5), and min no more than max."
  }
}
