output "cluster_name" {
  description = "The cluster's name: `aws eks update-kubeconfig --name …`."
  value       = aws_eks_cluster.this.name
}

output "endpoint" {
  description = "The address of Kubernetes' API."
  value       = aws_eks_cluster.this.endpoint
}

output "oidc_issuer" {
  description = "The issuer of the cluster's service account tokens. Nothing here needs it: pods have their roles by pod identity."
  value       = one(flatten(aws_eks_cluster.this.identity[*].oidc[*].issuer))
}

output "cluster_security_group_id" {
  description = "The group that EKS made for the control plane and its nodes."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "pod_role_arns" {
  description = "The roles of pods, by who has them: api, worker, keda, …"
  value       = { for name, role in aws_iam_role.pod : name => role.arn }
}

output "interruption_queue_name" {
  description = "The queue that Karpenter listens to."
  value       = aws_sqs_queue.interruptions.name
}
