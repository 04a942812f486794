import type { Planned } from '../../plan.ts';
import { isHomeReplica } from '../plan/databases.ts';
import { blocks, isGiven, isOn, textOf, textsOf } from '../plan/given.ts';
import type { Policy } from '../plan/policy.ts';

/** What one of a type lacks, each with the mend; false where it lacks nothing. */
type Check = (resource: Planned) => readonly (string | false)[];

const database: Check = (one) => [
  !isOn(one, 'storage_encrypted') && 'is not encrypted: storage_encrypted = true',
  !isGiven(one, 'kms_key_id') && !isHomeReplica(one) && "is not encrypted by the studio's key: give it kms_key_id",
  isOn(one, 'performance_insights_enabled') &&
    !isGiven(one, 'performance_insights_kms_key_id') &&
    "keeps its statements by AWS's key: give it performance_insights_kms_key_id",
];

const disks =
  (...names: readonly string[]): Check =>
  (one) =>
    names.flatMap((name) =>
      blocks(one, name).map((disk) => !isOn(disk, 'encrypted') && `has a disk without encrypted = true in ${name}`),
    );

const checks: Readonly<Record<string, Check>> = {
  aws_db_instance: database,
  aws_rds_cluster: database,
  aws_db_instance_automated_backups_replication: (one) => [
    !isGiven(one, 'kms_key_id') && "copies backups without the other region's key: give it kms_key_id",
  ],
  // What is on its way to the database: the document wants all encrypted "at rest and in transit".
  aws_db_parameter_group: (one) => [
    !blocks(one, 'parameter').some(
      (parameter) => textOf(parameter, 'name') === 'rds.force_ssl' && textOf(parameter, 'value') === '1',
    ) && 'lets in who speaks no TLS: set the parameter rds.force_ssl to 1',
  ],
  aws_elasticache_replication_group: (one) => [
    !isOn(one, 'at_rest_encryption_enabled') && 'is not encrypted at rest: at_rest_encryption_enabled = true',
    !isGiven(one, 'kms_key_id') && "is not encrypted by the studio's key: give it kms_key_id",
    !(isOn(one, 'transit_encryption_enabled') && textOf(one, 'transit_encryption_mode') !== 'preferred') &&
      'lets in who speaks no TLS: transit_encryption_enabled = true, transit_encryption_mode = "required"',
    !isGiven(one, 'auth_token') && 'lets in who shows no token: give it auth_token',
  ],
  aws_instance: (one) => [
    !blocks(one, 'root_block_device').length && 'says nothing of its disk: root_block_device { encrypted = true }',
    ...disks('root_block_device', 'ebs_block_device')(one),
  ],
  aws_launch_template: (one) => {
    const mappings = blocks(one, 'block_device_mappings');
    return [
      !mappings.length && 'says nothing of its disk: block_device_mappings { ebs { encrypted = true } }',
      ...mappings.flatMap((mapping) => disks('ebs')({ ...one, ...mapping })),
    ];
  },
  aws_ebs_volume: (one) => [!isOn(one, 'encrypted') && 'is not encrypted: encrypted = true'],
  aws_efs_file_system: (one) => [!isOn(one, 'encrypted') && 'is not encrypted: encrypted = true'],
  aws_sqs_queue: (one) => [
    !isOn(one, 'sqs_managed_sse_enabled') &&
      !isGiven(one, 'kms_master_key_id') &&
      'is not encrypted: sqs_managed_sse_enabled = true, or kms_master_key_id',
  ],
  aws_sns_topic: (one) => [!isGiven(one, 'kms_master_key_id') && 'is not encrypted: give it kms_master_key_id'],
  aws_ecr_repository: (one) => [
    !blocks(one, 'encryption_configuration').some(
      (encryption) => isGiven(encryption, 'kms_key') && textOf(encryption, 'encryption_type') !== 'AES256',
    ) && 'is not encrypted by the studio\'s key: encryption_configuration { encryption_type = "KMS", kms_key = … }',
  ],
  aws_secretsmanager_secret: (one) => [
    !isGiven(one, 'kms_key_id') && "is not encrypted by the studio's key: give it kms_key_id",
    ...blocks(one, 'replica').map(
      (replica) => !isGiven(replica, 'kms_key_id') && "has a replica without that region's key: give it kms_key_id",
    ),
  ],
  // Symmetric keys alone can be turned by AWS; a replica is turned with its key.
  aws_kms_key: (one) => [
    (textOf(one, 'customer_master_key_spec') ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' &&
      !isOn(one, 'enable_key_rotation') &&
      'is the same for ever: enable_key_rotation = true',
  ],
  aws_backup_vault: (one) => [
    !isGiven(one, 'kms_key_arn') && "is not encrypted by the studio's key: give it kms_key_arn",
  ],
  aws_opensearch_domain: (one) => [
    !blocks(one, 'encrypt_at_rest').some((at) => isOn(at, 'enabled')) && 'is not encrypted at rest: encrypt_at_rest',
    !blocks(one, 'node_to_node_encryption').some((node) => isOn(node, 'enabled')) &&
      'sends in the clear from node to node: node_to_node_encryption',
    !blocks(one, 'domain_endpoint_options').some((endpoint) => isOn(endpoint, 'enforce_https')) &&
      'lets in who speaks no TLS: domain_endpoint_options { enforce_https = true }',
  ],
  aws_eks_cluster: (one) => [
    !blocks(one, 'encryption_config').some(
      (config) =>
        textsOf(config, 'resources').includes('secrets') &&
        blocks(config, 'provider').some((provider) => isGiven(provider, 'key_arn')),
    ) && 'keeps secrets in the clear: encryption_config { resources = ["secrets"], provider { key_arn = … } }',
  ],
};

const exceptions: readonly { readonly type: string; readonly module: RegExp; readonly reason: string }[] = [
  {
    type: 'aws_launch_template',
    module: /module\.bastion\[\d+\]\.aws_launch_template\.this$/,
    reason: 'It names an image and nothing else: the instance beside it says that its disk is encrypted.',
  },
  {
    type: 'aws_backup_vault',
    module: /module\.backup\[\d+\]\.aws_backup_vault\.here\[\d+\]$/,
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
    reason: "It holds snapshots of RDS alone, which keep the database's key whatever the vault's is.",
  },
];

export const storesAreEncrypted: Policy = {
  name: 'all that is stored or sent on is encrypted',
  faults: ({ of }) =>
    Object.entries(checks).flatMap(([type, check]) =>
      of(type)
        .filter(({ address }) => !exceptions.some((one) => one.type === type && one.module.test(address)))
        .flatMap((resource) =>
          check(resource).flatMap((fault) => (fault === false ? [] : [`${resource.address} ${fault}`])),
        ),
    ),
};
