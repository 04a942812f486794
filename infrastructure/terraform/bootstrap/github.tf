# GitHub says who a job is, and AWS believes it: there is no key that could be stolen. No thumbprint: AWS checks GitHub's certificate by its authorities.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
resource "aws_iam_openid_connect_provider" "github" {
  count = var.oidc_provider_arn == null ? 1 : 0

  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  issuer = "token.actions.githubusercontent.com"
  # Written out, so that a plan shows whom the roles trust. Through the resource, so that the order holds.
  oidc_provider_arn = coalesce(var.oidc_provider_arn, "${local.iam}:oidc-provider/${trimprefix(try(aws_iam_openid_connect_provider.github[0].url, local.issuer), "https://")}")

  # Which jobs take a role on: what is after the repository in a token's subject.
  # https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
  subjects = merge(
    # Plans have no environment, for reviewers would have to wait for themselves. A fork's pull request gets no token from GitHub.
    { for folder in keys(var.environments) : "plan-${folder}" => ["pull_request", "ref:refs/heads/main", "ref:refs/heads/develop"] },
    { for name in local.github_environments : "apply-${name}" => ["environment:${name}"] },
    { for name in local.github_environments : "deploy-${name}" => ["environment:${name}"] },
  )
}

data "aws_iam_policy_document" "trust" {
  for_each = local.subjects

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    # Equal, and not alike: a * would be some branch of some repository.
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = [for subject in each.value : "repo:${var.repository}:${subject}"]
    }
  }
}
