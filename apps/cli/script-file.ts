import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readScreenplay, type Screenplay } from '@ai-film-studio/film';
import type { Script } from '@ai-film-studio/studio';
import { titleOf } from '@ai-film-studio/studio/films/understand.ts';
import { exitCodes, explain, Failure } from './failure.ts';

/** The film that `npm run film` makes when no script is named. */
export const mainExample = fileURLToPath(new URL('../../examples/the-last-ferry.fountain', import.meta.url));

/** A script from the disk, read and understood. */
export interface ScriptFile extends Script {
  readonly path: string;
  readonly screenplay: Screenplay;
}

/** @see titleOf */
export const titleFromPath = (path: string): string => titleOf(basename(path));

/** Where the film of a script goes when nobody says otherwise. */
export const defaultFolder = (path: string) => join('films', basename(path, extname(path)));

/** More than any screenplay: what is larger is something else. */
const largest = 64 * 1024 ** 2;

async function bytesOf(path: string): Promise<Uint8Array> {
  const refuse = (problem: string, cause?: unknown) => new Failure(`${path} ${problem}`, exitCodes.badInput, { cause });
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw refuse('is a folder. Name a screenplay: a .fountain, .fdx or text file.');
    if (!found.isFile()) throw refuse('is no ordinary file. Name a screenplay: a .fountain, .fdx or text file.');
    if (found.size > largest) throw refuse('is larger than any screenplay. Name a .fountain, .fdx or text file.');
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOENT') throw refuse('is not there. Check the path.', cause);
    throw refuse(`cannot be read (${code}). Check the rights.`, cause);
  }
}

/** @throws Failure with the path, line and column of what is wrong, and the mend. */
export async function openScript(path: string): Promise<ScriptFile> {
  const bytes = await bytesOf(path);
  try {
    const screenplay = readScreenplay(bytes, basename(path));
    return { path, bytes, screenplay, ending: extname(path).toLowerCase() === '.fdx' ? '.fdx' : '.fountain' };
  } catch (cause) {
    const { message, exitCode } = explain(cause);
    throw new Failure(`${path}: ${message}`, exitCode, { cause });
  }
}
