import { type Dispatcher, request } from 'undici';
import { checkUrl, type EgressPolicy } from './egress.ts';

/** What came of sending to a stranger's server. */
export interface Answer {
  /** `null` when no answer came; then `error` says why. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** The first kilobyte of what it answered. */
  readonly response: string;
  readonly error: string | null;
}

export interface PostOptions {
  readonly agent: Dispatcher;
  readonly policy: EgressPolicy;
  /** Milliseconds from the first packet to the last. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

const mostRead = 64 * 1024;
const mostKept = 1024;

/**
 * Sends a body to a URL that a user gave. Redirects are not followed, whatever is answered beyond 64 KB is not read, and it is over in ten
 * seconds. Never throws: what goes wrong at the other end is an answer.
 */
export async function postTo(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { agent, policy, timeout = 10_000, signal }: PostOptions,
): Promise<Answer> {
  const began = performance.now();
  const ended = AbortSignal.timeout(timeout);
  const answer = (status: number | null, response: string, error: string | null): Answer => ({
    status,
    milliseconds: Math.round(performance.now() - began),
    response,
    error,
  });
  try {
    const { statusCode, body: incoming } = await request(checkUrl(url, policy), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'ai-film-studio-webhooks/1' },
      body,
      dispatcher: agent,
      signal: signal ? AbortSignal.any([ended, signal]) : ended,
    });
    return answer(statusCode, await beginningOf(incoming), errorOfStatus(statusCode));
  } catch (error) {
    return answer(null, '', ended.aborted ? `no answer within ${timeout / 1000} s` : reasonOf(error));
  }
}

function errorOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? `answered ${status}; redirects are not followed` : `answered ${status}`;
}

/** Reads as much as one may send us, and keeps less. */
async function beginningOf(incoming: Dispatcher.ResponseData['body']): Promise<string> {
  const kept: Buffer[] = [];
  let read = 0;
  for await (const chunk of incoming) {
    // undici's body gives buffers; its type does not say so.
    const bytes = Buffer.from(chunk as Uint8Array);
    if (read < mostKept) kept.push(bytes.subarray(0, mostKept - read));
    read += bytes.length;
    if (read >= mostRead) break;
  }
  // PostgreSQL's text has no NUL.
  return Buffer.concat(kept).toString('utf8').replaceAll('\0', '\u{fffd}');
}

/** The innermost cause says most; several addresses that were all tried are one cause each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause ? reasonOf(error.cause) : error.message.slice(0, 300);
}
