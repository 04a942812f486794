provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  env                = "prod"
  region             = "us-east-1"
  account_id         = "123456789012"
  assets_bucket_arn  = "arn:aws:s3:::ai-film-studio-assets-prod-123456789012"
  queue_arns         = ["arn:aws:sqs:us-east-1:123456789012:ai-film-studio-processing-queue-prod", "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-high-priority-queue-prod"]
  dlq_arn            = "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-dlq-prod"
  secret_arns        = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/PGPASSWORD-a", "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/STRIPE_SECRET_KEY-b"]
  worker_secret_arns = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/PGPASSWORD-a"]
  kms_key_arns       = ["arn:aws:kms:us-east-1:123456789012:key/mrk-1"]
  log_group_arns     = ["arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-backend-prod"]
  ecr_arns           = ["arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-prod"]
}

run "the_api_may_do_what_it_does" {
  command = plan

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.task["backend"].policy).Statement : statement.Action])) == toset([
      "sqs:GetQueueUrl",
      "s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:DeleteObject",
      "s3:ListBucket", "s3:ListBucketMultipartUploads",
    ])
    error_message = "The API looks up queues and keeps objects. It sends, receives and deletes no messages: workers do."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.task["backend"].policy).Statement :
      toset(flatten([statement.Resource])) == toset(["arn:aws:s3:::ai-film-studio-assets-prod-123456789012/users/*"])
      if contains(flatten([statement.Action]), "s3:GetObject")
    ])
    error_message = "Objects lie under users/ alone: a link may be signed for nothing else."
  }
}

run "a_worker_may_do_what_it_does" {
  command = plan

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement : statement.Action])) == toset([
      "sqs:GetQueueUrl", "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility",
      "s3:GetObject", "s3:PutObject", "s3:ListBucket",
    ])
    error_message = "A worker carries messages, reads and puts objects. It must not be able to delete objects."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement :
      !contains(flatten([statement.Resource]), "arn:aws:sqs:us-east-1:123456789012:ai-film-studio-dlq-prod")
      if contains(flatten([statement.Action]), "sqs:ChangeMessageVisibility")
    ])
    error_message = "In the dead letter queue nothing is held back from operators."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement :
      toset(flatten([statement.Resource])) == toset(var.queue_arns)
      if contains(flatten([statement.Action]), "sqs:ChangeMessageVisibility")
    ])
    error_message = "A worker must be able to receive from every lane, and from no queue besides."
  }
}

run "no_role_has_a_wildcard_but_where_aws_knows_no_resource" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for policy in concat(values(aws_iam_role_policy.task), values(aws_iam_role_policy.execution), [aws_iam_role_policy.instance]) : [
        for statement in jsondecode(policy.policy).Statement : [for action in flatten([statement.Action]) : !strcontains(action, "*")]
      ]
    ]))
    error_message = "No action may be a pattern: each is named."
  }

  assert {
    condition = alltrue(flatten([
      for policy in concat(values(aws_iam_role_policy.task), values(aws_iam_role_policy.execution), [aws_iam_role_policy.instance]) : [
        for statement in jsondecode(policy.policy).Statement : contains(["SignInToRegistry", "FindEcs", "SessionManager"], statement.Sid)
        if contains(flatten([statement.Resource]), "*")
      ]
    ]))
    error_message = "Only ecr:GetAuthorizationToken, ecs:DiscoverPollEndpoint and Session Manager's actions know no narrower resource than *."
  }
}

run "roles_are_lent_to_tasks_of_this_account_alone" {
  command = plan

  assert {
    condition = alltrue([for role in concat(values(aws_iam_role.task), values(aws_iam_role.execution)) : alltrue([
      for statement in jsondecode(role.assume_role_policy).Statement : (
        statement.Principal.Service == "ecs-tasks.amazonaws.com" &&
        statement.Condition.StringEquals["aws:SourceAccount"] == "123456789012" &&
        statement.Condition.ArnLike["aws:SourceArn"] == "arn:aws:ecs:us-east-1:123456789012:*"
      )
    ])])
    error_message = "Tasks of another account must not get these roles by way of ECS."
  }
}

run "a_worker_is_not_given_the_apis_secrets" {
  command = plan

  assert {
    condition = one([for statement in jsondecode(aws_iam_role_policy.execution["worker"].policy).Statement : flatten([statement.Resource])
    if statement.Sid == "ReadSecrets"]) == ["arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/PGPASSWORD-a"]
    error_message = "Workers have no business with Stripe's key."
  }

  assert {
    condition = alltrue([for role in ["backend", "worker"] : one([for statement in jsondecode(aws_iam_role_policy.execution[role].policy).Statement :
    statement.Condition.StringEquals["kms:ViaService"] if statement.Sid == "OpenSecrets"]) == "secretsmanager.us-east-1.amazonaws.com"])
    error_message = "The key may be used by way of Secrets Manager alone."
  }
}

run "a_machine_has_nothing_of_the_studios" {
  command = plan

  assert {
    condition = length([for action in flatten([for statement in jsondecode(aws_iam_role_policy.instance.policy).Statement : statement.Action]) : action
    if !anytrue([for service in ["ecs:", "ssmmessages:", "ssm:UpdateInstanceInformation", "logs:"] : startswith(action, service)])]) == 0
    error_message = "Containers can reach a machine's credentials: it may join the cluster and be looked at by Session Manager, and no more."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.instance.policy).Statement : [sort(flatten([statement.Action])), statement.Resource]
      if anytrue([for action in flatten([statement.Action]) : startswith(action, "logs:")])]) == jsonencode([
      [["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/ssm/ai-film-studio-*:*"],
      [["logs:DescribeLogGroups"], "arn:aws:logs:us-east-1:123456789012:log-group::log-stream:*"],
    ])
    error_message = "A machine writes sessions of Session Manager down and finds their group: without it no session begins where module audit is, and with more it could write or read other logs."
  }

  assert {
    condition = contains(flatten([for statement in jsondecode(aws_iam_role_policy.instance.policy).Statement : statement.Action
    if flatten([statement.Resource]) == ["arn:aws:ecs:us-east-1:123456789012:container-instance/ai-film-studio-prod/*"]]), "ecs:UpdateContainerInstancesState")
    error_message = "Without ecs:UpdateContainerInstancesState a machine can't drain itself at a Spot notice."
  }
}

run "messages_under_a_key_can_be_opened_by_workers_alone" {
  command = plan

  variables {
    queue_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/mrk-2"
    models_bucket_arn = "arn:aws:s3:::models"
  }

  assert {
    condition = one([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement : statement.Resource if statement.Sid == "OpenMessages"]) == "arn:aws:kms:us-east-1:123456789012:key/mrk-2" && !strcontains(
      aws_iam_role_policy.task["backend"].policy, "kms:"
    )
    error_message = "Workers send and receive, so they need the key; the API does neither."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["worker"].policy).Statement : statement.Action if statement.Sid == "ReadModels"]) == "s3:GetObject"
    error_message = "Weights are read, and never written by a worker."
  }
}
