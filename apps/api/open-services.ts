import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Accounts } from '@ai-film-studio/studio/accounts/accounts.ts';
import { audit } from '@ai-film-studio/studio/accounts/audit.ts';
import { Authenticator, forgetWhoChanged } from '@ai-film-studio/studio/accounts/authenticator.ts';
import { github, google, Provider, type ProviderConfig } from '@ai-film-studio/studio/accounts/oauth/provider.ts';
import { PrincipalCache } from '@ai-film-studio/studio/accounts/principal-cache.ts';
import { keyFor } from '@ai-film-studio/studio/accounts/secrets.ts';
import { SigningKeys } from '@ai-film-studio/studio/accounts/signing-keys.ts';
import type { Billing } from '@ai-film-studio/studio/billing/billing.ts';
import { quotas } from '@ai-film-studio/studio/cache/quota.ts';
import { rateLimits, scaledLimits } from '@ai-film-studio/studio/cache/rate-limits.ts';
import { cachedResponses } from '@ai-film-studio/studio/cache/responses.ts';
import { cachedSessions } from '@ai-film-studio/studio/cache/sessions.ts';
import { toNumber } from '@ai-film-studio/studio/credits/amount.ts';
import { welcome } from '@ai-film-studio/studio/credits/monthly.ts';
import type { ProgressSource } from '@ai-film-studio/studio/events/progress.ts';
import { Library } from '@ai-film-studio/studio/films/library.ts';
import { ProjectService } from '@ai-film-studio/studio/films/project-service.ts';
import { findBinaries } from '@ai-film-studio/studio/media/binaries.ts';
import { sendAccountMail } from '@ai-film-studio/studio/notify/account-mail.ts';
import { notFound } from '@ai-film-studio/studio/refusal.ts';
import type { Parts } from '@ai-film-studio/studio/server/parts.ts';
import { Assets } from '@ai-film-studio/studio/storage/assets.ts';
import { deleteProject } from '@ai-film-studio/studio/storage/deletion.ts';
import { LocalBlobs } from '@ai-film-studio/studio/storage/local-blobs.ts';
import { refuseFullStorage } from '@ai-film-studio/studio/storage/quota.ts';
import { inspect } from '@ai-film-studio/studio/storage/sniff/inspect.ts';
import { Uploads } from '@ai-film-studio/studio/storage/uploads.ts';
import { keyOfObject } from '@ai-film-studio/studio/storage/user-objects.ts';
import { egressOf } from '@ai-film-studio/studio/webhooks/egress.ts';
import { WebhookService } from '@ai-film-studio/studio/webhooks/webhook-service.ts';
import type { CreditGrant, Services } from './services.ts';
import { Understanding } from './understanding/understanding.ts';

/** Seconds that a link to a file of a film is good for. */
const linkLife = 3_600;

export interface OpenServices extends Services {
  close(): Promise<void>;
}

/**
 * Puts together what routes work with.
 * @param options.publicUrl as browsers reach us
 * @param options.progress how far jobs are, where they run in this process
 * @param options.stopping aborted when the server is about to stop
 * @param options.scriptPatience milliseconds that a script may take to be understood; half a minute unless told
 */
export async function openServices(
  parts: Parts,
  {
    scriptPatience,
    ...options
  }: {
    readonly publicUrl: URL;
    readonly progress: ProgressSource | null;
    readonly stopping: AbortSignal;
    readonly scriptPatience?: number | undefined;
  },
): Promise<OpenServices> {
  const { config, secret, pool, reads, blobs, keyValue, cacheHealth, logger, redis, credits, queue } = parts;
  const accounts = accountsOf(parts, options.publicUrl);
  const signingKeys = new SigningKeys(accounts);
  const authenticator = new Authenticator(accounts, signingKeys);
  const deafen = forgetWhoChanged(accounts, parts.listener, (error) =>
    logger.warn({ err: error }, 'a change of access could not be told to the cache'),
  );
  const responses = cachedResponses(keyValue, cacheHealth);
  // What workers change makes kept answers stale: they tell of it by an event. When one may have been missed, nobody's answers are believed.
  const unsubscribe = parts.listener.subscribe('events', null, (userId) => {
    if (userId) void responses.touch(userId);
    else responses.forgetAll();
  });
  const understanding = new Understanding({ patience: scriptPatience });
  const binaries = await findBinaries(process.env);
  const inspection = resolve(config.DATA_FOLDER, 'inspection');
  await mkdir(inspection, { recursive: true, mode: 0o700 });
  return {
    ...parts,
    ...options,
    limits: { limits: scaledLimits(rateLimits, config.RATE_LIMIT_FACTOR), redis, health: cacheHealth },
    responses,
    authenticate: (credentials) => authenticator.authenticate(credentials),
    remembered: (credentials) => authenticator.remembered(credentials),
    accounts,
    signingKeys,
    providers: providersOf(config, options.publicUrl),
    projects: new ProjectService(pool, reads),
    library: new Library(pool),
    quotas: quotas(keyValue, cacheHealth),
    queue,
    credits,
    billing: await billingOf(parts, options.publicUrl),
    auditCreditGrant: (client, { ip, userAgent, userId, actorId, amount, reason }: CreditGrant) =>
      audit(
        client,
        { ip, userAgent },
        {
          userId,
          actorId,
          action: 'credits.granted',
          details: { credits: toNumber(amount), reason },
        },
      ),
    understanding,
    async deleteProject(userId, projectId) {
      // What runs is stopped and paid first: nothing of it is worked on while its rows go.
      await parts.films.cancelAll(userId, projectId);
      await deleteProject(pool, { userId, projectId });
    },
    refuseFullStorage: (userId) => refuseFullStorage(pool, userId),
    async linkTo(userId, object, filename) {
      const key = await keyOfObject(pool, userId, object);
      if (!key) throw notFound('file');
      return blobs.downloadUrl(key, { expires: linkLife, filename });
    },
    uploads: new Uploads({
      pool,
      blobs,
      folder: inspection,
      inspect: (path) => inspect(path, { binaries }),
    }),
    assets: new Assets({ pool, reads, blobs }),
    localBlobs: blobs instanceof LocalBlobs ? blobs : null,
    health: { checks: parts.checks, metricsPage: parts.page, metricsToken: config.METRICS_TOKEN ?? null },
    webhooks: new WebhookService({ pool, reads, key: keyFor(secret, 'webhooks'), policy: egressOf(config) }),
    async close() {
      unsubscribe();
      deafen();
      await understanding.close();
    },
  };
}

function accountsOf({ config, secret, pool, credits, keyValue, cacheHealth, redis }: Parts, publicUrl: URL): Accounts {
  const now = () => new Date();
  const localGrant = config.STRIPE_SECRET_KEY ? null : config.LOCAL_CREDITS * 100;
  return {
    pool,
    config: {
      publicUrl,
      issuer: publicUrl.origin,
      audience: 'ai-film-studio',
      secret: keyFor(secret, 'accounts'),
    },
    sendMail: sendAccountMail,
    welcome: async (client, userId) => {
      await welcome(credits, client, { userId, now: now(), localGrant });
    },
    principals: new PrincipalCache({ shared: redis ? cachedSessions(keyValue, cacheHealth) : null }),
    now,
  };
}

function providersOf(config: Parts['config'], publicUrl: URL): ReadonlyMap<string, Provider> {
  const found: ProviderConfig[] = [];
  const add = (
    id: string | undefined,
    key: string | undefined,
    make: (c: { clientId: string; clientSecret: string }) => ProviderConfig,
  ) => {
    if (id && key) found.push(make({ clientId: id, clientSecret: key }));
  };
  add(config.OAUTH_GOOGLE_ID, config.OAUTH_GOOGLE_SECRET, google);
  add(config.OAUTH_GITHUB_ID, config.OAUTH_GITHUB_SECRET, github);
  const issuer = config.OAUTH_OIDC_ISSUER;
  if (issuer)
    add(config.OAUTH_OIDC_ID, config.OAUTH_OIDC_SECRET, (client) => ({
      ...client,
      name: 'oidc',
      kind: 'oidc',
      issuer: new URL(issuer),
    }));
  return new Map(found.map((one) => [one.name, new Provider(one, publicUrl)]));
}

async function billingOf({ config, pool, credits }: Parts, publicUrl: URL): Promise<Billing | null> {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_PRICE_STANDARD, STRIPE_PRICE_PREMIUM, STRIPE_API } = config;
  if (!STRIPE_SECRET_KEY || !STRIPE_WEBHOOK_SECRET || !STRIPE_PRICE_STANDARD || !STRIPE_PRICE_PREMIUM) return null;
  // Stripe's client alone takes as long to load as the rest of a start.
  const [{ Billing }, { stripeClient }] = await Promise.all([
    import('@ai-film-studio/studio/billing/billing.ts'),
    import('@ai-film-studio/studio/billing/stripe-settings.ts'),
  ]);
  const settings = {
    secretKey: STRIPE_SECRET_KEY,
    webhookSecret: STRIPE_WEBHOOK_SECRET,
    prices: { standard: STRIPE_PRICE_STANDARD, premium: STRIPE_PRICE_PREMIUM },
    returnUrl: new URL('/billing', publicUrl).href,
    ...(STRIPE_API ? { address: new URL(STRIPE_API) } : {}),
  };
  return new Billing({ pool, stripe: stripeClient(settings), credits, settings });
}
