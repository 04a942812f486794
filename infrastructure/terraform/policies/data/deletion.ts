import type { Planned } from '../../plan.ts';
import { isHomeReplica } from '../plan/databases.ts';
import { isGiven, isOn, numberOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';

/** Torn down and made again. All others hold what somebody would miss. */
const isThrowaway = ({ environment }: Studio): boolean => ['dev', 'sandbox'].includes(environment);

/** What has a switch against deletion, and its name. */
const protections: Readonly<Record<string, string>> = {
  aws_db_instance: 'deletion_protection',
  aws_rds_cluster: 'deletion_protection',
  aws_lb: 'enable_deletion_protection',
  aws_eks_cluster: 'deletion_protection',
  aws_dynamodb_table: 'deletion_protection_enabled',
};
const protectedOnes = ({ of }: Studio): readonly (readonly [Planned, string])[] =>
  Object.entries(protections).flatMap(([type, name]) => of(type).map((one) => [one, name] as const));

export const deletionIsRefused: Policy = {
  name: 'what holds data or has an address cannot be deleted, but in dev and sandbox',
  faults: (studio) =>
    protectedOnes(studio)
      .filter(([one, name]) => isOn(one, name) === isThrowaway(studio))
      .map(([{ address }, name]) =>
        isThrowaway(studio)
          ? `${address} cannot be torn down with ${studio.environment}: ${name} = false`
          : `${address} can be deleted by mistake: ${name} = true`,
      ),
};

/** Switches that let Terraform delete a thing with all that is in it. */
const forces = ['force_destroy', 'force_delete', 'skip_final_snapshot'] as const;
/** What does not go without one while something is in it. */
const forced: Readonly<Record<string, (typeof forces)[number]>> = {
  aws_s3_bucket: 'force_destroy',
  aws_backup_vault: 'force_destroy',
  aws_ecr_repository: 'force_delete',
  aws_db_instance: 'skip_final_snapshot',
  aws_rds_cluster: 'skip_final_snapshot',
};

/** RDS takes no last snapshot of one, so the switch has to be on; all that is in it is in its source. */
const isExcepted = (one: Planned, force: string) =>
  force === 'skip_final_snapshot' && isGiven(one, 'replicate_source_db');

export const nothingGoesWithItsContent: Policy = {
  name: 'Terraform deletes nothing together with what is in it, but in dev and sandbox',
  faults: (studio) =>
    isThrowaway(studio)
      ? Object.entries(forced).flatMap(([type, force]) =>
          studio
            .of(type)
            .filter((one) => !isOn(one, force))
            .map(({ address }) => `${address} cannot be torn down with ${studio.environment}: ${force} = true`),
        )
      : studio.resources.flatMap((one) =>
          forces
            .filter((force) => isOn(one, force) && !isExcepted(one, force))
            .map((force) => `${one.address} would be deleted with all that is in it: ${force} = false`),
        ),
};

/** Each of these would keep an environment from being torn down for as long as it runs. */
const locks = ['aws_backup_vault_lock_configuration', 'aws_s3_bucket_object_lock_configuration'] as const;

export const nothingLocksThrowaway: Policy = {
  name: 'nothing is locked in dev and sandbox',
  faults: (studio) =>
    isThrowaway(studio)
      ? locks
          .flatMap((type) => studio.of(type))
          .map(({ address }) => `${address} keeps ${studio.environment} from being torn down: leave it out`)
      : [],
};

export const backupsOutlive: Policy = {
  name: 'backups of a database stay when it is deleted, but in dev and sandbox',
  // RDS deletes them with it where nobody says otherwise.
  faults: (studio) =>
    studio
      .of('aws_db_instance')
      .filter((one) => !isThrowaway(studio) && !isHomeReplica(one) && one.values.delete_automated_backups !== false)
      .map(({ address }) => `${address} would take its backups along: delete_automated_backups = false`),
};

/** Days that a deleted secret can be brought back at the least: Secrets Manager takes no fewer but 0, and 30 where nobody says. */
const leastWindow = 7;
/** The most that KMS takes. What a key opened is lost with it, copies and backups too. */
const keyWindow = 30;

export const secretsComeBack: Policy = {
  name: 'a deleted secret or key can be brought back, and in dev and sandbox a secret’s name is free at once',
  faults: (studio) => [
    ...studio.of('aws_secretsmanager_secret').flatMap((one) => {
      const days = numberOf(one, 'recovery_window_in_days') ?? 30;
      if (isThrowaway(studio))
        return days === 0 ? [] : [`${one.address} keeps its name for ${days} days: recovery_window_in_days = 0`];
      return days >= leastWindow ? [] : [`${one.address} is gone at once: recovery_window_in_days = 30`];
    }),
    ...[...studio.of('aws_kms_key'), ...studio.of('aws_kms_replica_key')]
      .filter((one) => !isThrowaway(studio) && isGiven(one, 'deletion_window_in_days'))
      .filter((one) => numberOf(one, 'deletion_window_in_days') !== keyWindow)
      .map(({ address }) => `${address} is gone before anybody misses it: deletion_window_in_days = ${keyWindow}`),
  ],
};
