import type { Prop } from '../breakdown/story-bible.ts';
import { clausesOf } from './deeds.ts';

/** Kind of a thing, as in the bible. */
export type PropKind = Prop['kind'];

/** Words for things that fill a frame of their own when a hand or the story touches them. */
const things: readonly (readonly [RegExp, PropKind])[] = [
  [/\b(gun|pistol|revolver|rifle|ruger|9mm|silencer|weapon)\b/i, 'gun'],
  [/\b(knife|blade|dagger)\b/i, 'knife'],
  [/\b(photograph|photo|picture|snapshot|polaroid)s?\b/i, 'photograph'],
  [/\b(letter|envelope|note|telegram|(business |post)?card|ticket|map)s?\b/i, 'letter'],
  [/\b(folder|file|dossier|documents?|contract)s?\b/i, 'folder'],
  [/\b(hand )?mixer\b/i, 'mixer'],
  [/\b(briefcase|suitcase)\b/i, 'briefcase'],
  [/\b(cell ?phone|telephone|phone|mobile)\b/i, 'phone'],
  [/\b(laptop|computer)\b/i, 'laptop'],
  [/\bmicrophone\b/i, 'microphone'],
  [/\b(keys?)\b/i, 'key'],
  [/\bring\b(?! (of|in|the|at))/i, 'ring'],
  [/\b(money|cash|coins?|bills|banknotes?)\b/i, 'money'],
  [/\b(book|notebook|diary|journal)\b/i, 'book'],
  [/\blanterns?\b/i, 'lantern'],
  [/\bcandles?\b/i, 'candle'],
  [/\b(pocket ?watch|clock|wristwatch)\b/i, 'clock'],
  [/\b(flowers?|roses?|bouquet)\b/i, 'flower'],
  [/\b(guitar|violin|accordion|trumpet|flute|harmonica)\b/i, 'instrument'],
  [/\b(bottle)\b/i, 'bottle'],
  [/\b(cups?|mugs?)\b/i, 'cup'],
  [/\b(ball)\b/i, 'ball'],
  [/\b(box|parcel|package|crate)\b/i, 'box'],
  [/\b(bag|backpack|purse)s?\b/i, 'bag'],
  [/\b(drawer)\b/i, 'drawer'],
];

const touched =
  /\b(slid(es?|ing)|pulls?|pulled|takes?|took|opens?|holds?|holding|shows?|reveals?|picks?|drops?|puts?|throws?|tosses|whips?|notices|looks? (closer )?(at|into)|hands?|reads?|finds?|grabs?|polishes|unfolds?|lies|lying|rests|sits on|slips|raises|lifts|draws|unwraps|stares? at|gives?|lights|places?|lays|sets)\b/i;

/** The last thing that a sentence handles: `opens the envelope and takes out a photograph` is about the photograph. */
export function handledProp(sentence: string): PropKind | null {
  const clauses = clausesOf(sentence).filter((clause) => touched.test(clause));
  for (const clause of clauses.toReversed()) {
    const kind = lastThing(clause);
    if (kind !== null) return kind;
  }
  return null;
}

/** The first thing that a clause names, of these words. */
export function firstThing(clause: string, more: typeof things): PropKind | null {
  let found: { kind: PropKind; at: number } | null = null;
  for (const [words, kind] of [...things, ...more]) {
    const at = words.exec(clause)?.index;
    if (at !== undefined && (found === null || at < found.at)) found = { kind, at };
  }
  return found?.kind ?? null;
}

/** The last thing that a clause names. */
export function lastThing(clause: string): PropKind | null {
  let last: { kind: PropKind; at: number } | null = null;
  for (const [words, kind] of things) {
    const at = words.exec(clause)?.index;
    if (at !== undefined && (last === null || at > last.at)) last = { kind, at };
  }
  return last?.kind ?? null;
}

/** Things on which a story turns: worth a frame each time, not only the first. */
export const fatefulProps: ReadonlySet<string> = new Set(['gun', 'knife', 'letter', 'photograph', 'ring', 'mixer']);
