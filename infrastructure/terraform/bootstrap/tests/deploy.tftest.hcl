provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  account_id = "123456789012"
  repository = "ai-film-studio/studio"
}

run "made" {
  command = plan

  assert {
    condition     = toset([for action in flatten([for statement in jsondecode(one(output.roles["ai-film-studio-github-deploy-dev"].policies)).Statement : statement.Action if statement.Effect == "Allow"]) : action if !contains(["iam", "ecr", "s3", "cloudfront"], split(":", action)[0])]) == toset(jsondecode(file("../../deploy/permissions.json")).actions)
    error_message = "The role may do what permissions.json says, to the last action."
  }
}

run "it_brings_a_version" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-dev"].policies
    requests = {
      look                  = { action = "ecs:DescribeServices", resource = "arn:aws:ecs:us-east-1:123456789012:service/ai-film-studio-dev/ai-film-studio-backend-dev-blue" }
      register              = { action = "ecs:RegisterTaskDefinition", resource = "*" }
      tag                   = { action = "ecs:TagResource", resource = "arn:aws:ecs:us-east-1:123456789012:task-definition/ai-film-studio-backend-dev:7" }
      tag_new               = { action = "ecs:TagResource", resource = "arn:aws:ecs:us-east-1:123456789012:task-definition/ai-film-studio-gpu-workers-dev" }
      update                = { action = "ecs:UpdateService", resource = "arn:aws:ecs:us-east-1:123456789012:service/ai-film-studio-dev/ai-film-studio-backend-dev-green", context = { "aws:ResourceTag/Environment" = "dev" } }
      shift                 = { action = "elasticloadbalancing:ModifyListener", resource = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/ai-film-studio-dev/1/2", context = { "aws:ResourceTag/Environment" = "dev" } }
      bounds                = { action = "application-autoscaling:RegisterScalableTarget", resource = "arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target/1", context = { "aws:ResourceTag/Environment" = "dev" } }
      pass_execution        = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-execution-dev", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      pass_worker_execution = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-worker-execution-dev", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      pass_backend          = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      pass_worker           = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-worker-dev", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "The deploy program asks for this. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "it_pushes_and_promotes_images" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-prod"].policies
    requests = {
      sign_in     = { action = "ecr:GetAuthorizationToken", resource = "*" }
      pull_tested = { action = "ecr:BatchGetImage", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-worker-gpu-staging", context = { "aws:ResourceTag/Environment" = "staging" } }
      layers      = { action = "ecr:GetDownloadUrlForLayer", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-staging" }
      begin       = { action = "ecr:InitiateLayerUpload", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-prod" }
      upload      = { action = "ecr:UploadLayerPart", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-prod" }
      end         = { action = "ecr:CompleteLayerUpload", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-worker-gpu-prod" }
      put         = { action = "ecr:PutImage", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-comfyui-prod" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "An image is promoted from staging's repository to production's. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "it_publishes_pages" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-prod"].policies
    requests = {
      list   = { action = "s3:ListBucket", resource = "arn:aws:s3:::ai-film-studio-frontend-prod-123456789012" }
      put    = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-frontend-prod-123456789012/index.html" }
      delete = { action = "s3:DeleteObject", resource = "arn:aws:s3:::ai-film-studio-frontend-prod-123456789012/old.js" }
      forget = { action = "cloudfront:CreateInvalidation", resource = "arn:aws:cloudfront::123456789012:distribution/E1", context = { "aws:ResourceTag/Environment" = "prod" } }
      wait   = { action = "cloudfront:GetInvalidation", resource = "arn:aws:cloudfront::123456789012:distribution/E1" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said == "Allow"])
    error_message = "npm run web:publish asks for this. Not so: ${join(", ", [for name, said in output.said : name if said != "Allow"])}."
  }
}

run "it_signs_in_as_the_sandbox_s_testers" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-sandbox"].policies
    requests = {
      testers = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/sandbox/SEED_PASSWORD-a1b2c3" }
    }
  }

  assert {
    condition     = output.said.testers == "Allow"
    error_message = "acceptance.yml reads the testers' password."
  }
}

run "it_reads_no_other_secret_of_the_sandbox" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-sandbox"].policies
    requests = {
      seals    = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/sandbox/SECRET-a1b2c3" }
      database = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/sandbox/PGPASSWORD-a1b2c3" }
      alike    = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/sandbox/SEED_PASSWORD-OF-SOMEBODY-a1b2c3" }
      write    = { action = "secretsmanager:PutSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/sandbox/SEED_PASSWORD-a1b2c3" }
      others   = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/prod/SEED_PASSWORD-a1b2c3" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Who deploys to the sandbox reads the testers' password, and no other secret. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "it_touches_nothing_of_others" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-dev"].policies
    requests = {
      update = { action = "ecs:UpdateService", resource = "arn:aws:ecs:us-east-1:123456789012:service/ai-film-studio-prod/ai-film-studio-backend-prod-green" }
      shift  = { action = "elasticloadbalancing:ModifyListener", resource = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/ai-film-studio-prod/1/2" }
      tag    = { action = "ecs:TagResource", resource = "arn:aws:ecs:us-east-1:123456789012:task-definition/ai-film-studio-backend-prod:7" }
      bounds = { action = "application-autoscaling:RegisterScalableTarget", resource = "arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target/1", context = { "aws:ResourceTag/Environment" = "prod" } }
      forget = { action = "cloudfront:CreateInvalidation", resource = "arn:aws:cloudfront::123456789012:distribution/E1", context = { "aws:ResourceTag/Environment" = "staging" } }
      push   = { action = "ecr:PutImage", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-prod" }
      pages  = { action = "s3:PutObject", resource = "arn:aws:s3:::ai-film-studio-frontend-prod-123456789012/index.html" }
      pass   = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-prod", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Who deploys to dev reaches another environment. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}

run "it_does_nothing_but_deploy" {
  command = plan

  module {
    source = "./tests/simulator"
  }

  variables {
    policies = run.made.roles["ai-film-studio-github-deploy-dev"].policies
    requests = {
      pass_to_others = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-backend-dev", context = { "iam:PassedToService" = "lambda.amazonaws.com" } }
      pass_more      = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-eks-karpenter-dev", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      pass_apply     = { action = "iam:PassRole", resource = "arn:aws:iam::123456789012:role/ai-film-studio-github-apply-dev", context = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      films          = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-assets-dev-123456789012/users/1/film.mp4" }
      state          = { action = "s3:GetObject", resource = "arn:aws:s3:::ai-film-studio-terraform-dev-123456789012/studio.tfstate" }
      secret         = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SECRET-a1b2c3" }
      testers        = { action = "secretsmanager:GetSecretValue", resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SEED_PASSWORD-a1b2c3" }
      exec           = { action = "ecs:ExecuteCommand", resource = "*" }
      run            = { action = "ecs:RunTask", resource = "*" }
      images         = { action = "ecr:BatchDeleteImage", resource = "arn:aws:ecr:us-east-1:123456789012:repository/ai-film-studio-backend-dev" }
      bucket         = { action = "s3:DeleteBucket", resource = "arn:aws:s3:::ai-film-studio-frontend-dev-123456789012" }
    }
  }

  assert {
    condition     = alltrue([for said in values(output.said) : said != "Allow"])
    error_message = "Who deploys comes to films, secrets or other rights. Not so: ${join(", ", [for name, said in output.said : name if said == "Allow"])}."
  }
}
