output "urls" {
  description = "Address of each repository by its short name: append @sha256:… to pull."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "arns" {
  description = "ARN of each repository by its short name."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}

output "names" {
  description = "Name of each repository by its short name."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.name }
}
