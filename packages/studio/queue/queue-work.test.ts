import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { Announcer } from './announcer.ts';
import type { Announcement, Broker } from './broker.ts';
import { JobQueue } from './job-queue.ts';
import { defaultPolicy } from './job-state.ts';
import { quiet } from './queue-driver.fixture.ts';
import type { ClaimedJob, NewJob } from './queued-job.ts';

describe('the queue for those who work with it', () => {
  let database: TestDatabase;
  let queue: JobQueue;
  let owner = { userId: '', projectId: '' };
  const by = { worker: 'a' };
  beforeAll(async () => {
    database = await testDatabase();
    queue = new JobQueue(database.pool);
  });
  beforeEach(async () => {
    await database.pool.query('delete from users');
    owner = await database.owner();
  });
  afterAll(() => database.stop());

  const job = (more: Partial<NewJob> = {}): NewJob => ({
    id: randomUUID(),
    ...owner,
    type: 'image',
    kind: 'board',
    parameters: {},
    ...more,
  });
  const claimed = async (more: Partial<NewJob> = {}): Promise<ClaimedJob> => {
    const one = job(more);
    await queue.send([one]);
    const mine = await queue.claimById(one.id, by);
    if (typeof mine === 'string') throw new Error(`It is ${mine}.`);
    return mine;
  };
  const select = async (sql: string, ...values: unknown[]) => (await database.pool.query(sql, values)).rows;
  const film = async (): Promise<string> => {
    const [row] = await select(
      `with draft as (
        insert into drafts (project_id, number, name, ending, sha256, content) values ($1, 1, 'A', '.fountain', repeat('0', 64), '') returning id
      ) insert into films (user_id, project_id, draft_id, kind, settings, cap) select $2, $1, id, 'film', '{}', 1 from draft returning id`,
      owner.projectId,
      owner.userId,
    );
    return row.id;
  };

  it('keeps what a job made and tells of it in the same commit, once', async () => {
    const mine = await claimed({ contentKey: 'key' });
    const came = {
      record: { hash: 'a' },
      made: true,
      resultUrl: 'a.mp4',
      events: [{ userId: owner.userId, projectId: owner.projectId, type: 'film.shot', data: { shot: 1 } }],
    } as const;
    expect(await queue.complete({ ...mine, token: mine.token + 1 }, came)).toBe(false);
    expect(await select('select from records')).toEqual([]);
    expect(await queue.complete(mine, came)).toBe(true);
    expect(await queue.complete(mine, { ...came, record: { hash: 'b' } })).toBe(false);
    expect(await select('select user_id, key, record from records')).toEqual([
      { user_id: owner.userId, key: 'key', record: { hash: 'a' } },
    ]);
    expect(await select('select type, data from events')).toEqual([{ type: 'film.shot', data: { shot: 1 } }]);
    expect(
      await select('select result_url, made, progress, worker, started_at <= finished_at as timed from jobs'),
    ).toEqual([{ result_url: 'a.mp4', made: true, progress: 1, worker: 'a', timed: true }]);
  });

  it('does not mind that the same was made before: the first record stays', async () => {
    const [first, second] = [await claimed({ contentKey: 'key' }), await claimed({ contentKey: 'key' })];
    const ends = [
      { ...first, record: { hash: 'a' } },
      { ...second, record: { hash: 'b' } },
      { id: randomUUID(), token: 1, record: { hash: 'c' } },
    ];
    expect(await queue.completeMany(ends)).toEqual(new Set([first.id, second.id]));
    expect(await select('select count(*)::int as records from records')).toEqual([{ records: 1 }]);
  });

  it('keeps what was made again because something of it was lost, and nothing in place of what is whole', async () => {
    const hash = (digit: string) => digit.repeat(64);
    const recordOf = (digit: string) => ({
      objects: { clip: { hash: hash(digit), bytes: 1, ending: '.mp4' } },
      facts: {},
    });
    const have = (digit: string) =>
      select(
        "insert into objects (user_id, hash, ending, bytes, s3_key) values ($1, $2, '.mp4', 1, $2)",
        owner.userId,
        hash(digit),
      );
    const kept = async () => (await select('select record from records')).map(({ record }) => record);
    const make = async (digit: string) => {
      const mine = await claimed({ contentKey: 'key' });
      await queue.complete(mine, { record: recordOf(digit), made: true });
      return (await select('select made from jobs where id = $1', mine.id))[0];
    };
    await have('a');
    await make('a');
    await have('b');
    expect(await make('b')).toEqual({ made: false });
    expect(await kept(), 'nothing was lost').toEqual([recordOf('a')]);
    await select('delete from objects where hash = $1', hash('a'));
    expect(await make('b')).toEqual({ made: true });
    expect(await kept()).toEqual([recordOf('b')]);
  });

  it('sends and ends jobs with the transaction of its caller, or not at all', async () => {
    const mine = await claimed();
    const next = job();
    const undone = inTransaction(database.pool, async (client) => {
      await queue.on(client).send([next]);
      await queue.on(client).complete(mine);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await queue.statusOf(next.id)).toBeNull();
    expect(await queue.lost([mine])).toEqual([]);
    await inTransaction(database.pool, async (client) => {
      await queue.on(client).send([next]);
      await queue.on(client).complete(mine);
    });
    expect(await queue.statusOf(next.id)).toBe('waiting');
    expect(await queue.statusOf(mine.id)).toBe('done');
  });

  it('takes a low job in finite time however many high ones come', async () => {
    const hasty = new JobQueue(database.pool, { ...defaultPolicy, headStart: 50 });
    const low = job({ priority: 'low' });
    await hasty.send([job({ priority: 'high' }), low]);
    const order: string[] = [];
    while (order.at(-1) !== low.id) {
      await hasty.send([job({ priority: 'high' }), job({ priority: 'high' })]);
      order.push((await hasty.claim(['image'], by))?.id ?? '');
    }
    // The high ones had their head start, and there were always some more of them.
    expect(order.length).toBeGreaterThan(1);
    expect(await hasty.claim(['image'], by)).not.toBeNull();
  });

  it('says why a certain job is not to be had', async () => {
    const mine = await claimed();
    expect(await queue.claimById(mine.id, by)).toBe('running');
    await queue.complete(mine);
    expect(await queue.claimById(mine.id, by)).toBe('over');
    expect(await queue.claimById(randomUUID(), by)).toBe('over');
    const delayed = job({ delay: 60_000 });
    const blocked = job({ needs: [delayed.id] });
    await queue.send([delayed, blocked]);
    expect(await queue.claimById(delayed.id, by)).toBe('not-due');
    expect(await queue.claimById(blocked.id, by)).toBe('not-due');
  });

  it('gives a job only one of those who heard of it', async () => {
    const one = job();
    await queue.send([one]);
    const claims = await Promise.all(Array.from({ length: 8 }, () => queue.claimById(one.id, by)));
    expect(claims.filter((claim) => typeof claim !== 'string')).toHaveLength(1);
  });

  it('stops a film, and tells its workers', async () => {
    const filmId = await film();
    const running = await claimed({ filmId });
    const waiting = job({ filmId });
    const blocked = job({ filmId, needs: [waiting.id] });
    const other = await claimed();
    await queue.send([waiting, blocked]);
    const stopped = await queue.cancelFilm(filmId);
    expect([...stopped].sort()).toEqual([running.id, waiting.id, blocked.id].sort());
    const held = ({ id, token }: ClaimedJob) => ({ id, token });
    expect(await queue.lost([held(running), held(other)])).toEqual([held(running)]);
    expect(await queue.complete(running)).toBe(false);
    expect(await queue.lost([])).toEqual([]);
  });

  it('notes how far a job is, of its worker alone', async () => {
    const mine = await claimed();
    expect(await queue.progress(mine, 0.5)).toBe(true);
    expect(await queue.progress({ ...mine, token: mine.token - 1 }, 0.9)).toBe(false);
    expect(await select('select progress from jobs')).toEqual([{ progress: 0.5 }]);
  });

  it('lists the dead for operators, the last first, page by page, until they are redriven', async () => {
    const dead: string[] = [];
    for (const reason of ['a', 'b', 'c']) {
      const mine = await claimed();
      await queue.fail(mine, reason, { permanent: true, luck: 0 });
      dead.unshift(mine.id);
    }
    const first = await queue.dead(2);
    const last = first[1];
    const second = await queue.dead(2, last ? [last.finishedAt, last.id] : null);
    expect([...first, ...second].map(({ id }) => id)).toEqual(dead);
    expect(first[0]).toMatchObject({ ...owner, error: 'c', kind: 'board', receives: 1 });
    expect(await queue.redrive(dead[0] ?? '')).toBe(true);
    expect(await queue.redrive(dead[0] ?? '')).toBe(false);
    expect((await queue.dead(10)).map(({ id }) => id)).toEqual(dead.slice(1));
  });

  /** Keeps what it is told, and may fail after it has taken it, as a process that dies between sending and noting it. */
  class Ear implements Broker {
    readonly name = 'sqs';
    readonly patience = 60_000;
    readonly pulse = 1_000;
    readonly heard: Announcement[] = [];
    failing = false;
    async send(announcements: readonly Announcement[]) {
      this.heard.push(...announcements);
      if (this.failing) throw new Error('The line went dead.');
    }
    async receive() {
      return null;
    }
    async close() {}
  }

  it('announces a job twice rather than never, and each wait once', async () => {
    const ear = new Ear();
    const announcer = new Announcer({ pool: database.pool, broker: ear, log: quiet });
    const one = job();
    const blocked = job({ needs: [one.id] });
    await queue.send([one, blocked, job({ delay: 60_000 })]);
    ear.failing = true;
    await expect(announcer.announce()).rejects.toThrow('The line went dead.');
    ear.failing = false;
    expect(await announcer.announce()).toBe(1);
    expect(await announcer.announce()).toBe(0);
    const ids = () => ear.heard.map(({ message }) => message.job_id);
    expect(ids()).toEqual([one.id, one.id]);
    const mine = await queue.claimById(one.id, by);
    if (typeof mine === 'string') throw new Error(mine);
    await queue.giveBack(mine, { reason: 'the model does not load' });
    expect(await announcer.announce()).toBe(1);
    expect(new Set(ear.heard.map(({ key }) => key)).size).toBe(2);
    const again = await queue.claimById(one.id, by);
    if (typeof again === 'string') throw new Error(again);
    await queue.complete(again);
    expect(await announcer.announce()).toBe(1);
    expect(ids().at(-1)).toBe(blocked.id);
  });

  it('announces again what nobody came for, of a long backlog only what is next', async () => {
    const ear = new Ear();
    const announcer = new Announcer({ pool: database.pool, broker: ear, log: quiet }, { batch: 4 });
    const jobs = Array.from({ length: 10 }, () => job());
    const other = job({ type: 'audio' });
    await queue.send([...jobs, other]);
    const announceAll = async () => {
      ear.heard.length = 0;
      while ((await announcer.announce()) > 0);
      return new Set(ear.heard.map(({ message }) => message.job_id));
    };
    const idsOf = (some: readonly NewJob[]) => new Set(some.map(({ id }) => id));
    expect(await announceAll()).toEqual(idsOf([...jobs, other]));
    await database.pool.query("update jobs set announced_at = now() - interval '1 day'");
    expect(await announceAll()).toEqual(idsOf([...jobs.slice(0, 4), other]));
    // The others' turn comes when those before them are taken.
    for (const { id } of jobs.slice(0, 3)) await queue.claimById(id, by);
    expect(await announceAll()).toEqual(idsOf(jobs.slice(4, 7)));
  });

  it('does not take a job for announced that was claimed and came back while the broker was slow', async () => {
    const one = job();
    await queue.send([one]);
    const ear = new Ear();
    const slow: Broker = Object.assign(ear, {
      async send(announcements: readonly Announcement[]) {
        ear.heard.push(...announcements);
        const mine = await queue.claimById(one.id, by);
        if (typeof mine !== 'string') await queue.giveBack(mine);
      },
    });
    const announcer = new Announcer({ pool: database.pool, broker: slow, log: quiet });
    expect(await announcer.announce()).toBe(1);
    expect(await announcer.announce()).toBe(1);
    expect(ear.heard.map(({ key }) => key)).toEqual([`${one.id}-0`, `${one.id}-1`]);
  });

  it('announces each job once by several announcers', async () => {
    const ears = [new Ear(), new Ear(), new Ear()];
    await queue.send(Array.from({ length: 30 }, () => job()));
    const announcers = ears.map((broker) => new Announcer({ pool: database.pool, broker, log: quiet }, { batch: 10 }));
    for (let told = 0; told < 30; ) {
      const counts = await Promise.all(announcers.map((announcer) => announcer.announce()));
      told += counts.reduce((sum, count) => sum + count, 0);
    }
    expect(new Set(ears.flatMap(({ heard }) => heard.map(({ key }) => key))).size).toBe(30);
    expect(ears.flatMap(({ heard }) => heard)).toHaveLength(30);
  });

  it('refuses states that cannot be', async () => {
    await claimed();
    const to = (what: string) => database.pool.query(`update jobs set ${what}`);
    await expect(to("status = 'done', lease_until = null")).rejects.toThrow('check constraint');
    await expect(to('finished_at = now()')).rejects.toThrow('check constraint');
  });
});
