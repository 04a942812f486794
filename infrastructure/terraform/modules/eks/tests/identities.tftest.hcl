provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                     = "prod"
  region                  = "us-east-1"
  account_id              = "111122223333"
  subnet_ids              = ["subnet-a", "subnet-b"]
  node_security_group_ids = ["sg-backend"]
  admin_role_arns         = ["arn:aws:iam::111122223333:role/operator"]
  kms_key_arn             = "arn:aws:kms:us-east-1:111122223333:key/studio"
  log_retention_days      = 30
  log_group_arns          = ["arn:aws:logs:us-east-1:111122223333:log-group:/ecs/ai-film-studio-backend-prod:*"]
  queue_arns              = ["arn:aws:sqs:us-east-1:111122223333:ai-film-studio-processing-queue-image-prod"]
  workload_policies = {
    api    = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"a\"}]}"
    worker = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sqs:ReceiveMessage\",\"Resource\":\"a\"}]}"
  }
}

run "each_account_of_the_cluster_has_a_role_that_no_other_has" {
  command = plan

  assert {
    condition = { for name, it in aws_eks_pod_identity_association.pod : name => "${it.namespace}/${it.service_account}" } == {
      api                          = "ai-film-studio/api"
      worker                       = "ai-film-studio/worker"
      aws-load-balancer-controller = "kube-system/aws-load-balancer-controller"
      cluster-autoscaler           = "kube-system/cluster-autoscaler"
      external-secrets             = "external-secrets/external-secrets"
      fluent-bit                   = "logging/fluent-bit"
      karpenter                    = "kube-system/karpenter"
      keda                         = "keda/keda-operator"
    }
    error_message = "Associations are for the service accounts of infrastructure/kubernetes: base/ and helm-charts/values/."
  }

  assert {
    condition = alltrue([
      for name, role in aws_iam_role.pod :
      jsondecode(role.assume_role_policy).Statement[0].Principal.Service == "pods.eks.amazonaws.com" &&
      toset(jsondecode(role.assume_role_policy).Statement[0].Action) == toset(["sts:AssumeRole", "sts:TagSession"]) &&
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:RequestTag/kubernetes-namespace"] == aws_eks_pod_identity_association.pod[name].namespace &&
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:RequestTag/kubernetes-service-account"] == aws_eks_pod_identity_association.pod[name].service_account
    ])
    error_message = "A role is taken by its own account in its own namespace alone."
  }

  assert {
    condition = (
      aws_iam_role_policy.pod["api"].policy == var.workload_policies.api &&
      aws_iam_role_policy.pod["worker"].policy == var.workload_policies.worker
    )
    error_message = "API and workers may here what they may on ECS."
  }
}

run "no_policy_allows_everything" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.pod : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in flatten([statement.Action]) : !contains(["*", "ec2:*", "iam:*", "sqs:*", "s3:*", "elasticloadbalancing:*"], action)
        ]
      ]
    ]))
    error_message = "A policy names what it allows."
  }

  assert {
    condition = toset([
      for name, policy in aws_iam_role_policy.pod : name if anytrue([
        for statement in jsondecode(policy.policy).Statement : contains(flatten([statement.Resource]), "*")
      ])
    ]) == toset(["aws-load-balancer-controller", "cluster-autoscaler", "karpenter"])
    error_message = "Only those that must look around have a statement about every resource."
  }

  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.pod : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in flatten([statement.Action]) : can(regex("^(\\w+):(Describe|List|Get)", action))
        ] if contains(flatten([statement.Resource]), "*")
      ]
    ]))
    error_message = "What is allowed on every resource only looks."
  }
}

run "secrets_are_those_of_the_environment" {
  command = plan

  assert {
    condition     = jsondecode(data.aws_iam_policy_document.external_secrets.json).Statement[0].Resource == "arn:aws:secretsmanager:us-east-1:111122223333:secret:ai-film-studio/prod/*"
    error_message = "External Secrets reads ai-film-studio/prod/, and nothing of another environment."
  }

  assert {
    condition     = jsondecode(data.aws_iam_policy_document.keda.json).Statement[0].Resource == var.queue_arns[0]
    error_message = "KEDA asks the studio's queues alone."
  }
}

run "karpenter_ends_only_what_it_started_for_this_cluster" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(data.aws_iam_policy_document.karpenter.json).Statement :
      statement.Condition.StringEquals["aws:ResourceTag/kubernetes.io/cluster/ai-film-studio-prod"] == "owned"
      if contains(flatten([statement.Action]), "ec2:TerminateInstances")
    ])
    error_message = "An instance that is not of this cluster is not Karpenter's to end."
  }

  assert {
    condition = [
      for statement in jsondecode(data.aws_iam_policy_document.karpenter.json).Statement : statement.Resource
      if contains(flatten([statement.Action]), "iam:PassRole")
    ] == ["arn:aws:iam::111122223333:role/ai-film-studio-gpu-nodes-prod"]
    error_message = "The nodes' role is the only one that it hands on: any other would be a way up."
  }

  assert {
    condition     = aws_eks_access_entry.gpu_nodes.type == "EC2_LINUX" && aws_iam_instance_profile.gpu.name == "ai-film-studio-gpu-nodes-prod"
    error_message = "Karpenter's nodes are let into the cluster, by the profile that the EC2NodeClass names."
  }
}

run "karpenter_hears_of_spot_notices" {
  command = plan

  assert {
    condition     = aws_sqs_queue.interruptions.name == "ai-film-studio-eks-interruptions-prod" && aws_sqs_queue.interruptions.sqs_managed_sse_enabled
    error_message = "The queue is the one that helm-charts/releases.yaml tells Karpenter, and is encrypted."
  }

  assert {
    condition = contains(
      [for rule in aws_cloudwatch_event_rule.interruptions : jsondecode(rule.event_pattern).detail-type[0]],
      "EC2 Spot Instance Interruption Warning",
    ) && length(aws_cloudwatch_event_target.interruptions) == length(aws_cloudwatch_event_rule.interruptions)
    error_message = "Spot notices go to the queue."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(data.aws_iam_policy_document.interruptions.json).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "Nothing is said to the queue without TLS."
  }
}

run "a_policy_that_is_no_policy_is_refused" {
  command = plan

  variables {
    workload_policies = { api = "everything", worker = "{}" }
  }

  expect_failures = [var.workload_policies]
}

run "sessions_on_nodes_can_be_written_down" {
  command = plan

  assert {
    condition = toset(keys(aws_iam_role_policy.sessions)) == toset(["general", "gpu"]) && alltrue([for policy in aws_iam_role_policy.sessions : (
      strcontains(policy.policy, "log-group:/ssm/ai-film-studio-*:*") && strcontains(policy.policy, "logs:PutLogEvents")
    )])
    error_message = "A machine that may not write a session down begins none (module audit)."
  }
}
