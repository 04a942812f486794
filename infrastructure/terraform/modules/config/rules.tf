locals {
  # The security lines of the specification's section 8, as rules that AWS keeps. What they find is true of the account, not of Terraform's files.
  # https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
  rules = {
    # All data encrypted at rest and in transit.
    volumes-encrypted       = { rule = "ENCRYPTED_VOLUMES", with = {}, says = "Disks of machines are encrypted." }
    database-encrypted      = { rule = "RDS_STORAGE_ENCRYPTED", with = {}, says = "Databases are encrypted." }
    cache-encrypted         = { rule = "ELASTICACHE_REPL_GRP_ENCRYPTED_AT_REST", with = {}, says = "Redis is encrypted at rest." }
    cache-encrypted-transit = { rule = "ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT", with = {}, says = "Redis is encrypted in transit." }
    buckets-encrypted       = { rule = "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", with = {}, says = "Buckets encrypt what they keep." }
    buckets-tls-only        = { rule = "S3_BUCKET_SSL_REQUESTS_ONLY", with = {}, says = "Buckets answer over TLS alone." }
    load-balancer-redirects = { rule = "ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK", with = {}, says = "Load balancers send HTTP to HTTPS." }
    snapshots-not-public    = { rule = "RDS_SNAPSHOTS_PUBLIC_PROHIBITED", with = {}, says = "Snapshots of databases are nobody else's." }
    buckets-closed-to-read  = { rule = "S3_BUCKET_PUBLIC_READ_PROHIBITED", with = {}, says = "Nobody reads buckets as nobody." }
    buckets-closed-to-write = { rule = "S3_BUCKET_PUBLIC_WRITE_PROHIBITED", with = {}, says = "Nobody writes to buckets as nobody." }
    database-not-public     = { rule = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK", with = {}, says = "Databases have no address in the world." }
    ssh-not-from-everywhere = { rule = "INCOMING_SSH_DISABLED", with = {}, says = "SSH is not open to the world." }
    keys-renewed            = { rule = "CMK_BACKING_KEY_ROTATION_ENABLED", with = {}, says = "Keys are renewed each year." }

    # MFA for admin access.
    root-has-mfa    = { rule = "ROOT_ACCOUNT_MFA_ENABLED", with = {}, says = "The account's root has a second factor." }
    root-has-no-key = { rule = "IAM_ROOT_ACCESS_KEY_CHECK", with = {}, says = "The account's root has no keys." }
    users-have-mfa  = { rule = "IAM_USER_MFA_ENABLED", with = {}, says = "Users of IAM have a second factor." }
    console-has-mfa = { rule = "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", with = {}, says = "Nobody signs in to the console without one." }

    # IAM roles with least privilege.
    no-policies-of-all  = { rule = "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", with = {}, says = "No policy of ours allows everything." }
    users-without-rules = { rule = "IAM_USER_NO_POLICIES_CHECK", with = {}, says = "Users have no policies of their own." }
    keys-are-young      = { rule = "ACCESS_KEYS_ROTATED", with = { maxAccessKeyAge = "90" }, says = "Access keys are at most 90 days old." }

    # Regular security audits: what they are made from must be there.
    calls-recorded = { rule = "CLOUD_TRAIL_ENABLED", with = {}, says = "Calls to AWS are recorded." }
    flows-recorded = { rule = "VPC_FLOW_LOGS_ENABLED", with = {}, says = "Networks record their connections." }
    threats-looked = { rule = "GUARDDUTY_ENABLED_CENTRALIZED", with = {}, says = "GuardDuty looks." }

    # Multi-AZ deployment, automated patching, backups.
    database-in-two-zones  = { rule = "RDS_MULTI_AZ_SUPPORT", with = {}, says = "Databases stand in two zones." }
    database-patches       = { rule = "RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED", with = {}, says = "Databases take minor versions by themselves." }
    database-has-backups   = { rule = "DB_INSTANCE_BACKUP_ENABLED", with = {}, says = "Databases have backups." }
    machines-ask-with-care = { rule = "EC2_IMDSV2_CHECK", with = {}, says = "Machines give credentials by IMDSv2 alone." }
    tasks-have-no-root     = { rule = "ECS_CONTAINERS_READONLY_ACCESS", with = {}, says = "Containers can't write to their own root." }
  }
}
