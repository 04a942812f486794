import { hash } from 'node:crypto';
import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import type { PlanName } from '@ai-film-studio/studio/billing/plans.ts';
import { networkOf } from '@ai-film-studio/studio/cache/network.ts';
import {
  type Limiter,
  type LimiterOptions,
  limiterOf,
  type Verdict,
} from '@ai-film-studio/studio/cache/rate-limiter.ts';
import type { Figure, RateLimits } from '@ai-film-studio/studio/cache/rate-limits.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { type Metrics, record } from '@ai-film-studio/studio/telemetry/metrics.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api, LimitClass } from './api.ts';

export interface RateLimitOptions extends LimiterOptions {
  readonly limits: RateLimits;
  readonly planOf: (principal: Principal) => PlanName;
  readonly metrics: Metrics;
}

type CountedBy = 'ip' | 'user' | 'key' | 'account' | 'failures';

/** A counter with what is said of it. */
interface Counter {
  readonly by: CountedBy;
  readonly count: Limiter;
  /** Its item of `RateLimit-Policy`. */
  readonly policy: string;
}

/** What the headers say of a caller. */
interface Limits {
  readonly policies: string;
  readonly states: string;
}

/**
 * Takes a request of the class `default` of a caller who stands well, without waiting; `null` when that is not known, or when little is left: then
 * the whole way is to be gone, which counts first.
 */
export type QuickCount = (principal: Principal) => Limits | null;

/** Milliseconds of a moment that only differences count of. */
const clock = () => performance.now();

/** How many addresses are shut out at a time; the first goes first. */
const mostShut = 10_000;

/**
 * Limits how often each caller may ask, and says so in `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10).
 * It must come before the guard of access: whoever tries out tokens is refused before a token is looked at. Everything else is counted after
 * it, when it is known who asks, and before a body is read.
 *
 * The caller's address is Fastify's `request.ip`: what `X-Forwarded-For` says counts only as far as the proxies before us are trusted.
 */
export function rateLimit(api: Api, options: RateLimitOptions): QuickCount {
  const { metrics, planOf } = options;
  const counters = countersOf(options);
  const shut = new Map<string, number>();
  const standing = new Standing();

  const refuse = (limit: LimitClass, by: CountedBy, seconds: number, reply: FastifyReply): Refusal => {
    record(metrics, 'rateLimited', 1, { class: limit, by });
    reply.header('retry-after', String(seconds));
    return new Refusal('too-many', 'too-many-requests', `Too many requests: wait ${seconds} s.`, {
      retryAfter: seconds,
    });
  };

  const demand = async (
    limit: LimitClass,
    asked: readonly (readonly [Counter, string])[],
    reply: FastifyReply,
  ): Promise<void> => {
    const { principal } = reply.request;
    // With what was given meanwhile without being counted: else both would find the same room.
    const requests = 1 + (limit === 'default' && principal ? standing.collect(principal) : 0);
    const verdicts = await Promise.all(asked.map(([{ count }, who]) => count(who, requests)));
    if (limit === 'default' && principal) standing.note(principal, asked, verdicts);
    tell(
      reply,
      asked.map(([counter]) => counter),
      verdicts,
    );
    const at = verdicts.findIndex(({ allowed }) => !allowed);
    const [by, seconds] = [asked[at]?.[0].by, verdicts[at]?.seconds];
    if (by && seconds) throw refuse(limit, by, seconds, reply);
  };

  api.addHook('onRequest', (request, reply, done) => {
    const until = shut.size === 0 ? undefined : shut.get(networkOf(request.ip));
    if (until === undefined) return done();
    const seconds = Math.ceil((until - clock()) / 1000);
    const open = seconds <= 0 || !showsCredentials(request);
    if (seconds <= 0) shut.delete(networkOf(request.ip));
    done(open ? undefined : refuse('default', 'failures', seconds, reply));
  });

  api.addHook('preParsing', async (request, reply) => {
    const { limit = 'default' } = request.routeOptions.config;
    if (limit === 'none') return;
    await demand(limit, asksOfRequest(request, limit, counters, planOf), reply);
  });

  // The account that is tried at is in the body, which is there only now.
  const demandOfAccount = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const email = emailIn(request.body);
    if (email) await demand('auth', [[counters.account, `${short(email)}@${networkOf(request.ip)}`]], reply);
  };
  api.addHook('onRoute', (route) => {
    if (route.config?.limit === 'auth') route.preHandler = [demandOfAccount, route.preHandler ?? []].flat();
  });

  const noteFailure = async (network: string): Promise<void> => {
    const { remaining, seconds } = await counters.failures.count(network);
    if (remaining > 0) return;
    const [first] = shut.keys();
    if (shut.size >= mostShut && first !== undefined) shut.delete(first);
    shut.set(network, clock() + seconds * 1000);
  };
  api.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode !== 401 || !showsCredentials(request)) return done();
    noteFailure(networkOf(request.ip)).then(() => done(), done);
  });

  return (principal) => standing.take(principal);
}

/** How a caller stood when last counted, and what has not been counted yet. */
interface Account {
  readonly asked: readonly (readonly [Counter, string])[];
  limits: Limits;
  /** Requests that are left, of the counter that has fewest. */
  left: number;
  /** When the first window is over. */
  until: number;
  uncounted: number;
}

/** Milliseconds in which requests are gathered that are counted in one go. */
const gathered = 50;

/** Requests that stay in reserve: when no more are left, each is counted before it is answered. */
const reserve = 20;

/**
 * Callers who stand well: they have been counted a moment ago, and have requests left. What they ask meanwhile is written down, and counted
 * together. Callers are known by their principal, which is the same object as long as they are remembered.
 */
class Standing {
  private readonly accounts = new WeakMap<Principal, Account>();
  private readonly uncounted = new Set<Account>();
  private timer: NodeJS.Timeout | null = null;

  take(principal: Principal): Limits | null {
    const account = this.accounts.get(principal);
    if (!account || account.until <= clock() || account.left - account.uncounted <= reserve) return null;
    account.uncounted += 1;
    this.uncounted.add(account);
    if (this.timer === null) this.timer = setTimeout(() => this.count(), gathered).unref();
    return account.limits;
  }

  /** How many were not counted yet; whoever asks counts them. */
  collect(principal: Principal): number {
    const account = this.accounts.get(principal);
    return account ? taken(account) : 0;
  }

  note(principal: Principal, asked: Account['asked'], verdicts: readonly Verdict[]): void {
    const account = this.accounts.get(principal);
    const facts = factsOf(asked, verdicts);
    if (account) Object.assign(account, facts);
    else this.accounts.set(principal, { asked, uncounted: 0, ...facts });
  }

  private count(): void {
    this.timer = null;
    const accounts = [...this.uncounted];
    this.uncounted.clear();
    for (const account of accounts) {
      const requests = taken(account);
      if (requests === 0) continue;
      void Promise.all(account.asked.map(([{ count }, who]) => count(who, requests))).then((verdicts) =>
        Object.assign(account, factsOf(account.asked, verdicts)),
      );
    }
  }
}

/** What was not counted, for whoever counts it now: until that is answered it is gone from what is left. */
function taken(account: Account): number {
  const requests = account.uncounted;
  account.left -= requests;
  account.uncounted = 0;
  return requests;
}

function factsOf(asked: Account['asked'], verdicts: readonly Verdict[]): Pick<Account, 'limits' | 'left' | 'until'> {
  return {
    limits: limitsOf(
      asked.map(([counter]) => counter),
      verdicts,
    ),
    left: Math.min(...verdicts.map(({ allowed, remaining }) => (allowed ? remaining : 0))),
    until: clock() + 1000 * Math.min(...verdicts.map(({ seconds }) => seconds)),
  };
}

type Counters = ReturnType<typeof countersOf>;

function countersOf({ limits, ...options }: RateLimitOptions) {
  const counter = (by: CountedBy, name: string, figure: Figure): Counter => ({
    by,
    count: limiterOf(name, figure, options),
    policy: `"${by}";q=${figure.points};w=${figure.seconds}`,
  });
  const byPlan = (by: 'user' | 'key', limit: 'default' | 'upload') => {
    const one = (plan: PlanName) => counter(by, `${by}-${limit}-${plan}`, limits[by][limit][plan]);
    return { free: one('free'), standard: one('standard'), premium: one('premium') };
  };
  return {
    anonymous: counter('ip', 'ip', limits.anonymous),
    auth: counter('ip', 'auth-ip', limits.auth.ip),
    account: counter('account', 'auth-account', limits.auth.account),
    failures: counter('failures', 'failures', limits.failures),
    user: { default: byPlan('user', 'default'), upload: byPlan('user', 'upload') },
    key: { default: byPlan('key', 'default'), upload: byPlan('key', 'upload') },
  };
}

/** By what a request is counted, and as whom. A user's API keys count for the user, too: more keys are not more requests. */
function asksOf(
  { principal, apiKey }: { readonly principal: Principal; readonly apiKey: string | null },
  limit: 'default' | 'upload',
  counters: Counters,
  planOf: RateLimitOptions['planOf'],
): readonly (readonly [Counter, string])[] {
  const plan = planOf(principal);
  const user = [counters.user[limit][plan], principal.userId] as const;
  return apiKey === null ? [user] : [[counters.key[limit][plan], short(apiKey)], user];
}

/** Who is not signed in, and who tries to, counts by the address. */
function asksOfRequest(
  request: FastifyRequest,
  limit: Exclude<LimitClass, 'none'>,
  counters: Counters,
  planOf: RateLimitOptions['planOf'],
): readonly (readonly [Counter, string])[] {
  const { principal } = request;
  if (limit === 'auth') return [[counters.auth, networkOf(request.ip)]];
  if (!principal) return [[counters.anonymous, networkOf(request.ip)]];
  return asksOf({ principal, apiKey: keyOf(request) }, limit, counters, planOf);
}

function keyOf({ principal, headers }: FastifyRequest): string | null {
  const key = headers['x-api-key'];
  return principal?.via === 'api-key' && typeof key === 'string' ? key : null;
}

/** A name for a secret that does not tell it. */
const short = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

function emailIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('email' in body) || typeof body.email !== 'string') return null;
  return body.email.trim().toLowerCase();
}

const showsCredentials = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers['x-api-key'] !== undefined;

/** Of several counters each is said, once; what the hook before has said stays. */
function tell(reply: FastifyReply, counters: readonly Counter[], verdicts: readonly Verdict[]): void {
  const before = {
    policies: String(reply.getHeader('ratelimit-policy') ?? ''),
    states: String(reply.getHeader('ratelimit') ?? ''),
  };
  const { policies, states } = limitsOf(counters, verdicts, before);
  reply.header('ratelimit-policy', policies);
  reply.header('ratelimit', states);
}

function limitsOf(
  counters: readonly Counter[],
  verdicts: readonly Verdict[],
  before: Limits = { policies: '', states: '' },
): Limits {
  let { policies, states } = before;
  for (const [index, { by, policy }] of counters.entries()) {
    const { remaining = 0, seconds = 0 } = verdicts[index] ?? {};
    const comma = policies === '' ? '' : ', ';
    policies = `${policies}${comma}${policy}`;
    states = `${states}${comma}"${by}";r=${remaining};t=${seconds}`;
  }
  return { policies, states };
}
