import { genderInApposition, readAge, readDescription, type Said, speciesOf } from './description.ts';
import { hintOfName } from './first-names.ts';
import { cueKey } from './names.ts';
import { isShouted, sentencesOf } from './prose.ts';
import { isCrowd, isVoiceName, roleOf } from './roles.ts';
import type { Business } from './turns.ts';

/** A person brought in by the action: `HELEN (45), an african woman, walks along`. */
export interface Introduction {
  /** See `cueKey`. */
  readonly key: string;
  /** Number of the scene, from 0. */
  readonly scene: number;
  readonly line: number;
  readonly said: Said;
  /** The person is certain by the words alone: an age, a name that is cued, a word for a person. */
  readonly species: Said['species'] | null;
}

/** A run of words in capitals, or a capitalised name with an age in brackets. */
const capitals =
  /(?<![\p{L}\p{N}'-])\p{Lu}[\p{Lu}\p{M}\p{N}'-]*\.?(?:[ \t]+(?:#?\d+\b|\p{Lu}[\p{Lu}\p{M}\p{N}'-]*\.?))*(?![\p{Ll}])/gu;
const aged =
  /(?<![\p{L}\p{N}])((?:(?:Mr|Mrs|Ms|Dr|Lt|MR|MRS|MS|DR|LT)\. )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)\s*\((?=[^)]*(?:\d|teens|twenties|thirties|forties|fifties|sixties|seventies))(?:[Ee]arly|[Mm]id|[Ll]ate|[Aa]ged?|[\d\s'’s-]|teens|twenties|thirties|forties|fifties|sixties|seventies|years old)+[),]/gu;

const ageAfter =
  /^,?\s*\(?\s*(?:(?:early|mid|late)[\s-]*)?\d{1,3}(?:'?s)?\b(?!\s*(?:mm|cm|feet|miles|degrees|minutes|hours))|^\s*\((?:teens?|twenties|thirties|forties|fifties|sixties)/i;
const actsLike =
  /^,?\s+(?:enters|walks|sits|stands|smiles|nods|grins|laughs|steps|looks|hurries|kneels|waits|whispers|shrugs|sighs|stares|turns|waves|limps|strolls|leans|wears|wearing|watches|polishes|sleeps|cries|weeps)\b/;
const animalAfter =
  /^,?\s+(?:the|an?)\s+(?:\w+\s+)?(squirrel|owl|dog|puppy|cat|kitten|fox|rabbit|bunny|bear|mouse|rat|bird|crow|raven|sparrow|pigeon|parrot|robot|android)\b/i;
/** Things of weather and light enter and walk too. */
const notSomebody =
  /^(?:LIGHT|SMOKE|RAIN|SNOW|THUNDER|LIGHTNING|MUSIC|SILENCE|DARKNESS|FIRE|FOG|WIND|WATER|POV|CUT|FADE|SUPER|TITLE|MONTAGE|CLOSE|ANGLE|INSERT|WE|HE|SHE|THEY|IT|NO|YES|OK|TV|[IVX]+)$/;

/**
 * Finds who is introduced in a stretch of action. Props and sounds in capitals (`KITCHEN DRAWER`, `DING DONG`) are not.
 * @param cued keys of everyone who has a cue somewhere in the script.
 */
export function introductionsIn(business: Business, scene: number, cued: ReadonlySet<string>): Introduction[] {
  const found: Introduction[] = [];
  for (const sentence of withFollowers(business.text)) {
    const runs = isShouted(sentence.own) ? [] : runsIn(sentence.own, cued);
    const kept = runs.filter((run) => isSomebody(run, sentence.own, cued));
    kept.forEach((run, index) => {
      const nextStart = kept[index + 1]?.start ?? sentence.own.length;
      const last = index === kept.length - 1;
      const after = sentence.own.slice(run.end, nextStart) + (last ? sentence.followers : '');
      const from = kept[index - 1]?.end ?? 0;
      const before = adjectivesBefore(sentence.own.slice(from, run.start));
      const line = business.line + sentence.line + sentence.own.slice(0, run.start).split('\n').length - 1;
      found.push({ key: run.key, scene, line, said: said(run.key, before, after), species: speciesOf(run.key) });
    });
  }
  return found;
}

interface Run {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly aged: boolean;
}

/** Each sentence with those after it that begin with a pronoun and so describe the same person. */
function withFollowers(text: string): { own: string; followers: string; line: number }[] {
  const sentences = sentencesOf(text);
  return sentences.map(({ text: own, line }, index) => {
    let followers = '';
    for (const { text: next } of sentences.slice(index + 1)) {
      if (!/^(?:He|She|They|His|Her|Their)\b/.test(next)) break;
      followers += ` ${next}`;
    }
    return { own, followers, line };
  });
}

/** `Suddenly Rebecca (17)` means Rebecca; `Rebecca Lane (17)` and `AFRICAN MAN (60)` mean all of it. */
function nameWithin(words: string, cued: ReadonlySet<string>): string {
  if (isShouted(words)) return words.replace(/^(?:(?:A|AN|THE)\s+)+/, '');
  const parts = words.split(' ');
  for (let from = 0; from < parts.length; from += 1) {
    const rest = parts.slice(from).join(' ');
    if (
      /^(?:Mr|Mrs|Ms|Dr)\.$/.test(parts[from] ?? '') ||
      cued.has(cueKey(rest)) ||
      hintOfName(parts[from] ?? '') !== null
    )
      return rest;
  }
  return parts.at(-1) ?? words;
}

function runsIn(sentence: string, cued: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  for (const match of sentence.matchAll(aged)) {
    const name = nameWithin(match[1] ?? '', cued);
    const end = match.index + (match[1] ?? '').length;
    runs.push({ key: cueKey(name), start: end - name.length, end, aged: true });
  }
  for (const match of sentence.matchAll(capitals)) {
    const trimmed = match[0].replace(/^(?:(?:A|AN|THE)\s+)+/, '').replace(/(?<!\b(?:DR|MR|MRS|MS|ST))\.$|'S$/, '');
    const start = match.index + match[0].indexOf(trimmed);
    const end = start + trimmed.length;
    const key = cueKey(trimmed);
    if (key.replace(/[^\p{L}]/gu, '').length < 2 || runs.some((run) => run.start < end && start < run.end)) continue;
    runs.push({ key, start, end, aged: false });
  }
  return runs.sort((a, b) => a.start - b.start);
}

function isSomebody(run: Run, sentence: string, cued: ReadonlySet<string>): boolean {
  const { key } = run;
  const after = sentence.slice(run.end);
  if (notSomebody.test(key) || isCrowd(key) || /^'s\b/i.test(after)) return false;
  if (cued.has(key) || run.aged) return true;
  if (/^\d/.test(key) || isVoiceName(key)) return false;
  const head = key.split(' WITH ')[0]?.split(' OF ')[0] ?? key;
  const words = head.split(' ').filter((word) => !/^(?:\d+|ONE|TWO|THREE)$/.test(word));
  const last = words.at(-1) ?? '';
  if (ageAfter.test(after) || animalAfter.test(after)) return true;
  if (roleOf(last) !== null) return !/^\s+\p{Ll}+(?:'s)?\s*$/u.test(after) || /^\s+\p{Ll}+s\b/u.test(after);
  if (words.some((word) => /^(?:ON|IN|AND|TO|AT|FROM)$/.test(word))) return false;
  if (words.length <= 3 && hintOfName(words[0] ?? '') !== null && words.slice(1).every(isSurname)) return true;
  const bare = !/\b(?:an?|the|his|her|their|its|this|that|some)\s+(?:\p{L}+\s+){0,2}$/iu.test(
    sentence.slice(0, run.start),
  );
  return bare && words.length <= 2 && actsLike.test(after);
}

/** Not one of the things that are often written in capitals behind a name: `MARY'S PHONE`, `JACK DANIELS BOTTLE`. */
function isSurname(word: string): boolean {
  return !/^(?:PHONE|BOTTLE|BOX|CAR|DOOR|GUN|KNIFE|POV|POSTER|PHOTO|PHOTOGRAPH|STREET|HOUSE|SIGN|LETTER)$/.test(word);
}

function adjectivesBefore(text: string): string {
  const clause = text.match(/(?:^|[^\p{L}])((?:an?|the|our)\s+(?:[\p{L}-]+,?\s+){0,7})$/iu)?.[1] ?? '';
  return clause === ''
    ? (text.match(/\b((?:young|old|elderly|little|teenage|pregnant|tall|bearded|bald),?\s+)+$/i)?.[0] ?? '')
    : clause;
}

function said(key: string, before: string, after: string): Said {
  const description = readDescription(`${after}\n${before} ${key}.`);
  const bracket = after.match(/^\s*\(([^)]*)\)/)?.[1];
  const age = bracket === undefined ? null : readAge(bracket.split(',')[0] ?? '');
  const gender = genderInApposition(before, after);
  const animal = animalAfter.exec(after)?.[1];
  const species = animal === undefined ? null : speciesOf(animal);
  return {
    ...description,
    ...(age === null ? {} : { age }),
    ...(gender === null ? {} : { gender }),
    ...(species === null ? {} : { species }),
  };
}
