import { hash } from 'node:crypto';
import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import type { Look, StampedCache } from '@ai-film-studio/studio/cache/stamped-cache.ts';
import type { Metrics } from '@ai-film-studio/studio/telemetry/metrics.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the look into the cache of answers came to; `null` when there was none, or its answer was sent. */
    cacheLook: Look | null;
    /** Whether the answer was kept from before. */
    fromCache: boolean;
  }
}

/** Characters. What is longer is rare, and dear to keep. */
const longestUrl = 2_000;
const longestBody = 256 * 1024;

const contentType = 'application/json; charset=utf-8';
/** A hash of 256 bits in base64url, and the quotes. */
const etagLength = 45;

const changing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Keeps the answers of routes with `config.cache` for 5 minutes, each for its caller alone, and gives them a strong ETag. Whatever a caller
 * changes through the API makes all their answers worthless before the change is answered; what changes elsewhere, in workers or by
 * another user, must `touch` the user's cache.
 *
 * It must come after the guard of access and before the routes. Streams, downloads and errors are never kept.
 */
export function cacheResponses(
  api: Api,
  { cache, metrics }: { readonly cache: StampedCache; readonly metrics: Metrics },
): void {
  const count = {
    hit: metrics.series('cacheLooks', { use: 'response', result: 'hit' }),
    miss: metrics.series('cacheLooks', { use: 'response', result: 'miss' }),
    unchanged: metrics.series('cacheLooks', { use: 'response', result: 'unchanged' }),
  };

  const lookUp = async (request: FastifyRequest, reply: FastifyReply) => {
    const { principal, url } = request;
    if (!principal || url.length > longestUrl) return;
    const look = await cache.lookUp(principal.userId, answerName(principal, url));
    if (look.value === null) {
      count.miss(1);
      request.cacheLook = look;
      return;
    }
    request.fromCache = true;
    const { etag, body } = readAnswer(look.value);
    describe(reply, etag);
    if (knows(request, etag)) {
      count.unchanged(1);
      return reply.code(304).send();
    }
    count.hit(1);
    return reply.type(contentType).send(body);
  };

  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { principal, url, cacheLook } = request;
    if (!cacheLook || !principal || typeof payload !== 'string' || !isPlain(reply)) return payload;
    const etag = `"${hash('sha256', payload, 'base64url')}"`;
    describe(reply, etag);
    // Nobody waits for it: who asks again sooner has it computed again.
    if (payload.length <= longestBody)
      void cache
        .keep(
          principal.userId,
          answerName(principal, url),
          cacheLook.stamp,
          `${etag}${request.routeOptions.url}\n${payload}`,
        )
        .catch((error: unknown) => request.log.error({ err: error }, 'an answer could not be kept'));
    if (!knows(request, etag)) return payload;
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    return null;
  };

  const touch = async (request: FastifyRequest, _reply: FastifyReply, payload: unknown) => {
    if (request.principal) await cache.touch(request.principal.userId);
    return payload;
  };

  api.decorateRequest('cacheLook', null);
  api.decorateRequest('fromCache', false);
  api.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    if (route.config?.cache && methods.includes('GET')) {
      // After it is known who asks and how often, before the request is parsed and checked: the address was checked when its answer was kept.
      route.preParsing = [route.preParsing ?? [], lookUp].flat();
      route.onSend = [route.onSend ?? [], keep].flat();
    }
    if (methods.some((method) => changing.has(method))) route.onSend = [route.onSend ?? [], touch].flat();
  });
}

/** What is kept of an answer: its ETag, the pattern of its route, and the body. */
export function readAnswer(kept: string): { readonly etag: string; readonly route: string; readonly body: string } {
  const end = kept.indexOf('\n');
  return { etag: kept.slice(0, etagLength), route: kept.slice(etagLength, end), body: kept.slice(end + 1) };
}

const prefixes = new WeakMap<Principal, string>();

/** The answer may depend on all that the caller may do, not only on who they are. */
export function answerName(principal: Principal, url: string): string {
  const known = prefixes.get(principal);
  if (known) return known + url;
  const { role, plan, via, mfa, scopes } = principal;
  const prefix = `${role} ${plan} ${via} ${mfa} ${[...scopes].join()} `;
  prefixes.set(principal, prefix);
  return prefix + url;
}

/** An answer as most are: a route that has said how its own is to be kept, or sets a cookie, means it. */
const isPlain = (reply: FastifyReply): boolean =>
  reply.statusCode === 200 &&
  reply.getHeader('content-type') === contentType &&
  !reply.hasHeader('set-cookie') &&
  !reply.hasHeader('cache-control');

function describe(reply: FastifyReply, etag: string): void {
  const vary = reply.getHeader('vary');
  reply.header('etag', etag);
  // `no-cache` is to ask each time whether it has changed, which costs a header.
  reply.header('cache-control', 'private, no-cache');
  reply.header('vary', vary ? `${vary}, Authorization, X-API-Key` : 'Authorization, X-API-Key');
}

/** Whether the caller has the answer already (RFC 9110, 13.1.2: compared weakly). */
function knows({ headers }: FastifyRequest, etag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  return (
    known === etag || known.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
  );
}
