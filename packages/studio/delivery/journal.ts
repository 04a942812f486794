import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../storage/local-store.ts';
import { fileListSchema, type Manifest, manifestSchema } from './manifest.ts';

/**
 * While a folder is laid out, its manifest is put away into a journal, `film.<process>.journal`: the last manifest with the new
 * film's files added to its list. So a folder with a manifest is whole, and after a kill the next film still knows what is ours.
 */

export const manifestName = 'film.json';

const journalName = /^film\.(\d+)\.journal$/;
/** Where this process keeps its journal of a folder. */
export const journalIn = (folder: string) => join(folder, `film.${process.pid}.journal`);
/** Where a file is written before it is whole; swept when its process is dead. */
export const draftOf = (path: string) => `${path}.${process.pid}.partial`;

/** Writes a file so that it is there whole or not at all, whoever else writes it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = draftOf(path);
  await writeFile(draft, content);
  await rename(draft, path);
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** What is written in a file of JSON; `null` when it is missing or is something else. */
async function jsonAt(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(unlessMissing);
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

/** The manifest of a folder; `null` when there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  return manifestSchema.safeParse(await jsonAt(join(folder, manifestName)).catch(() => null)).data ?? null;
}

const journalsIn = async (folder: string) =>
  ((await readdir(folder).catch(unlessMissing)) ?? []).filter((name) => journalName.test(name)).sort();

/**
 * The manifest of the last film in a folder, also when laying out the next one was cut short: what a person's corrections were
 * made to. For whether the folder is whole ask {@link readManifest}.
 */
export async function readLastManifest(folder: string): Promise<Manifest | null> {
  const standing = await readManifest(folder);
  if (standing) return standing;
  for (const name of await journalsIn(folder)) {
    const last = manifestSchema.safeParse(await jsonAt(join(folder, name)));
    if (last.success) return last.data;
  }
  return null;
}

type FileList = Manifest['files'];

/** Every file in a folder that is of a film of ours, finished or not. */
export async function earlierFiles(folder: string): Promise<FileList> {
  let files: FileList = {};
  for (const name of [manifestName, ...(await journalsIn(folder))]) {
    const found = fileListSchema.safeParse(await jsonAt(join(folder, name)));
    if (found.success) files = { ...files, ...found.data.files };
  }
  return files;
}

/** Whether a `film.json` that is no manifest may be written over: an empty one, or a damaged one of ours. */
export async function isDamagedManifest(path: string): Promise<boolean> {
  const text = (await readFile(path, 'utf8')).trim();
  return text === '' || /^\{\s*"format":\s*"ai-film-studio\/film/.test(text);
}

/** Puts the manifest away and notes which files are of the film that was here or of the one that comes. */
export async function openJournal(folder: string, files: FileList): Promise<void> {
  const last = await readLastManifest(folder);
  await rename(join(folder, manifestName), journalIn(folder)).catch(unlessMissing);
  await writeWhole(journalIn(folder), JSON.stringify({ format: 'ai-film-studio/film-journal@1', ...last, files }));
}

/** Ends the journal of this process, over which the new manifest has been written: it becomes the folder's manifest. */
export const closeJournal = (folder: string) => rename(journalIn(folder), join(folder, manifestName));

/** Removes the journals of dead processes, once what they name is dealt with. */
export async function sweepJournals(folder: string): Promise<void> {
  for (const name of await journalsIn(folder)) {
    const pid = Number(journalName.exec(name)?.[1]);
    if (pid !== process.pid && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}
