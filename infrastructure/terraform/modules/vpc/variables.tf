variable "env" {
  description = "Which studio it is: the end of every name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.env))
    error_message = "env is 2 to 16 small letters, digits and hyphens, such as dev, staging or prod-dr."
  }
}

variable "region" {
  description = "The region: endpoints have it in their names."
  type        = string
}

variable "account_id" {
  description = "Account of the studio: its policy bounds the role of flow logs."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits."
  }
}

variable "cidr" {
  description = "A /16. The document's subnets are cut out of it: .1 and .2 public, .10 and .11 for the program, .20 and .21 for data."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && endswith(var.cidr, ".0.0/16")
    error_message = "cidr is a /16 such as 10.2.0.0/16: the third number of an address says which subnet it is."
  }

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.cidr))
    error_message = "cidr is of the private addresses (10.x, 172.16.x to 172.31.x, 192.168.x): with others, somebody's server on the internet could not be reached."
  }
}

variable "availability_zones" {
  description = "The two zones."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) == 2 && length(distinct(var.availability_zones)) == 2
    error_message = "availability_zones are two, and not the same twice: a database with a standby needs both."
  }

  validation {
    condition     = alltrue([for zone in var.availability_zones : startswith(zone, var.region)])
    error_message = "availability_zones are zones of var.region."
  }
}

variable "nat_gateways" {
  description = "NAT gateways: 1 in dev and sandbox, 2 (one a zone) in staging and production, 0 in a stack that sleeps. One is a third of dev's price of a network, and takes both zones with it when its own fails."
  type        = number

  validation {
    condition     = contains([0, 1, 2], var.nat_gateways)
    error_message = "nat_gateways is 0, 1 or 2: at most one for each zone."
  }
}

variable "interface_endpoints" {
  description = "Services that are reached without NAT, by the ends of their names: sqs, ecr.api, ecr.dkr, secretsmanager, logs. Each costs by the hour and zone. S3 is always reached so, and costs nothing."
  type        = set(string)
  default     = []

  validation {
    condition     = !contains(var.interface_endpoints, "s3")
    error_message = "interface_endpoints has s3, which has a gateway endpoint already: the one that costs nothing."
  }

  validation {
    condition     = contains(var.interface_endpoints, "ecr.api") == contains(var.interface_endpoints, "ecr.dkr")
    error_message = "interface_endpoints has one half of ECR: an image is asked for at ecr.api and pulled from ecr.dkr."
  }
}

variable "flow_log_retention_days" {
  description = "Days that the record of connections is kept."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.flow_log_retention_days)
    error_message = "flow_log_retention_days is a number of days that CloudWatch Logs knows, a year at most: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}
