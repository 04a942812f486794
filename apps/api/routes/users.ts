import {
  changeRole,
  type ListedUser,
  listUsers,
  restore,
  suspend,
} from '@ai-film-studio/studio/accounts/administration.ts';
import { type AuditRecord, auditTrail } from '@ai-film-studio/studio/accounts/audit.ts';
import { roles } from '@ai-film-studio/studio/accounts/principal.ts';
import { planNames } from '@ai-film-studio/studio/billing/plans.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { pageFrom, pageOf, pageQuery, readCursor, timeAndId } from '../http/page.ts';
import { askerOf } from './session-answer.ts';

const userSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(roles),
    subscriptionTier: z.enum(planNames),
    credits: z.number(),
    createdAt: z.string(),
    suspendedAt: z.string().nullable(),
  })
  .meta({ id: 'User' });

const shownUser = ({ createdAt, suspendedAt, ...user }: ListedUser): z.infer<typeof userSchema> => ({
  ...user,
  createdAt: createdAt.toISOString(),
  suspendedAt: suspendedAt?.toISOString() ?? null,
});

const auditSchema = z
  .object({
    id: z.string(),
    userId: z.uuid().nullable(),
    actorId: z.uuid().nullable().describe('Who did it, when it was not the user.'),
    action: z.string(),
    ip: z.string(),
    userAgent: z.string(),
    details: z.record(z.string(), z.unknown()),
    createdAt: z.string(),
  })
  .meta({ id: 'AuditRecord' });

/** The address of an administrator is not the user's to know. */
const shownToOwner = (record: AuditRecord): z.infer<typeof auditSchema> =>
  record.actorId === null ? shownRecord(record) : { ...shownRecord(record), actorId: null, ip: '', userAgent: '' };

const shownRecord = ({ createdAt, ...record }: AuditRecord): z.infer<typeof auditSchema> => ({
  ...record,
  createdAt: createdAt.toISOString(),
});

const auditCursor = z.tuple([z.string().regex(/^\d{1,18}$/)]);
const userParams = z.object({ userId: z.uuid() });
const admin = { access: 'admin' } as const;
const adminTags = ['admin'];

/** What administrators do to users, and what was done. */
export const userRoutes: Routes = (api, { accounts, reads }) => {
  api.route({
    method: 'GET',
    url: '/v1/audit',
    config: { access: 'account' },
    schema: {
      operationId: 'listOwnAudit',
      tags: ['account'],
      summary: 'What happened to your account, newest first',
      querystring: pageQuery,
      response: { 200: pageOf(auditSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const before = readCursor(cursor, auditCursor)?.[0] ?? null;
      const { userId } = principalOf(request);
      const found = await auditTrail(reads, { userId, before, limit: limit + 1 });
      return pageFrom(found.map(shownToOwner), limit, ({ id }) => [id]);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/admin/audit',
    config: admin,
    schema: {
      operationId: 'listAudit',
      tags: adminTags,
      summary: 'What happened to all accounts, or to one, newest first',
      querystring: pageQuery.extend({ userId: z.uuid().optional() }),
      response: { 200: pageOf(auditSchema) },
    },
    handler: async (request) => {
      const { limit, cursor, userId = null } = request.query;
      const before = readCursor(cursor, auditCursor)?.[0] ?? null;
      const found = await auditTrail(reads, { userId, before, limit: limit + 1 });
      return pageFrom(found.map(shownRecord), limit, ({ id }) => [id]);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/admin/users',
    config: admin,
    schema: {
      operationId: 'listUsers',
      tags: adminTags,
      summary: 'All users, newest first',
      querystring: pageQuery,
      response: { 200: pageOf(userSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const keys = readCursor(cursor, timeAndId);
      const after = keys && { createdAt: new Date(keys[0]), id: keys[1] };
      const found = await listUsers(reads, { after, limit: limit + 1 });
      return pageFrom(found.map(shownUser), limit, ({ createdAt, id }) => [createdAt, id]);
    },
  });

  api.route({
    method: 'PUT',
    url: '/v1/admin/users/:userId/role',
    config: admin,
    schema: {
      operationId: 'changeRole',
      tags: adminTags,
      summary: 'Give a user another role',
      params: userParams,
      body: z.strictObject({ role: z.enum(roles) }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await changeRole(accounts, { ...actOf(request), role: request.body.role });
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'PUT',
    url: '/v1/admin/users/:userId/suspension',
    config: admin,
    schema: {
      operationId: 'suspendUser',
      tags: adminTags,
      summary: 'Suspend a user: all their sessions end',
      params: userParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await suspend(accounts, actOf(request));
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/admin/users/:userId/suspension',
    config: admin,
    schema: {
      operationId: 'restoreUser',
      tags: adminTags,
      summary: 'Let a suspended user in again',
      params: userParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await restore(accounts, actOf(request));
      return reply.code(204).send(null);
    },
  });
};

/** Who does something to whom, from where. */
function actOf(request: Parameters<typeof askerOf>[0] & { readonly params: z.infer<typeof userParams> }) {
  return { principal: principalOf(request), asker: askerOf(request), userId: request.params.userId };
}
