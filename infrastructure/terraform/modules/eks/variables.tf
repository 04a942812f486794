variable "env" {
  description = "The environment: the end of all names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, a letter first: it becomes part of names."
  }
}

variable "region" {
  description = "The region of the cluster."
  type        = string
}

variable "account_id" {
  description = "The account: ARNs in policies name it."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits."
  }
}

variable "subnet_ids" {
  description = "The private app subnets, of two zones at least: nodes, and the control plane's network interfaces."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "EKS wants subnets of two zones at least."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes' minor version, and with it those of addon_versions and of the cluster-autoscaler chart. 1.35 has AWS's standard support until 2027-03-27."
  type        = string
  default     = "1.35"

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "kubernetes_version is a minor version, such as 1.35."
  }
}

variable "addon_versions" {
  description = "Add-ons and their versions, for kubernetes_version: `aws eks describe-addon-versions --kubernetes-version 1.35` lists what there is."
  type = object({
    vpc-cni                = string
    kube-proxy             = string
    coredns                = string
    eks-pod-identity-agent = string
    aws-ebs-csi-driver     = string
  })
  default = {
    vpc-cni                = "v1.21.1-eksbuild.3"
    kube-proxy             = "v1.35.0-eksbuild.2"
    coredns                = "v1.13.2-eksbuild.1"
    eks-pod-identity-agent = "v1.3.10-eksbuild.3"
    aws-ebs-csi-driver     = "v1.57.1-eksbuild.1"
  }

  validation {
    condition     = alltrue([for version in values(var.addon_versions) : can(regex("^v[0-9.]+-eksbuild\\.[0-9]+$", version))])
    error_message = "An add-on's version is one build, such as v1.21.1-eksbuild.3: what is not pinned differs between environments."
  }

  validation {
    condition     = startswith(var.addon_versions["kube-proxy"], "v${var.kubernetes_version}.")
    error_message = "kube-proxy is of the cluster's own minor version: change it with kubernetes_version."
  }
}

variable "nodes" {
  description = "The nodes that all but GPU workers run on. The specification's: t3.medium, 2 to 10; the cluster autoscaler moves between these."
  type = object({
    instance_type = optional(string, "t3.medium")
    min           = optional(number, 2)
    max           = optional(number, 10)
    disk_gb       = optional(number, 50)
  })
  default = {}

  validation {
    condition     = var.nodes.min >= 2 && var.nodes.max >= var.nodes.min
    error_message = "nodes.min is 2 at least, one in each zone, and nodes.max is not below it."
  }
}

variable "node_security_group_ids" {
  description = "Groups of the nodes besides the cluster's own: the backend's, which the load balancer, the database and Redis know."
  type        = list(string)
}

variable "endpoint_client_security_group_ids" {
  description = "Groups that may reach the private endpoint of the cluster on 443: the bastion's, the pipeline's runners'."
  type        = list(string)
  default     = []
}

variable "public_access_cidrs" {
  description = "From where the public endpoint may be reached. Empty: there is none, and the API is reached from within the network alone."
  type        = list(string)
  default     = []

  validation {
    condition     = !contains(var.public_access_cidrs, "0.0.0.0/0")
    error_message = "The API of a cluster is not for the whole internet: name networks, or leave it empty."
  }
}

variable "admin_role_arns" {
  description = "Roles that administer the cluster: operators', and the pipeline's. Whoever makes the cluster has no rights by that."
  type        = list(string)

  validation {
    condition     = length(var.admin_role_arns) > 0
    error_message = "Without an administrator nobody could use the cluster."
  }
}

variable "kms_key_arn" {
  description = "The key that seals Kubernetes' secrets and, in Secrets Manager, the studio's."
  type        = string
}

variable "log_retention_days" {
  description = "How long the control plane's logs are kept."
  type        = number
}

variable "log_group_arns" {
  description = "The log groups of backend and workers: fluent-bit writes to them."
  type        = list(string)
}

variable "queue_arns" {
  description = "The studio's queues: KEDA asks how long they are. Fleets of one type each want the queues of `by_type`."
  type        = list(string)
}

variable "workload_policies" {
  description = "What the API and the workers may do, as JSON: the same as their roles on ECS may."
  type = object({
    api    = string
    worker = string
  })

  validation {
    condition     = can(jsondecode(var.workload_policies.api).Statement) && can(jsondecode(var.workload_policies.worker).Statement)
    error_message = "workload_policies are policy documents as JSON."
  }
}
