import { allLeaves, collections, isList, isSet, type Leaf, type Sheets } from './bible-sheets.ts';

/**
 * One thing that a person changed. `at` is a path such as `cast/helen/age`. Lists whose order means nothing are corrected item by
 * item, so that what the script adds to them later still comes in; whole members and props by `add` and `remove` at `cast` or `props`.
 */
export type Correction =
  | { readonly at: string; readonly set: Leaf }
  | { readonly at: string; readonly add: string }
  | { readonly at: string; readonly remove: string };

/** What is in a file: only what the person left there. */
export type WrittenSheets = Partial<Sheets>;

/** What a person may take out of the film as a whole; a deleted place or scene is filled in again. */
const removable: readonly string[] = ['cast', 'props'];

const same = (a: Leaf | undefined, b: Leaf | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** What two corrections must share for the later one to take the other's place. */
function slot(correction: Correction): string {
  if ('set' in correction) return correction.at;
  return `${correction.at} ${'add' in correction ? correction.add : correction.remove}`;
}

/**
 * All corrections after an edit: those there were, what the file says differently from what was printed into it, without
 * those whose field the person deleted: that hands the field back to the breakdown.
 * @param printed what the file said when it was written.
 * @param complete whether the file was printed whole, so that what is missing from it was taken out.
 */
export function correctionsIn(
  old: readonly Correction[],
  printed: Sheets,
  written: WrittenSheets,
  complete: boolean,
): Correction[] {
  const before = allLeaves(printed);
  const after = allLeaves(written);
  const edits: Correction[] = [];
  const handedBack: string[] = [];
  for (const collection of collections) {
    const sheets = written[collection];
    for (const id of sheets?.keys() ?? []) {
      if (printed[collection].has(id)) continue;
      edits.push({ at: collection, add: id });
    }
    if (sheets === undefined || !complete) continue;
    for (const id of printed[collection].keys()) {
      if (sheets.has(id)) continue;
      if (removable.includes(collection)) edits.push({ at: collection, remove: id });
      else handedBack.push(`${collection}/${id}/`);
    }
  }
  for (const [path, leaf] of after) edits.push(...editsAt(path, before.get(path), leaf));
  for (const path of before.keys()) {
    const [collection, id] = path.split('/');
    const sheet = collections.find((one) => one === collection);
    const isThere = sheet === undefined ? true : written[sheet]?.has(id ?? '') === true;
    if (complete && isThere && !after.has(path)) handedBack.push(path);
  }
  const kept = old.filter(
    ({ at }) => !handedBack.some((path) => (path.endsWith('/') ? at.startsWith(path) : at === path)),
  );
  const slots = new Set(edits.map(slot));
  return [...kept.filter((correction) => !slots.has(slot(correction))), ...edits];
}

function editsAt(path: string, before: Leaf | undefined, after: Leaf): Correction[] {
  if (same(before, after)) return [];
  if (!isSet(path) || !isList(after)) return [{ at: path, set: after }];
  const had = before !== undefined && before !== null && isList(before) ? before : [];
  return [
    ...after.filter((item) => !had.includes(item)).map((item) => ({ at: path, add: item })),
    ...had.filter((item) => !after.includes(item)).map((item) => ({ at: path, remove: item })),
  ];
}
