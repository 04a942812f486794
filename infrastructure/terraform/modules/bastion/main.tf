locals {
  name = "ai-film-studio-bastion-${var.env}"
  logs = "arn:aws:logs:${var.region}:${var.account_id}"
}

resource "aws_security_group" "this" {
  name        = local.name
  description = "Bastion"
  vpc_id      = var.vpc_id

  tags = { Name = local.name }
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each = toset(var.ssh_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "SSH from ${each.key}"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.key
}

# Session Manager, EC2 and package mirrors are all HTTPS. The databases are not reached from here: the document's table names no bastion.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "AWS APIs and updates"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

# AWS's own policy (AmazonSSMManagedInstanceCore) would let the machine read every parameter of the account too.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-add-permissions-to-existing-profile.html
data "aws_iam_policy_document" "sessions" {
  statement {
    actions = [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    # These actions know no narrower resource.
    resources = ["*"]
  }

  # What is typed in sessions (module audit): one group for all machines of an account and region, whichever environment made it. Without it none begins.
  statement {
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${local.logs}:log-group:/ssm/ai-film-studio-*:*"]
  }

  # The agent looks whether the group is there and encrypted. IAM asks this of a group without a name, whatever is looked for.
  statement {
    actions   = ["logs:DescribeLogGroups"]
    resources = ["${local.logs}:log-group::log-stream:*"]
  }
}

resource "aws_iam_role" "this" {
  name                 = local.name
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"
}

resource "aws_iam_role_policy" "sessions" {
  name   = "sessions"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.sessions.json
}

resource "aws_iam_instance_profile" "this" {
  name = local.name
  role = aws_iam_role.this.name
}

# Only a launch template can name an image by its parameter: an instance would be replaced at every plan.
resource "aws_launch_template" "this" {
  name     = local.name
  image_id = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
}

resource "aws_instance" "this" {
  instance_type          = "t4g.nano"
  subnet_id              = var.subnet_id
  vpc_security_group_ids = [aws_security_group.this.id]
  iam_instance_profile   = aws_iam_instance_profile.this.name
  # No key pair: EC2 Instance Connect lets in whom IAM lets in, for 60 s at a time. Session Manager needs a way out, so there is always an address.
  # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-linux-inst-eic.html
  associate_public_ip_address = true

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }

  tags = { Name = local.name }
}
