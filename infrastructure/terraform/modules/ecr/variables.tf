variable "env" {
  description = "Environment: the end of every repository's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, beginning with a letter: dev, sandbox, staging, prod, prod-dr."
  }
}

variable "repositories" {
  description = "What images there are: of the API, of the worker on CPU and on CUDA, of ComfyUI and of the log router beside them, and of the web app behind nginx."
  type        = set(string)
  default     = ["backend", "worker", "worker-gpu", "comfyui", "log-router", "frontend"]

  validation {
    condition     = length(var.repositories) > 0 && alltrue([for name in var.repositories : can(regex("^[a-z][a-z0-9-]{1,40}$", name))])
    error_message = "repositories are names of small letters, digits and hyphens, at least one: ECR takes no others."
  }
}

variable "keep_images" {
  description = "How many images of each repository are kept: as many as one may want to go back to."
  type        = number
  default     = 30

  validation {
    condition     = var.keep_images >= 5 && var.keep_images <= 1000
    error_message = "keep_images is 5 to 1,000: with fewer, an image that a service still runs may be gone when it is to start anew."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the images. Null: AES-256 by ECR."
  type        = string
  default     = null
}

variable "replica_region" {
  description = "Region that images are copied to, so that a lost region leaves them. Null: none. The rule is the registry's, of which an account has one a region: set it in one environment of an account."
  type        = string
  default     = null
}

variable "account_id" {
  description = "Account of the registry: needed with replica_region alone."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null ? var.replica_region == null : can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits, and must be given with replica_region: copies go to the same account's registry there."
  }
}

variable "force_delete" {
  description = "Whether a repository with images in it may be deleted: for environments that come and go (dev, sandbox)."
  type        = bool
  default     = false
}
