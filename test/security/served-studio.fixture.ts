import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedApi, serveApi } from '@ai-film-studio/api/serve.ts';
import { theStudio } from '@ai-film-studio/studio/accounts/audit.ts';
import { hashPassword } from '@ai-film-studio/studio/accounts/passwords.ts';
import type { Role } from '@ai-film-studio/studio/accounts/principal.ts';
import { beginSession, type SessionTokens } from '@ai-film-studio/studio/accounts/sessions.ts';
import { goodPassword } from '@ai-film-studio/studio/accounts/studio-accounts.fixture.ts';
import { createUser } from '@ai-film-studio/studio/accounts/users.ts';
import type { PlanName } from '@ai-film-studio/studio/billing/plans.ts';
import { startPostgres } from '@ai-film-studio/studio/db/embedded-postgres.ts';
import { inTransaction } from '@ai-film-studio/studio/db/sql.ts';
import { readConfig } from '@ai-film-studio/studio/server/config.ts';
import { openParts, type Parts } from '@ai-film-studio/studio/server/parts.ts';
import { createLogger } from '@ai-film-studio/studio/telemetry/logger.ts';
import { noTracing } from '@ai-film-studio/studio/telemetry/tracing.ts';
import { type Answer, type Ask, asker } from './ask.fixture.ts';

/** Somebody with an account, and what they are let in by. */
export interface Somebody extends SessionTokens {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** Asks as they do. */
  ask(method: string, path: string, options?: Omit<Ask, 'token' | 'key'>): Promise<Answer>;
}

export interface NewSomebody {
  readonly role?: Role;
  readonly plan?: PlanName;
  /** Whether their session has shown a second factor. */
  readonly mfa?: boolean;
  /** In whole credits. */
  readonly credits?: number;
}

/** A whole API as it is served, without workers: nothing of what is tried here needs any. */
export interface ServedStudio {
  readonly parts: Parts;
  readonly api: ServedApi;
  readonly address: string;
  readonly folder: string;
  /** Every line that was logged. */
  readonly log: readonly string[];
  ask(method: string, path: string, options?: Ask): Promise<Answer>;
  /** An account with a session. Premium unless told: its limits are wide enough for a few hundred tries. */
  somebody(options?: NewSomebody): Promise<Somebody>;
  close(): Promise<void>;
}

/**
 * Starts it with a database of its own. It is configured as a studio of many users, so that webhooks may not go to this machine.
 * @param options.environment more of it
 * @param options.database one that is there already, and stays
 * @param options.patience milliseconds that a slow sender is given
 * @param options.scriptPatience milliseconds that a script is given
 * @param options.readPatience with replicas that lag
 */
export async function servedStudio({
  environment = {},
  database,
  patience = {},
  scriptPatience,
  readPatience,
}: {
  readonly environment?: Readonly<Record<string, string>>;
  readonly database?: { readonly url: string };
  readonly patience?: Parameters<typeof serveApi>[1]['patience'];
  readonly scriptPatience?: number;
  readonly readPatience?: Parameters<typeof openParts>[1]['readPatience'];
} = {}): Promise<ServedStudio> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-security-'));
  const own = database ? null : await startPostgres({ folder: join(folder, 'postgres') });
  const postgres = { url: database?.url ?? own?.url ?? '', stop: async () => own?.stop() };
  const secret = randomBytes(32);
  const config = readConfig({
    DATA_FOLDER: folder,
    DATABASE_URL: postgres.url,
    SECRET: secret.toString('base64'),
    PORT: '0',
    LOCAL_CREDITS: '0',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const opened = await openParts(config, {
    ...{ service: 'api', databaseUrl: postgres.url, secret, readPatience },
    address: () => address,
  });
  const log: string[] = [];
  const logger = createLogger({
    ...{ service: 'api', level: 'debug', tracing: noTracing, hashKey: 'of these tests' },
    to: { write: (line) => void log.push(line) },
  });
  const parts: Parts = { ...opened, logger };
  const publicUrl = new URL(config.PUBLIC_URL ?? 'http://studio.example');
  const api = await serveApi(parts, { publicUrl, progress: null, patience, scriptPatience });
  const { address } = api;
  const ask = asker(address);
  const passwordHash = await hashPassword(goodPassword);
  return {
    ...{ parts, api, address, folder, log, ask },
    async somebody({ role = 'user', plan = 'premium', mfa = false, credits = 1_000 } = {}) {
      const { accounts, signingKeys } = api.services;
      const email = `${randomUUID()}@example.org`;
      const made = await inTransaction(parts.pool, async (client) => {
        const id = await createUser(accounts, client, theStudio, { email, name: 'Ada', passwordHash, verified: true });
        if (!id) throw new Error('The address is taken.');
        await client.query('update users set role = $2, subscription_tier = $3 where id = $1', [id, role, plan]);
        if (credits > 0) await parts.credits.grant(client, { userId: id, amount: credits * 100 });
        const user = { id, role };
        return {
          id,
          ...(await beginSession(accounts, signingKeys, client, { user, method: 'password', mfa, asker: theStudio })),
        };
      });
      return {
        ...{ ...made, email, password: goodPassword },
        ask: (method, path, options = {}) => ask(method, path, { ...options, token: made.accessToken }),
      };
    },
    async close() {
      await api.close();
      await opened.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
