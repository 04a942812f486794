output "instance_id" {
  description = "The machine: what Session Manager is told."
  value       = aws_instance.this.id
}

output "security_group_id" {
  description = "Its security group."
  value       = aws_security_group.this.id
}
