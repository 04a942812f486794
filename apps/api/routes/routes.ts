import type { Routes } from '../http/api.ts';
import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { assetRoutes } from './assets.ts';
import { billingRoutes } from './billing.ts';
import { blobRoutes } from './blobs.ts';
import { creditsRoutes } from './credits.ts';
import { eventRoutes } from './events.ts';
import { filmDeletionRoutes } from './film-deletion.ts';
import { filmRoutes } from './films.ts';
import { frontDoorRoutes } from './front-door.ts';
import { healthRoutes } from './health.ts';
import { jobRoutes } from './jobs.ts';
import { mfaRoutes } from './mfa.ts';
import { notificationRoutes } from './notifications.ts';
import { oauthRoutes } from './oauth.ts';
import { projectRoutes } from './projects.ts';
import { sessionRoutes } from './sessions.ts';
import { shotRoutes } from './shots.ts';
import { uploadRoutes } from './uploads.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** All that can be asked: the API's table of contents. */
export const allRoutes: readonly Routes[] = [
  frontDoorRoutes,
  healthRoutes,
  accountRoutes,
  sessionRoutes,
  mfaRoutes,
  oauthRoutes,
  apiKeyRoutes,
  projectRoutes,
  filmRoutes,
  filmDeletionRoutes,
  shotRoutes,
  jobRoutes,
  uploadRoutes,
  assetRoutes,
  blobRoutes,
  eventRoutes,
  webhookRoutes,
  notificationRoutes,
  creditsRoutes,
  billingRoutes,
  userRoutes,
];
