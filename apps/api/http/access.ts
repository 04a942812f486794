import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';

/** What a request shows of who sends it. */
export interface Credentials {
  readonly bearer: string | null;
  readonly apiKey: string | null;
}

/** The page that shows the reference: a library's, and public. */
export const referencePrefix = '/v1/reference';

export type Authenticate = (credentials: Credentials) => Promise<Principal | null> | Principal | null;

/** @throws Refusal when both are shown: which of them counted would be a guess */
export function credentialsOf({ headers }: FastifyRequest): Credentials | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
  const header = headers['x-api-key'];
  const apiKey = typeof header === 'string' && header !== '' ? header : null;
  if (bearer && apiKey) throw new Refusal('invalid', 'two-credentials', 'Send a bearer token or an API key, not both.');
  return bearer || apiKey ? { bearer, apiKey } : null;
}

/**
 * Finds out who asks, and refuses whoever may not. A route that does not say who may call it is not registered: forgetting it is an error at
 * start, not an open door.
 */
export function guardAccess(api: Api, authenticate: Authenticate): void {
  api.decorateRequest('principal', null);
  api.addHook('onRoute', ({ url, method, config }) => {
    const isOurs = url.startsWith('/v1/') && !url.startsWith(referencePrefix);
    if (config?.access === undefined && isOurs && method !== 'HEAD' && method !== 'OPTIONS')
      throw new Error(`${String(method)} ${url} does not say who may call it (config.access).`);
  });
  api.addHook('onRequest', async (request) => {
    const shown = credentialsOf(request);
    if (shown) request.principal = await authenticate(shown);
    const { access = 'public' } = request.routeOptions.config;
    if (access === 'public') return;
    if (!request.principal)
      throw new Refusal(
        'unauthenticated',
        'unauthenticated',
        shown ? 'The token or key is not valid, or not any more: sign in again.' : 'Sign in, or send an API key.',
      );
    if (!request.principal.scopes.has(access)) throw refusalFor(request.principal, access);
  });
}

function refusalFor({ role, mfa, via }: Principal, access: string): Refusal {
  if (access === 'admin' && role === 'admin' && !mfa && via === 'session')
    return new Refusal('forbidden', 'mfa-required', 'An admin needs a second factor: enrol one, or sign in with it.');
  return new Refusal('forbidden', 'scope-missing', `This needs the scope "${access}".`, { scope: access });
}
