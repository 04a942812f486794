# The machine of a GPU worker: what its ECS agent and Session Manager need, and nothing of the studio's data. The containers on it can reach these
# credentials by the metadata service, which the worker must ask for Spot notices: so they are worth as little as can be. AWS's ready-made policies would let
# the machine read every SSM parameter and write to every log group.
data "aws_iam_policy_document" "instance_may_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "instance" {
  statement {
    sid = "JoinCluster"
    actions = [
      "ecs:RegisterContainerInstance",
      "ecs:DeregisterContainerInstance",
      "ecs:SubmitAttachmentStateChanges",
      "ecs:SubmitContainerStateChange",
      "ecs:SubmitTaskStateChange",
    ]
    resources = ["${local.ecs}:cluster/${local.cluster}"]
  }

  statement {
    sid = "HearFromCluster"
    actions = [
      "ecs:Poll",
      "ecs:StartTelemetrySession",
      # Drains itself at a Spot notice (ECS_ENABLE_SPOT_INSTANCE_DRAINING).
      "ecs:UpdateContainerInstancesState",
    ]
    resources = ["${local.ecs}:container-instance/${local.cluster}/*"]
  }

  statement {
    sid     = "FindEcs"
    actions = ["ecs:DiscoverPollEndpoint"]
    # Has no resource: it asks where ECS is.
    resources = ["*"]
  }

  # The least that Session Manager runs with: https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
  statement {
    sid = "SessionManager"
    actions = [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    # These know no resource that one could name before the machine is there.
    resources = ["*"]
  }

  # What is typed in sessions (module audit): one group for all machines of an account and region, whichever environment made it. Without it none begins.
  statement {
    sid       = "WriteSessions"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${local.logs}:log-group:/ssm/ai-film-studio-*:*"]
  }

  # The agent looks whether the group is there and encrypted. IAM asks this of a group without a name, whatever is looked for.
  statement {
    sid       = "FindSessionsGroup"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["${local.logs}:log-group::log-stream:*"]
  }
}

resource "aws_iam_role" "instance" {
  name                 = "ai-film-studio-worker-instance-${var.env}"
  description          = "Machines of GPU workers: to join the cluster, and for Session Manager."
  assume_role_policy   = data.aws_iam_policy_document.instance_may_assume.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy" "instance" {
  name   = "worker-instance"
  role   = aws_iam_role.instance.id
  policy = data.aws_iam_policy_document.instance.json
}

resource "aws_iam_instance_profile" "worker" {
  name = "ai-film-studio-worker-instance-${var.env}"
  role = aws_iam_role.instance.name
}
