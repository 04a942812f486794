import { EventSourceParserStream } from 'eventsource-parser/stream';
import { backoff, type Wait } from './retry.ts';
import { StudioError } from './studio-error.ts';

/** Something that happened. */
export interface WatchedEvent {
  /** To resume after; `null` for what is not repeated, such as `progress`. */
  readonly id: string | null;
  /** `film.stage`, `progress`, … */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WatchOptions {
  /** Resumes after this event. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
}

interface Source {
  /** Opens the stream. @throws StudioError when it is refused */
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Whether nothing more will come. Asked whenever the stream has begun, so that nothing falls between. */
  isOver(): Promise<boolean>;
  readonly wait: Wait;
  readonly luck: () => number;
}

/** How often in a row a stream may fail: some minutes, in which a server is well back. */
const mostFailures = 40;

/** Milliseconds. A stream shows every 15 s that it lives. */
const silence = 60_000;

const last: ReadonlySet<string> = new Set(['film.done', 'film.failed', 'film.cancelled']);

/** Whether trying again could help. */
const passes = (error: unknown): boolean =>
  !(error instanceof StudioError) || error.status >= 500 || error.status === 429;

function dataOf(text: string): Readonly<Record<string, unknown>> {
  const data: unknown = JSON.parse(text);
  return typeof data === 'object' && data !== null ? { ...data } : {};
}

/** Events of one stream until it ends, or is silent for too long. */
async function* eventsOf(
  source: Source,
  lastEventId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<WatchedEvent> {
  const mute = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => mute.abort(), silence);
  };
  hear();
  try {
    const response = await source.open(lastEventId, AbortSignal.any([mute.signal, signal]));
    const messages = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ onComment: hear }))
      .getReader();
    if (!messages) return;
    try {
      for (let next = await messages.read(); !next.done; next = await messages.read()) {
        hear();
        const { id = null, event: type = 'message', data } = next.value;
        yield { id, type, data: dataOf(data) };
      }
    } finally {
      await messages.cancel().catch(() => undefined);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Events of a film until it is over, over as many streams as it takes. */
export async function* watchUntilOver(
  source: Source,
  { lastEventId, signal }: WatchOptions & { readonly signal: AbortSignal },
): AsyncGenerator<WatchedEvent> {
  let after = lastEventId;
  for (let failures = 0; ; ) {
    try {
      for await (const event of eventsOf(source, after, signal)) {
        failures = 0;
        after = event.id ?? after;
        yield event;
        if (last.has(event.type) || (event.type === 'ready' && (await source.isOver()))) return;
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!passes(error) || failures >= mostFailures) throw error;
    }
    failures += 1;
    await source.wait(backoff(failures, source.luck), signal);
  }
}
