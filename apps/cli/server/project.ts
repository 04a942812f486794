import { basename, join } from 'node:path';
import { answerOf, type Schemas, type Studio } from '@ai-film-studio/client';
import { printBible } from '@ai-film-studio/film';
import { decodeText } from '@ai-film-studio/film/screenplay/decode-text.ts';
import { readLastManifest } from '@ai-film-studio/studio';
import { bibleName, textAt, understand } from '../film-script.ts';
import { type ScriptFile, titleFromPath } from '../script-file.ts';
import { sha256 } from '../sha256.ts';

/** The user's project of a script: the newest that is called after it, or a new one. */
export async function projectOf(studio: Studio, script: ScriptFile): Promise<string> {
  // A script without a title is called so by both, here and on the server.
  const name = titleFromPath(script.path);
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor === null ? {} : { cursor }) };
    const page: { items: readonly Schemas['Project'][]; next: string | null } = await answerOf(
      studio.GET('/v1/projects', { params: { query } }),
    );
    const found = page.items.find((project) => project.name === name && project.status === 'active');
    if (found) return found.id;
    cursor = page.next;
  } while (cursor !== null);
  return (await answerOf(studio.POST('/v1/projects', { body: { name } }))).id;
}

/** Hands the script in, unless it is the newest draft already. @returns the id of the draft */
export async function handIn(studio: Studio, projectId: string, script: ScriptFile): Promise<string> {
  const params = { path: { projectId } };
  const name = basename(script.path);
  const content = decodeText(script.bytes);
  const { items } = await answerOf(studio.GET('/v1/projects/{projectId}/drafts', { params }));
  const newest = items[0];
  if (newest?.name === name && newest.sha256 === sha256(new TextEncoder().encode(content))) return newest.id;
  const body = { name, content };
  return (await answerOf(studio.POST('/v1/projects/{projectId}/drafts', { params, body }))).draft.id;
}

/** The seed by which the server reads a script that nobody has corrected. */
const serverSeed = 1;

/**
 * Sends the bible that a person has corrected in the film's folder. One that is as the last film left it is the server's own: what was
 * corrected elsewhere meanwhile counts.
 * @returns whether it was sent
 */
export async function sendBible(
  studio: Studio,
  projectId: string,
  script: ScriptFile,
  folder: string,
): Promise<boolean> {
  const written = await textAt(join(folder, bibleName));
  if (written === null) return false;
  const before = await readLastManifest(folder);
  const params = { path: { projectId } };
  const there = await answerOf(studio.GET('/v1/projects/{projectId}/bible', { params }));
  const untouched = before !== null && written === printBible(before.bible.filmed);
  if (untouched && there.version > 0) return false;
  const { bible } = await understand(script, folder, serverSeed);
  const text = printBible(bible);
  if (text === there.text) return false;
  const header = { 'if-match': `"${there.version}"` };
  await studio.PUT('/v1/projects/{projectId}/bible', { params: { ...params, header }, body: { text } });
  return true;
}
