import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, StudioError, studioClient, type WatchedEvent } from './client.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that gives one answer after another, the last for ever, and what it was asked. */
async function serving(...answers: readonly Answer[]) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(request);
    answer?.(response, request);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  closers.push(
    () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  const waited: number[] = [];
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const client = studioClient({
    baseUrl,
    credential: { apiKey: 'fs_test' },
    luck: () => 0,
    async wait(milliseconds, signal) {
      signal?.throwIfAborted();
      waited.push(milliseconds);
    },
  });
  return {
    client,
    address: baseUrl,
    asked,
    waited,
    header: (name: string) => asked.map(({ headers }) => headers[name]),
  };
}

const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
const cut: Answer = (response) => response.destroy();
const problem = {
  type: 'about:blank',
  title: 'Credits are missing',
  status: 402,
  detail: 'It takes 20 credits; you have 3.',
  code: 'credits',
  requestId: 'r-1',
  missing: 17,
};
const filmId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const film = { params: { path: { filmId } } };
const begin = { params: { path: { projectId: filmId } }, body: {} };

describe('a call', () => {
  it('shows its key and gives the answer', async () => {
    const { client, header } = await serving(json({ items: [], next: null }));
    expect(await answerOf(client.GET('/v1/projects'))).toEqual({ items: [], next: null });
    expect(header('x-api-key')).toEqual(['fs_test']);
  });

  it('asks for the access token each time, since one does not last', async () => {
    let count = 0;
    const session = studioClient({
      baseUrl: 'http://127.0.0.1:1',
      credential: { accessToken: async () => `token-${++count}` },
      fetch: async (request) => Response.json({ shown: request.headers.get('authorization') }),
    });
    expect(await answerOf(session.GET('/v1/projects'))).toEqual({ shown: 'Bearer token-1' });
    expect(await answerOf(session.GET('/v1/projects'))).toEqual({ shown: 'Bearer token-2' });
  });

  it('that is refused throws what the problem says', async () => {
    const { client } = await serving(json(problem, 402, { 'x-request-id': 'r-1' }));
    const refused = await client.POST('/v1/projects/{projectId}/films', begin).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StudioError);
    expect(refused).toMatchObject({ code: 'credits', status: 402, detail: problem.detail, requestId: 'r-1' });
    expect(refused).toMatchObject({ problem: { missing: 17 } });
  });

  it('that something else than the studio refused throws the status', async () => {
    const { client } = await serving((response) => response.writeHead(504).end('<h1>Gateway</h1>'));
    await expect(client.GET('/v1/projects')).rejects.toMatchObject({ code: 'no-problem', status: 504 });
  });

  it('that asks for a link is given it without following it', async () => {
    const { client, asked } = await serving((response) =>
      response.writeHead(302, { location: 'https://elsewhere.example.org/x' }).end(),
    );
    const params = { path: { filmId, name: 'hls/video.m3u8' } };
    const { response } = await client.GET('/v1/films/{filmId}/files/{name}', { params, redirect: 'manual' });
    expect(response.headers.get('location')).toBe('https://elsewhere.example.org/x');
    expect(asked.map(({ url }) => url)).toEqual([`/v1/films/${filmId}/files/hls%2Fvideo.m3u8`]);
  });
});

describe('a call that fails', () => {
  it('is sent again when the network cut it off or the server was away, each time later', async () => {
    const { client, waited } = await serving(cut, json({}, 503), json({}, 502), json({ id: filmId }));
    expect(await answerOf(client.GET('/v1/films/{filmId}', film))).toEqual({ id: filmId });
    expect(waited).toEqual([250, 500, 1000]);
  });

  it('is sent again after as long as the server says', async () => {
    const { client, waited } = await serving(json(problem, 429, { 'retry-after': '7' }), json({ id: filmId }));
    await client.GET('/v1/films/{filmId}', film);
    expect(waited).toEqual([7_000]);
  });

  it('is sent again whatever it was when it came too often, since nothing was done', async () => {
    const { client, asked } = await serving(json(problem, 429, { 'retry-after': '1' }), json({ id: filmId }, 201));
    await client.POST('/v1/projects', { body: { name: 'A' } });
    expect(asked).toHaveLength(2);
  });

  it('is not sent again by who tries to sign in too often', async () => {
    const { asked, address: baseUrl } = await serving(json(problem, 429, { 'retry-after': '1' }));
    const nobody = studioClient({ baseUrl, credential: null });
    const body = { email: 'me@example.org', password: 'guess', refreshTokenIn: 'body' } as const;
    await expect(nobody.POST('/v1/sessions', { body })).rejects.toMatchObject({ status: 429 });
    expect(asked).toHaveLength(1);
  });

  it('is not sent again when the server says that it takes long', async () => {
    const { client, asked } = await serving(json(problem, 429, { 'retry-after': '3600' }));
    await expect(client.GET('/v1/films/{filmId}', film)).rejects.toMatchObject({ status: 429 });
    expect(asked).toHaveLength(1);
  });

  it('that spends is sent again under the same key, which is another for another call', async () => {
    const { client, header } = await serving(cut, json({ id: filmId }, 202));
    await client.POST('/v1/projects/{projectId}/films', begin);
    await client.POST('/v1/projects/{projectId}/films', begin);
    const [first, again, other] = header('idempotency-key');
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('that makes something without a key is sent once: it may have been done', async () => {
    const { client, asked } = await serving(cut);
    await expect(client.POST('/v1/projects', { body: { name: 'A' } })).rejects.toThrow('fetch failed');
    expect(asked).toHaveLength(1);
  });

  it('is given up at last', async () => {
    const { client, asked } = await serving(json(problem, 503));
    await expect(client.GET('/v1/films/{filmId}', film)).rejects.toMatchObject({ status: 503 });
    expect(asked).toHaveLength(5);
  });
});

describe('watching a film', () => {
  const running = json({ status: 'running' });
  const stream =
    (text: string, ending: 'end' | 'cut' = 'end'): Answer =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      // What was written must be on its way before the connection is cut.
      response.write(text, () => (ending === 'end' ? response.end() : response.destroy()));
    };
  const event = (type: string, id: string | null, data: object) =>
    `${id === null ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

  const all = async (events: AsyncIterable<WatchedEvent>) => {
    const found: WatchedEvent[] = [];
    for await (const one of events) found.push(one);
    return found;
  };

  it('ends with the film', async () => {
    const { client } = await serving(
      stream(event('ready', '1', {}) + event('progress', null, { share: 0.5 }) + event('film.done', '2', { cost: 3 })),
      running,
    );
    expect(await all(client.watchFilm(filmId))).toEqual([
      { id: '1', type: 'ready', data: {} },
      { id: null, type: 'progress', data: { share: 0.5 } },
      { id: '2', type: 'film.done', data: { cost: 3 } },
    ]);
  });

  it('resumes after the last event that came when the stream ends or breaks', async () => {
    const { client, header } = await serving(
      stream(event('film.stage', '5', {}) + event('progress', null, {})),
      stream(event('film.stage', '6', {}), 'cut'),
      json({}, 503),
      stream(event('film.failed', '7', {})),
    );
    const events = await all(client.watchFilm(filmId, { lastEventId: '4' }));
    expect(events.map(({ id }) => id).filter(Boolean)).toEqual(['5', '6', '7']);
    expect(header('last-event-id')).toEqual(['4', '5', '6', '6']);
  });

  it('ends at once when the film is over already', async () => {
    const { client } = await serving(stream(event('ready', '1', {})), json({ status: 'done' }));
    expect(await all(client.watchFilm(filmId))).toHaveLength(1);
  });

  it('is given up when it is refused', async () => {
    const { client, asked } = await serving(json({ ...problem, status: 404, code: 'not-found' }, 404));
    await expect(all(client.watchFilm(filmId))).rejects.toMatchObject({ code: 'not-found' });
    expect(asked).toHaveLength(1);
  });

  it('ends for the reason of its signal', async () => {
    const { client } = await serving((response) => response.writeHead(200).write(event('film.stage', '1', {})));
    const stop = new AbortController();
    const watching = (async () => {
      for await (const _ of client.watchFilm(filmId, { signal: stop.signal })) stop.abort(new Error('enough'));
    })();
    await expect(watching).rejects.toThrow('enough');
  });
});
