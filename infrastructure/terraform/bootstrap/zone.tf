# One zone for all environments: they write their own names into it.
resource "aws_route53_zone" "this" {
  count = var.zone == null ? 0 : 1

  name    = var.zone
  comment = "AI Film Studio"

  # A new zone has other name servers, and the registrar would go on naming the old ones.
  lifecycle {
    prevent_destroy = true
  }
}
