import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import type { StampedCache } from '@ai-film-studio/studio/cache/stamped-cache.ts';
import type { Metrics, Recorder } from '@ai-film-studio/studio/telemetry/metrics.ts';
import { always } from './headers.ts';
import type { QuickCount } from './rate-limit.ts';
import { answerName, readAnswer } from './response-cache.ts';

export interface KeptAnswersParts {
  /** Whom this process recognised a moment ago by what is shown; `null` when it would have to ask. */
  readonly remembered: (credentials: {
    readonly bearer: string | null;
    readonly apiKey: string | null;
  }) => Principal | null;
  readonly responses: StampedCache;
  readonly count: QuickCount;
  readonly metrics: Metrics;
}

/**
 * Gives an answer that is kept in this process before the framework is asked. It is the way of every request, done without waiting: who asks is
 * known already, what they may be told was found out by the whole way and has not changed since, and they are counted. Whatever is not as plain
 * as that goes the whole way. So the state of a film costs about what a bare route does (docs/server.md): a dashboard asks for little else.
 * @returns whether it was answered
 */
export function keptAnswers({ remembered, responses, count, metrics }: KeptAnswersParts) {
  const measured = new Map<string, Recorder>();
  const measure = (route: string, status: '200' | '304'): Recorder => {
    const key = `${status} ${route}`;
    const recorder = measured.get(key) ?? metrics.series('responseSeconds', { method: 'GET', route, status });
    measured.set(key, recorder);
    return recorder;
  };
  const hit = metrics.series('cacheLooks', { use: 'response', result: 'hit' });
  const unchanged = metrics.series('cacheLooks', { use: 'response', result: 'unchanged' });

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const begun = performance.now();
    const { method, url, headers } = request;
    if (method !== 'GET' || !url || headers.origin || headers['content-length'] || headers['transfer-encoding'])
      return false;
    const shown = credentialsIn(headers);
    const principal = shown && remembered(shown);
    if (!shown || !principal) return false;
    const kept = responses.keptNow(principal.userId, answerName(principal, url));
    if (kept === null) return false;
    const limits = count(principal);
    if (!limits) return false;
    const { etag, route, body } = readAnswer(kept);
    const fresh = headers['if-none-match'] === etag;
    const sent = [...fixed, 'ratelimit-policy', limits.policies, 'ratelimit', limits.states, 'etag', etag];
    if (fresh) response.writeHead(304, sent);
    else response.writeHead(200, [...sent, ...json, 'content-length', String(Buffer.byteLength(body))]);
    response.end(fresh ? undefined : body);
    (fresh ? unchanged : hit)(1);
    measure(route, fresh ? '304' : '200')((performance.now() - begun) / 1000);
    return true;
  };
}

/** Names and values in turn: as Node takes them with the least work. */
const fixed = [
  ...Object.entries(always).flat(),
  ...['cache-control', 'private, no-cache', 'vary', 'Authorization, X-API-Key'],
];
const json = ['content-type', 'application/json; charset=utf-8'];

function credentialsIn({ authorization, 'x-api-key': key }: IncomingMessage['headers']) {
  if (key !== undefined)
    return typeof key === 'string' && authorization === undefined ? { bearer: null, apiKey: key } : null;
  return authorization?.startsWith('Bearer ') ? { bearer: authorization.slice(7), apiKey: null } : null;
}
