resource "aws_iam_role" "cluster" {
  name                 = "ai-film-studio-eks-cluster-${var.env}"
  assume_role_policy   = data.aws_iam_policy_document.assume["eks.amazonaws.com"].json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

data "aws_iam_policy_document" "assume" {
  for_each = toset(["eks.amazonaws.com", "ec2.amazonaws.com"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.key]
    }
  }
}

locals {
  node_roles = {
    general = "ai-film-studio-eks-nodes-${var.env}"
    gpu     = "ai-film-studio-gpu-nodes-${var.env}"
  }
}

# Nodes may join, pull images and be reached by Session Manager. The network plugin has a role of its own.
resource "aws_iam_role" "nodes" {
  for_each = local.node_roles

  name                 = each.value
  assume_role_policy   = data.aws_iam_policy_document.assume["ec2.amazonaws.com"].json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy_attachment" "nodes" {
  for_each = {
    for pair in setproduct(
      ["general", "gpu"],
      ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
    ) : join(" ", pair) => pair
  }

  role       = aws_iam_role.nodes[each.value[0]].name
  policy_arn = "arn:aws:iam::aws:policy/${each.value[1]}"
}

# Karpenter names it in its EC2NodeClass: so it needs no right to make any.
resource "aws_iam_instance_profile" "gpu" {
  name = aws_iam_role.nodes["gpu"].name
  role = aws_iam_role.nodes["gpu"].name
}

# EKS lets the nodes of its own groups in by itself; Karpenter's it does not know.
resource "aws_eks_access_entry" "gpu_nodes" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_iam_role.nodes["gpu"].arn
  type          = "EC2_LINUX"
}

# What is typed in sessions (module audit): one group for all machines of an account and region, whichever environment made it. Without it none begins.
data "aws_iam_policy_document" "sessions" {
  statement {
    sid       = "WriteSessions"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${var.account_id}:log-group:/ssm/ai-film-studio-*:*"]
  }

  # The agent looks whether the group is there and encrypted. IAM asks this of a group without a name, whatever is looked for.
  statement {
    sid       = "FindSessionsGroup"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["arn:aws:logs:${var.region}:${var.account_id}:log-group::log-stream:*"]
  }
}

resource "aws_iam_role_policy" "sessions" {
  for_each = aws_iam_role.nodes

  name   = "sessions"
  role   = each.value.name
  policy = data.aws_iam_policy_document.sessions.json
}
