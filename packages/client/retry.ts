export type Send = (request: Request) => Promise<Response>;

/** Milliseconds to wait, unless the signal ends it before. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export interface RetryOptions {
  /** How often a call is sent at most. */
  readonly tries?: number;
  readonly wait?: Wait;
  /** 0–1: callers that failed together come again one after another. */
  readonly luck?: () => number;
}

/** What passes: a server that is away for a moment. */
const away: ReadonlySet<number> = new Set([502, 503]);
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** Seconds. Whoever is to wait longer is told so. */
const longestRetryAfter = 60;

const mayRepeat = ({ method, headers }: Request): boolean => harmless.has(method) || headers.has('idempotency-key');

/** Whoever asked too often was not listened to: nothing was done. Only who tries to sign in is told so at once. */
const wasUnheard = ({ headers }: Request, { status }: Response): boolean =>
  status === 429 && (headers.has('authorization') || headers.has('x-api-key'));

/** Milliseconds before the next try: doubled each time, half of it by chance. */
export function backoff(failures: number, luck: () => number): number {
  const most = Math.min(10_000, 250 * 2 ** failures);
  return most / 2 + (most / 2) * luck();
}

export const waitFor: Wait = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    const stop = () => {
      end();
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop);
  });

/** Sends again what may be sent twice, when the network failed or the server was away; and what came too often, when the server says. */
export function retrying(send: Send, { tries = 5, wait = waitFor, luck = Math.random }: RetryOptions): Send {
  return async (request) => {
    for (let failures = 1; ; failures += 1) {
      let pause = backoff(failures, luck);
      try {
        const response = await send(failures < tries ? request.clone() : request);
        const passes = wasUnheard(request, response) || (mayRepeat(request) && away.has(response.status));
        const after = Number(response.headers.get('retry-after') ?? 0);
        if (!passes || failures >= tries || after > longestRetryAfter) return response;
        await response.body?.cancel();
        pause = Math.max(pause, after * 1000);
      } catch (error) {
        if (!mayRepeat(request) || failures >= tries || request.signal.aborted) throw error;
      }
      await wait(pause, request.signal);
    }
  };
}
