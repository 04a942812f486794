import { alarmsCall, alarmsOfTheDocument, alarmsSleepWithTheStudio } from './alarms.ts';
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
import { everybodyIsNobody } from './everybody.ts';
import { figuresOfTheDocument } from './figures.ts';
import { balancersSpeakTls, edgesSpeakTls } from './https.ts';
import { nobodyHasKeys, rolesAreNarrow, rolesAreOfServices, tasksHaveTheirOwnRoles } from './iam.ts';
import { logsEnd } from './logs.ts';
import { namesOfTheDocument, namesSayWhose } from './names.ts';
import { dataIsWalledOff } from './network-acl.ts';
import type { Policy } from './policy.ts';
import { bucketsAreClosed, nothingIsPublic } from './public.ts';
import { queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames } from './queues.ts';
import { groupsAreTheTable } from './security-groups.ts';
import { policiesAreSeen } from './statements.ts';
import { everythingIsTagged, whatIsStartedIsTagged } from './tags.ts';
import { assetsAreTiered, browsersUpload, bucketsEndWhatIsOld, bucketsKeepVersions } from './versions.ts';
import { dashboardsShow, eventsAreTold, topicsAreThere } from './watching.ts';

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
  ...[rolesAreNarrow, rolesAreOfServices, nobodyHasKeys, tasksHaveTheirOwnRoles],
  ...[storesAreEncrypted, bucketsAreEncrypted, bucketsSpeakTls],
  ...[bucketsKeepVersions, bucketsEndWhatIsOld, assetsAreTiered, browsersUpload],
  ...[queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames],
  ...[databasesAreBackedUp, momentsAreCopied, weeksAreCopied],
  ...[filesAreCopied, backupsGoToGlacier, copiesAreLocked, recoveryHasAll],
  ...[deletionIsRefused, nothingGoesWithItsContent, nothingLocksThrowaway, backupsOutlive, secretsComeBack],
];
