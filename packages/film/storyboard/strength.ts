import type { Emotion } from '../breakdown/story-bible.ts';
import type { Line } from './shot.ts';

const strongEmotions: ReadonlySet<Emotion> = new Set(['angry', 'afraid', 'sad', 'disgusted']);
const strongWords =
  /\b(love|hate|die|died|dead|death|kill(ed)?|never|god|liar|lies?|lying|murder|blood|sorry|forgive|goodbye|help|alone|truth|please|afraid|fear|threat|leave now|daughter|mother|father|sister|brother|son)\b/i;

/** How much a line weighs: 2 and more is said in close-up. */
export function strengthOf(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map(weightOf));
}

function weightOf({ text, emotion }: Line): number {
  let weight = 0;
  if (/[!?]{2}/.test(text)) weight += 2;
  else if (/!/.test(text)) weight += strongEmotions.has(emotion) ? 1 : 0.5;
  if (/\p{Lu}{4}/u.test(text)) weight += 0.5;
  if (strongEmotions.has(emotion)) weight += 1;
  if (strongWords.test(text)) weight += 1;
  return text.length > 90 ? weight - 0.5 : weight;
}
