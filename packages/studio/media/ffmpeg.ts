import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** ffmpeg ended with a fault. Carries the whole command and the end of what it said. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly args: readonly string[];
  readonly exitCode: number | null;
  readonly said: string;
  /** `ENOSPC` when it was the disk, not the film; as Node names it. */
  readonly code: string | undefined;

  constructor(args: readonly string[], exitCode: number | null, said: string) {
    super(`ffmpeg ended with ${exitCode ?? 'a signal'}: ${said.trim().split('\n').at(-1) ?? ''}`);
    this.args = args;
    this.exitCode = exitCode;
    this.said = said;
    this.code = said.includes('No space left on device') ? 'ENOSPC' : undefined;
  }
}

const tailLength = 4_000;

function start(
  binary: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): { child: ChildProcess; done: Promise<void> } {
  signal?.throwIfAborted();
  const child = spawn(binary, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-tailLength);
  });
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve();
      else reject(new FfmpegError(args, code, said));
    });
  });
  return { child, done };
}

/** Runs ffmpeg to its end. @throws FfmpegError; the signal's reason when aborted (the child is killed). */
export async function runFfmpeg(binary: string, args: readonly string[], signal?: AbortSignal): Promise<void> {
  const { child, done } = start(binary, args, signal);
  child.stdin?.end();
  await done;
}

/** ffmpeg fed from memory: raw frames or samples. */
export interface FfmpegFeed {
  /** Resolves when ffmpeg can take more. The bytes are copied. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes the input and waits for the end. */
  finish(): Promise<void>;
}

/** Starts ffmpeg with its standard input open (use `-i -` or `pipe:0` in `args`). */
export function feedFfmpeg(binary: string, args: readonly string[], signal?: AbortSignal): FfmpegFeed {
  const { child, done } = start(binary, args, signal);
  const { stdin } = child;
  if (!stdin) throw new FfmpegError(args, null, 'no standard input');
  let fault: unknown = null;
  // A broken pipe shows as ffmpeg's own exit, which says more.
  stdin.on('error', () => {});
  done.catch((error: unknown) => {
    fault = error;
    stdin.emit('drain');
  });
  return {
    async write(bytes) {
      if (fault) throw fault;
      // `once` also ends with the pipe's own error, which comes before ffmpeg has said why it went.
      if (!stdin.write(Buffer.from(bytes))) await once(stdin, 'drain').catch(() => done);
      if (fault) throw fault;
    },
    async finish() {
      stdin.end();
      await done;
    },
  };
}
