variable "env" {
  description = "Which studio it is: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, such as dev, staging or prod-dr."
  }
}

variable "vpc_id" {
  description = "The VPC they are in."
  type        = string
}

variable "alb_cidrs" {
  description = "Who reaches the load balancer: everybody, but in staging (a list of engineers' addresses) and sandbox (the VPN)."
  type        = list(string)
  default     = ["0.0.0.0/0"]

  validation {
    condition     = length(var.alb_cidrs) > 0 && alltrue([for cidr in var.alb_cidrs : can(cidrhost(cidr, 0))])
    error_message = "alb_cidrs are IPv4 networks such as 203.0.113.0/24, one at least."
  }
}

variable "s3_prefix_list_id" {
  description = "S3's addresses behind the gateway endpoint."
  type        = string
}

variable "endpoint_security_group_id" {
  description = "Of the interface endpoints (SQS and others). The network has the group also where it has no endpoints yet."
  type        = string
}

variable "smtp" {
  description = "Whether workers may send mail by port 587. The document's table has no such line, but workers send the studio's mails."
  type        = bool
  default     = true
}
