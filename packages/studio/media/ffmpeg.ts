import { type ChildProcess, spawn } from 'node:child_process';
import { resolve as absolute, basename } from 'node:path';
import { childEnvironment } from './child-environment.ts';

/** What ffmpeg's lines say when they tell a fault, as it and the system word it. */
const faultWords =
  /error|invalid|fail|no such|no space|denied|not permitted|is a directory|un(?:able|known|recogni[sz]ed|supported)|can ?not|could not|not found/i;

/** The line that tells why: the last that speaks of a fault and does not merely warn, else the last of all. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n');
  return lines.findLast((line) => faultWords.test(line) && !/warning|deprecated/i.test(line)) ?? lines.at(-1) ?? '';
}

/** ffmpeg ended with a fault. Carries the whole command and the end of what it said. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly args: readonly string[];
  readonly exitCode: number | null;
  readonly said: string;
  /** `ENOSPC` when it was the disk, not the film; as Node names it. */
  readonly code: string | undefined;

  constructor(args: readonly string[], exitCode: number | null, said: string) {
    super(`ffmpeg ended with ${exitCode ?? 'a signal'}: ${reasonIn(said)}`);
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
  folder?: string,
): { child: ChildProcess; done: Promise<void> } {
  signal?.throwIfAborted();
  // A path to the program is meant from where we are, not from the folder it works in.
  const program = basename(binary) === binary ? binary : absolute(binary);
  const child = spawn(program, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    cwd: folder,
    env: childEnvironment(),
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

/**
 * Runs ffmpeg to its end.
 * @param folder where relative names in `args` lie. Names that ffmpeg may take for patterns (`part-%04d.m4s`, pictures) are given
 *   relative to it, since a folder above it may have a `%` in its name.
 * @throws FfmpegError; the signal's reason when aborted (the child is killed).
 */
export async function runFfmpeg(
  binary: string,
  args: readonly string[],
  signal?: AbortSignal,
  folder?: string,
): Promise<void> {
  const { child, done } = start(binary, args, signal, folder);
  child.stdin?.end();
  await done;
}

/** ffmpeg fed from memory: raw frames or samples. */
export interface FfmpegFeed {
  /** Resolves when ffmpeg has been handed the bytes: until then they must stay as they are. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes the input and waits for the end. */
  finish(): Promise<void>;
}

/** Starts ffmpeg with its standard input open (use `-i -` or `pipe:0` in `args`). */
export function feedFfmpeg(binary: string, args: readonly string[], signal?: AbortSignal): FfmpegFeed {
  const { child, done } = start(binary, args, signal);
  const { stdin } = child;
  if (!stdin) throw new FfmpegError(args, null, 'no standard input');
  // A broken pipe shows as ffmpeg's own exit, which says more.
  stdin.on('error', () => {});
  done.catch(() => {});
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stdin.write(bytes, (error) => (error ? done.then(() => reject(error), reject) : resolve()));
      }),
    async finish() {
      stdin.end();
      await done;
    },
  };
}
