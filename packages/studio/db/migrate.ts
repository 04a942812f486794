import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { z } from 'zod';

/** A step forward of the schema. There is no way back but a further step. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The database holds something that these migrations did not make. The message says what. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const folder = new URL('./migrations/', import.meta.url);

/** All migrations of this release, in order. */
export function releasedMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

/** Any number, as long as nobody else locks by it: several servers may start at once. */
const lockNumber = 7_316_042;

const doneSchema = z.array(z.object({ name: z.string(), hash: z.string() }));
const hashOf = ({ sql }: Migration) => createHash('sha256').update(sql).digest('hex');

/**
 * Brings a database up to these migrations, each in a transaction of its own. Whoever comes second waits, and finds nothing left to do.
 * @returns the names of those that were applied now
 * @throws MigrationError when the database is of a later release, or a migration was changed after it was applied
 */
export async function migrate(client: Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query('select pg_advisory_lock($1)', [lockNumber]);
  try {
    await client.query(
      'create table if not exists migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query('select name, hash from migrations order by name');
    const done = doneSchema.parse(rows);
    refuseOthers(done, migrations);
    const left = migrations.slice(done.length);
    for (const migration of left) await apply(client, migration);
    return left.map(({ name }) => name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockNumber]);
  }
}

function refuseOthers(done: z.infer<typeof doneSchema>, migrations: readonly Migration[]): void {
  for (const [index, { name, hash }] of done.entries()) {
    const ours = migrations[index];
    if (ours?.name !== name)
      throw new MigrationError(
        `The database has the migration ${name}, which this release does not: start a later release.`,
      );
    if (hashOf(ours) !== hash)
      throw new MigrationError(`The migration ${name} was changed after it was applied: write a new one instead.`);
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migrations (name, hash) values ($1, $2)', [migration.name, hashOf(migration)]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new MigrationError(`The migration ${migration.name} failed and changed nothing.`, { cause });
  }
}
