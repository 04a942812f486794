import {
  notificationSettings,
  notificationSettingsSchema,
  setNotificationSettings,
} from '@ai-film-studio/studio/notify/settings.ts';
import { principalOf, type Routes } from '../http/api.ts';

const settingsSchema = notificationSettingsSchema.meta({ id: 'NotificationSettings' });

export const notificationRoutes: Routes = (api, { pool }) => {
  api.route({
    method: 'GET',
    url: '/v1/account/notifications',
    config: { access: 'account' },
    schema: {
      operationId: 'getNotifications',
      tags: ['account'],
      summary: 'Which mails you want',
      response: { 200: settingsSchema },
    },
    handler: (request) => notificationSettings(pool, principalOf(request).userId),
  });

  api.route({
    method: 'PUT',
    url: '/v1/account/notifications',
    config: { access: 'account' },
    schema: {
      operationId: 'setNotifications',
      tags: ['account'],
      summary: 'Say which mails you want',
      body: notificationSettingsSchema.strict(),
      response: { 200: settingsSchema },
    },
    handler: (request) => setNotificationSettings(pool, principalOf(request).userId, request.body),
  });
};
