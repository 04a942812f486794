/** Words that a time is made of. Writers misspell SIMULTANEOUSLY in every way, so it is known by its shape. */
const timeWord =
  /^(?:day|night|morning|afternoon|evening|noon|midday|midnight|dawn|dusk|sunrise|sunset|sunup|sundown|twilight|daybreak|nightfall|predawn|pre-dawn|mid-morning|mid-afternoon|daytime|nighttime|continuous(?:ly)?|cont(?:inued|'d|’d)?|later|earlier|same|simu?l?\p{L}*t\p{L}*l?y|simo?u\p{L}*ly|meanwhile|moments?|flashback|flashforward|dream|present|past|future|today|tonight|tomorrow|yesterday|winter|spring|summer|autumn)$/iu;
/** Words that may stand beside those, but make no time alone. */
const besideWord =
  /^(?:the|a|an|that|this|next|following|early|late|mid|just|before|after|few|some|many|one|two|three|four|five|six|ten|several|minutes?|hours?|days?|weeks?|months?|years?|seconds?|time|magic|golden|blue|hour|of|in|at|to|and|or|as|first|last|light|second|third|rainy|stormy|snowy|sunny|cloudy|foggy|raining|snowing|rain|snow|storm|fog|\d+)$/iu;
const clock = /^(?:\d{1,2}[:.]\d{2}|\d{1,2}|\d{1,2}[:.]\d{2} ?[ap]\.?m\.?|\d{1,2} ?[ap]\.?m\.?|(?:1[5-9]|20)\d\d)$/i;
/** Together they are a time though none of their words is one. */
const hourNames = /^(?:magic|golden|blue) hour$|^first light$/i;

/**
 * Splits what follows `INT.` into place and time. The time begins at the first part after a dash that is one:
 * `HOUSE - KITCHEN - NIGHT - RAIN` is at `NIGHT - RAIN`.
 */
export function splitTime(body: string, natural: boolean): { place: string; time: string | null } {
  const parts = body.split(/(\s+[-–—]+\s*|[-–—]+\s+|\s*[–—]\s*)/);
  for (let index = 2; index < parts.length; index += 2) {
    if (isTime(parts[index] ?? '')) {
      return { place: tidy(parts.slice(0, index - 1).join('')), time: tidy(parts.slice(index).join('')) };
    }
  }
  return bracketed(body) ?? tailed(body, natural) ?? { place: tidy(body), time: null };
}

/** `KITCHEN (MOMENTS LATER)`, but not `STAIRWELL (OUTSIDE)`. */
function bracketed(body: string): { place: string; time: string } | null {
  const trimmed = tidy(body);
  const open = trimmed.endsWith(')') ? trimmed.lastIndexOf('(') : -1;
  const inside = open > 0 ? trimmed.slice(open + 1, -1) : '';
  return isTime(inside) ? { place: tidy(trimmed.slice(0, open)), time: inside.trim() } : null;
}

/** `KITCHEN, NIGHT`, `KITCHEN. NIGHT.`, `KITCHEN-NIGHT`, and `INT. KITCHEN NIGHT` where the setting makes it sure. */
function tailed(body: string, natural: boolean): { place: string; time: string } | null {
  const trimmed = tidy(body);
  const at = Math.max(trimmed.lastIndexOf(','), trimmed.lastIndexOf('. '), trimmed.lastIndexOf('-'));
  if (at > 0 && isTime(trimmed.slice(at + 1))) {
    return { place: tidy(trimmed.slice(0, at)), time: trimmed.slice(at + 1).trim() };
  }
  const lastSpace = trimmed.lastIndexOf(' ');
  const word = trimmed.slice(lastSpace + 1);
  const sure = natural && lastSpace > 0 && /^(?:day|night|morning|evening|dawn|dusk)$/i.test(word);
  return sure ? { place: tidy(trimmed.slice(0, lastSpace)), time: word } : null;
}

function isTime(part: string): boolean {
  const plain = tidy(part.replace(/\([^()]*\)\s*$/, ''));
  if (plain === '') return false;
  if (clock.test(plain) || hourNames.test(plain)) return true;
  const words = plain.split(/[\s/,&]+/).map((word) => word.replace(/\.$/, ''));
  return (
    words.some((word) => timeWord.test(word)) && words.every((word) => timeWord.test(word) || besideWord.test(word))
  );
}

function tidy(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.,:\-–—]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(/^[\s\-–—]+/, '');
}
