import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SmtpServer, smtpServer } from '../../../test/servers/smtp-server.ts';
import { type WebhookReceiver, webhookReceiver } from '../../../test/servers/webhook-receiver.ts';
import { letters } from '../accounts/mail.ts';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { type EventType, emit } from '../events/emit.ts';
import { startListener } from '../events/listener.ts';
import type { NewJob } from '../queue/queued-job.ts';
import { egressAgent, thisMachineToo } from '../webhooks/egress.ts';
import { WebhookService } from '../webhooks/webhook-service.ts';
import { sendAccountMail } from './account-mail.ts';
import { deliverMail, postMail, sweepMails } from './mail-box.ts';
import type { Mailer } from './mailer.ts';
import { runNotification } from './notification-job.ts';
import { notificationRound, runNotifications } from './rounds.ts';
import { notificationSettings, setNotificationSettings } from './settings.ts';
import { smtpMailer } from './smtp-mailer.ts';

describe('notifications', () => {
  let database: TestDatabase;
  let server: SmtpServer;
  let receiver: WebhookReceiver;
  let mailer: Mailer;
  let userId = '';
  let email = '';
  let jobs: Map<string, NewJob>;
  let failures: unknown[];
  const key = randomBytes(32);
  const agent = egressAgent(thisMachineToo);
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    [server, receiver] = await Promise.all([smtpServer(), webhookReceiver()]);
    mailer = smtpMailer({ url: server.url, from: 'Studio <studio@example.org>' });
    [jobs, failures] = [new Map(), []];
    await database.pool.query('delete from users; delete from mails');
    email = `${randomUUID()}@example.org`;
    userId = (
      await database.pool.query('insert into users (email, email_verified_at) values ($1, now()) returning id', [email])
    ).rows[0].id;
  });
  afterEach(async () => {
    await mailer.close();
    await Promise.all([server.close(), receiver.close()]);
  });

  const letter = (words: { subject: string; text: string }) => ({ kind: 'account' as const, ...words });
  const queue = {
    send: async (sent: readonly NewJob[]) => {
      for (const job of sent) if (!jobs.has(job.id)) jobs.set(job.id, job);
    },
  };
  const dependencies = () => ({
    pool: database.pool,
    queue,
    mailer,
    site: 'https://studio.example.org',
    onFailure: (error: unknown) => failures.push(error),
    key,
    policy: thisMachineToo,
    agent,
    now: () => new Date(),
    luck: () => 0,
  });
  /** All that is due, as dispatcher and workers do it; the queue forgets nothing. */
  const round = async () => {
    await notificationRound(dependencies());
    for (const { kind, parameters } of jobs.values()) await runNotification(kind, parameters, dependencies());
  };
  const film = async (): Promise<string> => {
    const { rows } = await database.pool.query(
      `with project as (insert into projects (user_id, name) values ($1, 'Bells') returning id),
       draft as (insert into drafts (project_id, number, name, ending, sha256, content) select id, 1, 'one', '.fountain', repeat('a', 64), '' from project returning id, project_id)
       insert into films (user_id, project_id, draft_id, kind, settings, cap, title) select $1, project_id, id, 'film', '{}', 1, 'The Borrowed Bell' from draft returning id`,
      [userId],
    );
    return rows[0].id;
  };
  const happened = (type: EventType, filmId: string | null, data = {}) =>
    emit(database.pool, { userId, filmId, type, data });
  const subjects = () => server.received.map(({ data }) => /^Subject: (.*)$/m.exec(data)?.[1]).toSorted();

  it('tell a user by mail that their film is done or failed, once, with a link to it', async () => {
    const id = await film();
    await happened('film.stage', id);
    await happened('film.done', id);
    await happened('film.failed', id, { reason: 'the disk is\nfull' });
    await round();
    await round();
    expect(subjects()).toEqual([
      'Your film could not be made: The Borrowed Bell',
      'Your film is done: The Borrowed Bell',
    ]);
    expect(server.received.every(({ to }) => to.length === 1 && to[0] === email)).toBe(true);
    expect(
      server.received.every(({ data }) =>
        data.replaceAll('=\n', '').includes(`https://studio.example.org/films/${id}`),
      ),
    ).toBe(true);
    expect(failures).toEqual([]);
  });

  it('go to no address that nobody has confirmed, nor to a suspended user', async () => {
    const id = await film();
    for (const change of ['email_verified_at = null', 'email_verified_at = now(), suspended_at = now()']) {
      await database.pool.query(`update users set ${change}`);
      await happened('film.done', id);
      await round();
    }
    expect((await database.pool.query('select from mails')).rowCount).toBe(0);
  });

  it('send one mail, not hundreds, when many jobs of a film are dead', async () => {
    const id = await film();
    await setNotificationSettings(database.pool, userId, { filmDone: true, filmFailed: true, jobDead: true });
    for (let n = 0; n < 40; n++) await happened('job.dead', id, { reason: `job ${n}` });
    // One of no film concerns operators, and nobody can do anything about it here.
    await happened('job.dead', null, { reason: 'a mail' });
    await round();
    expect(subjects()).toEqual(['A part of your film failed: The Borrowed Bell']);
  });

  it('leave out what a user does not want, except what concerns their webhooks and their account', async () => {
    expect(await notificationSettings(database.pool, userId)).toEqual({
      filmDone: true,
      filmFailed: true,
      jobDead: false,
    });
    await setNotificationSettings(database.pool, userId, { filmDone: false, filmFailed: true, jobDead: false });
    await setNotificationSettings(database.pool, userId, { filmDone: false, filmFailed: true, jobDead: false });
    const id = await film();
    for (const type of ['film.done', 'job.dead', 'film.failed'] as const) await happened(type, id);
    await happened('webhook.disabled', null, { url: 'https://example.org/', reason: 'It answered 410 Gone.' });
    await round();
    expect(subjects()).toEqual(['A webhook was disabled', 'Your film could not be made: The Borrowed Bell']);
  });

  it('send a mail if and only if what it is about was committed, and keep its text no longer than needed', async () => {
    const reset = (link: string) => letter(letters.reset(link));
    const to = { userId, email };
    await inTransaction(database.pool, async (client) => {
      await postMail(client, to, reset('https://studio.example.org/reset#lost'), 'lost');
      throw new Error('undone');
    }).catch(() => {});
    await inTransaction(database.pool, (client) =>
      postMail(client, to, reset('https://studio.example.org/reset#kept'), 'kept'),
    );
    await postMail(database.pool, to, reset('https://studio.example.org/reset#kept'), 'kept');
    await round();
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.data).toContain('reset#kept');
    const { rows } = await database.pool.query('select row_to_json(mails)::text as text from mails');
    expect(rows).toHaveLength(1);
    expect(rows[0].text).not.toContain('reset#kept');
    // Nor does the queue ever see it.
    expect(JSON.stringify([...jobs.values()])).not.toContain('reset#');
  });

  it('send a mail again under the same Message-ID when the worker died after the server took it', async () => {
    await postMail(database.pool, { userId, email }, letter(letters.reset('x')), 'one');
    const { rows } = await database.pool.query('select id from mails');
    const dying: Mailer = {
      ...mailer,
      send: async (mail) => {
        await mailer.send(mail);
        throw new Error('killed');
      },
    };
    await expect(deliverMail(rows[0].id, database.pool, dying)).rejects.toThrow('killed');
    await deliverMail(rows[0].id, database.pool, mailer);
    await deliverMail(rows[0].id, database.pool, mailer);
    const ids = server.received.map(({ data }) => /^Message-ID: (.*)$/m.exec(data)?.[1]);
    expect(ids).toEqual([`<${rows[0].id}@example.org>`, `<${rows[0].id}@example.org>`]);
  });

  it('carry the letters of the accounts, each of them even if they are alike', async () => {
    for (const n of [1, 2])
      await inTransaction(database.pool, async (client) => {
        await sendAccountMail(client, { userId, to: email, ...letters.passwordChanged() });
        if (n === 1)
          await sendAccountMail(client, { to: 'new@example.org', ...letters.verify('https://x.example.org') });
      });
    await round();
    expect(server.received.map(({ to }) => to[0]).toSorted()).toEqual([email, email, 'new@example.org'].toSorted());
  });

  it('reach somebody without an account too, again after the server was away', async () => {
    await postMail(
      database.pool,
      { userId: null, email: 'new@example.org' },
      letter(letters.verify('https://x.example.org/v')),
      'one',
    );
    server.refuse = (command) => (command.startsWith('RCPT') ? '450 Later' : null);
    await round();
    expect(failures).toHaveLength(1);
    server.refuse = () => null;
    await round();
    expect(server.received).toEqual([]);
    await database.pool.query('update mails set due_at = now()');
    await Promise.all([round(), round()]);
    expect(server.received).toMatchObject([{ to: ['new@example.org'] }]);
    expect(jobs.size).toBe(0);
  });

  it('go on with the rest when one part of a round fails', async () => {
    await postMail(database.pool, { userId: null, email: 'new@example.org' }, letter(letters.verify('x')), 'two');
    await postMail(database.pool, { userId, email }, letter(letters.verify('x')), 'three');
    const broken = { send: () => Promise.reject(new Error('the broker is away')) };
    await notificationRound({ ...dependencies(), queue: broken });
    expect(failures).toMatchObject([{ message: 'the broker is away' }]);
    expect(server.received).toHaveLength(1);
    await round();
    expect(server.received).toHaveLength(2);
  });

  it('follow each other by themselves: an event becomes a delivery and a mail, until they are stopped', async () => {
    const service = new WebhookService({ pool: database.pool, key, policy: thisMachineToo });
    await service.create(userId, { url: receiver.url });
    const id = await film();
    const listener = startListener({ connectionString: database.url });
    const stop = new AbortController();
    const working = {
      send: async (sent: readonly NewJob[]) => {
        for (const { kind, parameters } of sent) await runNotification(kind, parameters, dependencies());
      },
    };
    const running = runNotifications({ ...dependencies(), queue: working, listener }, stop.signal);
    await happened('film.done', id);
    await vi.waitUntil(() => server.received.length === 1 && receiver.received.length === 1, { timeout: 30_000 });
    stop.abort();
    await running;
    await listener.close();
    expect(failures).toEqual([]);
  });

  it('refuse a kind of job that they do not know, and parameters that are none', async () => {
    await expect(runNotification('carrier-pigeon', {}, dependencies())).rejects.toMatchObject({
      name: 'PermanentError',
    });
    await expect(runNotification('email', { mailId: 'x' }, dependencies())).rejects.toMatchObject({ name: 'ZodError' });
    await runNotification('email', { mailId: randomUUID() }, dependencies());
    await runNotification('webhook', { deliveryId: randomUUID(), turn: 1 }, dependencies());
  });

  it('forget mails after thirty days', async () => {
    await postMail(database.pool, { userId, email }, letter(letters.verify('x')), 'four');
    expect(await sweepMails(database.pool)).toBe(0);
    await database.pool.query("update mails set created_at = now() - interval '31 days'");
    expect(await sweepMails(database.pool)).toBe(1);
  });
});
