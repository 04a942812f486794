import { type StoryBible, storyBibleSchema } from './story-bible.ts';

/** A value that a person can write in one place of the bible. */
export type Leaf = string | number | boolean | null | readonly string[];
export interface Sheet {
  readonly [field: string]: Leaf | Sheet;
}

export const collections = ['cast', 'places', 'props', 'scenes'] as const;
export type Collection = (typeof collections)[number];

/** A bible as a person edits it: everything under its id, without what only the script can say. */
export type Sheets = { title: string; credits: readonly string[] } & Record<Collection, Map<string, Sheet>>;

/** Lists whose order and repetition mean nothing: corrected item by item. */
export function isSet(path: string): boolean {
  return /^(?:cast|places)\/[^/]+\/aliases$|^scenes\/[^/]+\/(?:cast|heard|props)$/.test(path);
}

/** `introducedAt` and `speeches` are the script's own facts; whether a scene is inside is its place's affair. */
const derived = ['id', 'introducedAt', 'speeches'];

function sheetOf(entry: object, left: readonly string[]): Sheet {
  // Every field of the bible's entries is a leaf or an object of leaves.
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !left.includes(field))) as Sheet;
}

export function sheetsOf(bible: StoryBible): Sheets {
  const byId = (entries: readonly { readonly id: string }[], left: readonly string[]) =>
    new Map(entries.map((entry) => [entry.id, sheetOf(entry, left)]));
  return {
    title: bible.title,
    credits: bible.credits,
    cast: byId(bible.cast, derived),
    places: byId(bible.places, derived),
    props: byId(bible.props, derived),
    scenes: byId(bible.scenes, [...derived, 'interior']),
  };
}

/** Back to a bible; the facts that sheets leave out come from the bible that the script gave. */
export function bibleOf(sheets: Sheets, inferred: StoryBible): StoryBible {
  const entries = (collection: Collection) => [...sheets[collection]].map(([id, sheet]) => ({ id, ...sheet }));
  return storyBibleSchema.parse({
    title: sheets.title,
    credits: sheets.credits,
    cast: entries('cast').map((entry) => {
      const member = inferred.cast.find(({ id }) => id === entry.id);
      const speeches = member?.speeches === undefined ? {} : { speeches: member.speeches };
      return { ...entry, introducedAt: member?.introducedAt ?? null, ...speeches };
    }),
    places: entries('places'),
    props: entries('props'),
    scenes: entries('scenes').map((entry) => {
      const scene = inferred.scenes.find(({ id }) => id === entry.id);
      return { ...entry, interior: scene?.interior ?? true };
    }),
  });
}

/** The leaves of a sheet under their paths. */
export function leavesOf(sheet: Sheet, path: string): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const [field, value] of Object.entries(sheet)) {
    const at = `${path}/${field}`;
    if (value !== null && typeof value === 'object' && !isList(value)) {
      for (const [inner, leaf] of leavesOf(value, at)) leaves.set(inner, leaf);
    } else leaves.set(at, value);
  }
  return leaves;
}

export function isList(value: Leaf | Sheet): value is readonly string[] {
  return Array.isArray(value);
}

/** A sheet with one leaf set: `fields` is the path within it. */
export function withLeaf(sheet: Sheet, fields: readonly string[], leaf: Leaf): Sheet {
  const [field, ...rest] = fields;
  if (field === undefined) return sheet;
  if (rest.length === 0) return { ...sheet, [field]: leaf };
  const inner = sheet[field];
  const within = inner !== null && typeof inner === 'object' && !isList(inner) ? inner : {};
  return { ...sheet, [field]: withLeaf(within, rest, leaf) };
}

/** All leaves of the sheets, under paths such as `cast/helen/look/skin`. */
export function allLeaves(sheets: Partial<Sheets>): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (sheets.title !== undefined) leaves.set('title', sheets.title);
  if (sheets.credits !== undefined) leaves.set('credits', sheets.credits);
  for (const collection of collections) {
    for (const [id, sheet] of sheets[collection] ?? []) {
      for (const [path, leaf] of leavesOf(sheet, `${collection}/${id}`)) leaves.set(path, leaf);
    }
  }
  return leaves;
}
