import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { applyCorrections, contentKey, nearestSets, type Production, printBible, produce } from '@ai-film-studio/film';
import {
  checkFolder,
  type Downgrade,
  deliver,
  layOut,
  type Manifest,
  makeDraft,
  makeFilm,
  type PictureSettings,
  plannerVersion,
  readLastManifest,
  readManifest,
  writeWhole,
} from '@ai-film-studio/studio';
import { exitCodes, explain, Failure } from './failure.ts';
import { type ScriptFile, titleFromPath } from './script-file.ts';
import { sha256 } from './sha256.ts';
import type { Workshop } from './workshop.ts';

export const bibleName = 'bible.yaml';

/** A script to be filmed into a folder. */
export interface Assignment {
  readonly script: ScriptFile;
  readonly out: string;
  /** Where the person's bible lies, when it is not in `out`: a draft is made from the film's. */
  readonly bibleFolder?: string;
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

/** What a file says; `null` when there is none. */
export async function textAt(path: string): Promise<string | null> {
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
  const untitled = titleFromPath(script.path);
  if (written === null) return produce(script.screenplay, { seed, untitled });
  const before = await readLastManifest(folder);
  try {
    return produce(script.screenplay, {
      seed,
      untitled,
      correct: (inferred) => applyCorrections(inferred, written, before?.bible.inferred),
    });
  } catch (cause) {
    const { message, exitCode } = explain(cause);
    throw new Failure(`${path}: ${message}`, exitCode, { cause });
  }
}

/** Where the studio had to guess: places that it has no set for. */
export function guessesIn({ bible }: Production): readonly Downgrade[] {
  return nearestSets(bible).map(({ place, set }) => ({
    where: place,
    what: `there is no set for it: filmed on the nearest, "${set}"`,
  }));
}

/** For `--strict`. @throws Failure when there is any */
export function refuseDowngrades(downgrades: readonly Downgrade[]): void {
  if (downgrades.length === 0) return;
  const list = downgrades.map(({ where, what }) => `${where}: ${what}`).join('; ');
  throw new Failure(`--strict: ${list}`, exitCodes.downgraded);
}

/** Better said before an hour's work than after it. */
export async function refuseFile(out: string): Promise<void> {
  const found = await stat(out).catch(() => null);
  if (found && !found.isDirectory())
    throw new Failure(`${out} is a file; the film needs a folder: name another with --out.`, exitCodes.badInput);
}

/**
 * Writes the bible that was filmed. What a person corrected while the film was made is not written over: the next run films it.
 * @param written what was there when the film was begun
 */
export async function keepBible(folder: string, written: string | null, filmed: string): Promise<void> {
  const path = join(folder, bibleName);
  if ((await textAt(path)) === written) await writeWhole(path, filmed);
}

/** Films a script; does nothing when the folder already holds this very film, whole. */
export async function filmScript(assignment: Assignment, workshop: Workshop): Promise<Filmed> {
  const { script, out, settings, kind, strict } = assignment;
  const { makers, downgrades } = workshop;
  const fixed = {
    script: sha256(script.bytes),
    untitled: titleFromPath(script.path),
    settings,
    kind,
    makers,
    planner: plannerVersion(),
  };
  const orderKey = (bible: string | null) => contentKey({ ...fixed, bible });

  await refuseFile(out);
  const before = await readManifest(out);
  const written = await textAt(join(assignment.bibleFolder ?? out, bibleName));
  const unchanged = before?.order === orderKey(written) && (await checkFolder(out, before)).length === 0;
  if (before && unchanged) {
    if (strict) refuseDowngrades(before.downgrades);
    return { manifest: before, drawn: null };
  }

  const production = await understand(script, assignment.bibleFolder ?? out, settings.seed);
  for (const guess of guessesIn(production)) workshop.downgrade(guess);
  const order = { production, settings };
  const made = kind === 'film' ? await makeFilm(order, workshop) : await makeDraft(order, workshop);
  if (strict) refuseDowngrades(downgrades);

  const bible = printBible(production.bible);
  workshop.signal.throwIfAborted();
  const files = await deliver(
    made,
    order,
    { kind, order: orderKey(assignment.bibleFolder ? written : bible), script, makers, downgrades },
    workshop,
  );
  await layOut(files, out, workshop.store, [script.path]);
  if (!assignment.bibleFolder) await keepBible(out, written, bible);
  const manifest = await readManifest(out);
  if (!manifest) throw new Error(`The film's manifest in ${out} cannot be read back.`);
  return { manifest, drawn: made.shots.filter((shot) => shot.made).length };
}
