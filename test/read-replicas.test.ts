import { randomUUID } from 'node:crypto';
import { whyNoPostgres } from '@ai-film-studio/studio/db/embedded-postgres.ts';
import { openPrimary, type Standby, streamingStandby } from '@ai-film-studio/studio/db/standby.fixture.ts';
import { filmSettingsSchema } from '@ai-film-studio/studio/films/settings.ts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedStudio, type Somebody, servedStudio } from './security/served-studio.fixture.ts';

const reason = whyNoPostgres();

describe.skipIf(reason !== null)(`an API with a read replica${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const stack = new AsyncDisposableStack();
  let standby: Standby;
  let studio: ServedStudio;
  let admin: Somebody;
  const ids = { project: '', film: '', job: '', webhook: randomUUID() };

  beforeAll(async () => {
    const primary = await openPrimary();
    stack.defer(() => primary.close());
    const made = await streamingStandby(primary, Number(new URL(primary.url).port));
    standby = made;
    stack.defer(() => made.close());
    const opened = await servedStudio({
      ...{ database: primary, environment: { DATABASE_READ_URLS: made.url } },
      // Long enough for a loaded machine, where nobody lags.
      readPatience: { lag: 10_000 },
    });
    studio = opened;
    stack.defer(() => opened.close());
    admin = await studio.somebody({ role: 'admin', mfa: true });
    await fill();
  });
  afterAll(() => stack.disposeAsync());

  /** A film with its job, and a webhook. */
  async function fill(): Promise<void> {
    const { parts, api } = studio;
    const { projects } = api.services;
    ids.project = (await projects.create(admin.id, { name: 'The Last Ferry' })).id;
    const text = { name: 'a.fountain', bytes: new TextEncoder().encode('INT. ROOM - DAY\n\nA cup.\n') };
    const draft = await projects.addDraft(admin.id, ids.project, text, '.fountain');
    const film = await parts.films.begin({
      ...{
        id: randomUUID(),
        userId: admin.id,
        projectId: ids.project,
        draftId: draft.id,
        kind: 'film',
        title: 'A Cup',
      },
      ...{ cap: 20_00, settings: filmSettingsSchema.parse({}), bible: null, decisions: new Map(), traceparent: null },
    });
    ids.film = film.id;
    ids.job = (await parts.pool.query('select id from jobs where film_id = $1', [film.id])).rows[0].id;
    await parts.pool.query('insert into webhooks (id, user_id, url, salt) values ($1, $2, $3, $4)', [
      ...[ids.webhook, admin.id, 'https://example.org/', Buffer.alloc(32)],
    ]);
  }

  /** How many reads were answered, by whom and why. */
  async function answered(by: string, why: string): Promise<number> {
    const line = new RegExp(`^studio_database_reads_total\\{by="${by}",why="${why}"\\} (\\d+)$`, 'm');
    return Number(line.exec((await studio.ask('GET', '/metrics')).text)?.[1] ?? 0);
  }

  it.each([
    '/v1/projects',
    '/v1/films',
    '/v1/projects/{project}/films',
    '/v1/projects/{project}/assets',
    '/v1/films/{film}/files',
    '/v1/films/{film}/shots',
    '/v1/credits/history',
    '/v1/audit',
    '/v1/admin/audit',
    '/v1/admin/users',
    '/v1/admin/jobs/dead',
    '/v1/webhooks/{webhook}/deliveries',
  ])('the list %s is the replica’s', async (path) => {
    const before = await answered('replica', 'fit');
    const { status, body } = await admin.ask('GET', at(path));
    expect({ status, body }).toMatchObject({ status: 200, body: { items: expect.any(Array) } });
    expect(await answered('replica', 'fit')).toBeGreaterThan(before);
  });

  it.each([
    '/v1/account',
    '/v1/credits',
    '/v1/films/{film}',
    '/v1/jobs/{job}',
    '/v1/films/{film}/jobs',
    '/v1/sessions',
    '/v1/api-keys',
  ])('%s is asked of the writer alone', async (path) => {
    const readOfReplica = async () => {
      // Something of theirs is new, so no answer is kept.
      await admin.ask('POST', '/v1/projects', { body: { name: 'A Cup' } });
      const before = await answered('replica', 'fit');
      expect((await admin.ask('GET', at(path))).status).toBe(200);
      return (await answered('replica', 'fit')) - before;
    };
    // The gauges of the queues, which are read there each 15 s, may come between; not each time.
    await expect.poll(readOfReplica, { timeout: 60_000 }).toBe(0);
  });

  const at = (path: string) => path.replace(/\{(\w+)\}/, (_, name: keyof typeof ids) => ids[name]);

  const file = async (name: string) => {
    expect((await admin.ask('POST', '/v1/projects', { body: { name } })).status).toBe(201);
    const { status, body } = await admin.ask('GET', '/v1/projects?limit=1');
    expect(status).toBe(200);
    return body;
  };

  it('shows everybody what they did just now', async () => {
    const before = await answered('writer', 'behind');
    for (let one = 0; one < 30; one++)
      expect(await file(`Film ${one}`)).toMatchObject({ items: [{ name: `Film ${one}` }] });
    expect(await answered('writer', 'behind')).toBe(before);
  });

  it('does so when the replica does not keep up, says it, and has no stale answer kept', async () => {
    const client = new Client(standby.url);
    await client.connect();
    stack.defer(() => client.end().catch(() => {}));
    client.on('error', () => {});
    await client.query('select pg_wal_replay_pause()');
    const before = await answered('writer', 'behind');
    for (const name of ['Late', 'Later']) expect(await file(name)).toMatchObject({ items: [{ name }] });
    expect(await answered('writer', 'behind')).toBeGreaterThanOrEqual(before + 2);
    await client.query('select pg_wal_replay_resume()');
    expect((await admin.ask('GET', '/v1/projects?limit=1')).body).toMatchObject({ items: [{ name: 'Later' }] });
  });

  it('goes on without the replica, and says so', async () => {
    await expect.poll(() => isFit(), { timeout: 20_000 }).toBe(true);
    await standby.kill();
    expect(await file('Alone')).toMatchObject({ items: [{ name: 'Alone' }] });
    expect(await answered('writer', 'away')).toBeGreaterThan(0);
    expect((await studio.ask('GET', '/ready')).status).toBe(200);
  });

  /** Whether the replica answers. Not kept, so each of these is a read. */
  async function isFit(): Promise<boolean> {
    const before = await answered('replica', 'fit');
    await admin.ask('GET', '/v1/audit');
    return (await answered('replica', 'fit')) > before;
  }
});
