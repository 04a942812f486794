import { randomFrom } from '../random.ts';
import type { Phone } from './speech.ts';

/** A phrase laid on notes. Times in seconds. */
export interface Melody {
  readonly seconds: number;
  /** The phonemes where they are sung. */
  readonly phones: readonly Phone[];
  readonly hertzAt: (sung: number) => number;
}

interface Note {
  readonly start: number;
  readonly hertz: number;
}

/** The first six notes of the major scale and its sixth, in semitones over the tonic. */
const scale = [0, 2, 4, 5, 7, 9] as const;
const beat = 0.44;
const shortVowels = new Set(['ax', 'ih', 'uh']);

function isVowel(phone: string): boolean {
  return /^[aeiou]/.test(phone);
}

/**
 * Sings a phrase: one note for each syllable, vowels drawn out to the beat, a step or two up or down the scale, home at the
 * end. The same seed sings the same tune.
 *
 * @param tonic Hertz.
 */
export function melodyFor(phones: readonly Phone[], tonic: number, seed: number): Melody {
  const random = randomFrom(seed);
  const lastVowel = phones.findLastIndex(({ phone }) => isVowel(phone));
  const sung: Phone[] = [];
  const notes: Note[] = [];
  let degree = 2;
  let at = 0;
  phones.forEach(({ phone, start, end }, index) => {
    let seconds = end - start;
    if (isVowel(phone)) {
      const last = index === lastVowel;
      degree = last ? 0 : walk(degree, random());
      notes.push({ start: at, hertz: tonic * 2 ** ((scale[degree] ?? 0) / 12) });
      const note = last ? 2.2 * beat : shortVowels.has(phone) ? 0.5 * beat : beat;
      seconds = Math.max(seconds, note - consonantsAfter(phones, index));
    }
    sung.push({ phone, start: at, end: at + seconds });
    at += seconds;
  });
  return { seconds: at, phones: sung, hertzAt: (time) => pitchOf(notes, time, tonic) };
}

/** Steps are commoner than leaps, and the walk turns at both ends of the scale. */
function walk(degree: number, chance: number): number {
  const steps = [-2, -1, -1, 0, 1, 1, 1, 2];
  const next = degree + (steps[Math.floor(chance * steps.length)] ?? 0);
  return next < 0 ? 1 : next >= scale.length ? scale.length - 2 : next;
}

function consonantsAfter(phones: readonly Phone[], vowel: number): number {
  let seconds = 0;
  for (const { phone, start, end } of phones.slice(vowel + 1)) {
    if (isVowel(phone)) break;
    seconds += end - start;
  }
  return Math.min(seconds, 0.25);
}

const glide = 0.06;
const vibrato = { hertz: 5.4, semitones: 0.3, after: 0.22 } as const;

function pitchOf(notes: readonly Note[], time: number, tonic: number): number {
  const index = Math.max(
    0,
    notes.findLastIndex(({ start }) => start - glide <= time),
  );
  const note = notes[index] ?? { start: 0, hertz: tonic };
  const from = notes[index - 1]?.hertz ?? note.hertz;
  const arrived = Math.min(1, Math.max(0, (time - note.start + glide) / (2 * glide)));
  const held = Math.min(1, Math.max(0, (time - note.start - vibrato.after) / 0.3));
  const swing = held * vibrato.semitones * Math.sin(2 * Math.PI * vibrato.hertz * time);
  return from * (note.hertz / from) ** arrived * 2 ** (swing / 12);
}
