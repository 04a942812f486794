import { type Block, blocks, isGiven, isOn, numberOf, textOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { type Bucket, bucketsOf, isLocked, movesTo, rulesOfAll } from './buckets.ts';

/** Where the document has copies, and for how many days. */
export const copyRegion = 'us-west-2';
export const copyRetention = 90;
/** Section 3's days after which backups go to Glacier. */
const glacierDays = 90;
/** Minutes of the recovery point: S3 promises them for money, which is production's. */
const recoveryPoint = 15;

const isAt = (block: Block, name: string, time: string): boolean =>
  blocks(block, name).some(
    (one) =>
      textOf(one, 'status') === 'Enabled' &&
      blocks(one, time).some((minutes) => numberOf(minutes, 'minutes') === recoveryPoint),
  );

/** Names of buckets that a rule copies to, of those that lie in the other region. */
function targetsOf(source: Bucket, there: ReadonlySet<string>): readonly (readonly [string, Block])[] {
  return rulesOfAll(source.beside('aws_s3_bucket_replication_configuration'))
    .flatMap((rule) => blocks(rule, 'destination'))
    .map((destination) => [textOf(destination, 'bucket')?.replace('arn:aws:s3:::', '') ?? '', destination] as const)
    .filter(([name]) => there.has(name));
}

function copyFaults(source: Bucket, studio: Studio, there: ReadonlySet<string>): readonly string[] {
  const isProduction = studio.environment === 'production';
  const targets = targetsOf(source, there);
  const names = targets.map(([name]) => name);
  const lacks = [
    [`ai-film-studio-backups-${studio.env}-`, true],
    // What a studio there runs from: backups are in Glacier.
    [`ai-film-studio-${source.use}-dr-`, isProduction],
  ] as const;
  return [
    ...lacks
      .filter(([start, asked]) => asked && !names.some((name) => name.startsWith(start)))
      .map(([start]) => `is not copied whole to ${start}… in ${copyRegion}: aws_s3_bucket_replication_configuration`),
    ...targets
      .filter(
        ([, to]) => isProduction && !(isAt(to, 'replication_time', 'time') && isAt(to, 'metrics', 'event_threshold')),
      )
      .map(
        ([name]) =>
          `is copied to ${name} at no time that S3 promises: replication_time and metrics of ${recoveryPoint}`,
      ),
  ];
}

export const filesAreCopied: Policy = {
  name: "users' files and the web app's are copied to the other region, in production within 15 minutes",
  faults: (studio) => {
    const buckets = bucketsOf(studio);
    const there = new Set(buckets.filter(({ region }) => region === copyRegion).map(({ name }) => name));
    return buckets
      .filter(({ use, name }) => ['assets', 'frontend'].includes(use) && !there.has(name))
      .flatMap((source) =>
        copyFaults(source, studio, there).map((fault) => `${source.address} (${source.name}) ${fault}`),
      );
  },
};

export const backupsGoToGlacier: Policy = {
  name: 'backups go to Glacier after 90 days',
  faults: (studio) =>
    bucketsOf(studio)
      .filter(({ use }) => use === 'backups')
      .filter(
        ({ beside }) =>
          !movesTo(rulesOfAll(beside('aws_s3_bucket_lifecycle_configuration')), 'GLACIER').includes(glacierDays),
      )
      .map(({ address, name }) => `${address} (${name}) has no transition of all to GLACIER after ${glacierDays} days`),
};

const daysLocked = (bucket: Bucket): number => {
  const lock = bucket.beside('aws_s3_bucket_object_lock_configuration');
  const retentions = (lock ? blocks(lock, 'rule') : []).flatMap((rule) => blocks(rule, 'default_retention'));
  return Math.max(0, ...retentions.map((one) => numberOf(one, 'days') ?? 365 * (numberOf(one, 'years') ?? 0)));
};

export const copiesAreLocked: Policy = {
  name: 'in production nobody ends a backup of the other region before its 90 days',
  faults: (studio) => {
    if (studio.environment !== 'production') return [];
    const locks = studio.of('aws_backup_vault_lock_configuration');
    const isVaultLocked = (vault: Block) =>
      locks.some(
        (lock) =>
          textOf(lock, 'backup_vault_name') === textOf(vault, 'name') &&
          (numberOf(lock, 'min_retention_days') ?? 0) >= copyRetention,
      );
    return [
      ...studio
        .of('aws_backup_vault')
        .filter((vault) => textOf(vault, 'region') === copyRegion && !isVaultLocked(vault))
        .map(({ address }) => `${address} has no aws_backup_vault_lock_configuration of ${copyRetention} days`),
      ...bucketsOf(studio)
        .filter((bucket) => bucket.use === 'backups' && !(isLocked(bucket) && daysLocked(bucket) >= copyRetention))
        .map(
          ({ address, name }) =>
            `${address} (${name}) is not locked for ${copyRetention} days: object_lock_enabled, and default_retention`,
        ),
    ];
  },
};

/** Whether the registry copies a repository to the other region. */
const isImageCopied = (name: string, { of }: Studio): boolean =>
  of('aws_ecr_replication_configuration')
    .flatMap((configuration) => blocks(configuration, 'replication_configuration'))
    .flatMap((configuration) => blocks(configuration, 'rule'))
    .filter((rule) => blocks(rule, 'destination').some((to) => textOf(to, 'region') === copyRegion))
    .some((rule) => {
      const filters = blocks(rule, 'repository_filter');
      return !filters.length || filters.some((filter) => name.startsWith(textOf(filter, 'filter') ?? '?'));
    });

export const recoveryHasAll: Policy = {
  name: 'in production the other region has images, secrets and the keys that open them',
  faults: (studio) => {
    if (studio.environment !== 'production') return [];
    const { of } = studio;
    const keys = of('aws_kms_key').filter((key) => isOn(key, 'multi_region'));
    const replicas = of('aws_kms_replica_key').filter((key) => textOf(key, 'region') === copyRegion);
    const secrets = of('aws_secretsmanager_secret');
    return [
      ...of('aws_ecr_repository')
        .filter((repository) => !isImageCopied(textOf(repository, 'name') ?? '', studio))
        .map(({ address }) => `${address} is not copied to ${copyRegion}: aws_ecr_replication_configuration`),
      ...secrets
        .filter(
          (secret) =>
            !blocks(secret, 'replica').some(
              (one) => textOf(one, 'region') === copyRegion && isGiven(one, 'kms_key_id'),
            ),
        )
        .map(({ address }) => `${address} has no replica in ${copyRegion} with a key of that region`),
      ...keys
        .slice(replicas.length)
        .map(({ address }) => `${address} is of many regions and has no aws_kms_replica_key in ${copyRegion}`),
      ...(secrets.length && !keys.length
        ? ['no aws_kms_key is of many regions: copies could not be opened there']
        : []),
    ];
  },
};
