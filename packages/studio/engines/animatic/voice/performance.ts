import type { VoiceCasting } from '@ai-film-studio/film';
import { alignWords } from './alignment.ts';
import { fliteRate, phonesOfWords, type Utterance, utter } from './flite.ts';
import { asksYesOrNo, type Intonation, pitchFactor } from './intonation.ts';
import { type Melody, melodyFor } from './melody.ts';
import { trackPitch } from './pitch.ts';
import { markPitch, type PitchMark } from './pitch-marks.ts';
import { bendVoice } from './psola.ts';
import type { Phrase } from './reading.ts';
import { type Phone, type Speech, speechRate, type Word } from './speech.ts';
import { upsample } from './upsampling.ts';

/** How a phrase is to be said. */
export interface Manner {
  readonly base: VoiceCasting['base'];
  readonly stretch: number;
  readonly semitones: number;
  readonly range: number;
  readonly tremor: number;
  /** Seed of the tune, or `null` to speak. */
  readonly tune: number | null;
}

/** The pitch at which each voice speaks by itself: the median over a page of dialogue, hertz. */
export const usualPitch: Readonly<Record<VoiceCasting['base'], number>> = { slt: 166, rms: 98, awb: 124, kal: 88 };

const factor = speechRate / fliteRate;

/** A phrase said or sung, dry, silence at both ends taken off. `null` when flite finds nothing to say in it. */
export function performPhrase(module: WebAssembly.Module, phrase: Phrase, manner: Manner): Speech | null {
  const spoken = phrase.words.map(({ spoken, comma }) => (comma && spoken !== '' ? `${spoken},` : spoken)).join(' ');
  const text = spoken.trim().replace(/\s+/g, ' ').replace(/,$/, '');
  const utterance = trimmed(utter(module, manner.base, text, manner.stretch));
  if (utterance === null) return null;
  const usual = usualPitch[manner.base];
  const source: Source = {
    samples: upsample(utterance.samples, factor),
    marks: marksOf(utterance, usual),
    seconds: utterance.samples.length / fliteRate,
    phones: utterance.phones,
    usual,
  };
  const open = asksYesOrNo(text, phrase.end);
  const bent =
    manner.tune === null ? said(source, { ...manner, end: phrase.end, open }) : sung(source, manner, manner.tune);
  const seconds = bent.samples.length / speechRate;
  return { ...bent, seconds, words: wordsOf(module, phrase, bent.phones) };
}

interface Source extends Utterance {
  /** At `speechRate`, as the samples are. */
  readonly marks: readonly PitchMark[];
  readonly seconds: number;
  readonly usual: number;
}

function marksOf({ samples, phones }: Utterance, usual: number): PitchMark[] {
  const track = trackPitch(samples, fliteRate, phones, usual);
  return markPitch(samples, fliteRate, track).map(({ at, voiced }) => ({ at: at * factor, voiced }));
}

/** Seconds kept before the first and after the last phoneme, for their onset and decay. */
const margin = { before: 0.012, after: 0.03 } as const;

function trimmed({ samples, phones }: Utterance): Utterance | null {
  const sounded = phones.filter(({ phone }) => phone !== 'pau');
  const [first, last] = [sounded.at(0), sounded.at(-1)];
  if (first === undefined || last === undefined) return null;
  const from = Math.round(Math.max(0, first.start - margin.before) * fliteRate);
  const to = Math.min(samples.length, Math.round((last.end + margin.after) * fliteRate));
  const offset = from / fliteRate;
  const seconds = (to - from) / fliteRate;
  const kept = phones
    .slice(phones.indexOf(first), phones.indexOf(last) + 1)
    .map(({ phone, start, end }) => ({ phone, start: start - offset, end: end - offset }));
  return { samples: samples.subarray(from, to), phones: covering(kept, seconds) };
}

/** The first and last phoneme reach to the ends of the sound. */
function covering(phones: readonly Phone[], seconds: number): Phone[] {
  return phones.map((phone, index) => ({
    phone: phone.phone,
    start: index === 0 ? 0 : phone.start,
    end: index === phones.length - 1 ? seconds : phone.end,
  }));
}

function said(source: Source, intonation: Intonation): Pick<Speech, 'samples' | 'phones'> {
  const samples = bendVoice(source.samples, source.marks, {
    length: source.samples.length,
    sourceAt: (out) => out,
    period: (own, at) => {
      const seconds = at / speechRate;
      return own / pitchFactor(intonation, speechRate / own, source.usual, seconds, source.seconds - seconds);
    },
  });
  return { samples, phones: source.phones };
}

/** A third over the speaking voice is where most sing. */
const singingRise = 3;

function sung(source: Source, manner: Manner, tune: number): Pick<Speech, 'samples' | 'phones'> {
  const tonic = source.usual * 2 ** ((manner.semitones + singingRise) / 12);
  const melody = melodyFor(source.phones, tonic, tune);
  const samples = bendVoice(source.samples, source.marks, {
    length: Math.round(melody.seconds * speechRate),
    sourceAt: sourceTimes(source.phones, melody),
    period: (_own, _at, out) => speechRate / melody.hertzAt(out / speechRate),
  });
  return { samples, phones: melody.phones };
}

/** Samples of the source for samples of the song: straight within each phoneme. Asked for in rising order. */
function sourceTimes(phones: readonly Phone[], melody: Melody): (out: number) => number {
  let index = 0;
  return (out) => {
    const time = out / speechRate;
    while (index < phones.length - 1 && (melody.phones[index]?.end ?? 0) <= time) index += 1;
    const from = phones[index];
    const to = melody.phones[index];
    if (from === undefined || to === undefined) return 0;
    const share = (time - to.start) / Math.max(to.end - to.start, 1e-6);
    return (from.start + share * (from.end - from.start)) * speechRate;
  };
}

/** Phonemes of words that were said before in this process: most of a script's words come again, and always the same. */
const knownWords = new Map<string, readonly string[]>();

function wordsOf(module: WebAssembly.Module, phrase: Phrase, phones: readonly Phone[]): Word[] {
  const plain = phrase.words.map(({ word, spoken }) => ({ word, spoken: spoken.replaceAll(',', '') }));
  const unknown = [...new Set(plain.map(({ spoken }) => spoken))].filter(
    (word) => word !== '' && !knownWords.has(word),
  );
  if (unknown.length > 0) {
    const sounded = phonesOfWords(module, unknown);
    unknown.forEach((word, index) => {
      knownWords.set(word, sounded[index] ?? []);
    });
  }
  return alignWords(
    plain.map(({ word, spoken }) => ({ word, phones: knownWords.get(spoken) ?? [] })),
    phones,
  );
}
