import { eventTypes } from '@ai-film-studio/studio/events/emit.ts';
import type { Webhook } from '@ai-film-studio/studio/webhooks/endpoint.ts';
import { mostWebhooks } from '@ai-film-studio/studio/webhooks/webhook-service.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { microTimeAndId, pageFrom, pageOf, pageQuery, readCursor } from '../http/page.ts';

const webhookSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.enum(eventTypes)).describe('The types that are sent; none means all.'),
    enabled: z.boolean(),
    disabledReason: z.string().nullable().describe('Why the studio disabled it.'),
    failingSince: z.string().nullable(),
    oldSecretUntil: z.string().nullable().describe('Until when deliveries are signed with the secret before as well.'),
    createdAt: z.string(),
  })
  .meta({ id: 'Webhook' });
const withSecret = z.object({ webhook: webhookSchema, secret: z.string().describe('Shown here and never again.') });

const deliverySchema = z
  .object({
    id: z.uuid().describe('The `webhook-id` that the receiver is sent.'),
    type: z.string(),
    payload: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    dueAt: z.string().nullable().describe('When it is tried next.'),
    createdAt: z.string(),
    attempts: z.array(
      z.object({
        at: z.string(),
        status: z.int().nullable().describe('Null when no answer came.'),
        milliseconds: z.int(),
        response: z.string().describe('The first kilobyte of the answer.'),
        error: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WebhookDelivery' });

const change = z.strictObject({
  url: z.string().min(1).max(2000).optional(),
  description: z.string().max(200).optional(),
  events: z.array(z.enum(eventTypes)).max(eventTypes.length).optional(),
  enabled: z.boolean().optional(),
});
const one = z.object({ webhookId: z.uuid() });
const config = { access: 'webhooks' } as const;
const tags = ['webhooks'];

const iso = (date: Date | null) => date?.toISOString() ?? null;
const shown = ({ failingSince, oldSecretUntil, createdAt, events, ...rest }: Webhook) => ({
  ...rest,
  events: [...events],
  failingSince: iso(failingSince),
  oldSecretUntil: iso(oldSecretUntil),
  createdAt: createdAt.toISOString(),
});

export const webhookRoutes: Routes = (api, { webhooks }) => {
  api.route({
    method: 'GET',
    url: '/v1/webhooks',
    config,
    schema: {
      operationId: 'listWebhooks',
      tags,
      summary: `Your webhooks, newest first: ${mostWebhooks} at most`,
      response: { 200: z.object({ items: z.array(webhookSchema) }) },
    },
    handler: async (request) => ({ items: (await webhooks.list(principalOf(request).userId)).map(shown) }),
  });

  api.route({
    method: 'POST',
    url: '/v1/webhooks',
    config,
    schema: {
      operationId: 'createWebhook',
      tags,
      summary: 'Have an address told of events, signed as https://www.standardwebhooks.com says',
      body: change.extend({ url: z.string().min(1).max(2000) }),
      response: { 201: withSecret },
    },
    handler: async (request, reply) => {
      const { webhook, secret } = await webhooks.create(principalOf(request).userId, request.body);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ webhook: shown(webhook), secret });
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/webhooks/:webhookId',
    config,
    schema: { operationId: 'getWebhook', tags, summary: 'A webhook', params: one, response: { 200: webhookSchema } },
    handler: async (request) => shown(await webhooks.get(principalOf(request).userId, request.params.webhookId)),
  });

  api.route({
    method: 'PATCH',
    url: '/v1/webhooks/:webhookId',
    config,
    schema: {
      operationId: 'changeWebhook',
      tags,
      summary: 'Change a webhook, disable it or enable it again',
      params: one,
      body: change,
      response: { 200: webhookSchema },
    },
    handler: async (request) =>
      shown(await webhooks.change(principalOf(request).userId, request.params.webhookId, request.body)),
  });

  api.route({
    method: 'DELETE',
    url: '/v1/webhooks/:webhookId',
    config,
    schema: {
      operationId: 'deleteWebhook',
      tags,
      summary: 'Delete a webhook and its deliveries',
      params: one,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await webhooks.remove(principalOf(request).userId, request.params.webhookId);
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/webhooks/:webhookId/rotate-secret',
    config,
    schema: {
      operationId: 'rotateWebhookSecret',
      tags,
      summary: 'A new secret; for a day deliveries are signed with both',
      params: one,
      response: { 200: withSecret },
    },
    handler: async (request, reply) => {
      const { webhook, secret } = await webhooks.rotateSecret(principalOf(request).userId, request.params.webhookId);
      return reply.header('cache-control', 'no-store').send({ webhook: shown(webhook), secret });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/webhooks/:webhookId/ping',
    config,
    schema: {
      operationId: 'pingWebhook',
      tags,
      summary: 'Send a delivery that says nothing, to see whether it arrives',
      params: one,
      response: { 202: z.object({ deliveryId: z.uuid() }) },
    },
    handler: async (request, reply) => {
      const deliveryId = await webhooks.ping(principalOf(request).userId, request.params.webhookId, new Date());
      return reply.code(202).send({ deliveryId });
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/webhooks/:webhookId/deliveries',
    config,
    schema: {
      operationId: 'listWebhookDeliveries',
      tags,
      summary: 'What was sent in the last 30 days and what was answered, newest first',
      params: one,
      querystring: pageQuery,
      response: { 200: pageOf(deliverySchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const found = await webhooks.deliveries(principalOf(request).userId, request.params.webhookId, {
        limit: limit + 1,
        after: readCursor(cursor, microTimeAndId),
      });
      const { items, next } = pageFrom(found, limit, ({ createdAt, id }) => [createdAt, id]);
      return {
        items: items.map(({ dueAt, attempts, ...rest }) => ({ ...rest, attempts: [...attempts], dueAt: iso(dueAt) })),
        next,
      };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/webhooks/:webhookId/deliveries/:deliveryId/replay',
    config,
    schema: {
      operationId: 'replayWebhookDelivery',
      tags,
      summary: 'Send a delivery again, the same bytes under the same id',
      params: one.extend({ deliveryId: z.uuid() }),
      response: { 202: z.null() },
    },
    handler: async (request, reply) => {
      const { webhookId, deliveryId } = request.params;
      await webhooks.replay(principalOf(request).userId, webhookId, deliveryId);
      return reply.code(202).send(null);
    },
  });
};
