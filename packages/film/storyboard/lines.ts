import { emotionOf } from '../breakdown/emotions.ts';
import type { Emotion, Mood } from '../breakdown/story-bible.ts';
import { plainText } from '../screenplay/emphasis.ts';
import type { Character, Dialogue, Lyrics, Parenthetical, SourceRange } from '../screenplay/screenplay.ts';
import type { Company } from './company.ts';
import { digestOf } from './hash.ts';
import { stretchesOf } from './sentences.ts';
import type { Beat, Line, Treatment } from './shot.ts';

export interface Speaking {
  readonly cue: Character;
  readonly parts: readonly (Parenthetical | Dialogue | Lyrics)[];
}

/** Whom a scene shows and hears, as far as lines depend on it. */
export interface Hearing {
  readonly sceneId: string;
  readonly company: Company;
  /** Who is only heard, though they have a body. */
  readonly unseen: ReadonlySet<string>;
  readonly mood: Mood;
  /** Counts ids that come again. */
  readonly distinct: (id: string) => string;
}

/** A speech as beats: its lines in order, to the letter, with the pauses its parentheticals ask for. */
export function beatsOf(speech: Speaking, hearing: Hearing): readonly Beat[] {
  const who = hearing.company.idOf(speech.cue.name);
  const beats: Beat[] = [];
  let manner: Parenthetical[] = [];
  for (const part of speech.parts) {
    if (part.kind === 'parenthetical') {
      const seconds = pauseIn(part.text);
      if (seconds !== null) beats.push({ kind: 'pause', seconds });
      else manner.push(part);
      continue;
    }
    const parenthetical = manner.map(({ text }) => text).join(', ') || null;
    const treatment = part.kind === 'lyrics' ? 'sung' : treatmentOf(speech.cue, who, parenthetical, hearing);
    const words = plainText(part.text);
    for (const text of stretchesOf(words))
      beats.push(said({ who, text, parenthetical, treatment, source: part.lines }, hearing));
    manner = [];
  }
  return [...beats, ...manner.map(wordless)];
}

type Words = Omit<Line, 'id' | 'emotion'>;

/** Words on their way to being said: the id lasts as long as scene, speaker and words do. */
export function said(words: Words, hearing: Hearing): Beat {
  const id = hearing.distinct(`${hearing.sceneId}-${digestOf(words.who, words.text)}`);
  return { kind: 'line', line: { id, ...words, emotion: feelingOf(words, hearing.mood) } };
}

/** In a tense scene nobody means an exclamation cheerfully, unless the script says so. */
function feelingOf({ parenthetical, text }: Words, mood: Mood): Emotion {
  const felt = emotionOf(parenthetical, text);
  if (felt !== 'happy' || parenthetical !== null || mood !== 'tense') return felt;
  if (/\b(perfect|great|thanks?|thank you|wonderful|beautiful|good|nice|lovely|yes|welcome|home)\b/i.test(text))
    return felt;
  return text.includes('!') ? 'determined' : 'neutral';
}

/** `(sighs)` with no words after it is something to be seen. */
function wordless(part: Parenthetical): Beat {
  return { kind: 'action', text: `(${part.text})`, seconds: 1.4, sound: null, source: part.lines };
}

/** Seconds that a parenthetical holds the words back; `null` when it means something else. */
export function pauseIn(parenthetical: string): number | null {
  const words = parenthetical.trim().toLowerCase();
  if (/^(a |long |very long |another long |a long )(pause|beat|silence)$/.test(words))
    return /long/.test(words) ? 2.2 : 1.2;
  if (/^(pause|pauses|silence|then silence)$/.test(words)) return 1.4;
  return /^(beat|a beat|short pause|brief pause|then|another beat)$/.test(words) ? 0.9 : null;
}

/**
 * Where a voice comes from: what the cue says in brackets first, then whether the speaker is there at all.
 * One who speaks *into* a phone stands before us; one who speaks *through* it does not.
 */
function treatmentOf(cue: Character, who: string, parenthetical: string | null, hearing: Hearing): Treatment {
  const marks = cue.extensions.join(' ').toUpperCase().replace(/[.\s]/g, '');
  const manner = `${cue.extensions.join(' ')} ${parenthetical ?? ''}`.toLowerCase();
  const filtered =
    /filtered|through the|over the (phone|radio|intercom)|on the other end|from the phone|voicemail/.test(manner);
  if (filtered && !/into the/.test(manner)) return 'phone';
  if (/VO|VOICEOVER|NARRAT/.test(marks)) return 'voice-over';
  if (/OS|OFF|OC/.test(marks)) return 'off-screen';
  if (!hearing.company.embodied(who)) return 'voice-over';
  return hearing.unseen.has(who) ? 'off-screen' : 'plain';
}

/** The source from the first to the last. */
export function span(first: SourceRange, last: SourceRange): SourceRange {
  return { first: Math.min(first.first, last.first), last: Math.max(first.last, last.last) };
}
