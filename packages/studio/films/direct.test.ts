import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Credits } from '../credits/credits.ts';
import { inTransaction } from '../db/sql.ts';
import { offlineMakers } from '../jobs/makers.ts';
import { findBinaries } from '../media/binaries.ts';
import { JobQueue } from '../queue/job-queue.ts';
import { type StudioStorage, studioStorage } from '../storage/user-store.fixture.ts';
import { directFilm } from './direct.ts';
import type { Film } from './film.ts';
import { FilmService } from './film-service.ts';
import { ProjectService } from './project-service.ts';
import { filmSettingsSchema } from './settings.ts';
import { decide } from './shot-decisions.ts';

const script = new URL('../../../test/scripts/one-line.fountain', import.meta.url);

describe('the director of a film', () => {
  const credits = new Credits();
  let storage: StudioStorage;
  let queue: JobQueue;
  let films: FilmService;
  let parts: Parameters<typeof directFilm>[2];
  beforeAll(async () => {
    storage = await studioStorage();
    const { pool } = storage;
    queue = new JobQueue(pool);
    films = new FilmService({ pool, credits, queue });
    const makers = offlineMakers(await findBinaries(process.env));
    const storeFor = (userId: string, projectId: string) => storage.newStore({ userId, projectId });
    parts = { pool, films, makers, queue, storeFor };
  });
  afterAll(() => storage.close());

  async function begin(): Promise<Film> {
    const { userId, projectId } = await storage.newPlace();
    await inTransaction(storage.pool, (client) => credits.grant(client, { userId, amount: 100_00 }));
    const text = { name: 'one-line.fountain', bytes: await readFile(script) };
    const draft = await new ProjectService(storage.pool).addDraft(userId, projectId, text, '.fountain');
    return films.begin({
      ...{ id: randomUUID(), userId, projectId, draftId: draft.id, kind: 'film', title: 'One Line', cap: 10_00 },
      ...{ settings: filmSettingsSchema.parse({}), bible: null, decisions: new Map(), traceparent: null },
    });
  }
  const direct = (film: Film) => directFilm(film.id, randomUUID(), parts, null);
  const jobs = async (film: Film) =>
    (
      await storage.pool.query(
        'select id, kind, status, content_key from jobs where film_id = $1 order by created_at, id',
        [film.id],
      )
    ).rows;
  /** Does all waiting jobs of a kind without keeping what they make. */
  async function doInVain(film: Film, kind: string): Promise<void> {
    for (const { id } of (await jobs(film)).filter((job) => job.kind === kind && job.status === 'waiting')) {
      const job = await queue.claimById(id, { worker: 'test' });
      if (typeof job !== 'string') await queue.complete(job, { made: true });
    }
  }

  it('sends what is missing once, however often and at once it directs, and nothing of what was changed meanwhile', async () => {
    const film = await begin();
    await Promise.all([direct(film), direct(film), direct(film)]);
    const sent = await jobs(film);
    expect(sent.map(({ kind }) => kind).sort()).toEqual(['direct', 'direct', 'voice']);
    await storage.pool.query(
      "insert into bibles (project_id, text, inferred) select $1, 'title: Something else', '{}'",
      [film.projectId],
    );
    await decide(storage.pool, film.projectId, 'kitchen-1-a', { take: 4 }, null);
    await direct(film);
    expect(await jobs(film)).toEqual(sent);
  });

  it('gives up a film whose job is done again and again and leaves nothing', async () => {
    const film = await begin();
    for (let round = 0; round < 3; round++) {
      await direct(film);
      expect((await jobs(film)).filter(({ kind }) => kind === 'voice')).toHaveLength(round + 1);
      await doInVain(film, 'voice');
    }
    await direct(film);
    const ended = await films.get(film.userId, film.id);
    expect(ended).toMatchObject({ status: 'failed', error: expect.stringContaining('voice'), cost: null });
    expect(await credits.balance(storage.pool, film.userId)).toMatchObject({ available: 100_00, reserved: 0 });
    await direct(film);
    expect((await jobs(film)).every(({ status }) => status === 'done' || status === 'cancelled')).toBe(true);
  });

  it('does nothing for a film that is over, or of another run', async () => {
    const film = await begin();
    await films.cancel(film.userId, film.id);
    const before = await jobs(film);
    await direct(film);
    expect(await jobs(film)).toEqual(before);
  });
});
