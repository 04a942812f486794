import {
  type ApiKey,
  apiKeyScopes,
  apiKeysOf,
  createApiKey,
  revokeApiKey,
} from '@ai-film-studio/studio/accounts/api-keys.ts';
import { scopes } from '@ai-film-studio/studio/accounts/principal.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { askerOf } from './session-answer.ts';

const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable().describe('To the minute.'),
  })
  .meta({ id: 'ApiKey' });

const shown = ({ createdAt, expiresAt, lastUsedAt, ...key }: ApiKey): z.infer<typeof apiKeySchema> => ({
  ...key,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

const tags = ['api-keys'];
const config = { access: 'account' } as const;

/** Keys for programs, sent as `X-API-Key`. */
export const apiKeyRoutes: Routes = (api, { accounts }) => {
  api.route({
    method: 'GET',
    url: '/v1/api-keys',
    config,
    schema: {
      operationId: 'listApiKeys',
      tags,
      summary: 'Your API keys, newest first',
      response: { 200: z.object({ items: z.array(apiKeySchema) }) },
    },
    handler: async (request) => ({ items: (await apiKeysOf(accounts, principalOf(request).userId)).map(shown) }),
  });

  api.route({
    method: 'POST',
    url: '/v1/api-keys',
    config,
    schema: {
      operationId: 'createApiKey',
      tags,
      summary: 'Make an API key; the answer shows it, and nothing does later',
      body: z.strictObject({
        name: z.string().trim().min(1).max(100),
        scopes: z
          .array(z.enum(scopes))
          .min(1)
          .max(scopes.length)
          .describe(`Of ${apiKeyScopes.join(', ')}.`),
        expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
      response: { 201: z.object({ apiKey: apiKeySchema, key: z.string() }) },
    },
    handler: async (request, reply) => {
      const { expiresAt, ...wanted } = request.body;
      const { key, ...made } = await createApiKey(accounts, askerOf(request), principalOf(request), {
        ...wanted,
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ apiKey: shown(made), key });
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/api-keys/:keyId',
    config,
    schema: {
      operationId: 'revokeApiKey',
      tags,
      summary: 'Revoke an API key',
      params: z.object({ keyId: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await revokeApiKey(accounts, askerOf(request), principalOf(request), request.params.keyId);
      return reply.code(204).send(null);
    },
  });
};
