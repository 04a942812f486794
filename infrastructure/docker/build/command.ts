import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that is needed to build images is not here, or would not do its work. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws BuildError with the last of what it said
 */
export async function command(program: string, given: readonly string[]): Promise<string> {
  try {
    return (await run(program, [...given], { maxBuffer: 1 << 28 })).stdout;
  } catch (cause) {
    // What execFile throws carries what the program had said.
    const { code, stdout = '', stderr = '' } = cause as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT')
      throw new BuildError(`${program} is needed and not installed: apt-get install buildah debootstrap`, { cause });
    const said = `${stdout}${stderr}`.trim().split('\n').slice(-30).join('\n');
    throw new BuildError(`${program} ${given.join(' ')}\n${said}`, { cause });
  }
}

/**
 * buildah without a daemon and without privileges that a container lacks: layers are plain folders, a step is a chroot.
 * @throws BuildError with the last of what it said
 */
export const buildah = (...given: readonly string[]): Promise<string> =>
  command('buildah', ['--storage-driver', 'vfs', ...given]);
