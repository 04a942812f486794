resource "aws_launch_template" "nodes" {
  name                   = "ai-film-studio-eks-nodes-${var.env}"
  vpc_security_group_ids = concat([aws_eks_cluster.this.vpc_config[0].cluster_security_group_id], var.node_security_group_ids)

  # Pods are one hop away, and do not reach the node's credentials: each has its own by pod identity.
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type = "gp3"
      volume_size = var.nodes.disk_gb
      # By the account's own key for disks: one of ours would have to admit the service-linked role of Auto Scaling.
      encrypted = true
    }
  }

  # What a group starts has none of the provider's default tags, and costs are told apart by them.
  dynamic "tag_specifications" {
    for_each = ["instance", "volume"]

    content {
      resource_type = tag_specifications.value
      tags          = { Project = "ai-film-studio", Environment = var.env, ManagedBy = "terraform", Name = "ai-film-studio-eks-${var.env}" }
    }
  }
}

resource "aws_eks_node_group" "general" {
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = "ai-film-studio-general-${var.env}"
  node_role_arn   = aws_iam_role.nodes["general"].arn
  subnet_ids      = var.subnet_ids
  version         = var.kubernetes_version
  ami_type        = "AL2023_x86_64_STANDARD"
  instance_types  = [var.nodes.instance_type]

  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }

  scaling_config {
    min_size     = var.nodes.min
    max_size     = var.nodes.max
    desired_size = var.nodes.min
  }

  update_config {
    max_unavailable = 1
  }

  node_repair_config {
    enabled = true
  }

  lifecycle {
    # The cluster autoscaler's to say.
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_iam_role_policy_attachment.nodes, aws_eks_addon.before_nodes]
}
