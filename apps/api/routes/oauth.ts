import { onlyInSession } from '@ai-film-studio/studio/accounts/api-keys.ts';
import { finishOAuth, startOAuth } from '@ai-film-studio/studio/accounts/oauth/oauth.ts';
import type { Provider } from '@ai-film-studio/studio/accounts/oauth/provider.ts';
import type { SignIn } from '@ai-film-studio/studio/accounts/sign-in.ts';
import { notFound } from '@ai-film-studio/studio/refusal.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { askerOf, setRefreshCookie } from './session-answer.ts';

const cookieName = 'studio_oauth';
const cookiePath = '/v1/oauth';
/** Seconds: as long as a flow may take. */
const cookieAge = 600;

const tags = ['sessions'];
const open = { access: 'public', limit: 'auth' } as const;
const params = z.object({ provider: z.string().max(50) });
const returnTo = z.string().max(1000).default('/').describe('A path of the studio where the browser goes afterwards.');

/** Signing in by another service, for browsers. */
export const oauthRoutes: Routes = (api, { accounts, signingKeys, providers }) => {
  const { publicUrl } = accounts.config;
  const secure = publicUrl.protocol === 'https:';

  const providerOf = (name: string): Provider => {
    const provider = providers.get(name);
    if (!provider) throw notFound('service to sign in by');
    return provider;
  };
  // Lax: the browser comes back from another site, by a link.
  const cookieOptions = { path: cookiePath, httpOnly: true, secure, sameSite: 'lax' } as const;

  api.route({
    method: 'GET',
    url: '/v1/oauth',
    config: { access: 'public' },
    schema: {
      operationId: 'listProviders',
      tags,
      summary: 'The services that one can sign in by',
      response: { 200: z.object({ items: z.array(z.object({ name: z.string() })) }) },
    },
    handler: async () => ({ items: [...providers.keys()].map((name) => ({ name })) }),
  });

  api.route({
    method: 'GET',
    url: '/v1/oauth/:provider/start',
    config: open,
    schema: {
      operationId: 'startOAuth',
      tags,
      summary: 'Send the browser to another service to sign in',
      params,
      querystring: z.strictObject({ returnTo }),
      response: { 302: z.null() },
    },
    handler: async (request, reply) => {
      const provider = providerOf(request.params.provider);
      const departure = await startOAuth(accounts, provider, { returnTo: request.query.returnTo, linker: null });
      reply.setCookie(cookieName, departure.browserSecret, { ...cookieOptions, maxAge: cookieAge });
      return reply.header('cache-control', 'no-store').redirect(departure.url.href, 302);
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/oauth/:provider/start',
    config: { access: 'account', limit: 'auth' },
    schema: {
      operationId: 'startLinking',
      tags,
      summary: 'Link another service to your account: the answer says where to send this browser',
      params,
      body: z.strictObject({ returnTo }),
      response: { 200: z.object({ url: z.string() }) },
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      onlyInSession(principal);
      const { userId, sessionId } = principal;
      const linker = sessionId === null ? null : { userId, sessionId };
      const provider = providerOf(request.params.provider);
      const departure = await startOAuth(accounts, provider, { returnTo: request.body.returnTo, linker });
      reply.setCookie(cookieName, departure.browserSecret, { ...cookieOptions, maxAge: cookieAge });
      return { url: departure.url.href };
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/oauth/:provider/callback',
    config: open,
    schema: {
      operationId: 'finishOAuth',
      tags,
      summary: 'Where the other service sends the browser back to',
      description:
        'Goes on to `returnTo`. The refresh token is in the cookie then; `#mfa=…` has a ticket when a code is still asked for.',
      params,
      // Services add what they like.
      querystring: z.record(z.string().max(100), z.union([z.string().max(4000), z.array(z.string())])),
      response: { 302: z.null() },
    },
    handler: async (request, reply) => {
      const provider = providerOf(request.params.provider);
      const arrival = await finishOAuth(accounts, signingKeys, provider, {
        answer: new URL(request.url, publicUrl).searchParams,
        browserSecret: request.cookies[cookieName] ?? '',
        asker: askerOf(request),
      });
      reply.clearCookie(cookieName, cookieOptions).header('cache-control', 'no-store');
      return reply.redirect(destination(reply, arrival.returnTo, arrival.signIn), 302);
    },
  });

  function destination(reply: FastifyReply, path: string, signIn: SignIn | null): string {
    const url = new URL(path, publicUrl);
    if (signIn?.status === 'signed-in') setRefreshCookie(reply, signIn.tokens, publicUrl);
    // What follows # is not sent to any server, nor told to the next page.
    if (signIn?.status === 'mfa-required') url.hash = `mfa=${signIn.ticket}`;
    return url.href;
  }
};
