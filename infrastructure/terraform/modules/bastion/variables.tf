variable "env" {
  description = "Which studio it is: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, such as dev, staging or prod-dr."
  }
}

variable "region" {
  description = "Region of the machine: where its sessions are written down."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a region of AWS: us-east-1."
  }
}

variable "account_id" {
  description = "Number of the AWS account."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is the 12 digits of the AWS account, as text: zeros in front count."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_id" {
  description = "A public subnet: it has no other way out."
  type        = string
}

variable "ssh_cidrs" {
  description = "Who may come by SSH. Empty: nobody, Session Manager alone."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.ssh_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 24, false)])
    error_message = "ssh_cidrs are IPv4 networks of /24 or smaller, such as 203.0.113.7/32: SSH is for people who are known."
  }
}
