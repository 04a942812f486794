import type { Mood, Place, SceneNotes } from '../breakdown/story-bible.ts';
import type { SourceRange } from '../screenplay/screenplay.ts';
import type { Blocked, Blocking, Figure } from './blocking.ts';
import type { Company } from './company.ts';
import type { Deed } from './deeds.ts';
import { span } from './lines.ts';
import type { Beat, Camera, Card, Line, ShotKind, ShotSize } from './shot.ts';

/** A scene as the rules of film grammar see it. */
export interface SceneContext {
  readonly id: string;
  readonly place: Place;
  readonly notes: SceneNotes;
  readonly company: Company;
  readonly blocking: Blocking;
  /** The place of the scene before: the other end of a call. */
  readonly elsewhere: Place | null;
  /** Kinds of the scene's props. */
  readonly props: readonly string[];
  readonly seed: number;
}

/** A camera setup: what the frame holds and why, before it becomes a shot. */
export interface Setup {
  readonly kind: ShotKind;
  readonly size: ShotSize;
  readonly subject: string | null;
  /** Who is in the frame. */
  readonly figures: readonly Figure[];
  /** The near shoulder of an over-the-shoulder. */
  readonly foreground: string | null;
  /** Whom the subject looks at; `camera` for the audience. */
  readonly towards: string | null;
  readonly camera: Camera;
  readonly prop: string | null;
  readonly card: Card | null;
  readonly beats: readonly Beat[];
  readonly deeds: readonly Deed[];
  /** Who is heard in it, seen or not. */
  readonly speaker: string | null;
  /** Where it is shot, when that is not the place of the scene: the street before the house. */
  readonly place: Place | null;
  readonly atLeast: number;
  readonly rule: string;
  /** Names the content: the shot's id comes from it. */
  readonly key: string;
  readonly source: SourceRange;
}

export const still: Camera = { move: 'static', amount: 0, angle: 'front', reason: '' };

type Essence = Pick<Setup, 'kind' | 'size' | 'rule' | 'key' | 'source'>;

/** A setup with nothing in it but what is given. */
export function setup(essence: Essence & Partial<Setup>): Setup {
  return {
    subject: null,
    figures: [],
    foreground: null,
    towards: null,
    camera: still,
    prop: null,
    card: null,
    beats: [],
    deeds: [],
    speaker: null,
    place: null,
    atLeast: shortest(essence.size),
    ...essence,
  };
}

/** The wider the frame, the longer it takes to read. */
function shortest(size: ShotSize): number {
  if (size === 'extreme-wide') return 2.6;
  if (size === 'wide') return 2.2;
  return size === 'insert' ? 1.8 : 1.6;
}

/** The camera stands on the same side of the line for the whole scene: it sees the left figure from the left, the right one from the right. */
export function angleOn(figure: Figure | undefined): Camera['angle'] {
  if (figure === undefined || Math.abs(figure.slot) < 0.15) return 'front';
  return figure.slot < 0 ? 'front-left' : 'front-right';
}

export function figureOf(step: Blocked, who: string | null): Figure | undefined {
  return step.figures.find((figure) => figure.who === who);
}

export function linesIn(beats: readonly Beat[]): readonly Line[] {
  return beats.flatMap((beat) => (beat.kind === 'line' ? [beat.line] : beat.kind === 'dual' ? beat.lines : []));
}

/** Two setups in one: the frame of the first holds what happens in both. */
export function joined(first: Setup, second: Setup): Setup {
  return {
    ...first,
    beats: [...first.beats, ...second.beats],
    deeds: [...first.deeds, ...second.deeds],
    atLeast: Math.max(first.atLeast, second.atLeast),
    source: span(first.source, second.source),
  };
}

/** About how long a setup's beats last, in seconds: speech runs at some fifteen characters a second. */
export function lengthOf(beats: readonly Beat[]): number {
  return beats.reduce((sum, beat) => {
    if (beat.kind === 'line') return sum + 0.4 + beat.line.text.length / 15;
    if (beat.kind === 'dual') return sum + 0.4 + Math.max(...beat.lines.map(({ text }) => text.length)) / 15;
    return sum + beat.seconds;
  }, 0);
}

/** Moods in which the frame comes closer and holds longer. */
export function isGrave(mood: Mood): boolean {
  return mood === 'tense' || mood === 'eerie' || mood === 'sad' || mood === 'romantic';
}
