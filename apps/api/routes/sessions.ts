import { onlyInSession } from '@ai-film-studio/studio/accounts/api-keys.ts';
import { emailSchema } from '@ai-film-studio/studio/accounts/email-address.ts';
import { refreshSession } from '@ai-film-studio/studio/accounts/refresh-session.ts';
import { revokeSessions, sessionsOf } from '@ai-film-studio/studio/accounts/sessions.ts';
import { finishMfa, signIn, signInByLink } from '@ai-film-studio/studio/accounts/sign-in.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { tokenSchema } from './accounts.ts';
import {
  answerSession,
  answerSignIn,
  askerOf,
  clearRefreshCookie,
  refreshCookieOf,
  refreshTokenIn,
  signedInSchema,
  signInSchema,
} from './session-answer.ts';

const sessionSchema = z
  .object({
    id: z.uuid(),
    current: z.boolean().describe('Whether it is the one that asks.'),
    userAgent: z.string(),
    ip: z.string(),
    method: z.string().describe('How it began: password, link, or the name of a service.'),
    mfa: z.boolean(),
    createdAt: z.string(),
    lastUsedAt: z.string(),
  })
  .meta({ id: 'SessionInfo' });

const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.string())) });

const tags = ['sessions'];
const open = { access: 'public', limit: 'auth' } as const;

/** Signing in and out. */
export const sessionRoutes: Routes = (api, { accounts, signingKeys }) => {
  const { publicUrl } = accounts.config;

  api.route({
    method: 'POST',
    url: '/v1/sessions',
    config: open,
    schema: {
      operationId: 'signIn',
      tags,
      summary: 'Sign in with e-mail and password',
      body: z.strictObject({ email: emailSchema, password: z.string().max(1000), refreshTokenIn }),
      response: { 200: signInSchema },
    },
    handler: async (request, reply) => {
      const { refreshTokenIn: where, ...credentials } = request.body;
      const result = await signIn(accounts, signingKeys, askerOf(request), credentials);
      return answerSignIn(reply, result, { where, publicUrl });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/sessions/mfa',
    config: open,
    schema: {
      operationId: 'signInWithCode',
      tags,
      summary: 'The second step of signing in: a code of the authenticator, or a recovery code',
      body: z.strictObject({ ticket: tokenSchema, code: z.string().max(50), refreshTokenIn }),
      response: { 200: signInSchema },
    },
    handler: async (request, reply) => {
      const { refreshTokenIn: where, ...shown } = request.body;
      const result = await finishMfa(accounts, signingKeys, askerOf(request), shown);
      return answerSignIn(reply, result, { where, publicUrl });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/sessions/link',
    config: open,
    schema: {
      operationId: 'signInByLink',
      tags,
      summary: 'Sign in with the token of a link, such as the one that the server prints at its first start',
      body: z.strictObject({ token: tokenSchema, refreshTokenIn }),
      response: { 200: signInSchema },
    },
    handler: async (request, reply) => {
      const { refreshTokenIn: where, token } = request.body;
      const result = await signInByLink(accounts, signingKeys, askerOf(request), token);
      return answerSignIn(reply, result, { where, publicUrl });
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/sessions/refresh',
    config: open,
    schema: {
      operationId: 'refreshSession',
      tags,
      summary: 'Exchange a refresh token for a new one and a new access token',
      description: 'Each works once. One that comes a second time ends the session: it is in two hands.',
      body: z.discriminatedUnion('refreshTokenIn', [
        z.strictObject({ refreshTokenIn: z.literal('cookie') }),
        z.strictObject({ refreshTokenIn: z.literal('body'), refreshToken: tokenSchema }),
      ]),
      response: { 200: signedInSchema },
    },
    handler: async (request, reply) => {
      const { body } = request;
      const token = body.refreshTokenIn === 'body' ? body.refreshToken : refreshCookieOf(request);
      try {
        const tokens = await refreshSession(accounts, signingKeys, token, askerOf(request));
        return answerSession(reply, tokens, { where: body.refreshTokenIn, publicUrl });
      } catch (error) {
        if (error instanceof Refusal && body.refreshTokenIn === 'cookie') clearRefreshCookie(reply, publicUrl);
        throw error;
      }
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/sessions',
    config: { access: 'account' },
    schema: {
      operationId: 'listSessions',
      tags,
      summary: 'Your sessions that go on, newest first',
      response: { 200: z.object({ items: z.array(sessionSchema) }) },
    },
    handler: async (request) => {
      const { userId, sessionId } = principalOf(request);
      const items = (await sessionsOf(accounts, userId)).map(({ createdAt, lastUsedAt, ...session }) => ({
        ...session,
        current: session.id === sessionId,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
      }));
      return { items };
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/sessions/current',
    config: { access: 'account' },
    schema: { operationId: 'signOut', tags, summary: 'Sign out', response: { 204: z.null() } },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      onlyInSession(principal);
      await revokeSessions(accounts, askerOf(request), principal);
      clearRefreshCookie(reply, publicUrl);
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/sessions',
    config: { access: 'account' },
    schema: { operationId: 'signOutEverywhere', tags, summary: 'End all your sessions', response: { 204: z.null() } },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      onlyInSession(principal);
      await revokeSessions(accounts, askerOf(request), { userId: principal.userId });
      clearRefreshCookie(reply, publicUrl);
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/sessions/:sessionId',
    config: { access: 'account' },
    schema: {
      operationId: 'endSession',
      tags,
      summary: 'End a session',
      params: z.object({ sessionId: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      onlyInSession(principal);
      const { sessionId } = request.params;
      await revokeSessions(accounts, askerOf(request), { userId: principal.userId, sessionId });
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/.well-known/jwks.json',
    config: { access: 'public' },
    schema: {
      operationId: 'getJwks',
      tags,
      summary: 'The keys that access tokens are verified with (RFC 7517)',
      response: { 200: jwksSchema },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=60');
      const { keys } = await signingKeys.jwks();
      return { keys: keys.map((key) => ({ ...key })) };
    },
  });
};
