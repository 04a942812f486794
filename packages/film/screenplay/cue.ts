import { plainText } from './emphasis.ts';
import { isTransition } from './transition.ts';

/** What a cue says, without its forcing `@`. */
export interface CueParts {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly dual: boolean;
}

/** Reads `HELEN (V.O.) (CONT'D) ^`; `null` when no name is left. A forgotten closing bracket is forgiven. */
export function cueParts(written: string): CueParts | null {
  let rest = plainText(written).trim();
  const dual = rest.endsWith('^');
  if (dual) rest = rest.slice(0, -1).trimEnd();
  const extensions: string[] = [];
  for (;;) {
    const open = rest.lastIndexOf('(');
    const inside = open > 0 ? /^\(([^()]*)\)?$/.exec(rest.slice(open)) : null;
    if (!inside) break;
    extensions.unshift((inside[1] ?? '').trim());
    rest = rest.slice(0, open).trimEnd();
  }
  const name = rest.replace(/\s*:$/, '').trim();
  return name === '' ? null : { name, extensions, dual };
}

/** Two cues of the same name are written alike but for case and inner spacing. */
export function cueKey(name: string): string {
  return name.toUpperCase().replace(/\s+/g, ' ');
}

const longestCue = 64;
/** McCLANE, DeANDRE, 2nd GUARD, GROßMANN: small letters that do not make a line lower case. */
const allowedSmall = /(?<!\p{L})(?:Mc|Mac|De|Di|Du|La|Le|O|d)(?=['’]?\p{Lu}{2})|(?<=\d)(?:st|nd|rd|th)(?!\p{L})|ß/gu;
/** Lines in capitals that name a shot, a title or a part of the script rather than someone who speaks. */
const bareShot =
  /^(?:later|meanwhile|continued|the end|prologue|epilogue|montage|intercut|omitted|credits|(?:opening|open|closing|end) credits|titles?|super|insert|pov|.*\sPOV|over black|flashback|cold open|teaser)$/iu;
/** Such words may begin a name (CLOSE FRIEND, PART OWNER), so what follows them counts too. */
const shotWords =
  /^(?:close(?:[- ]?up)?|extreme close|angle|another angle|wide|wider|pan|tilt|track|zoom|back|cut|fade|dissolve|smash|end|begin|series|part|chapter|episode|act|scene|page|panel|title|super|insert|intercut|montage|flashback|pov|over black|note|later|moments later)(?: ?[:.#–—]| -| (?:on|up|of|to|in|out|over|with|card|shot|cut|credits|titles?|sequence|montage|flashback|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|\d+)(?!\p{L}))/iu;
const endsSentence = /[.!?…]["”’')]*$/;
const endsInitial = /(?:^|[\s.])(?:jr|sr|esq|st|ph\.?d|m\.?d|\p{L})\.$/iu;

/** Whether a line has the looks of a cue: capitals, not too long, not a sentence, a shot or a title. */
export function looksLikeCue(line: string): boolean {
  if (line.length > longestCue || isTransition(line)) return false;
  const parts = cueParts(line);
  return parts !== null && isName(parts.name);
}

function isName(name: string): boolean {
  const capitals = name.replace(/\([^()]*\)/g, '').replace(allowedSmall, '');
  if (!/\p{Lu}/u.test(capitals) || /\p{Ll}/u.test(capitals)) return false;
  if (/^["“].*["”]$/.test(name) || /:\s|:\/\/|^[([{]|[[\]{}<>=*_]$/.test(name)) return false;
  if (endsSentence.test(name) && !endsInitial.test(name)) return false;
  if (name.split(/\s+/).length > 10) return false;
  return !bareShot.test(name) && !shotWords.test(name);
}
