resource "aws_cloudwatch_log_group" "sessions" {
  name              = "/ssm/ai-film-studio-${var.env}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

# What Session Manager looks for by this name, once in an account and region: all machines of the account have these preferences, those of other
# environments too. Their roles (modules bastion and iam) may write to whichever /ssm/ai-film-studio-* it is.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
resource "aws_ssm_document" "sessions" {
  name            = "SSM-SessionManagerRunShell"
  document_type   = "Session"
  document_format = "JSON"

  content = jsonencode({
    schemaVersion = "1.0"
    description   = "How sessions are held: what is typed and what is shown is written down."
    sessionType   = "Standard_Stream"
    inputs = {
      cloudWatchLogGroupName = aws_cloudwatch_log_group.sessions.name
      # Not only that the group be encrypted: a machine that cannot see the group begins no session, and none goes on unwritten.
      # https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/shell/shell.go
      cloudWatchEncryptionEnabled = true
      # As it is typed: what is uploaded at the end is lost with the machine.
      cloudWatchStreamingEnabled = true
      s3BucketName               = ""
      s3KeyPrefix                = ""
      s3EncryptionEnabled        = true
      # TLS is there anyway. A key besides would have to be opened by the machine, whose credentials containers can reach.
      kmsKeyId           = ""
      runAsEnabled       = false
      runAsDefaultUser   = ""
      idleSessionTimeout = "20"
    }
  })
}
