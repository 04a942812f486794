import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How much a program may use that reads what a stranger sent. */
export interface Limits {
  /** Of processor time, in whole seconds. */
  readonly cpuSeconds: number;
  /** Of address space. */
  readonly memoryBytes: number;
  /** Of each file that it writes. */
  readonly fileBytes: number;
  /** Of the clock, in whole seconds. */
  readonly seconds: number;
}

/** Enough to look into any file of an hour. */
export const probeLimits: Limits = { cpuSeconds: 60, memoryBytes: 2 * 1024 ** 3, fileBytes: 0, seconds: 120 };

/** A program used more than it may, or ended with a fault. What it said is in `said`. */
export class LimitedProgramError extends Error {
  override readonly name = 'LimitedProgramError';
  readonly said: string;

  constructor(message: string, said: string, options: ErrorOptions) {
    super(message, options);
    this.said = said;
  }
}

/**
 * The command that runs a program within limits. The shell sets them for itself and then becomes the program; the arguments reach it untouched.
 * @example limited('ffprobe', ['-i', path], probeLimits); // ['/bin/sh', ['-c', 'ulimit …; exec "$@"', 'sh', 'ffprobe', '-i', path]]
 */
export function limited(
  program: string,
  args: readonly string[],
  limits: Limits,
): readonly [string, readonly string[]] {
  // ulimit counts memory in KiB and files in blocks of 512 bytes (POSIX). `-c 0`: what a stranger sent is not left behind as a core.
  const set = [
    `ulimit -t ${Math.ceil(limits.cpuSeconds)}`,
    `ulimit -v ${Math.ceil(limits.memoryBytes / 1024)}`,
    `ulimit -f ${Math.ceil(limits.fileBytes / 512)}`,
    'ulimit -c 0',
  ];
  return ['/bin/sh', ['-c', `${set.join(' && ')} && exec "$@"`, 'sh', program, ...args]];
}

/**
 * Runs a program within limits, without our environment, and gives what it wrote to its output.
 * @throws LimitedProgramError; the signal's reason when aborted (the program is killed)
 */
export async function runLimited(
  program: string,
  args: readonly string[],
  { limits, signal }: { readonly limits: Limits; readonly signal?: AbortSignal },
): Promise<string> {
  const [shell, given] = limited(program, args, limits);
  try {
    const { stdout } = await run(shell, [...given], {
      ...{ timeout: limits.seconds * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 24 },
      env: { PATH: process.env.PATH ?? '' },
      ...(signal ? { signal } : {}),
    });
    return stdout;
  } catch (cause) {
    signal?.throwIfAborted();
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
    throw new LimitedProgramError(`${program} failed or used more than it may.`, said.slice(-4_000), { cause });
  }
}
