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

  log_router_group_arns = {
    backend = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-backend-prod"
    workers = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-workers-prod:*"
  }
}

run "tasks_write_no_logs_themselves_unless_told" {
  command = plan

  variables {
    log_router_group_arns = null
  }

  assert {
    condition     = length(aws_iam_role_policy.log_router) == 0 && !anytrue([for policy in values(aws_iam_role_policy.task) : strcontains(policy.policy, "logs:")])
    error_message = "Without a log router ECS writes, by the execution roles."
  }
}

run "each_task_writes_to_its_own_group" {
  command = plan

  assert {
    condition = toset(keys(aws_iam_role_policy.log_router)) == toset(["backend", "worker"]) && alltrue([
      for who, group in { backend = "backend", worker = "workers" } : [
        for statement in jsondecode(aws_iam_role_policy.log_router[who].policy).Statement : flatten([sort(statement.Action), statement.Effect, statement.Resource])
      ] == [["logs:CreateLogStream", "logs:PutLogEvents", "Allow", "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-${group}-prod:*"]]
    ])
    error_message = "A task makes streams in its own group and writes into them: it makes no group, reads none, and reaches no other's."
  }

  assert {
    condition     = !anytrue([for policy in values(output.task_policies) : strcontains(policy, "logs:")])
    error_message = "On Kubernetes the router is a DaemonSet with a role of its own: pods of the studio write no logs."
  }
}

run "refuses_all_groups_at_once" {
  command         = plan
  expect_failures = [var.log_router_group_arns]

  variables {
    log_router_group_arns = {
      backend = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/*"
      workers = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/ai-film-studio-workers-prod"
    }
  }
}
