import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readScreenplay, type Screenplay } from '@ai-film-studio/film';
import type { Script } from '@ai-film-studio/studio';
import { exitCodes, explain, Failure } from './failure.ts';

/** The film that `npm run film` makes when no script is named. */
export const mainExample = fileURLToPath(new URL('../../examples/the-last-ferry.fountain', import.meta.url));

/** A script from the disk, read and understood. */
export interface ScriptFile extends Script {
  readonly path: string;
  readonly screenplay: Screenplay;
}

/** What a script without a title is called: `my-script.fountain` becomes `My Script`. */
export function titleFromPath(path: string): string {
  const words = basename(path, extname(path))
    .split(/[\s_.-]+/)
    .filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || 'Untitled';
}

/** Where the film of a script goes when nobody says otherwise. */
export const defaultFolder = (path: string) => join('films', basename(path, extname(path)));

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory())
      throw new Failure(`${path} is a folder. Name a screenplay: a .fountain, .fdx or text file.`, exitCodes.badInput);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(
      `There is no screenplay at ${path} that can be read. Check the path and the rights.`,
      exitCodes.badInput,
      { cause },
    );
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
