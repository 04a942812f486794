# Three doors, one behind the other: this group, the domain's policy, and the domain's own roles, which are put into it from within
# (README: "Once it is made").
resource "aws_security_group" "this" {
  name        = local.name
  description = "Logs in OpenSearch"
  vpc_id      = var.vpc_id

  tags = { Name = local.name }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "logs from ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = each.value
}

# What may be asked of which address. No index is in these: Fluent Bit names it in the body, and only the domain's own roles look there.
# https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
data "aws_iam_policy_document" "access" {
  statement {
    sid = "WriteLogs"
    # All that Fluent Bit's output does.
    actions   = ["es:ESHttpPost"]
    resources = ["${local.arn}/_bulk"]

    principals {
      type        = "AWS"
      identifiers = var.writer_role_arns
    }
  }

  dynamic "statement" {
    for_each = length(var.reader_role_arns) > 0 ? [1] : []

    content {
      sid       = "ReadLogs"
      actions   = ["es:ESHttpGet", "es:ESHttpHead"]
      resources = ["${local.arn}/*"]

      principals {
        type        = "AWS"
        identifiers = var.reader_role_arns
      }
    }
  }

  # A search is a POST, and so is all that Dashboards asks. Its console sends anything anywhere: there the domain's own roles hold.
  dynamic "statement" {
    for_each = length(var.reader_role_arns) > 0 ? [1] : []

    content {
      sid     = "SearchLogs"
      actions = ["es:ESHttpPost"]
      resources = [
        "${local.arn}/_search",
        "${local.arn}/*/_search",
        "${local.arn}/_msearch",
        "${local.arn}/*/_msearch",
        "${local.arn}/_count",
        "${local.arn}/*/_count",
        "${local.arn}/_dashboards/*",
      ]

      principals {
        type        = "AWS"
        identifiers = var.reader_role_arns
      }
    }
  }

  # Whoever it is may give itself any right inside: to leave out a method here would close nothing.
  statement {
    sid       = "Administer"
    actions   = ["es:ESHttp*"]
    resources = ["${local.arn}/*"]

    principals {
      type        = "AWS"
      identifiers = [var.master_role_arn]
    }
  }
}
