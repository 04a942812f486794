import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { emit } from '@ai-film-studio/studio/events/emit.ts';
import { type Listener, startListener } from '@ai-film-studio/studio/events/listener.ts';
import { ProgressHub } from '@ai-film-studio/studio/events/progress.ts';
import type { FilmService } from '@ai-film-studio/studio/films/film-service.ts';
import { notFound } from '@ai-film-studio/studio/refusal.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEventStream, type StreamMessage } from '../../../test/read-event-stream.ts';
import type { Api } from '../http/api.ts';
import { principalNamed } from '../http/bare-api.fixture.ts';
import { type EventRouteOptions, eventRoutesWith } from './events.ts';
import { servedApi } from './served-api.fixture.ts';

describe('streams of events', () => {
  let database: TestDatabase;
  let listener: Listener;
  let api: Api;
  let stopping: AbortController;
  let address = '';
  let userId = '';
  let hub: ProgressHub;
  let cuts: AbortController[];
  /** Who is known by which token. */
  const sessions = new Map<string, Principal>();
  beforeAll(async () => {
    database = await testDatabase();
    listener = startListener({ connectionString: database.url });
    await vi.waitUntil(() => listener.connected(), { timeout: 30_000 });
  });
  afterAll(async () => {
    await listener.close();
    await database.stop();
  });
  beforeEach(async () => {
    [stopping, hub, cuts] = [new AbortController(), new ProgressHub(), []];
    userId = await user();
    sessions.set(userId, principalNamed(userId));
  });
  afterEach(async () => {
    stopping.abort();
    for (const cut of cuts) cut.abort();
    await api?.close();
  });

  const user = async (): Promise<string> =>
    (await database.pool.query("insert into users (email) values (gen_random_uuid() || '@example.org') returning id"))
      .rows[0].id;
  const start = async (options: Partial<EventRouteOptions> = {}) => {
    const filmService = {
      get: async (owner: string, id: string) => {
        if (!films.get(owner)?.has(id)) throw notFound('film');
        return { id };
      },
      // The routes ask whose a film is and nothing else.
    } as unknown as FilmService;
    const served = await servedApi(
      eventRoutesWith({ settle: 10, ...options }),
      ({ bearer }) => sessions.get(bearer ?? '') ?? null,
      { pool: database.pool, films: filmService, listener, progress: hub.watch, stopping: stopping.signal },
    );
    [api, address] = [served.api, served.address];
  };
  const films = new Map<string, Set<string>>();
  const ask = (path: string, headers: Record<string, string> = {}, signal = new AbortController()) => {
    cuts.push(signal);
    return fetch(`${address}${path}`, {
      headers: { authorization: `Bearer ${userId}`, ...headers },
      signal: signal.signal,
    });
  };
  /** A stream that is read on; how it ended is in `ended`. */
  const watch = async (path = '/v1/events', headers: Record<string, string> = {}) => {
    const cut = new AbortController();
    const response = await ask(path, headers, cut);
    const seen: StreamMessage[] = [];
    const ended = (async () => {
      for await (const message of readEventStream(response)) seen.push(message);
      return 'cleanly' as const;
    })().catch(() => 'cut' as const);
    await vi.waitUntil(() => seen[0]?.event === 'ready' || response.status !== 200, { timeout: 30_000 });
    return { seen, ended, response, cut };
  };
  const happened = (n: number, filmId: string | null = null) =>
    emit(database.pool, { userId, filmId, type: 'film.stage', data: { n } });
  const numbers = (seen: readonly StreamMessage[]) =>
    seen.filter(({ event }) => event === 'film.stage').map(({ data }) => JSON.parse(data).n);
  const until = (isTrue: () => boolean) => vi.waitUntil(isTrue, { timeout: 30_000, interval: 5 });

  it('tell what happens from now on, with all that a reader needs', async () => {
    await start();
    await happened(0);
    const { seen, response } = await watch('/v1/events', { origin: 'https://web.example.org' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBe('https://web.example.org');
    expect(response.headers.get('x-request-id')).toMatch(/./);
    await happened(1);
    await until(() => seen.length === 2);
    expect(seen[1]).toMatchObject({ event: 'film.stage', id: expect.stringMatching(/^\d+-\d+$/) });
    expect(JSON.parse(seen[1]!.data)).toEqual({ n: 1, projectId: null, filmId: null, createdAt: expect.any(String) });
  });

  it('go on where they were cut off, again and again, without a loss and without a repetition', async () => {
    await start();
    let [last, read] = ['', [] as number[]];
    let written = 0;
    let writing = true;
    const first = await watch();
    last = first.seen[0]?.id ?? '';
    first.cut.abort();
    const writer = (async () => {
      while (writing) await happened(written++);
    })();
    for (let cuts = 0; cuts < 12; cuts++) {
      const viaQuery = cuts % 2 === 0;
      const { seen, cut, ended } = await watch(
        viaQuery ? `/v1/events?lastEventId=${last}` : '/v1/events',
        viaQuery ? {} : { 'last-event-id': last },
      );
      await until(() => numbers(seen).length > 5);
      cut.abort();
      await ended;
      read = [...read, ...numbers(seen)];
      last = seen.at(-1)?.id ?? last;
    }
    writing = false;
    await writer;
    const { seen } = await watch('/v1/events', { 'last-event-id': last });
    await until(() => read.length + numbers(seen).length >= written);
    expect([...read, ...numbers(seen)]).toEqual(Array.from({ length: written }, (_, n) => n));
  });

  it('of a film tell of that film alone', async () => {
    await start();
    const [film, other] = [randomUUID(), randomUUID()];
    films.set(userId, new Set([film, other]));
    const { seen } = await watch(`/v1/films/${film}/events`);
    await happened(1, other);
    await happened(2, film);
    await until(() => seen.length === 2);
    expect(numbers(seen)).toEqual([2]);
  });

  it('are not there for a film of another user, for a film that is not there, or for nobody', async () => {
    await start();
    const theirs = randomUUID();
    films.set(await user(), new Set([theirs]));
    const answers = [await ask(`/v1/films/${theirs}/events`), await ask(`/v1/films/${randomUUID()}/events`)];
    const bodies = await Promise.all(
      answers.map(async (answer) => ({ ...(await answer.json()), status: answer.status, requestId: '' })),
    );
    expect(bodies[0]).toMatchObject({ status: 404, code: 'not-found' });
    expect(bodies[0]).toEqual(bodies[1]);
    expect((await ask('/v1/events', { authorization: 'Bearer nobody' })).status).toBe(401);
    sessions.set('narrow', principalNamed(userId, { scopes: new Set(['billing']) }));
    expect((await ask('/v1/events', { authorization: 'Bearer narrow' })).status).toBe(403);
  });

  it('tell a user nothing of another, also when they resume after an event of the other', async () => {
    await start();
    const thief = await user();
    sessions.set('thief', principalNamed(thief));
    const { seen: mine } = await watch();
    await happened(1);
    await until(() => mine.length === 2);
    const { seen } = await watch('/v1/events', { authorization: 'Bearer thief', 'last-event-id': mine[0]!.id! });
    await happened(2);
    await emit(database.pool, { userId: thief, type: 'film.stage', data: { n: 'own' } });
    await until(() => seen.length === 2);
    expect(numbers(seen)).toEqual(['own']);
  });

  it('refuse an id that is none, and begin now for one of another database', async () => {
    await start();
    for (const id of ['abc', '1', '1-2-3', "1-1' or true--"]) {
      const answer = await ask('/v1/events', { 'last-event-id': id });
      expect([answer.status, (await answer.json()).code]).toEqual([400, 'last-event-id']);
    }
    const { seen } = await watch('/v1/events', { 'last-event-id': '4611686018427387904-7' });
    await happened(1);
    await until(() => numbers(seen).length === 1);
  });

  it('show progress to those who watch now, without an id', async () => {
    await start();
    const [film, other] = [randomUUID(), randomUUID()];
    films.set(userId, new Set([film]));
    const { seen } = await watch(`/v1/films/${film}/events`);
    const { seen: all } = await watch();
    const progress = (filmId: string) => ({ filmId, jobId: randomUUID(), share: 0.5, kind: 'clip' });
    hub.tell(userId, progress(other));
    hub.tell(await user(), progress(film));
    hub.tell(userId, progress(film));
    await until(() => seen.length === 2 && all.length === 3);
    expect(seen[1]).toMatchObject({ event: 'progress', id: null });
    expect(JSON.parse(seen[1]!.data)).toMatchObject({ filmId: film, share: 0.5 });
  });

  it('show that they live while nothing happens', async () => {
    await start({ heartbeat: 10 });
    const { body } = await ask('/v1/events');
    let text = '';
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.split(':\n\n').length > 4) break;
    }
  });

  it('end when the session is ended, at once where it is told', async () => {
    await start();
    const { ended } = await watch();
    const other = await user();
    sessions.set(other, principalNamed(other));
    const { ended: otherEnded, seen } = await watch('/v1/events', { authorization: `Bearer ${other}` });
    sessions.delete(userId);
    await database.pool.query("select pg_notify('sessions', $1)", [userId]);
    expect(await ended).toBe('cleanly');
    await database.pool.query("select pg_notify('sessions', $1)", [other]);
    await emit(database.pool, { userId: other, type: 'film.stage', data: { n: 1 } });
    await until(() => seen.length === 2);
    expect(await Promise.race([otherEnded, 'goes on'])).toBe('goes on');
  });

  it('end when the session is ended, after a while where it is not told', async () => {
    await start({ recheck: 20 });
    const { ended } = await watch();
    sessions.set(userId, principalNamed(userId, { scopes: new Set(['billing']) }));
    expect(await ended).toBe('cleanly');
  });

  it('end cleanly when the server stops, which then waits for nothing', async () => {
    await start();
    const streams = await Promise.all([watch(), watch(), watch()]);
    stopping.abort();
    await api.close();
    expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(['cleanly', 'cleanly', 'cleanly']);
  });

  it('are so many a user at most, and one that has ended makes room', async () => {
    await start({ most: 2 });
    const [first] = [await watch(), await watch()];
    const refused = await ask('/v1/events');
    expect([refused.status, (await refused.json()).code]).toEqual([429, 'too-many-streams']);
    const other = await user();
    sessions.set(other, principalNamed(other));
    expect((await ask('/v1/events', { authorization: `Bearer ${other}` })).status).toBe(200);
    first.cut.abort();
    await vi.waitUntil(async () => (await ask('/v1/events')).status === 200, { timeout: 30_000 });
  });

  it('are cut off when nobody reads them, and what they did not read is not kept', async () => {
    await start({ most: 1, patience: 100 });
    const { hostname, port } = new URL(address);
    const idle = connect(Number(port), hostname);
    idle.on('error', () => {});
    const closed = new Promise<void>((done) => idle.once('close', () => done()));
    idle.pause();
    idle.write(`GET /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${userId}\r\n\r\n`);
    await vi.waitUntil(async () => (await ask('/v1/events')).status === 429, { timeout: 30_000 });
    // More than all buffers on the way can hold.
    const words = 'x'.repeat(200_000);
    for (let n = 0; n < 150; n++) await emit(database.pool, { userId, type: 'film.stage', data: { n, words } });
    await vi.waitUntil(async () => (await ask('/v1/events')).status === 200, { timeout: 30_000, interval: 50 });
    idle.resume();
    await closed;
  });

  it('are in the reference as what they are', async () => {
    await start();
    const document = (await api.inject('/v1/openapi.json')).json();
    const { content } = document.paths['/v1/films/{filmId}/events'].get.responses['200'];
    expect(Object.keys(content)).toEqual(['text/event-stream']);
  });
});
