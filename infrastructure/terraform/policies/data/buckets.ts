import type { Planned } from '../../plan.ts';
import { type Block, blocks, isOn, numberOf, textOf, textsOf } from '../plan/given.ts';
import type { Studio } from '../plan/policy.ts';

/** A bucket and what is said of it elsewhere in a plan. */
export interface Bucket {
  readonly address: string;
  /** `ai-film-studio-assets-prod-111111111111`; empty where a plan does not know it. */
  readonly name: string;
  /** What it is for: `assets` of the name above. */
  readonly use: string;
  readonly region: string | undefined;
  readonly resource: Planned;
  /** The resource of a type that names it. @example bucket.beside('aws_s3_bucket_versioning') */
  beside(type: string): Planned | undefined;
}

/** All buckets of a studio. What is beside them is found by their names, so a module gives it those and not ids, which no plan knows. */
export const bucketsOf = ({ of }: Studio): readonly Bucket[] =>
  of('aws_s3_bucket').map((resource) => {
    const name = textOf(resource, 'bucket') ?? '';
    return {
      address: resource.address,
      name,
      use: /^ai-film-studio-([a-z]+)/.exec(name)?.[1] ?? '',
      region: textOf(resource, 'region'),
      resource,
      beside: (type) => of(type).find((one) => textOf(one, 'bucket') === name),
    };
  });

/** Rules of a bucket's lifecycle or replication that are on and hold for all that is in it. */
export const rulesOfAll = (configuration: Planned | undefined): readonly Block[] =>
  (configuration ? blocks(configuration, 'rule') : []).filter(
    (rule) =>
      textOf(rule, 'status') === 'Enabled' &&
      !textOf(rule, 'prefix') &&
      blocks(rule, 'filter').every(
        (filter) =>
          !textOf(filter, 'prefix') &&
          !blocks(filter, 'and').length &&
          !blocks(filter, 'tag').length &&
          !numberOf(filter, 'object_size_greater_than') &&
          !numberOf(filter, 'object_size_less_than'),
      ),
  );

/** Whether anything of a bucket is locked. */
export const isLocked = ({ resource }: Bucket): boolean => isOn(resource, 'object_lock_enabled');

/** What rules of a lifecycle move to a class, in days. @example movesTo(rules, 'GLACIER') // [90] */
export const movesTo = (rules: readonly Block[], storageClass: string): readonly (number | undefined)[] =>
  rules
    .flatMap((rule) => blocks(rule, 'transition'))
    .filter((transition) => textOf(transition, 'storage_class') === storageClass)
    .map((transition) => numberOf(transition, 'days'));

/** Whether pages of anybody's may use a bucket. */
export const isOpenToAllOrigins = (cors: Block): boolean =>
  textsOf(cors, 'allowed_origins').some((origin) => origin.includes('*') || !origin.startsWith('https://'));
