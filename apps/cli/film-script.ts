import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyCorrections, contentKey, type Production, printBible, produce } from '@ai-film-studio/film';
import {
  checkFolder,
  deliver,
  layOut,
  type Manifest,
  makeDraft,
  makeFilm,
  type PictureSettings,
  readManifest,
  sourceVersion,
} from '@ai-film-studio/studio';
import { exitCodes, explain, Failure } from './failure.ts';
import type { ScriptFile } from './script-file.ts';
import { sha256 } from './sha256.ts';
import type { Workshop } from './workshop.ts';

export const bibleName = 'bible.yaml';

/** A script to be filmed into a folder. */
export interface Assignment {
  readonly script: ScriptFile;
  readonly out: string;
  readonly settings: PictureSettings;
  readonly kind: Manifest['kind'];
  readonly strict: boolean;
}

/** What came of it. */
export interface Filmed {
  readonly manifest: Manifest;
  /** Shots drawn now, the others were in the store; `null` when the folder already held this very film. */
  readonly drawn: number | null;
}

/** The planner's own version: other rules make another film of the same script. */
const plannerVersion = () =>
  sourceVersion(new URL('../../packages', import.meta.url), [
    'film',
    'studio/pipeline',
    'studio/delivery',
    'studio/jobs',
    'studio/media',
  ]);

async function textAt(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

/** The way of the words, with what a person corrected in the folder's bible. */
export async function understand(script: ScriptFile, folder: string, seed: number): Promise<Production> {
  const path = join(folder, bibleName);
  const written = await textAt(path);
  if (written === null) return produce(script.screenplay, { seed });
  const before = await readManifest(folder);
  try {
    return produce(script.screenplay, {
      seed,
      correct: (inferred) => applyCorrections(inferred, written, before?.bible.inferred),
    });
  } catch (cause) {
    const { message, exitCode } = explain(cause);
    throw new Failure(`${path}: ${message}`, exitCode, { cause });
  }
}

/** Films a script; does nothing when the folder already holds this very film, whole. */
export async function filmScript(assignment: Assignment, workshop: Workshop): Promise<Filmed> {
  const { script, out, settings, kind, strict } = assignment;
  const { makers, downgrades } = workshop;
  const orderKey = (bible: string | null) =>
    contentKey({ script: sha256(script.bytes), bible, settings, kind, makers, planner: plannerVersion() });

  const before = await readManifest(out);
  const unchanged =
    before?.order === orderKey(await textAt(join(out, bibleName))) && (await checkFolder(out, before)).length === 0;
  if (before && unchanged) return { manifest: before, drawn: null };

  const production = await understand(script, out, settings.seed);
  const order = { production, settings };
  const made = kind === 'film' ? await makeFilm(order, workshop) : await makeDraft(order, workshop);
  if (strict && downgrades.length > 0)
    throw new Failure(
      `--strict: ${downgrades.map(({ where, what }) => `${where}: ${what}`).join('; ')}`,
      exitCodes.downgraded,
    );

  const bible = printBible(production.bible);
  const files = await deliver(made, order, { kind, order: orderKey(bible), script, makers, downgrades }, workshop);
  await layOut(files, out, workshop.store);
  await writeWhole(join(out, bibleName), bible);
  const manifest = await readManifest(out);
  if (!manifest) throw new Error(`The film's manifest in ${out} cannot be read back.`);
  return { manifest, drawn: made.shots.filter((shot) => shot.made).length };
}

/** Writes a file so that it is there whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}
