# One key for what this studio keeps: database, cache, secrets, images.
resource "aws_kms_key" "studio" {
  description             = "What ai-film-studio-${var.env} keeps"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  # Backups and secrets that were encrypted with it are opened in the other region by its replica.
  multi_region = var.replica_region != null
}

resource "aws_kms_alias" "studio" {
  name          = "alias/ai-film-studio-${var.env}"
  target_key_id = aws_kms_key.studio.key_id
}

resource "aws_kms_replica_key" "studio" {
  count = var.replica_region == null ? 0 : 1

  region                  = var.replica_region
  description             = "Replica of the key of ai-film-studio-${var.env}"
  primary_key_arn         = aws_kms_key.studio.arn
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "replica" {
  count = var.replica_region == null ? 0 : 1

  region        = var.replica_region
  name          = "alias/ai-film-studio-${var.env}"
  target_key_id = aws_kms_replica_key.studio[0].key_id
}

# Letters and digits alone: RDS refuses / @ " and spaces, ElastiCache most signs, and REDIS_URL needs no escapes.
resource "random_password" "made" {
  for_each = toset(["PGPASSWORD", "METRICS_TOKEN", "REDIS_AUTH_TOKEN", "SMOKE_TOKEN"])

  length  = 48
  special = false
}

# docs/server.md: 32 bytes. Should they change, what is sealed in the database can't be opened any more.
resource "random_bytes" "secret" {
  length = 32
}

locals {
  values = merge(
    { for name, password in random_password.made : name => password.result },
    { SECRET = random_bytes.secret.base64 },
    { REDIS_URL = var.redis_url },
  )

  inherited = try(var.inherited.arns, {})
  made      = setsubtract(["PGPASSWORD", "METRICS_TOKEN", "REDIS_AUTH_TOKEN", "SMOKE_TOKEN", "SECRET"], keys(local.inherited))
  own       = setunion(local.made, var.has_redis ? ["REDIS_URL"] : [], var.optional)
  # Whether there is an address is no secret.
  valued = setunion(local.made, nonsensitive(var.redis_url == null) ? [] : ["REDIS_URL"])

  recovery_window_days = coalesce(var.recovery_window_days, contains(["dev", "sandbox"], var.env) ? 0 : 30)
}

# Secrets Manager keeps the version before each change (AWSPREVIOUS): the document's "Secrets Manager with versioning".
resource "aws_secretsmanager_secret" "setting" {
  for_each = local.own

  name                    = "ai-film-studio/${var.env}/${each.key}"
  description             = "${each.key} of ai-film-studio-${var.env}"
  kms_key_id              = aws_kms_key.studio.arn
  recovery_window_in_days = local.recovery_window_days

  dynamic "replica" {
    for_each = aws_kms_replica_key.studio

    content {
      region     = var.replica_region
      kms_key_id = replica.value.arn
    }
  }
}

resource "aws_secretsmanager_secret_version" "setting" {
  for_each = local.valued

  secret_id     = aws_secretsmanager_secret.setting[each.key].id
  secret_string = local.values[each.key]
}
