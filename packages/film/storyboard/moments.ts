import { isAnnotation } from '../screenplay/annotation.ts';
import { plainText } from '../screenplay/emphasis.ts';
import type { Action, Character, Element, Lyrics, SourceRange } from '../screenplay/screenplay.ts';
import { digestOf } from './hash.ts';
import { beatsOf, type Hearing, pauseIn, type Speaking, said } from './lines.ts';
import { sentencesOf } from './sentences.ts';
import type { Beat, Line, Unfilmed } from './shot.ts';
import { soundOf } from './sounds.ts';
import { shotsWorth, together } from './speech-moments.ts';
import { type Change, changeOf } from './transitions.ts';

/** Words of one speaker that fit into one shot, or of two who speak at once. */
export interface SpeechMoment {
  readonly kind: 'speech';
  readonly key: string;
  readonly who: string;
  /** The other one of a dual dialogue. */
  readonly withWhom: string | null;
  readonly lines: readonly Line[];
  readonly beats: readonly Beat[];
  /** Which stretch of a long speech this is, from 0, and how many there are. */
  readonly part: number;
  readonly parts: number;
  readonly source: SourceRange;
}

/** One sentence of action. */
export interface ActionMoment {
  readonly kind: 'action';
  readonly key: string;
  readonly text: string;
  readonly seconds: number;
  readonly sound: string | null;
  readonly source: SourceRange;
}

/** Words to be read on the screen. */
export interface CaptionMoment {
  readonly kind: 'caption';
  readonly key: string;
  readonly text: string;
  /** On black rather than over the picture. */
  readonly black: boolean;
  readonly source: SourceRange;
}

interface TransitionMoment {
  readonly kind: 'transition';
  readonly change: Change;
  /** From here on the film cuts between this place and the one of the scene before. */
  readonly intercut: boolean;
  readonly source: SourceRange;
}

export type Moment = SpeechMoment | ActionMoment | CaptionMoment | TransitionMoment;

interface Reading {
  readonly moments: readonly Moment[];
  readonly unfilmed: readonly Unfilmed[];
}

/** The elements of a scene as what is to be seen and heard, in order; what is neither comes with the reason why. */
export function momentsOf(elements: readonly Element[], hearing: Hearing): Reading {
  const reader = new SceneReader(hearing);
  for (const element of elements) reader.read(element);
  reader.endSpeech();
  return { moments: reader.moments, unfilmed: reader.unfilmed };
}

/** Reasons why parts of a script that are for its readers are not filmed. */
const unfilmedReasons: Partial<Record<Element['kind'], string>> = {
  'page-break': 'a page break is for paper',
  section: 'a section orders the script for its writer',
  synopsis: 'a synopsis tells the reader what the scene shows',
  note: 'a note is for the writers',
  boneyard: 'the writer took it out',
};

class SceneReader {
  readonly moments: Moment[] = [];
  readonly unfilmed: Unfilmed[] = [];
  private speech: { cue: Character; parts: Speaking['parts'][number][] } | null = null;
  private lastCue: Character | null = null;
  private readonly hearing: Hearing;

  constructor(hearing: Hearing) {
    this.hearing = hearing;
  }

  read(element: Element): void {
    const reason = unfilmedReasons[element.kind];
    if (reason !== undefined) this.leaveOut(element, reason);
    else if (element.kind === 'character') this.startSpeech(element);
    else if (element.kind === 'parenthetical' || element.kind === 'dialogue') this.speech?.parts.push(element);
    else if (element.kind === 'lyrics') this.sing(element);
    else if (element.kind === 'action') this.act(element);
    else if (element.kind === 'transition') this.change(element.text, element.lines);
    else this.endSpeech();
  }

  endSpeech(): void {
    const speech = this.speech;
    this.speech = null;
    if (speech === null) return;
    const beats = beatsOf(speech, this.hearing);
    if (beats.length === 0) this.leaveOut({ text: speech.cue.name, lines: speech.cue.lines }, 'a cue without words');
    else this.addSpeech(speech.cue, beats);
  }

  private startSpeech(cue: Character): void {
    this.endSpeech();
    this.speech = { cue, parts: [] };
    this.lastCue = cue;
  }

  private addSpeech(cue: Character, beats: readonly Beat[]): void {
    const who = this.hearing.company.idOf(cue.name);
    const before = this.moments.at(-1);
    if (cue.dual && before?.kind === 'speech' && before.withWhom === null && before.who !== who) {
      const first = this.takeSpeech(before);
      this.moments.push(together(first, who, beats, cue.lines));
      return;
    }
    this.moments.push(...shotsWorth(who, beats, cue.lines));
  }

  /** All the stretches of the speech just read: both speakers of a dual dialogue are in one frame. */
  private takeSpeech(last: SpeechMoment): readonly SpeechMoment[] {
    const stretches = this.moments.splice(-1 - last.part);
    return stretches.filter((moment) => moment.kind === 'speech');
  }

  private sing(lyrics: Lyrics): void {
    if (this.speech !== null) {
      this.speech.parts.push(lyrics);
      return;
    }
    const words = plainText(lyrics.text);
    if (words.trim() === '') {
      this.leaveOut(lyrics, 'an empty line of a song');
      return;
    }
    if (this.lastCue === null) {
      this.caption(words, lyrics.lines, false);
      return;
    }
    const who = this.hearing.company.idOf(this.lastCue.name);
    const beat = said(
      { who, text: words.trim(), parenthetical: null, treatment: 'sung', source: lyrics.lines },
      this.hearing,
    );
    this.moments.push(...shotsWorth(who, [beat], lyrics.lines));
  }

  private act(action: Action): void {
    if (isAnnotation(action)) {
      this.leaveOut(action, 'a storyboard tool’s note');
      return;
    }
    this.endSpeech();
    const text = plainText(action.text).trim();
    if (text === '') return;
    const change = action.centred || cutsBack.test(text) || intercuts.test(text) ? changeOf(text) : null;
    if (change !== null)
      this.moments.push({ kind: 'transition', change, intercut: intercuts.test(text), source: action.lines });
    else if (/^scene\.?$/i.test(text)) this.leaveOut(action, 'tells the reader that the scene ends');
    else if (/^(opening|open|end|closing) credits\b/i.test(text))
      this.leaveOut(action, 'the film has titles and credits of its own');
    else if (action.centred || isEndMark(text) || isPartTitle(text))
      this.caption(text, action.lines, isEndMark(text) || isPartTitle(text));
    else if (superimposed.test(text)) this.caption(text.replace(superimposed, ''), action.lines, false);
    else this.moments.push(...deedSentences(text).map((sentence) => actionOf(sentence, action.lines)));
  }

  private change(text: string, source: SourceRange): void {
    this.endSpeech();
    const words = plainText(text).trim();
    const change = changeOf(words);
    if (change !== null) this.moments.push({ kind: 'transition', change, intercut: intercuts.test(words), source });
    else this.caption(words, source, true);
  }

  private caption(text: string, source: SourceRange, black: boolean): void {
    this.endSpeech();
    this.moments.push({ kind: 'caption', key: digestOf('caption', text), text, black, source });
  }

  private leaveOut(element: { text?: string; raw?: string; lines: SourceRange }, reason: string): void {
    this.unfilmed.push({ text: (element.text ?? element.raw ?? '').trim(), reason, source: element.lines });
  }
}

const superimposed = /^(?:super(?:impose)?|title(?: card)?|chyron|caption|on[- ]screen|titles?)\s*:\s*/i;

/** A transition written as a sentence: `And we cut back to:`. */
const cutsBack = /^(and )?(we )?(smash |match |jump )?(cut|dissolve|fade)s?( back)?( to| out| in)?[:.]?$/i;

const intercuts = /^(?:begin )?intercut\b(?!.*\bends?\b)/i;

function isEndMark(text: string): boolean {
  return /^(the end|end|fin|curtain|end of (film|play|act.*))[\s.!]*(\(.*\))?$/i.test(text);
}

function isPartTitle(text: string): boolean {
  return (
    /^((scene|act|part|chapter|episode|prologue|epilogue)( (\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten))?|alternat(e|ive) ending)(\s*[:.–—-].{0,60})?$/i.test(
      text,
    ) && text.length < 80
  );
}

/** A single word (`PAH!`, `Slowly.`) belongs to the sentence before it. */
function deedSentences(text: string): readonly string[] {
  const found: string[] = [];
  for (const sentence of sentencesOf(text)) {
    const last = found.at(-1);
    if (last !== undefined && !/\s/.test(sentence)) found[found.length - 1] = `${last} ${sentence}`;
    else found.push(sentence);
  }
  return found;
}

/** About a page a minute: a page holds some 190 words of action. */
function actionOf(text: string, source: SourceRange): ActionMoment {
  const words = text.split(/\s+/).length;
  const held = pauseIn(text.replace(/^\(|\)$/g, '').replace(/\.$/, ''));
  const seconds = held ?? Math.min(5, Math.max(1.8, 0.8 + 0.24 * words));
  return {
    kind: 'action',
    key: digestOf('action', text),
    text,
    seconds: Math.round(seconds * 10) / 10,
    sound: soundOf(text),
    source,
  };
}
