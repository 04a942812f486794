import type { Emotion, Treatment, VoiceCasting } from '@ai-film-studio/film';
import { randomFrom, seedOf } from '../random.ts';
import { type Delivery, deliveries } from './delivery.ts';
import { filtered, highPass, lowPass } from './filters.ts';
import { loadFlite } from './flite.ts';
import { decibels, fadeEnds, limited, loudness, scaledBy } from './level.ts';
import { type Manner, performPhrase } from './performance.ts';
import { type PhraseEnd, readAloud } from './reading.ts';
import { type Phone, type Speech, speechRate, type Word } from './speech.ts';
import { coloured } from './timbre.ts';
import { treat, treatmentLevels } from './treatment.ts';

/** A line to be spoken. */
export interface SpeechRequest {
  /** As subtitles show it. */
  readonly text: string;
  readonly voice: VoiceCasting;
  readonly emotion: Emotion;
  readonly treatment: Treatment;
  /** Where the scene plays: a room answers, a street does not. */
  readonly interior: boolean;
  /** Of the place and the tune. */
  readonly seed: number;
}

export interface Spoken {
  readonly speech: Speech;
  /** Words that were murmured because no voice here can read their script: a downgrade to report. */
  readonly unreadable: readonly string[];
}

/** Every character is as loud as every other, in LUFS, before feeling and treatment. */
const speakingLevel = -20;
const ceiling = 0.89;

/**
 * Speaks a line. The same request gives the same bytes.
 *
 * @throws {FliteError} when flite fails.
 * @example
 * const { speech } = await speak({
 *   text: 'Good evening.',
 *   voice: { base: 'slt', pitch: 2, stretch: 1, brightness: 0.2 },
 *   emotion: 'happy',
 *   treatment: 'plain',
 *   interior: true,
 *   seed: 1,
 * });
 */
export async function speak(request: SpeechRequest): Promise<Spoken> {
  const { phrases, unreadable } = readAloud(request.text);
  const module = await loadFlite();
  const delivery = deliveries[request.emotion];
  const takes: Take[] = [];
  phrases.forEach((phrase, index) => {
    const take = performPhrase(module, phrase, mannerOf(request, delivery, index));
    if (take !== null) takes.push({ speech: take, end: phrase.end });
  });
  if (takes.length === 0) return { speech: breath(request.seed), unreadable };
  const dry = joined(takes, delivery.stretch);
  return { speech: finished(dry, voiced(dry, request, delivery)), unreadable };
}

interface Take {
  readonly speech: Speech;
  readonly end: PhraseEnd;
}

function mannerOf({ voice, treatment, seed }: SpeechRequest, delivery: Delivery, phrase: number): Manner {
  return {
    base: voice.base,
    stretch: voice.stretch * delivery.stretch,
    semitones: voice.pitch + delivery.semitones,
    range: delivery.range,
    tremor: delivery.tremor,
    tune: treatment === 'sung' ? seedOf(seed, phrase) : null,
  };
}

/** Seconds of silence after a phrase that others follow. */
const rests: Readonly<Record<PhraseEnd, number>> = {
  statement: 0.3,
  question: 0.36,
  exclamation: 0.26,
  'cut-off': 0.2,
  trailing: 0.48,
};
const declick = 0.005;

function joined(takes: readonly Take[], stretch: number): Speech {
  const pieces: Float32Array[] = [];
  const phones: Phone[] = [];
  const words: Word[] = [];
  let length = 0;
  takes.forEach(({ speech, end }, index) => {
    const offset = length / speechRate;
    const shifted = <T extends Phone | Word>(part: T): T => ({
      ...part,
      start: part.start + offset,
      end: part.end + offset,
    });
    fadeEnds(speech.samples, declick);
    phones.push(...speech.phones.map(shifted));
    words.push(...speech.words.map(shifted));
    pieces.push(speech.samples);
    length += speech.samples.length;
    if (index === takes.length - 1) return;
    const rest = new Float32Array(Math.round(rests[end] * stretch * speechRate));
    pieces.push(rest);
    phones.push({ phone: 'pau', start: length / speechRate, end: (length + rest.length) / speechRate });
    length += rest.length;
  });
  return { samples: concatenated(pieces, length), seconds: length / speechRate, phones, words };
}

function concatenated(pieces: readonly Float32Array[], length: number): Float32Array {
  const samples = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

/** In the character's colour, from where it is heard, as loud as feeling and place want. */
function voiced(dry: Speech, request: SpeechRequest, delivery: Delivery): Float32Array {
  const { voice, treatment } = request;
  // The telephone's overdrive wants every voice at one level, so the level is set before and after.
  const heard = treat(toLevel(coloured(dry.samples, voice.brightness), speakingLevel), treatment, request);
  return toLevel(heard, speakingLevel + delivery.decibels + treatmentLevels[treatment]);
}

function toLevel(samples: Float32Array, level: number): Float32Array {
  return scaledBy(samples, decibels(level - loudness(samples)));
}

/** What is heard of a line without words (`...`): an indrawn breath. */
function breath(seed: number): Speech {
  const seconds = 0.5;
  const random = randomFrom(seed);
  const noise = new Float32Array(seconds * speechRate).map((_, index) => {
    const swell = Math.sin((Math.PI * index) / (seconds * speechRate)) ** 2;
    return (random() - 0.5) * swell * 0.08;
  });
  const samples = filtered(noise, highPass(700, speechRate), lowPass(3200, speechRate));
  return { samples, seconds, phones: [{ phone: 'pau', start: 0, end: seconds }], words: [] };
}

/** Limits and soft ends. The echo after the last word is a pause. */
function finished(dry: Speech, heard: Float32Array): Speech {
  const samples = limited(heard, ceiling);
  fadeEnds(samples, declick);
  const seconds = samples.length / speechRate;
  const echo = seconds > dry.seconds ? [{ phone: 'pau', start: dry.seconds, end: seconds }] : [];
  return { samples, seconds, phones: [...dry.phones, ...echo], words: dry.words };
}
