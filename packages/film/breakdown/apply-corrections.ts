import { type Collection, collections, isList, type Leaf, type Sheet, type Sheets, withLeaf } from './bible-sheets.ts';
import type { Correction } from './corrections.ts';

/**
 * Lays corrections over what the breakdown inferred. Those whose target is not in this draft rest until it comes back.
 * @param create makes the sheet of something that a person added and of which the script knows nothing.
 */
export function corrected(
  inferred: Sheets,
  corrections: readonly Correction[],
  create: (collection: Collection, id: string) => Sheet | null,
): Sheets {
  const sheets: Sheets = {
    ...inferred,
    cast: new Map(inferred.cast),
    places: new Map(inferred.places),
    props: new Map(inferred.props),
    scenes: new Map(inferred.scenes),
  };
  for (const correction of corrections) {
    const collection = collections.find((one) => one === correction.at);
    if (collection === undefined || !('add' in correction) || sheets[collection].has(correction.add)) continue;
    const sheet = create(collection, correction.add);
    if (sheet !== null) sheets[collection].set(correction.add, sheet);
  }
  for (const correction of corrections) correct(sheets, correction);
  for (const correction of corrections) {
    const owner = correction.at.match(/^cast\/([^/]+)\/aliases$/)?.[1];
    if (owner !== undefined && 'add' in correction && sheets.cast.has(owner)) giveAlias(sheets, owner, correction.add);
  }
  for (const correction of corrections) {
    if (!('remove' in correction)) continue;
    if (correction.at === 'cast') removeMember(sheets, correction.remove, null);
    if (correction.at === 'props') {
      sheets.props.delete(correction.remove);
      replaceInScenes(sheets, ['props'], correction.remove, null);
    }
  }
  return sheets;
}

function correct(sheets: Sheets, correction: Correction): void {
  const [first = '', id = '', ...fields] = correction.at.split('/');
  if ('set' in correction && first === 'title') sheets.title = String(correction.set);
  if ('set' in correction && first === 'credits' && correction.set !== null && isList(correction.set)) {
    sheets.credits = correction.set;
  }
  const collection = collections.find((one) => one === first);
  const sheet = collection === undefined ? undefined : sheets[collection].get(id);
  if (collection === undefined || sheet === undefined || fields.length === 0) return;
  if (dangles(sheets, correction)) return;
  if ('set' in correction) sheets[collection].set(id, withLeaf(sheet, fields, correction.set));
  else sheets[collection].set(id, withLeaf(sheet, fields, items(sheet[fields[0] ?? ''], correction)));
}

/** Whether a correction names somebody or something that this draft does not have. */
function dangles(sheets: Sheets, correction: Correction): boolean {
  const named = 'set' in correction ? correction.set : 'add' in correction ? correction.add : null;
  if (typeof named !== 'string') return false;
  if (/^scenes\/[^/]+\/place$|^places\/[^/]+\/within$/.test(correction.at)) return !sheets.places.has(named);
  if (/^scenes\/[^/]+\/(?:cast|heard)$/.test(correction.at)) return !sheets.cast.has(named);
  if (/^scenes\/[^/]+\/props$/.test(correction.at)) return !sheets.props.has(named);
  return false;
}

function items(value: Leaf | Sheet | undefined, correction: { add: string } | { remove: string }): string[] {
  const list = value !== undefined && value !== null && typeof value === 'object' && isList(value) ? value : [];
  if ('remove' in correction) return list.filter((item) => item !== correction.remove);
  return list.includes(correction.add) ? [...list] : [...list, correction.add];
}

function aliasesOf(sheet: Sheet | undefined): readonly string[] {
  const aliases = sheet?.aliases;
  return aliases !== undefined && aliases !== null && typeof aliases === 'object' && isList(aliases) ? aliases : [];
}

/** An alias that a person gave to one member is taken from the others; who loses the first of theirs was that member all along. */
function giveAlias(sheets: Sheets, owner: string, alias: string): void {
  for (const [other, sheet] of [...sheets.cast]) {
    const theirs = aliasesOf(sheet);
    if (other === owner || !theirs.includes(alias)) continue;
    if (theirs[0] !== alias) {
      sheets.cast.set(other, { ...sheet, aliases: theirs.filter((one) => one !== alias) });
      continue;
    }
    const own = sheets.cast.get(owner) ?? {};
    sheets.cast.set(owner, { ...own, aliases: [...new Set([...aliasesOf(own), ...theirs])] });
    removeMember(sheets, other, owner);
  }
}

function removeMember(sheets: Sheets, id: string, instead: string | null): void {
  sheets.cast.delete(id);
  replaceInScenes(sheets, ['cast', 'heard'], id, instead);
}

function replaceInScenes(sheets: Sheets, fields: readonly string[], id: string, instead: string | null): void {
  for (const [scene, sheet] of sheets.scenes) {
    let changed = sheet;
    for (const field of fields) {
      const list = sheet[field];
      if (list === undefined || list === null || typeof list !== 'object' || !isList(list) || !list.includes(id))
        continue;
      const replaced = list.flatMap((one) => (one !== id ? [one] : instead === null ? [] : [instead]));
      changed = { ...changed, [field]: [...new Set(replaced)] };
    }
    const [cast, heard] = [changed.cast, changed.heard];
    if (isNames(cast) && isNames(heard)) changed = { ...changed, heard: heard.filter((who) => !cast.includes(who)) };
    sheets.scenes.set(scene, changed);
  }
}

function isNames(value: Leaf | Sheet | undefined): value is readonly string[] {
  return value !== undefined && value !== null && typeof value === 'object' && isList(value);
}
