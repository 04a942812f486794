output "execution_role_arn" {
  description = "Role that ECS starts the API's containers with."
  value       = aws_iam_role.execution["backend"].arn
}

output "worker_execution_role_arn" {
  description = "Role that ECS starts workers' containers with."
  value       = aws_iam_role.execution["worker"].arn
}

output "backend_role_arn" {
  description = "Role of the API."
  value       = aws_iam_role.task["backend"].arn
}

output "worker_role_arn" {
  description = "Role of workers."
  value       = aws_iam_role.task["worker"].arn
}

output "worker_instance_role_arn" {
  description = "Role of the machines that GPU workers run on."
  value       = aws_iam_role.instance.arn
}

output "worker_instance_profile_arn" {
  description = "Instance profile of those machines."
  value       = aws_iam_instance_profile.worker.arn
}

output "task_policies" {
  description = "What the API and workers may do, as JSON (api, worker): for pods of module eks, which do the same."
  value       = { api = data.aws_iam_policy_document.backend.json, worker = data.aws_iam_policy_document.worker.json }
}
