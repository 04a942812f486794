import { hintOfName } from './first-names.ts';
import type { Introduction } from './introductions.ts';
import { cueKey, nearlySame } from './names.ts';
import { revealedNames } from './reveals.ts';
import { isCrowd, isGeneric, roleOf } from './roles.ts';
import type { Business, Turn } from './turns.ts';

/** One person with all their names. */
export interface Identity {
  /** The name they are called by in the bible, as a key: their own rather than a description. */
  readonly key: string;
  /** All their keys, that one first. */
  readonly aliases: readonly string[];
}

export type SceneEvents = readonly (Turn | Business)[];

const titles =
  /^(?:DR|MR|MRS|MS|MISS|MISTER|PROFESSOR|PROF|CAPTAIN|DETECTIVE|INSPECTOR|OFFICER|SERGEANT|AUNT|UNCLE|SIR|LADY|KING|QUEEN)\.? /;
const separators = /\s*(?:\/|&|\+|,| AND | WITH )\s*/;

/** The names in a cue that several speak together; one name where it is one person's. */
export function namesInCue(key: string, isKnown: (key: string) => boolean): string[] {
  if (isKnown(key) && !separators.test(key)) return [key];
  const parts = key.split(separators).filter((part) => part !== '');
  return parts.length > 1 && parts.every(isKnown) ? parts : [key];
}

/** Puts names together that the script says are one person's; where it leaves a doubt, they stay apart. */
export function identitiesOf(scenes: readonly SceneEvents[], introductions: readonly Introduction[]): Identity[] {
  const cuedAt = new Map<string, number>();
  for (const event of scenes.flat()) {
    if (event.kind === 'turn' && !cuedAt.has(event.key)) cuedAt.set(event.key, event.line);
  }
  const firstAt = new Map(cuedAt);
  for (const { key, line } of introductions) firstAt.set(key, Math.min(line, firstAt.get(key) ?? line));
  const partsOf = (key: string) => namesInCue(key, (part) => part !== key && firstAt.has(part));
  const together = [...cuedAt.keys()].filter((key) => partsOf(key).length > 1);

  const groups = new Groups([...firstAt.keys()].filter((key) => !together.includes(key)));
  joinExtensions(groups, scenes);
  joinVoices(groups);
  joinLongAndShort(groups, introductions, cuedAt);
  joinMisspelt(groups, scenes, cuedAt);
  for (const [known, other] of revealedNames(scenes, groups.all(), cuedAt)) groups.join(known, other);

  const at = (key: string) => firstAt.get(key) ?? Number.POSITIVE_INFINITY;
  const rank = (key: string) => (isGeneric(key) ? 2 : 0) + (cuedAt.has(key) ? 0 : 1);
  const identities = groups
    .all()
    .map((keys) => keys.sort((a, b) => rank(a) - rank(b) || at(a) - at(b)))
    .sort((a, b) => Math.min(...a.map(at)) - Math.min(...b.map(at)));
  for (const key of together) identities.find((keys) => keys.includes(partsOf(key)[0] ?? ''))?.push(key);
  return identities.map((aliases) => ({ key: aliases[0] ?? 'VOICE', aliases }));
}

/** Names joined in sets. */
class Groups {
  readonly #of = new Map<string, Set<string>>();

  constructor(keys: readonly string[]) {
    for (const key of keys) this.#of.set(key, new Set([key]));
  }

  has(key: string): boolean {
    return this.#of.has(key);
  }

  keys(): Iterable<string> {
    return this.#of.keys();
  }

  /** Joins two names; a name not seen before joins the other's set. */
  join(a: string, b: string): void {
    const joined = new Set([...(this.#of.get(a) ?? [a]), ...(this.#of.get(b) ?? [b])]);
    for (const key of joined) this.#of.set(key, joined);
  }

  all(): string[][] {
    return [...new Set(this.#of.values())].map((set) => [...set]);
  }
}

/** `SENAIT (Helen)`. */
function joinExtensions(groups: Groups, scenes: readonly SceneEvents[]): void {
  for (const event of scenes.flat()) {
    if (event.kind !== 'turn') continue;
    for (const extension of event.extensions) {
      const key = cueKey(extension.replace(/^(?:AS|AKA|A\.K\.A\.?|FORMERLY|NOW)\s+/, ''));
      if (key !== event.key && groups.has(key) && groups.has(event.key)) groups.join(event.key, key);
    }
  }
}

/** `HELEN'S VOICE`, `VOICE OF HELEN`. */
function joinVoices(groups: Groups): void {
  for (const key of [...groups.keys()]) {
    const owner = key.match(/^(.+)'S? VOICE$/)?.[1] ?? key.match(/^VOICE OF (.+)$/)?.[1];
    if (owner !== undefined && groups.has(owner)) groups.join(owner, key);
  }
}

/** `AFRICAN MAN (60)` who is cued MAN; `SARAH CONNOR` who is cued SARAH; `DR. LEE` and `LEE`. */
function joinLongAndShort(
  groups: Groups,
  introductions: readonly Introduction[],
  cuedAt: ReadonlyMap<string, number>,
): void {
  const introduced = new Set(introductions.map(({ key }) => key));
  const keys = [...groups.keys()];
  for (const short of keys) {
    const longer = keys.filter((long) => long !== short && isFullForm(long, short));
    const uncued = longer.filter((long) => !cuedAt.has(long));
    const plain = longer.filter((long) => !/^(?:YOUNG|OLD|LITTLE|FAKE|OTHER|SECOND) /.test(long));
    if (cuedAt.has(short) && !introduced.has(short) && uncued.length > 0) {
      const nearest = introductions.findLast(
        ({ key, line }) => uncued.includes(key) && line <= (cuedAt.get(short) ?? 0),
      );
      if (uncued.length === 1 || nearest !== undefined) groups.join(short, nearest?.key ?? uncued[0] ?? short);
    } else if (plain.length === 1 && plain[0] !== undefined && !isGeneric(short)) groups.join(short, plain[0]);
  }
}

/** Whether the longer name is the shorter with a title, a surname or a description before it. */
function isFullForm(long: string, short: string): boolean {
  const [longWords, shortWords] = [long.split(' '), short.split(' ')];
  if (longWords.length <= shortWords.length || isCrowd(long) || /\d$/.test(long) || long.includes("'S ")) return false;
  if (long.replace(titles, '') === short) return true;
  const ends = longWords.slice(-shortWords.length).join(' ') === short;
  const starts = longWords.slice(0, shortWords.length).join(' ') === short;
  if (isGeneric(short)) return ends;
  return starts ? longWords.slice(shortWords.length).every((word) => roleOf(word) === null) : ends;
}

/** A cue or a name in the action that is a slip of the pen for a name that is cued often: `Isak`, `Helens`. */
function joinMisspelt(groups: Groups, scenes: readonly SceneEvents[], cuedAt: ReadonlyMap<string, number>): void {
  const text = scenes
    .flat()
    .map((event) => event.text)
    .join('\n');
  const small = new Set(text.match(/(?<![\p{L}'])\p{Ll}+/gu));
  const capitalised = new Set(text.match(/(?<![\p{L}'])\p{Lu}\p{L}{3,}/gu));
  const names = [...cuedAt.keys()].filter((key) => key.length >= 5 && !key.includes(' ') && !isGeneric(key));
  for (const word of capitalised) {
    const key = word.toUpperCase();
    if (groups.has(key) || small.has(word.toLowerCase()) || hintOfName(word) !== null) continue;
    const meant = names.filter((name) => name[0] === key[0] && nearlySame(name, key));
    if (meant.length === 1 && meant[0] !== undefined) groups.join(meant[0], key);
  }
}
