import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hashPassword } from '@ai-film-studio/studio/accounts/passwords.ts';
import type { Role } from '@ai-film-studio/studio/accounts/principal.ts';
import type { PlanName } from '@ai-film-studio/studio/billing/plans.ts';
import { Credits } from '@ai-film-studio/studio/credits/credits.ts';
import { lockBalance } from '@ai-film-studio/studio/credits/ledger.ts';
import { migrate, releasedMigrations } from '@ai-film-studio/studio/db/migrate.ts';
import { inTransaction, row, run } from '@ai-film-studio/studio/db/sql.ts';
import { ProjectService } from '@ai-film-studio/studio/films/project-service.ts';
import { Client, Pool } from 'pg';
import { z } from 'zod';

/** Somebody for testers to be. */
interface Tester {
  readonly name: string;
  readonly role: Role;
  readonly plan: PlanName;
  readonly credits: number;
}

const testers: readonly Tester[] = [
  { name: 'free', role: 'user', plan: 'free', credits: 30 },
  { name: 'standard', role: 'user', plan: 'standard', credits: 300 },
  { name: 'premium', role: 'premium', plan: 'premium', credits: 1_500 },
  // Of the program alone that tries a deployed studio (docs/runbooks/acceptance.md): sums are only right where nobody else spends.
  { name: 'acceptance', role: 'user', plan: 'standard', credits: 300 },
  // Administrates once an authenticator is enrolled, as everywhere.
  { name: 'admin', role: 'admin', plan: 'premium', credits: 0 },
];

const example = new URL('../../examples/the-last-ferry.fountain', import.meta.url);

/**
 * Puts people, credits, projects and drafts into a sandbox's database. Done again it gives back the credits that were spent, and adds nothing
 * else, so each deployment may do it.
 * @param password of all of them
 * @returns who can sign in now
 */
export async function seed(pool: Pool, password: string): Promise<readonly string[]> {
  const [projects, credits] = [new ProjectService(pool), new Credits()];
  const [passwordHash, bytes] = [await hashPassword(password), await readFile(example)];
  const emails: string[] = [];
  for (const { name, role, plan, credits: amount } of testers) {
    const email = `${name}@sandbox.example`;
    const userId = await tester(pool, { email, role, plan, passwordHash });
    await inTransaction(pool, async (client) => {
      const { available = 0, reserved = 0 } = (await lockBalance(client, userId)) ?? {};
      const spent = amount * 100 - available - reserved;
      if (spent > 0) await credits.grant(client, { userId, amount: spent, note: 'Sandbox' });
    });
    const has = await run(pool, 'select from projects where user_id = $1', [userId]);
    const project =
      has === 0 ? await projects.create(userId, { name: 'The Last Ferry', description: 'An example.' }) : null;
    if (project) await projects.addDraft(userId, project.id, { name: 'the-last-ferry.fountain', bytes }, '.fountain');
    emails.push(email);
  }
  return emails;
}

async function tester(
  pool: Pool,
  { email, role, plan, passwordHash }: { email: string; role: Role; plan: PlanName; passwordHash: string },
): Promise<string> {
  await run(
    pool,
    `insert into users (id, email, password_hash, role, subscription_tier, email_verified_at) values ($1, $2, $3, $4, $5, now())
     on conflict do nothing`,
    [randomUUID(), email, passwordHash, role, plan],
  );
  const found = await row(pool, z.object({ id: z.string() }), 'select id from users where email = $1', [email]);
  if (!found) throw new Error(`${email} was not made.`);
  return found.id;
}

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Whoever knows it is in: a sandbox can be reached too. */
  SEED_PASSWORD: z.string().min(12),
});

/** `DATABASE_URL=… SEED_PASSWORD=… npm run seed`; never on production. */
async function main(): Promise<void> {
  const { DATABASE_URL, SEED_PASSWORD } = environment.parse(process.env);
  const client = new Client(DATABASE_URL);
  await client.connect();
  await migrate(client, releasedMigrations());
  await client.end();
  const pool = new Pool({ connectionString: DATABASE_URL, max: 2 });
  const emails = await seed(pool, SEED_PASSWORD);
  await pool.end();
  process.stdout.write(`${emails.join('\n')}\n`);
}

if (import.meta.main) await main();
