import type { FastifyReply } from 'fastify';

/** Milliseconds. */
export interface StreamTimes {
  /** How often a stream on which nothing happens shows that it lives: proxies cut what is silent. */
  readonly heartbeat: number;
  /** How long a reader may leave what was sent to them unread. */
  readonly patience: number;
}

export interface Frame {
  readonly event: string;
  readonly data: unknown;
  /** Absent for what is not there any more when somebody resumes. */
  readonly id?: string;
}

/** A response of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface EventStream {
  /** Fulfilled when the reader can take more. A reader who does not read is cut off; then `closed` is aborted. */
  send(frames: readonly Frame[]): Promise<void>;
  /** Sends what nobody misses, unless the reader has still to read what was sent before. */
  sendIfFree(frame: Frame): void;
  /** Aborted when the reader is gone. */
  readonly closed: AbortSignal;
  end(): void;
}

const textOf = ({ event, data, id }: Frame): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * Takes the response over from Fastify.
 * @param retry milliseconds that the reader waits before it comes again when the stream ends
 */
export function openEventStream(reply: FastifyReply, { heartbeat, patience }: StreamTimes, retry: number): EventStream {
  const closed = new AbortController();
  const { raw } = reply.hijack();
  // What the hooks have set before: CORS, limits and the like.
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Nginx would collect the events before it passes them on.
    'x-accel-buffering': 'no',
    'x-request-id': reply.request.id,
    // A connection kept for more would hold up the stop of the server.
    connection: 'close',
  });
  raw.on('error', () => {});
  raw.on('close', () => closed.abort());

  const write = async (text: string): Promise<void> => {
    if (closed.signal.aborted || raw.writableEnded || raw.write(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const tired = setTimeout(() => raw.destroy(), patience);
    raw.once('drain', resolve);
    raw.once('close', resolve);
    await promise;
    clearTimeout(tired);
    raw.off('drain', resolve);
    raw.off('close', resolve);
  };
  const writeIfFree = (text: string) => {
    if (!raw.writableNeedDrain) void write(text);
  };
  const beat = setInterval(() => writeIfFree(':\n\n'), heartbeat);
  raw.once('close', () => clearInterval(beat));
  writeIfFree(`retry: ${retry}\n\n`);

  return {
    send: (frames) => write(frames.map(textOf).join('')),
    sendIfFree: (frame) => writeIfFree(textOf(frame)),
    closed: closed.signal,
    end() {
      clearInterval(beat);
      raw.end();
    },
  };
}
