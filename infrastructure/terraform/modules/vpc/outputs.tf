output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Its addresses."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Where the load balancer and NAT are."
  value       = [for key in local.of.public : aws_subnet.this[key].id]
}

output "app_subnet_ids" {
  description = "Where API and workers are."
  value       = [for key in local.of.app : aws_subnet.this[key].id]
}

output "data_subnet_ids" {
  description = "Where databases are."
  value       = [for key in local.of.data : aws_subnet.this[key].id]
}

output "nat_public_ips" {
  description = "What others see API and workers as."
  value       = aws_eip.nat[*].public_ip
}

output "s3_prefix_list_id" {
  description = "S3's addresses, for rules of security groups."
  value       = aws_vpc_endpoint.s3.prefix_list_id
}

output "endpoint_security_group_id" {
  description = "Of the interface endpoints."
  value       = aws_security_group.endpoints.id
}

output "closed_security_group_id" {
  description = "A group without a rule: what has it alone is reached by nobody. The failover program shuts the old database in with it."
  value       = aws_default_security_group.closed.id
}
