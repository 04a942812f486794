import { everyRoleIsBounded } from './access/boundary.ts';
import { everybodyIsNobody } from './access/everybody.ts';
import { nobodyHasKeys, rolesAreNarrow, rolesAreOfServices, tasksHaveTheirOwnRoles } from './access/iam.ts';
import { policiesAreSeen } from './access/statements.ts';
import { databasesAreBackedUp, momentsAreCopied, weeksAreCopied } from './data/backups.ts';
import { bucketsAreEncrypted, bucketsSpeakTls } from './data/bucket-encryption.ts';
import { backupsGoToGlacier, copiesAreLocked, filesAreCopied, recoveryHasAll } from './data/copies.ts';
import {
  backupsOutlive,
  deletionIsRefused,
  nothingGoesWithItsContent,
  nothingLocksThrowaway,
  secretsComeBack,
} from './data/deletion.ts';
import { storesAreEncrypted } from './data/encryption.ts';
import { queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames } from './data/queues.ts';
import { assetsAreTiered, browsersUpload, bucketsEndWhatIsOld, bucketsKeepVersions } from './data/versions.ts';
import { figuresOfTheDocument } from './document/figures.ts';
import { namesOfTheDocument, namesSayWhose } from './document/names.ts';
import { everythingIsTagged, whatIsStartedIsTagged } from './document/tags.ts';
import { balancersSpeakTls, edgesSpeakTls } from './network/https.ts';
import { dataIsWalledOff } from './network/network-acl.ts';
import { bucketsAreClosed, nothingIsPublic } from './network/public.ts';
import { groupsAreTheTable } from './network/security-groups.ts';
import type { Policy } from './plan/policy.ts';
import { alarmsCall, alarmsOfTheDocument, alarmsSleepWithTheStudio } from './watch/alarms.ts';
import { logsEnd } from './watch/logs.ts';
import { dashboardsShow, eventsAreTold, topicsAreThere } from './watch/watching.ts';

/** All of them, held against every environment's plan by policies.test.ts. */
export const policies: readonly Policy[] = [
  ...[figuresOfTheDocument, namesOfTheDocument, namesSayWhose, everythingIsTagged, whatIsStartedIsTagged],
  ...[
    logsEnd,
    alarmsOfTheDocument,
    alarmsCall,
    alarmsSleepWithTheStudio,
    topicsAreThere,
    dashboardsShow,
    eventsAreTold,
  ],
  ...[nothingIsPublic, bucketsAreClosed, balancersSpeakTls, edgesSpeakTls, everybodyIsNobody, policiesAreSeen],
  ...[groupsAreTheTable, dataIsWalledOff],
  ...[rolesAreNarrow, rolesAreOfServices, nobodyHasKeys, tasksHaveTheirOwnRoles, everyRoleIsBounded],
  ...[storesAreEncrypted, bucketsAreEncrypted, bucketsSpeakTls],
  ...[bucketsKeepVersions, bucketsEndWhatIsOld, assetsAreTiered, browsersUpload],
  ...[queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames],
  ...[databasesAreBackedUp, momentsAreCopied, weeksAreCopied],
  ...[filesAreCopied, backupsGoToGlacier, copiesAreLocked, recoveryHasAll],
  ...[deletionIsRefused, nothingGoesWithItsContent, nothingLocksThrowaway, backupsOutlive, secretsComeBack],
];
