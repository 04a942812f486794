# A node is ready when these run on it.
resource "aws_eks_addon" "before_nodes" {
  for_each = {
    # Without it NetworkPolicies are accepted, and nothing comes of them.
    vpc-cni                = jsonencode({ enableNetworkPolicy = "true" })
    kube-proxy             = null
    eks-pod-identity-agent = null
  }

  cluster_name         = aws_eks_cluster.this.name
  addon_name           = each.key
  addon_version        = var.addon_versions[each.key]
  configuration_values = each.value

  # What was changed by hand in the cluster goes back to what stands here.
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = each.key == "vpc-cni" ? ["aws-node"] : []

    content {
      role_arn        = aws_iam_role.addon["aws-node"].arn
      service_account = pod_identity_association.value
    }
  }
}

# And these run on nodes.
resource "aws_eks_addon" "on_nodes" {
  for_each = toset(["coredns", "aws-ebs-csi-driver"])

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = var.addon_versions[each.key]
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = each.key == "aws-ebs-csi-driver" ? ["ebs-csi-controller-sa"] : []

    content {
      role_arn        = aws_iam_role.addon["ebs-csi-controller-sa"].arn
      service_account = pod_identity_association.value
    }
  }

  depends_on = [aws_eks_node_group.general]
}
