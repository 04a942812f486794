import { corrected } from './apply-corrections.ts';
import { BibleError, readBible, type WrittenBible } from './bible-reader.ts';
import { bibleOf, type Collection, type Sheet, type Sheets, sheetsOf } from './bible-sheets.ts';
import type { CorrectedBible } from './bible-yaml.ts';
import { type Correction, correctionsIn } from './corrections.ts';
import { titleCase } from './names.ts';
import { created, refitted } from './refit.ts';
import type { StoryBible } from './story-bible.ts';

/**
 * What a person changed in the bible's file, laid over what the breakdown reads in the script today. Print the result into the file
 * and keep `inferred` for the next time: so an edit is told from a change of the script, and an edit once made wins for ever.
 *
 * @param written the file's text, as the person left it.
 * @param lastInferred what the breakdown had said when the file was printed. Without it (the file is older than the
 *   studio's own record) every difference is the person's, and what is missing from the file counts as untouched.
 * @throws BibleError for what cannot be taken as written, with line, path and the values allowed.
 * @example
 * const bible = applyCorrections(breakDown(screenplay, scenes), await readFile('bible.yaml', 'utf8'), last);
 * await writeFile('bible.yaml', printBible(bible));
 */
export function applyCorrections(inferred: StoryBible, written: string, lastInferred?: StoryBible): CorrectedBible {
  const file = readBible(written);
  const last = lastInferred ?? inferred;
  const printed = laidOver(last, file.corrections);
  checkReferences(file, sheetsOf(printed));
  const corrections = correctionsIn(file.corrections, sheetsOf(printed), file.sheets, lastInferred !== undefined);
  checkScenes(file, corrections, last);
  const bible = laidOver(inferred, corrections);
  checkSpeakers(file, inferred, bible);
  return { ...bible, corrections };
}

function laidOver(inferred: StoryBible, corrections: readonly Correction[]): StoryBible {
  if (corrections.length === 0) return inferred;
  const sheets = corrected(sheetsOf(inferred), corrections, (collection, id) => blank(collection, id, corrections));
  return refitted(bibleOf(sheets, inferred), inferred, corrections);
}

/** What somebody or something is like of whom a person wrote only a name. */
function blank(collection: Collection, id: string, corrections: readonly Correction[]): Sheet | null {
  if (collection === 'cast') return created(id, corrections);
  if (collection === 'places')
    return { name: titleCase(id), aliases: [], interior: true, within: null, set: 'living-room', nearest: true };
  if (collection === 'props') return { name: titleCase(id), kind: 'object' };
  return null;
}

/** A name that a person wrote into a list must be somebody's. */
function checkReferences(file: WrittenBible, printed: Sheets): void {
  const known = (collection: Collection) => [
    ...new Set([...printed[collection].keys(), ...(file.sheets[collection]?.keys() ?? [])]),
  ];
  for (const [id, scene] of file.sheets.scenes ?? []) {
    for (const [field, collection] of [
      ['cast', 'cast'],
      ['heard', 'cast'],
      ['props', 'props'],
      ['place', 'places'],
    ] as const) {
      const value = scene[field];
      if (value !== undefined) checkNames(file, `scenes/${id}/${field}`, value, known(collection));
    }
  }
  for (const [id, place] of file.sheets.places ?? []) {
    if (place.within !== undefined && place.within !== null)
      checkNames(file, `places/${id}/within`, place.within, known('places'));
  }
}

function checkNames(file: WrittenBible, path: string, value: Sheet[string], known: readonly string[]): void {
  const names = Array.isArray(value) ? value : [value];
  const stranger = names.find((name) => !known.includes(String(name)));
  if (stranger !== undefined) {
    throw new BibleError(`there is no ${String(stranger)}; known: ${known.join(', ')}`, path, file.positionOf(path));
  }
}

/** Scenes come from the script alone. */
function checkScenes(file: WrittenBible, corrections: readonly Correction[], last: StoryBible): void {
  for (const correction of corrections) {
    if (correction.at !== 'scenes' || !('add' in correction)) continue;
    const path = `scenes/${correction.add}`;
    const ids = last.scenes.map(({ id }) => id).join(', ');
    throw new BibleError(`the script has no such scene; its scenes are ${ids}`, path, file.positionOf(path));
  }
}

/** Whoever the script gives lines to must still be somebody. */
function checkSpeakers(file: WrittenBible, inferred: StoryBible, bible: StoryBible): void {
  const taken = new Set(bible.cast.flatMap(({ aliases }) => aliases));
  for (const { id, name, aliases, speeches = 0 } of inferred.cast) {
    const lost = speeches === 0 ? undefined : aliases.find((alias) => !taken.has(alias));
    if (lost === undefined) continue;
    const isThere = bible.cast.some((member) => member.id === id);
    const problem = isThere
      ? `the script says ${lost} for ${name}: give that name to another of the cast, or leave it here`
      : `${name} speaks ${speeches} times in the script and cannot be taken out: put \`${id}: {}\` back, or add ${lost} to another's aliases`;
    const path = isThere ? `cast/${id}/aliases` : 'cast';
    throw new BibleError(problem, path, file.positionOf(path));
  }
}
