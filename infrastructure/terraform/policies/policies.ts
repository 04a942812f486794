import { databasesAreBackedUp, momentsAreCopied, weeksAreCopied } from './backups.ts';
import { bucketsAreEncrypted, bucketsSpeakTls } from './bucket-encryption.ts';
import { backupsGoToGlacier, copiesAreLocked, filesAreCopied, recoveryHasAll } from './copies.ts';
import {
  backupsOutlive,
  deletionIsRefused,
  nothingGoesWithItsContent,
  nothingLocksThrowaway,
  secretsComeBack,
} from './deletion.ts';
import { storesAreEncrypted } from './encryption.ts';
import { logsEnd } from './logs.ts';
import type { Policy } from './policy.ts';
import { queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames } from './queues.ts';
import { assetsAreTiered, browsersUpload, bucketsEndWhatIsOld, bucketsKeepVersions } from './versions.ts';

/** All of them, held against every environment's plan by policies.test.ts. */
export const policies: readonly Policy[] = [
  logsEnd,
  ...[storesAreEncrypted, bucketsAreEncrypted, bucketsSpeakTls],
  ...[bucketsKeepVersions, bucketsEndWhatIsOld, assetsAreTiered, browsersUpload],
  ...[queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames],
  ...[databasesAreBackedUp, momentsAreCopied, weeksAreCopied],
  ...[filesAreCopied, backupsGoToGlacier, copiesAreLocked, recoveryHasAll],
  ...[deletionIsRefused, nothingGoesWithItsContent, nothingLocksThrowaway, backupsOutlive, secretsComeBack],
];
