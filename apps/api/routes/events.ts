import {
  type Cursor,
  cursorOfNow,
  type FeedScope,
  parseCursor,
  printCursor,
  type StudioEvent,
} from '@ai-film-studio/studio/events/feed.ts';
import { followEvents } from '@ai-film-studio/studio/events/follow.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { credentialsOf } from '../http/access.ts';
import { type Api, principalOf, type Routes } from '../http/api.ts';
import { type EventStream, type Frame, openEventStream, type StreamTimes } from '../http/event-stream.ts';
import type { Services } from '../services.ts';

export interface EventRouteOptions extends StreamTimes {
  /** Milliseconds between two looks whether the reader may still read. */
  readonly recheck: number;
  /** How soon after their sessions changed it is looked, in milliseconds: whoever remembers them hears of it in the same moment. */
  readonly settle: number;
  /** Streams that one user may have at once, in this process. */
  readonly most: number;
}

const usual: EventRouteOptions = { heartbeat: 15_000, patience: 30_000, recheck: 60_000, settle: 500, most: 20 };

const query = z.object({
  lastEventId: z.string().max(50).optional().describe('As the header `Last-Event-ID`, for those who cannot send it.'),
});
const answer = z
  .string()
  .describe(
    'Begins with `ready`. Each event has an `id` to resume after for 30 days, the type as `event` and JSON as `data`. `progress` has no id: it is not repeated.',
  );
const schema = {
  tags: ['events'],
  response: { 200: { description: 'Events', content: { 'text/event-stream': { schema: answer } } } },
};

/** What happens, as it happens. */
export const eventRoutesWith =
  (options: Partial<EventRouteOptions>): Routes =>
  (api: Api, services: Services) => {
    const streams = streamOpener(services, { ...usual, ...options });
    api.route({
      method: 'GET',
      url: '/v1/events',
      config: { access: 'projects:read' },
      schema: {
        ...schema,
        operationId: 'watchEvents',
        summary: 'All that happens to you, as server-sent events',
        querystring: query,
      },
      handler: (request, reply) => streams(request, reply, undefined, request.query.lastEventId),
    });
    api.route({
      method: 'GET',
      url: '/v1/films/:filmId/events',
      config: { access: 'projects:read' },
      schema: {
        ...schema,
        operationId: 'watchFilm',
        summary: 'All that happens to a film, as server-sent events',
        params: z.object({ filmId: z.uuid() }),
        querystring: query,
      },
      handler: async (request, reply) => {
        const film = await services.films.get(principalOf(request).userId, request.params.filmId);
        return streams(request, reply, film.id, request.query.lastEventId);
      },
    });
  };

export const eventRoutes = eventRoutesWith({});

type Opener = (
  request: FastifyRequest,
  reply: FastifyReply,
  filmId: string | undefined,
  lastEventId: string | undefined,
) => Promise<void>;

function streamOpener(services: Services, options: EventRouteOptions): Opener {
  const open = new Map<string, number>();
  return async (request, reply, filmId, lastEventId) => {
    const { userId } = principalOf(request);
    const count = open.get(userId) ?? 0;
    if (count >= options.most)
      throw new Refusal('too-many', 'too-many-streams', `There are ${count} streams of yours already: end one.`);
    open.set(userId, count + 1);
    const end = () => {
      const left = (open.get(userId) ?? 1) - 1;
      if (left > 0) open.set(userId, left);
      else open.delete(userId);
    };
    try {
      const after = await beginning(services, request, lastEventId);
      // Those who are cut off together come again one after another.
      const stream = openEventStream(reply, options, 1000 + Math.floor(Math.random() * 2000));
      void follow(services, request, stream, { userId, filmId }, after, options)
        .catch((error: unknown) => request.log.error({ err: error }, 'a stream of events broke'))
        .finally(() => {
          stream.end();
          end();
        });
    } catch (error) {
      end();
      throw error;
    }
  };
}

/** Where to begin: after what the reader has had, or now. */
async function beginning({ pool }: Services, request: FastifyRequest, fromQuery: string | undefined): Promise<Cursor> {
  const header = request.headers['last-event-id'];
  const text = typeof header === 'string' && header !== '' ? header : fromQuery;
  const now = await cursorOfNow(pool);
  if (!text) return now;
  const cursor = parseCursor(text);
  if (!cursor)
    throw new Refusal('invalid', 'last-event-id', 'The last event id is none of ours: begin again without one.');
  // One that is ahead of the database is of another database: nothing would ever come after it.
  return cursor.xact > now.xact ? now : cursor;
}

async function follow(
  services: Services,
  request: FastifyRequest,
  stream: EventStream,
  scope: FeedScope,
  after: Cursor,
  options: EventRouteOptions,
): Promise<void> {
  const { pool, listener, progress, stopping } = services;
  const access = watchAccess(services, request, options);
  const unsubscribe = progress?.(scope, (data) => stream.sendIfFree({ event: 'progress', data }));
  const signal = AbortSignal.any([stopping, stream.closed, access.over]);
  try {
    await stream.send([{ event: 'ready', id: printCursor(after), data: {} }]);
    for await (const events of followEvents({ database: pool, listener }, scope, after, signal))
      await stream.send(events.map(frameOf));
  } finally {
    unsubscribe?.();
    access.end();
  }
}

const frameOf = ({ cursor, type, projectId, filmId, data, createdAt }: StudioEvent): Frame => ({
  id: printCursor(cursor),
  event: type,
  data: { projectId, filmId, createdAt: createdAt.toISOString(), ...data },
});

/** Looks again and again whether who opened the stream may still read it: a session that was ended ends its streams. */
function watchAccess(
  { authenticate, listener }: Services,
  request: FastifyRequest,
  { recheck, settle }: EventRouteOptions,
): { readonly over: AbortSignal; end(): void } {
  const over = new AbortController();
  const { userId } = principalOf(request);
  const look = async () => {
    const shown = credentialsOf(request);
    const principal = shown && (await authenticate(shown));
    if (principal?.userId !== userId || !principal.scopes.has('projects:read')) over.abort();
  };
  // A database that is away for a moment ends no stream.
  const lookAgain = () =>
    void look().catch((error: unknown) => request.log.warn({ err: error }, 'access was not looked up'));
  const timer = setInterval(lookAgain, recheck);
  const timers = new Set<NodeJS.Timeout>();
  const unsubscribe = listener.subscribe('sessions', userId, () => {
    const soon = setTimeout(() => {
      timers.delete(soon);
      lookAgain();
    }, settle);
    timers.add(soon);
  });
  return {
    over: over.signal,
    end() {
      unsubscribe();
      clearInterval(timer);
      for (const soon of timers) clearTimeout(soon);
    },
  };
}
