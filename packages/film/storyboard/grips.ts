import { firstThing, type PropKind } from './props.ts';

/** What hands do with a thing in one clause. */
export type Grip =
  | { readonly does: 'takes'; readonly kind: PropKind }
  /** `kind` is `null` when it is only called `it`; `gives` when it goes into the hands of somebody else. */
  | { readonly does: 'leaves'; readonly kind: PropKind | null; readonly gives: boolean };

/** Things that a hand holds but that fill no frame of their own. */
const handfuls: readonly (readonly [RegExp, PropKind])[] = [
  [/\b(grocer(y|ies)|shopping|sacks?|satchel|handbag|rucksack)\b/i, 'bag'],
  [/\b(dishes|plates?|bowls?|coffee|tea)\b/i, 'cup'],
  [/\b(glass(?!es)|wine|champagne|beer|drinks?)\b/i, 'glass'],
  [/\b(note|text|school ?)?books\b/i, 'book'],
  [/\b(torch|flashlight|oil lamp)\b/i, 'lantern'],
  [/\b(sandwich|apple|bread|cake|pizza|acorns?|nuts?|cookies?|candy)\b/i, 'food'],
  [/\b(sword|axe|machete)\b/i, 'knife'],
  [/\b(newspaper|papers?|note|scroll)\b/i, 'letter'],
  [/\b(cigarettes?|cigar)\b/i, 'cigarette'],
  [/\bmic\b/i, 'microphone'],
  [/\bluggage\b/i, 'briefcase'],
];

/** Too large, too small or too fixed to be carried about. */
const fixed: ReadonlySet<PropKind> = new Set<PropKind>(['drawer', 'door', 'clock', 'ring', 'lamp', 'hat', 'laptop']);

const takes =
  /\b(carr(?:y|ies|ying)|holds?|holding|clutch(?:es|ing)?|clasps?|grip(?:s|ping)?|grabs?|picks?(?: \w+)? up|picks|takes?(?! (?:care|a seat|a sip|another sip|a drag|a look))|pulls?|draws|whips? out|lifts?|lifting|raises?|raising|wields?|brandish(?:es|ing)|waves|waving|reads?|reading|aims?|aiming|opens? (?:the|an?|his|her) (?:envelope|letter|book)|polish(?:es|ing)|unfolds?|produces|fetches|brings?|bringing|snatch(?:es)?|strums?|plays|armed with)\b/i;
const leaves =
  /\b(puts?(?! on)|sets|lays?|laying|places?|drops?|throws?|toss(?:es)?|slides?|hands? (?=him|her|them|it|the|an?\b|over|\p{Lu})|gives?|pass(?:es)?|offers?|serves?|pockets|tucks|lets? go|let go|releases|hangs (?:it|them|the)|slips? (?:out|from)|falls (?:out|from)|gets rid)\b/u;
const toSomebody = /\b(hands?|gives?|pass(?:es)?|offers?)\b/i;
const inHand =
  /\bin (?:(?:his|her|their|one|each|both) )?hands?\b|\bunder (?:his|her|their|one) arm\b|\bover (?:his|her) shoulder\b/i;

/**
 * What the hands take or leave in a clause.
 *
 * @param next the clause after it, for `with his crutch and briefcase` names two things
 * @example gripOf('with the lantern in her hand', '') // { does: 'takes', kind: 'lantern' }
 */
export function gripOf(written: string, next: string): Grip | null {
  // A script all in capitals.
  const clause = /\p{Ll}/u.test(written) ? written : written.toLowerCase();
  if (/\b(was|were|no|without|not|n['’]t)\b/i.test(clause)) return null;
  const left = leaves.exec(clause);
  if (left !== null) {
    const rest = clause.slice(left.index);
    const kind = thingIn(rest) ?? thingIn(clause);
    const something = kind !== null || /\b(it|them|that|this)\b|\blets? go\b/i.test(rest);
    return something ? { does: 'leaves', kind, gives: toSomebody.test(left[0]) } : null;
  }
  const more = /^(?:an? |the |his |her |their )?(?:[\w-]+ )?[\w-]+$/i.test(next) ? ` ${next}` : '';
  const kind = takenIn(`${clause}${more}`);
  return kind === null ? null : { does: 'takes', kind };
}

const seesSomebody =
  /\b(sees?|seeing|finds?|met|meets?|watch(es|ing)?|notices|discovers|looks? at|faces|visits|waiting|helps?|joins|greets)\b/i;

function takenIn(text: string): PropKind | null {
  const verb = takes.exec(text);
  if (verb !== null) return thingIn(text.slice(verb.index));
  const company = /\bwith\b/i.exec(text);
  // `sees a man with a briefcase`: it is the man's.
  if (company !== null && seesSomebody.test(text.slice(0, company.index))) return null;
  if (company !== null) return thingIn(text.slice(company.index));
  return inHand.test(text) ? thingIn(text) : null;
}

function thingIn(text: string): PropKind | null {
  const kind = firstThing(text, handfuls);
  return kind === null || fixed.has(kind) ? null : kind;
}

/** `slips out of her hand`. */
export function leavesAHand(clause: string): boolean {
  return /\b(slips?|falls?|drops?) (out of|from)\b.*\bhands?\b/i.test(clause);
}
