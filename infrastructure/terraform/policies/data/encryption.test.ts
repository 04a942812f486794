import { describe, expect, it } from 'vitest';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { storesAreEncrypted } from './encryption.ts';

/** A key that is still to be made. */
const key = { kms_key_id: true };
const faults = (...resources: readonly ReturnType<typeof planned>[]) =>
  storesAreEncrypted.faults(studioOf('production', resources));

const good = [
  planned('aws_db_instance', { storage_encrypted: true, performance_insights_enabled: true }, undefined, {
    ...key,
    performance_insights_kms_key_id: true,
  }),
  // RDS takes a home replica's key from its source.
  planned('aws_db_instance', { storage_encrypted: true, replicate_source_db: 'postgres' }),
  planned('aws_db_instance_automated_backups_replication', {}, undefined, key),
  planned('aws_db_parameter_group', { parameter: [{ name: 'rds.force_ssl', value: '1' }] }),
  planned(
    'aws_elasticache_replication_group',
    { at_rest_encryption_enabled: 'true', transit_encryption_enabled: true, transit_encryption_mode: 'required' },
    undefined,
    { ...key, auth_token: true },
  ),
  planned('aws_instance', { root_block_device: [{ encrypted: true }] }),
  planned('aws_launch_template', { block_device_mappings: [{ ebs: [{ encrypted: 'true' }] }] }),
  planned('aws_launch_template', {}, 'module.studio.module.bastion[0].aws_launch_template.this'),
  planned('aws_ebs_volume', { encrypted: true }),
  planned('aws_efs_file_system', { encrypted: true }),
  planned('aws_sqs_queue', { sqs_managed_sse_enabled: true }),
  planned('aws_sqs_queue', {}, undefined, { kms_master_key_id: true }),
  planned('aws_sns_topic', {}, undefined, { kms_master_key_id: true }),
  planned('aws_ecr_repository', { encryption_configuration: [{}] }, undefined, {
    encryption_configuration: [{ kms_key: true }],
  }),
  planned('aws_secretsmanager_secret', { kms_key_id: 'alias/studio', replica: [{ kms_key_id: 'alias/there' }] }),
  planned('aws_kms_key', { enable_key_rotation: true }),
  planned('aws_kms_key', { customer_master_key_spec: 'RSA_4096' }),
  planned('aws_backup_vault', {}, undefined, { kms_key_arn: true }),
  planned('aws_backup_vault', {}, 'module.studio.module.backup[0].aws_backup_vault.here[0]'),
  planned('aws_opensearch_domain', {
    encrypt_at_rest: [{ enabled: true }],
    node_to_node_encryption: [{ enabled: true }],
    domain_endpoint_options: [{ enforce_https: true }],
  }),
  planned('aws_eks_cluster', { encryption_config: [{ resources: ['secrets'], provider: [{}] }] }, undefined, {
    encryption_config: [{ provider: [{ key_arn: true }] }],
  }),
];

describe('what stores', () => {
  it('is encrypted, by a key that is there or will be', () => {
    expect(faults(...good)).toEqual([]);
  });

  it.each([
    [
      'aws_db_instance',
      { storage_encrypted: false },
      ['is not encrypted: storage_encrypted = true', "is not encrypted by the studio's key: give it kms_key_id"],
    ],
    // One of another region has no key to take.
    [
      'aws_db_instance',
      { storage_encrypted: true, replicate_source_db: 'arn:aws:rds:us-east-1:1:db:postgres' },
      ["is not encrypted by the studio's key: give it kms_key_id"],
    ],
    [
      'aws_db_instance',
      { storage_encrypted: true, kms_key_id: 'k', performance_insights_enabled: true },
      ["keeps its statements by AWS's key: give it performance_insights_kms_key_id"],
    ],
    ['aws_rds_cluster', { kms_key_id: 'k' }, ['is not encrypted: storage_encrypted = true']],
    [
      'aws_db_instance_automated_backups_replication',
      {},
      ["copies backups without the other region's key: give it kms_key_id"],
    ],
    [
      'aws_db_parameter_group',
      { parameter: [{ name: 'rds.force_ssl', value: '0' }] },
      ['lets in who speaks no TLS: set the parameter rds.force_ssl to 1'],
    ],
    [
      'aws_elasticache_replication_group',
      {},
      [
        'is not encrypted at rest: at_rest_encryption_enabled = true',
        "is not encrypted by the studio's key: give it kms_key_id",
        'lets in who speaks no TLS: transit_encryption_enabled = true, transit_encryption_mode = "required"',
        'lets in who shows no token: give it auth_token',
      ],
    ],
    [
      'aws_elasticache_replication_group',
      {
        at_rest_encryption_enabled: 'true',
        kms_key_id: 'k',
        transit_encryption_enabled: true,
        transit_encryption_mode: 'preferred',
        auth_token: 't',
      },
      ['lets in who speaks no TLS: transit_encryption_enabled = true, transit_encryption_mode = "required"'],
    ],
    ['aws_instance', {}, ['says nothing of its disk: root_block_device { encrypted = true }']],
    [
      'aws_instance',
      { root_block_device: [{ encrypted: true }], ebs_block_device: [{ encrypted: false }] },
      ['has a disk without encrypted = true in ebs_block_device'],
    ],
    ['aws_launch_template', {}, ['says nothing of its disk: block_device_mappings { ebs { encrypted = true } }']],
    [
      'aws_launch_template',
      { block_device_mappings: [{ ebs: [{ encrypted: 'true' }] }, { ebs: [{ encrypted: 'false' }] }] },
      ['has a disk without encrypted = true in ebs'],
    ],
    ['aws_ebs_volume', {}, ['is not encrypted: encrypted = true']],
    ['aws_efs_file_system', {}, ['is not encrypted: encrypted = true']],
    [
      'aws_sqs_queue',
      { sqs_managed_sse_enabled: false },
      ['is not encrypted: sqs_managed_sse_enabled = true, or kms_master_key_id'],
    ],
    ['aws_sns_topic', {}, ['is not encrypted: give it kms_master_key_id']],
    [
      'aws_ecr_repository',
      { encryption_configuration: [{ encryption_type: 'AES256', kms_key: 'k' }] },
      ['is not encrypted by the studio\'s key: encryption_configuration { encryption_type = "KMS", kms_key = … }'],
    ],
    [
      'aws_secretsmanager_secret',
      { replica: [{ region: 'us-west-2' }] },
      [
        "is not encrypted by the studio's key: give it kms_key_id",
        "has a replica without that region's key: give it kms_key_id",
      ],
    ],
    ['aws_kms_key', {}, ['is the same for ever: enable_key_rotation = true']],
    ['aws_backup_vault', {}, ["is not encrypted by the studio's key: give it kms_key_arn"]],
    [
      'aws_opensearch_domain',
      {},
      [
        'is not encrypted at rest: encrypt_at_rest',
        'sends in the clear from node to node: node_to_node_encryption',
        'lets in who speaks no TLS: domain_endpoint_options { enforce_https = true }',
      ],
    ],
    [
      'aws_eks_cluster',
      { encryption_config: [{ resources: ['secrets'], provider: [{}] }] },
      ['keeps secrets in the clear: encryption_config { resources = ["secrets"], provider { key_arn = … } }'],
    ],
    [
      'aws_eks_cluster',
      { encryption_config: [{ resources: [], provider: [{ key_arn: 'k' }] }] },
      ['keeps secrets in the clear: encryption_config { resources = ["secrets"], provider { key_arn = … } }'],
    ],
  ] as const)('is found where it is not: %s %o', (type, values, words) => {
    expect(faults(planned(type, values))).toEqual(words.map((one) => `${type}.this ${one}`));
  });
});
