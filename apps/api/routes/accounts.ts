import {
  exportAccount,
  type Identity,
  identitiesOf,
  requestDeletion,
} from '@ai-film-studio/studio/accounts/account.ts';
import { emailSchema } from '@ai-film-studio/studio/accounts/email-address.ts';
import { unlink } from '@ai-film-studio/studio/accounts/oauth/linking.ts';
import { changePassword, resetPassword } from '@ai-film-studio/studio/accounts/password-change.ts';
import { passwordRules } from '@ai-film-studio/studio/accounts/passwords.ts';
import { roles } from '@ai-film-studio/studio/accounts/principal.ts';
import { confirmRegistration, register, requestReset } from '@ai-film-studio/studio/accounts/registration.ts';
import { existingUser, renameUser, type User } from '@ai-film-studio/studio/accounts/users.ts';
import { planNames } from '@ai-film-studio/studio/billing/plans.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { askerOf, clearRefreshCookie } from './session-answer.ts';

/** Longer ones are refused with a reason by the rules for passwords; this only keeps megabytes out. */
export const passwordSchema = z
  .string()
  .min(1)
  .max(1000)
  .describe(`${passwordRules.leastCharacters} characters or more, ${passwordRules.mostBytes} bytes at most.`);

const personName = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, 'no control characters');

export const tokenSchema = z.string().min(1).max(200);

/** What shows that it is still the owner who sits there. */
export const proofSchema = {
  password: z.string().max(1000).optional(),
  code: z.string().max(50).optional().describe('Of the authenticator, or a recovery code.'),
};

const accountSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    emailVerified: z.boolean(),
    name: z.string(),
    role: z.enum(roles),
    subscriptionTier: z.enum(planNames),
    hasPassword: z.boolean(),
    mfaEnrolled: z.boolean(),
    identities: z
      .array(z.object({ provider: z.string(), email: z.string(), createdAt: z.string() }))
      .describe('Where else you sign in.'),
    createdAt: z.string(),
  })
  .meta({ id: 'Account' });

const shown = (user: User, identities: readonly Identity[]): z.infer<typeof accountSchema> => ({
  id: user.id,
  email: user.email,
  emailVerified: user.emailVerifiedAt !== null,
  name: user.name,
  role: user.role,
  subscriptionTier: user.tier,
  hasPassword: user.passwordHash !== null,
  mfaEnrolled: user.hasMfa,
  identities: identities.map(({ createdAt, ...rest }) => ({ ...rest, createdAt: createdAt.toISOString() })),
  createdAt: user.createdAt.toISOString(),
});

const mailed = z.object({ status: z.literal('mail-sent') }).describe('The same whether there is such an account.');
const tags = ['account'];
const open = { access: 'public', limit: 'auth' } as const;
const own = { access: 'account' } as const;

/** Accounts: how they begin, what they are, how they end. */
export const accountRoutes: Routes = (api, { accounts }) => {
  const { publicUrl } = accounts.config;
  const accountOf = async (userId: string) =>
    shown(await existingUser(accounts.pool, userId), await identitiesOf(accounts, userId));

  api.route({
    method: 'POST',
    url: '/v1/accounts',
    config: open,
    schema: {
      operationId: 'register',
      tags,
      summary: 'Register: a mail asks whether the address is yours',
      body: z.strictObject({ email: emailSchema, password: passwordSchema, name: personName.default('') }),
      response: { 202: mailed },
    },
    handler: async (request, reply) => {
      await register(accounts, request.body);
      return reply.code(202).send({ status: 'mail-sent' });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/accounts/verify',
    config: open,
    schema: {
      operationId: 'verifyEmail',
      tags,
      summary: 'Begin the account with the token of the mail and the password that was registered with it',
      body: z.strictObject({ token: tokenSchema, password: z.string().max(1000) }),
      response: { 201: z.object({ id: z.uuid() }) },
    },
    handler: async (request, reply) => {
      const { userId } = await confirmRegistration(accounts, askerOf(request), request.body);
      return reply.code(201).send({ id: userId });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/accounts/reset-request',
    config: open,
    schema: {
      operationId: 'requestPasswordReset',
      tags,
      summary: 'Ask for a mail with which a new password can be set',
      body: z.strictObject({ email: emailSchema }),
      response: { 202: mailed },
    },
    handler: async (request, reply) => {
      await requestReset(accounts, askerOf(request), request.body.email);
      return reply.code(202).send({ status: 'mail-sent' });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/accounts/reset',
    config: open,
    schema: {
      operationId: 'resetPassword',
      tags,
      summary: 'Set a new password with the token of the mail; all sessions end',
      body: z.strictObject({ token: tokenSchema, password: passwordSchema }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await resetPassword(accounts, askerOf(request), request.body);
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/account',
    config: own,
    schema: { operationId: 'getAccount', tags, summary: 'Your account', response: { 200: accountSchema } },
    handler: (request) => accountOf(principalOf(request).userId),
  });

  api.route({
    method: 'PATCH',
    url: '/v1/account',
    config: own,
    schema: {
      operationId: 'changeAccount',
      tags,
      summary: 'Change your name',
      body: z.strictObject({ name: personName }),
      response: { 200: accountSchema },
    },
    handler: async (request) => {
      const { userId } = principalOf(request);
      await renameUser(accounts, askerOf(request), userId, request.body.name);
      return accountOf(userId);
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/account/password',
    config: { ...own, limit: 'auth' },
    schema: {
      operationId: 'changePassword',
      tags,
      summary: 'Set a new password; all sessions end, this one too',
      body: z.strictObject({
        newPassword: passwordSchema,
        ...proofSchema,
        password: proofSchema.password.describe('The one you have; none when you come by another service or a link.'),
      }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { newPassword, ...proof } = request.body;
      await changePassword(accounts, askerOf(request), principalOf(request), { password: newPassword, proof });
      clearRefreshCookie(reply, publicUrl);
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/account/export',
    config: own,
    schema: {
      operationId: 'exportAccount',
      tags,
      summary: 'All that is kept of your account; your projects and films have addresses of their own',
      response: { 200: z.record(z.string(), z.unknown()) },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('content-disposition', 'attachment; filename="account.json"');
      const exported = await exportAccount(accounts, askerOf(request), principalOf(request).userId);
      // Times become text.
      return z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(exported)));
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/account',
    config: { ...own, limit: 'auth' },
    schema: {
      operationId: 'deleteAccount',
      tags,
      summary: 'Close your account at once; what is in it is deleted soon after',
      body: z.strictObject(proofSchema),
      response: { 202: z.object({ status: z.literal('deletion-begun') }) },
    },
    handler: async (request, reply) => {
      await requestDeletion(accounts, askerOf(request), principalOf(request), request.body);
      clearRefreshCookie(reply, publicUrl);
      return reply.code(202).send({ status: 'deletion-begun' });
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/account/identities/:provider',
    config: own,
    schema: {
      operationId: 'unlinkIdentity',
      tags,
      summary: 'Sign in by this service no more',
      params: z.object({ provider: z.string().max(50) }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await unlink(accounts, askerOf(request), principalOf(request), request.params.provider);
      return reply.code(204).send(null);
    },
  });
};
