import { type Principal, scopes } from '@ai-film-studio/studio/accounts/principal.ts';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { guardAccess } from './access.ts';
import type { Api } from './api.ts';
import { sendProblem } from './problem.ts';

/** Signed in with the user's name as token, or with `key-` before it as an API key. */
export function principalNamed(userId: string, more: Partial<Principal> = {}): Principal {
  return {
    userId,
    role: 'user',
    plan: 'free',
    via: 'session',
    sessionId: 's',
    scopes: new Set(scopes),
    mfa: false,
    ...more,
  };
}

const users: ReadonlyMap<string, Principal> = new Map(
  ['ann', 'bob', 'ada'].map((name) => [name, principalNamed(name, name === 'ada' ? { role: 'admin' } : {})]),
);

/** The API with nothing but the guard of access and error answers: what is tried is put before and after the guard. */
export function bareApi({
  proxies = 0,
  before = () => {},
  after = () => {},
}: {
  readonly proxies?: number;
  readonly before?: (api: Api) => void;
  readonly after?: (api: Api) => void;
}): Api {
  const api = fastify({ trustProxy: (_address, hop) => hop < proxies }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(sendProblem);
  before(api);
  guardAccess(api, ({ bearer, apiKey }) => {
    if (bearer) return users.get(bearer) ?? null;
    const user = users.get(apiKey?.split('-')[1] ?? '');
    return user ? { ...user, via: 'api-key', sessionId: null } : null;
  });
  after(api);
  return api;
}

export const as = (user: string) => ({ authorization: `Bearer ${user}` });
