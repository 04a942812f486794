provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                     = "staging"
  region                  = "us-east-1"
  account_id              = "111122223333"
  subnet_ids              = ["subnet-a", "subnet-b"]
  node_security_group_ids = ["sg-backend"]
  admin_role_arns         = ["arn:aws:iam::111122223333:role/operator"]
  kms_key_arn             = "arn:aws:kms:us-east-1:111122223333:key/studio"
  log_retention_days      = 14
  log_group_arns          = ["arn:aws:logs:us-east-1:111122223333:log-group:/ecs/ai-film-studio-backend-staging:*"]
  queue_arns              = ["arn:aws:sqs:us-east-1:111122223333:ai-film-studio-processing-queue-image-staging"]
  workload_policies = {
    api    = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    worker = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }
}

run "the_cluster_is_closed_sealed_and_logged" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.name == "ai-film-studio-staging" && aws_eks_cluster.this.version == "1.35"
    error_message = "The cluster is ai-film-studio-staging, of the version that the add-ons are for."
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "Kubernetes' API is reached from within the network alone."
  }

  assert {
    condition = (
      toset(aws_eks_cluster.this.encryption_config[0].resources) == toset(["secrets"]) &&
      aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == var.kms_key_arn
    )
    error_message = "Kubernetes' secrets are sealed by the studio's key."
  }

  assert {
    condition     = aws_eks_cluster.this.enabled_cluster_log_types == toset(["api", "audit", "authenticator", "controllerManager", "scheduler"])
    error_message = "All five logs of the control plane are kept."
  }

  assert {
    condition = (
      aws_cloudwatch_log_group.control_plane.name == "/aws/eks/ai-film-studio-staging/cluster" &&
      aws_cloudwatch_log_group.control_plane.retention_in_days == 14
    )
    error_message = "The log group is the one that EKS writes to, and forgets after log_retention_days."
  }

  assert {
    condition = (
      aws_eks_cluster.this.access_config[0].authentication_mode == "API" &&
      !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions &&
      keys(aws_eks_access_policy_association.admin) == ["arn:aws:iam::111122223333:role/operator"]
    )
    error_message = "Those who are named administer the cluster, and not whoever made it."
  }

  assert {
    condition     = aws_eks_cluster.this.deletion_protection
    error_message = "A cluster that people rely on is not deleted by a plan."
  }
}

run "a_dev_cluster_can_be_thrown_away" {
  command = plan

  variables {
    env = "dev"
  }

  assert {
    condition     = !aws_eks_cluster.this.deletion_protection
    error_message = "dev is made and thrown away."
  }
}

run "nodes_are_the_specifications" {
  command = plan

  assert {
    condition     = aws_eks_node_group.general.instance_types == tolist(["t3.medium"])
    error_message = "The specification's nodes are t3.medium."
  }

  assert {
    condition     = aws_eks_node_group.general.scaling_config[0].min_size == 2 && aws_eks_node_group.general.scaling_config[0].max_size == 10
    error_message = "There are 2 to 10 nodes."
  }

  assert {
    condition     = aws_launch_template.nodes.metadata_options[0].http_tokens == "required" && aws_launch_template.nodes.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "A pod does not reach the node's metadata: tokens are required, and go one hop."
  }

  assert {
    # The provider has this one as text.
    condition     = aws_launch_template.nodes.block_device_mappings[0].ebs[0].encrypted == "true"
    error_message = "The nodes' disks are encrypted."
  }
}

run "addons_are_pinned_and_network_policies_enforced" {
  command = plan

  assert {
    condition = alltrue([
      for addon in concat(values(aws_eks_addon.before_nodes), values(aws_eks_addon.on_nodes)) :
      addon.addon_version == var.addon_versions[addon.addon_name]
    ]) && length(concat(values(aws_eks_addon.before_nodes), values(aws_eks_addon.on_nodes))) == length(var.addon_versions)
    error_message = "Every add-on of addon_versions is there, in that version."
  }

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "The network plugin enforces NetworkPolicies: else they are accepted, and nothing comes of them."
  }
}

run "the_endpoint_is_open_to_named_groups" {
  command = plan

  variables {
    endpoint_client_security_group_ids = ["sg-bastion"]
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoint["sg-bastion"].from_port == 443
    error_message = "The bastion reaches Kubernetes' API on 443."
  }
}

run "an_open_endpoint_is_refused" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "one_node_is_refused" {
  command = plan

  variables {
    nodes = { min = 1 }
  }

  expect_failures = [var.nodes]
}

run "an_addon_of_any_version_is_refused" {
  command = plan

  variables {
    addon_versions = {
      vpc-cni                = "latest"
      kube-proxy             = "v1.35.0-eksbuild.2"
      coredns                = "v1.13.2-eksbuild.1"
      eks-pod-identity-agent = "v1.3.10-eksbuild.3"
      aws-ebs-csi-driver     = "v1.57.1-eksbuild.1"
    }
  }

  expect_failures = [var.addon_versions]
}

run "a_cluster_and_a_kube_proxy_of_two_versions_are_refused" {
  command = plan

  variables {
    kubernetes_version = "1.36"
  }

  expect_failures = [var.addon_versions]
}

run "a_cluster_without_an_administrator_is_refused" {
  command = plan

  variables {
    admin_role_arns = []
  }

  expect_failures = [var.admin_role_arns]
}
