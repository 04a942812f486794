import { randomFrom } from '../../random.ts';
import type { Phone } from '../../voice/speech.ts';

/** A line as it is heard in a shot: `start` in seconds of the shot, its phones from its own start. */
export interface SpokenLine {
  readonly start: number;
  readonly phones: readonly Phone[];
}

/** Words between two breaths. Seconds of the shot. */
export interface Phrase {
  readonly start: number;
  readonly end: number;
  /** How large the hands make it, 0 … 1. */
  readonly size: number;
}

/** A stressed syllable. */
export interface Accent {
  readonly time: number;
  readonly strength: number;
  /** The hand that beats it. */
  readonly hand: 'left' | 'right';
}

const vowels = new Set(['aa', 'ae', 'ah', 'ao', 'aw', 'ay', 'eh', 'er', 'ey', 'ih', 'iy', 'ow', 'oy', 'uh', 'uw']);
const pause = 0.16;

/** Start and end of a line in the shot. */
export function spanOf({ start, phones }: SpokenLine): { from: number; to: number } {
  return { from: start + (phones[0]?.start ?? 0), to: start + (phones.at(-1)?.end ?? 0) };
}

/** The phrases of lines, parted where the voice pauses. */
export function phrasesOf(lines: readonly SpokenLine[], seed: number): readonly Phrase[] {
  const random = randomFrom(seed);
  return lines.flatMap(({ start, phones }) => {
    const phrases: { start: number; end: number; size: number }[] = [];
    for (const { phone, start: from, end } of phones) {
      if (phone === 'pau') continue;
      const open = phrases.at(-1);
      if (open && start + from - open.end < pause) open.end = start + end;
      else phrases.push({ start: start + from, end: start + end, size: 0.45 + 0.55 * random() });
    }
    return phrases;
  });
}

/** The syllables that a speaker would stress: the longest vowels, not too near to each other. */
export function accentsOf(lines: readonly SpokenLine[], seed: number): readonly Accent[] {
  const random = randomFrom(seed);
  return lines.flatMap(({ start, phones }) => {
    const spoken = phones.filter(({ phone }) => vowels.has(phone));
    const mean = spoken.reduce((sum, { start: from, end }) => sum + end - from, 0) / Math.max(1, spoken.length);
    const accents: Accent[] = [];
    for (const { start: from, end } of spoken) {
      const long = (end - from) / Math.max(mean, 1e-6);
      const strength = Math.min(1, 0.35 + 0.45 * (long - 0.9) + 0.25 * random());
      const before = accents.at(-1)?.time ?? -Infinity;
      if (long < 1.05 || start + from - before < 0.42) continue;
      accents.push({ time: start + from + 0.03, strength, hand: random() < 0.6 ? 'left' : 'right' });
    }
    return accents;
  });
}
