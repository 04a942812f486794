# Who in the cluster has which role: by EKS Pod Identity, since no metadata service is open to pods.
locals {
  identities = {
    api                          = { namespace = "ai-film-studio", service_account = "api", policy = var.workload_policies.api }
    worker                       = { namespace = "ai-film-studio", service_account = "worker", policy = var.workload_policies.worker }
    aws-load-balancer-controller = { namespace = "kube-system", service_account = "aws-load-balancer-controller", policy = data.aws_iam_policy_document.load_balancer.json }
    cluster-autoscaler           = { namespace = "kube-system", service_account = "cluster-autoscaler", policy = data.aws_iam_policy_document.cluster_autoscaler.json }
    external-secrets             = { namespace = "external-secrets", service_account = "external-secrets", policy = data.aws_iam_policy_document.external_secrets.json }
    fluent-bit                   = { namespace = "logging", service_account = "fluent-bit", policy = data.aws_iam_policy_document.fluent_bit.json }
    karpenter                    = { namespace = "kube-system", service_account = "karpenter", policy = data.aws_iam_policy_document.karpenter.json }
    keda                         = { namespace = "keda", service_account = "keda-operator", policy = data.aws_iam_policy_document.keda.json }
  }
}

# One namespace's one account, and no other pod: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
data "aws_iam_policy_document" "assume_by_pod" {
  for_each = merge(
    { for name, identity in local.identities : name => [identity.namespace, identity.service_account] },
    { for name, _ in local.addon_policies : name => ["kube-system", name] },
  )

  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-namespace"
      values   = [each.value[0]]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-service-account"
      values   = [each.value[1]]
    }
  }
}

resource "aws_iam_role" "pod" {
  for_each = local.identities

  name                 = "ai-film-studio-eks-${each.key}-${var.env}"
  assume_role_policy   = data.aws_iam_policy_document.assume_by_pod[each.key].json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy" "pod" {
  for_each = local.identities

  name   = each.key
  role   = aws_iam_role.pod[each.key].name
  policy = each.value.policy
}

resource "aws_eks_pod_identity_association" "pod" {
  for_each = local.identities

  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.value.service_account
  role_arn        = aws_iam_role.pod[each.key].arn
}

# Add-ons of EKS: AWS's own policies for them, which follow their versions.
locals {
  addon_policies = {
    aws-node              = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
    ebs-csi-controller-sa = "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"
  }
}

resource "aws_iam_role" "addon" {
  for_each = local.addon_policies

  name                 = "ai-film-studio-eks-${each.key}-${var.env}"
  assume_role_policy   = data.aws_iam_policy_document.assume_by_pod[each.key].json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.addon_policies

  role       = aws_iam_role.addon[each.key].name
  policy_arn = each.value
}
