import type { Principal, Scope } from '@ai-film-studio/studio/accounts/principal.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Services } from '../services.ts';

/** Who may call a route: anybody, or whoever has the scope. */
export type Access = 'public' | Scope;

/** How many requests of a kind one caller may make. */
export type LimitClass = 'auth' | 'default' | 'upload' | 'none';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    limit?: LimitClass;
    /** Costs credits or money: the caller must send an `Idempotency-Key`. */
    spends?: boolean;
    /** The answer may be kept for a while, for this caller alone. */
    cache?: boolean;
  }
  interface FastifyRequest {
    principal: Principal | null;
    /** The same for the same caller and `Idempotency-Key`: an id for what the request makes. */
    idempotencyId: string | null;
  }
}

export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A part of the API. */
export type Routes = (api: Api, services: Services) => void;

/** Who asks. @throws Refusal when nobody is signed in, which a route that is not public has refused already */
export function principalOf(request: Pick<FastifyRequest, 'principal'>): Principal {
  if (request.principal) return request.principal;
  throw new Refusal('unauthenticated', 'unauthenticated', 'Sign in, or send an API key.');
}
