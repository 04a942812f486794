variable "env" {
  description = "Environment: the end of the names of cluster and services."
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

variable "container_insights" {
  description = "What CloudWatch measures of the cluster: enabled (services and tasks), enhanced (containers too, and dearer) or disabled. The alarms of task failures and memory rest on it."
  type        = string
  default     = "enabled"

  validation {
    condition     = contains(["enabled", "enhanced", "disabled"], var.container_insights)
    error_message = "container_insights is enabled, enhanced or disabled."
  }
}

variable "capacity_providers" {
  description = "Capacity providers of the cluster besides those of GPU fleets."
  type        = list(string)
  default     = ["FARGATE", "FARGATE_SPOT"]

  validation {
    condition     = contains(var.capacity_providers, "FARGATE")
    error_message = "capacity_providers must have FARGATE: the API runs on it."
  }
}

variable "gpu_capacity_providers" {
  description = "Capacity providers of GPU fleets: the output capacity_provider_name of each module gpu-workers. A cluster has one list of them, so they are tied to it here."
  type        = list(string)
  default     = []
}

variable "subnet_ids" {
  description = "Private subnets that tasks run in."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must be at least two, in two availability zones: one alone may fail."
  }
}

variable "security_group_id" {
  description = "Security group of the API's tasks."
  type        = string
}

variable "image" {
  description = "The API's image, by its digest. It is what the first deployment runs; from then on the deploy script says which."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image is named by its digest (repository@sha256:…): a tag may come to mean another image between two tasks of one service."
  }
}

variable "cpu" {
  description = "CPU units of a task of the API: 1,024 are one vCPU."
  type        = number
  default     = 1024

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu is 256, 512, 1024, 2048 or 4096: Fargate has no others that the API could use."
  }
}

variable "memory" {
  description = "Megabytes of a task of the API. Measured: 231 under load."
  type        = number
  default     = 2048

  validation {
    condition     = var.memory >= 2 * var.cpu && var.memory <= min(8 * var.cpu, 30720) && var.memory % (var.cpu == 256 ? 512 : 1024) == 0
    error_message = "memory is two to eight times cpu, in whole gigabytes (30 GB at most): Fargate takes no other pairs."
  }
}

variable "min_tasks" {
  description = "The fewest tasks of the API."
  type        = number

  validation {
    condition     = var.min_tasks >= 0 && var.min_tasks <= var.max_tasks
    error_message = "min_tasks is 0 (only for a stack that sleeps) to max_tasks."
  }
}

variable "max_tasks" {
  description = "The most tasks of the API."
  type        = number

  validation {
    condition     = var.max_tasks >= 0 && var.max_tasks <= 100
    error_message = "max_tasks is 0 to 100."
  }
}

variable "cpu_target" {
  description = "Percent of CPU that the API is held at."
  type        = number
  default     = 70

  validation {
    condition     = var.cpu_target >= 20 && var.cpu_target <= 90
    error_message = "cpu_target is 20 to 90 percent: above it nothing is left for the two minutes that new tasks take."
  }
}

variable "memory_target" {
  description = <<-EOT
    Percent of memory that the API is held at. Measured on one core with 2 GiB: 149 MiB at rest (7 percent), 198 at most under npm run load, and 254 when 30
    scripts of 400 kB were sent at once (12 percent). A minute after the load it still had 190, and 161 after five quiet minutes. V8's heap ends at 1030 MiB
    there, half of the task, and each of two threads that understand scripts may have 512 more: 40 percent are 819, three times the most that was measured,
    and a fifth before Node would fail.
  EOT
  type        = number
  default     = 40

  validation {
    condition     = var.memory_target >= 20 && var.memory_target <= 50
    error_message = "memory_target is 20 to 50 percent: below it what the API keeps after a load holds tasks that nobody needs, and above it V8's heap, which is half of a task's memory at most, is full before a task comes."
  }
}

variable "spot_percentage" {
  description = "Percent of the API's tasks on Fargate Spot, at about a third of the price and with two minutes' notice: for dev and sandbox."
  type        = number
  default     = 0

  validation {
    condition     = var.spot_percentage >= 0 && var.spot_percentage <= 100 && (var.spot_percentage == 0 || contains(var.capacity_providers, "FARGATE_SPOT"))
    error_message = "spot_percentage is 0 to 100, and needs FARGATE_SPOT among capacity_providers."
  }
}

variable "environment" {
  description = "The API's settings (docs/server.md) that are no secrets."
  type        = map(string)

  validation {
    condition     = length(setintersection(keys(var.environment), ["SECRET", "PGPASSWORD", "METRICS_TOKEN", "REDIS_URL", "SMTP_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "OAUTH_GOOGLE_SECRET", "OAUTH_GITHUB_SECRET", "OAUTH_OIDC_SECRET", "S3_SECRET_ACCESS_KEY"])) == 0
    error_message = "environment has a setting that is secret: give it by secrets. Whoever may look at a task definition reads the environment in it."
  }
}

variable "secrets" {
  description = "The API's secret settings: name to the ARN of the secret in Secrets Manager."
  type        = map(string)

  validation {
    condition     = alltrue([for arn in values(var.secrets) : startswith(arn, "arn:aws:secretsmanager:")]) && length(setintersection(keys(var.secrets), keys(var.environment))) == 0
    error_message = "secrets are ARNs of secrets, never the values, and none of them stands in environment too: ECS refuses a name that comes twice."
  }
}

variable "execution_role_arn" {
  description = "Role that ECS starts the API's containers with."
  type        = string
}

variable "task_role_arn" {
  description = "Role of the API."
  type        = string
}

variable "target_group_arns" {
  description = "Target groups of the load balancer, of the colours blue and green."
  type        = map(string)

  validation {
    condition     = toset(keys(var.target_group_arns)) == toset(["blue", "green"])
    error_message = "target_group_arns are of blue and green: each of the two services has its own, and traffic moves by their weights."
  }
}

variable "live_colour" {
  description = "The colour that runs when the stack is made. Afterwards the deploy script says which is live, and nothing here changes it."
  type        = string
  default     = "blue"

  validation {
    condition     = contains(["blue", "green"], var.live_colour)
    error_message = "live_colour is blue or green."
  }
}

variable "log_group_name" {
  description = "Log group of the API."
  type        = string
}

variable "schedules" {
  description = "When the API has other bounds, by name: schedule is cron(…) or at(…) of Application Auto Scaling, in timezone. They hold for the colour that is live."
  type        = map(object({ schedule = string, timezone = optional(string, "UTC"), min = number, max = number }))
  default     = {}

  validation {
    condition     = alltrue([for at in values(var.schedules) : can(regex("^(cron|at|rate)\\(.+\\)$", at.schedule)) && at.min >= 0 && at.min <= at.max])
    error_message = "A schedule is cron(minutes hours day month weekday year), at(…) or rate(…), with min no more than max."
  }
}

variable "cpu_workers" {
  description = <<-EOT
    Workers without a GPU, on Fargate: they assemble films and send mails and webhooks. At least one must always be there: workers announce jobs to SQS,
    the API does not, so without any nothing reaches a queue, and a GPU fleet that scales by the queue's depth never starts. types are job types and how
    many of each at once. Null: none, for a stack that sleeps.
  EOT
  type = object({
    image              = string
    security_group_id  = string
    execution_role_arn = string
    task_role_arn      = string
    log_group_name     = string
    environment        = map(string)
    secrets            = map(string)
    types              = optional(map(number), { assembly = 2, notification = 16 })
    cpu                = optional(number, 1024)
    memory             = optional(number, 2048)
    min                = optional(number, 1)
    max                = optional(number, 2)
    spot_percentage    = optional(number, 0)
  })
  default = null

  validation {
    condition     = try(alltrue([for type in keys(var.cpu_workers.types) : contains(["image", "video", "audio", "assembly", "notification"], type)]), true)
    error_message = "cpu_workers.types are of image, video, audio, assembly and notification."
  }

  validation {
    condition     = try(var.cpu_workers.min >= 1 && var.cpu_workers.min <= var.cpu_workers.max, true)
    error_message = "cpu_workers.min is 1 to max: with none of them no job is announced. To have none, cpu_workers is null."
  }

  validation {
    condition     = try(can(regex("@sha256:[0-9a-f]{64}$", var.cpu_workers.image)), true) || var.cpu_workers == null
    error_message = "cpu_workers.image is named by its digest (repository@sha256:…)."
  }

  validation {
    condition     = try(length(setintersection(keys(var.cpu_workers.environment), ["SECRET", "PGPASSWORD", "METRICS_TOKEN", "REDIS_URL", "SMTP_URL"])) == 0, true)
    error_message = "cpu_workers.environment has a setting that is secret: give it by secrets."
  }
}

variable "log_router" {
  description = <<-EOT
    Fluent Bit in each task, which sends lines to OpenSearch and to CloudWatch: its image (docker/log-router.Dockerfile) by its digest, the
    domain's name, and its megabytes, of which half are kept for it. The task roles need leave to write to the log groups (module iam,
    log_router_group_arns), and the domain has to know them. Null: lines go to CloudWatch alone, by ECS.
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
    condition     = var.log_router == null || try(floor(var.log_router.memory) == var.log_router.memory && var.log_router.memory >= 128 && 4 * var.log_router.memory <= min(var.memory, try(var.cpu_workers.memory, var.memory)), false)
    error_message = "log_router.memory is a whole number of 128 or more megabytes, and a quarter of a task's memory at most: the rest is for what the task is there for."
  }

  validation {
    condition     = var.log_router == null || (var.log_group_name == "/ecs/ai-film-studio-backend-${var.env}" && try(var.cpu_workers.log_group_name, "/ecs/ai-film-studio-workers-${var.env}") == "/ecs/ai-film-studio-workers-${var.env}")
    error_message = "log_router needs the groups that its configuration names (observability/fluent-bit/to-cloudwatch.conf): /ecs/ai-film-studio-backend-{env}, and -workers- for cpu_workers."
  }
}
