/** Words that end in a full stop without ending a sentence. */
const abbreviations =
  /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|St|Prof|Sgt|Lt|Capt|Gen|Col|Jr|Sr|vs|etc|No|a\.m|p\.m|e\.g|i\.e|[A-Z])\.$/;

/**
 * A text cut at its sentence ends. Nothing but the white space between two sentences is lost.
 *
 * @example sentencesOf('Wait... what? Mr. Hill is here.') // ['Wait... what?', 'Mr. Hill is here.']
 */
export function sentencesOf(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (const end of text.matchAll(/[.!?…]+["'”’)\]]*(?=\s)|\n/g)) {
    const stop = end.index + end[0].length;
    const sentence = text.slice(start, stop);
    if (end[0] !== '\n' && (abbreviations.test(sentence) || /^\s+\p{Ll}/u.test(text.slice(stop)))) continue;
    found.push(sentence);
    start = stop;
  }
  found.push(text.slice(start));
  return found.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** The longest line that two rows of subtitles hold, and about as long as a shot should last. */
export const longestLine = 140;

/**
 * A dialogue cut into lines of about `longestLine` characters, at sentence ends where possible, else at a comma.
 *
 * @example stretchesOf('One. Two.') // ['One. Two.']
 */
export function stretchesOf(text: string): readonly string[] {
  const stretches: string[] = [];
  for (const sentence of sentencesOf(text).flatMap(breathsOf)) {
    const last = stretches.at(-1);
    if (last !== undefined && last.length + sentence.length < longestLine)
      stretches[stretches.length - 1] = `${last} ${sentence}`;
    else stretches.push(sentence);
  }
  return stretches;
}

/** A sentence too long for one breath is cut at the comma or dash nearest to its middle, else at the word nearest to it. */
function breathsOf(sentence: string): readonly string[] {
  if (sentence.length <= longestLine) return [sentence];
  const cut =
    nearestToMiddle(sentence, /[,;:—–]["”’]?\s+/g) ??
    (sentence.length > 2 * longestLine ? nearestToMiddle(sentence, /\s+/g) : null);
  if (cut === null) return [sentence];
  return [...breathsOf(sentence.slice(0, cut).trim()), ...breathsOf(sentence.slice(cut).trim())];
}

function nearestToMiddle(text: string, gap: RegExp): number | null {
  const middle = text.length / 2;
  let best: number | null = null;
  for (const match of text.matchAll(gap)) {
    const at = match.index + match[0].length;
    if (at < 25 || at > text.length - 25) continue;
    if (best === null || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
  }
  return best;
}
