import type { Environment, Planned } from '../../plan.ts';
import { isHomeReplica } from '../plan/databases.ts';
import { blocks, isGiven, numberOf, textOf, textsOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { copyRegion, copyRetention } from './copies.ts';

/** Section 3's days of RDS' own backups. Recovery is production's. */
const days: Readonly<Record<Environment, number>> = { dev: 7, sandbox: 7, staging: 14, production: 30, recovery: 30 };
/** Section 10's, of their copies in the other region. */
const copiedDays: Readonly<Record<Environment, number>> = { ...days, staging: 7 };

const databases = ({ of }: Studio): readonly Planned[] =>
  [...of('aws_db_instance'), ...of('aws_rds_cluster')].filter((one) => !isHomeReplica(one));

export const databasesAreBackedUp: Policy = {
  name: 'databases can be brought back to a moment of the days that the document says, and leave a last snapshot',
  faults: (studio) =>
    databases(studio).flatMap((database) => {
      const kept = numberOf(database, 'backup_retention_period') ?? 0;
      const asked = days[studio.environment];
      const isThrowaway = ['dev', 'sandbox'].includes(studio.environment);
      return [
        ...(kept === asked
          ? []
          : [`${database.address} keeps backups for ${kept} days, and not for ${asked}: backup_retention_period`]),
        // Of a replica RDS takes none: all that is in it is in its source.
        ...(isThrowaway || isGiven(database, 'replicate_source_db') || isGiven(database, 'final_snapshot_identifier')
          ? []
          : [`${database.address} leaves no snapshot when it goes: final_snapshot_identifier`]),
      ];
    }),
};

/** Databases that another resource does not name. What it names by a reference is not known yet: each such stands for one database. */
function unnamed(all: readonly Planned[], named: readonly (string | undefined)[]): readonly Planned[] {
  const names = new Set(named.map((arn) => arn?.split(':').at(-1)));
  const rest = all.filter((one) => !names.has(textOf(one, 'identifier') ?? textOf(one, 'cluster_identifier') ?? ''));
  return rest.slice(named.filter((arn) => arn === undefined).length);
}

/** Those whose home this is: what recovers another region's is a copy itself. */
const sources = (studio: Studio) =>
  studio.environment === 'recovery' ? [] : databases(studio).filter((one) => !isGiven(one, 'replicate_source_db'));

export const momentsAreCopied: Policy = {
  name: 'the other region can bring databases back to a moment',
  faults: (studio) => {
    const there = studio
      .of('aws_db_instance_automated_backups_replication')
      .filter((one) => textOf(one, 'region') === copyRegion);
    const asked = copiedDays[studio.environment];
    return [
      ...unnamed(
        sources(studio),
        there.map((one) => textOf(one, 'source_db_instance_arn')),
      ).map(({ address }) => `${address} has no aws_db_instance_automated_backups_replication in ${copyRegion}`),
      ...there
        .filter((one) => numberOf(one, 'retention_period') !== asked)
        .map(({ address }) => `${address} keeps the other region's backups not for ${asked} days: retention_period`),
    ];
  },
};

/** One day of the week, whichever. */
const weekly = /^cron\(\S+ \S+ \? \* (?:[1-7]|[A-Z]{3}) \*\)$/;

/** Whether a plan of AWS Backup copies each week to a vault of the other region. */
function copiesWeekly(plan: Planned, vaults: ReadonlySet<string | undefined>): boolean {
  return blocks(plan, 'rule')
    .filter((rule) => weekly.test(textOf(rule, 'schedule') ?? ''))
    .flatMap((rule) => blocks(rule, 'copy_action'))
    .some((copy) => {
      const arn = textOf(copy, 'destination_vault_arn');
      // Not known yet: a vault that is made here too.
      const goesThere = arn
        ? arn.split(':')[3] === copyRegion
        : vaults.size > 0 && isGiven(copy, 'destination_vault_arn');
      return goesThere && blocks(copy, 'lifecycle').some((one) => numberOf(one, 'delete_after') === copyRetention);
    });
}

export const weeksAreCopied: Policy = {
  name: `a snapshot of each week goes to the other region and stays for ${copyRetention} days`,
  faults: (studio) => {
    const all = sources(studio);
    if (!all.length) return [];
    const vaults = studio.of('aws_backup_vault').filter((one) => textOf(one, 'region') === copyRegion);
    const names = new Set(vaults.map((one) => textOf(one, 'name')));
    const copied = studio.of('aws_backup_plan').some((plan) => copiesWeekly(plan, names));
    const selected = studio.of('aws_backup_selection').flatMap(({ values, unknown }) => [
      ...textsOf({ values, unknown }, 'resources'),
      // References of a list are null in it.
      ...(Array.isArray(values.resources) ? values.resources.filter((one) => one === null).map(() => undefined) : []),
    ]);
    return [
      ...(copied
        ? []
        : [`no aws_backup_plan copies weekly to a vault in ${copyRegion} with delete_after = ${copyRetention}`]),
      ...unnamed(all, selected).map(({ address }) => `${address} is in no aws_backup_selection`),
    ];
  },
};
