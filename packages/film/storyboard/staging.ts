import type { Emotion, Mood } from '../breakdown/story-bible.ts';
import type { Figure } from './blocking.ts';
import type { Deed } from './deeds.ts';
import { choose, hashOf, oneIn } from './hash.ts';
import type { PropKind } from './props.ts';
import { linesIn, type SceneContext, type Setup } from './setup.ts';
import type { Eyeline, Facing, Gesture, Line, Staging } from './shot.ts';
import { strengthOf } from './strength.ts';

type Side = 'left' | 'right';

/** Every figure of a setup with what body and face do. */
export function stagingOf(setup: Setup, context: SceneContext): readonly Staging[] {
  const lines = linesIn(setup.beats);
  return setup.figures.map((figure): Staging => {
    const foreground = setup.foreground === figure.who;
    const line =
      lines.find(({ who, treatment }) => who === figure.who && (treatment === 'plain' || treatment === 'sung')) ?? null;
    const deed = deedOf(setup.deeds, figure.who);
    const side = sideOf(figure, setup, context);
    const camera = setup.towards === 'camera' && figure.who === setup.subject;
    return {
      who: figure.who,
      slot: figure.slot,
      pose: figure.pose,
      facing:
        foreground || deed.fromBehind ? 'back' : camera ? 'front' : facingOf(figure, setup, side, context.notes.mood),
      eyeline: camera ? 'camera' : eyelineOf(figure, deed, side),
      emotion: emotionIn(setup, figure, line?.emotion ?? deed.emotion, context.notes.mood),
      ...inHand(gestureOf(figure, setup, deed, line), figure),
      foreground,
      walkTo: figure.walkTo,
    };
  });
}

/** Of all that one does in a shot: the last word on each. */
function deedOf(deeds: readonly Deed[], who: string): Pick<Deed, 'gesture' | 'emotion' | 'eyeline' | 'fromBehind'> {
  const own = deeds.filter((deed) => deed.who === who);
  return {
    // `Takes a sip and pulls a face`: what has a gesture of its own tells more than a hand that moves.
    gesture:
      own.findLast(({ gesture }) => gesture !== null && gesture !== 'reach')?.gesture ??
      own.find(({ gesture }) => gesture !== null)?.gesture ??
      null,
    emotion: own.findLast(({ emotion }) => emotion !== null)?.emotion ?? null,
    eyeline: own.findLast(({ eyeline }) => eyeline !== null)?.eyeline ?? null,
    fromBehind: own.some(({ fromBehind }) => fromBehind),
  };
}

/**
 * The 180° line: who stands on the left looks right, who stands on the right looks left, toward whom they talk to.
 * One who is alone looks one way for the whole scene; two on the telephone look toward each other across the cut.
 */
function sideOf(figure: Figure, setup: Setup, { blocking, id, notes, company }: SceneContext): Side {
  if (figure.walkTo !== null) return figure.walkTo > figure.slot ? 'right' : 'left';
  if (figure.held === 'phone' && blocking.company < 2) {
    const [first] = company.inFilmOrder([figure.who, ...notes.heard]);
    return first === figure.who ? 'right' : 'left';
  }
  const target = setup.subject === figure.who ? setup.towards : (setup.subject ?? setup.speaker);
  const there = target === null ? null : blocking.slotOf(target);
  if (there !== null && there !== figure.slot) return there > figure.slot ? 'right' : 'left';
  const other = setup.figures.find(({ who }) => who !== figure.who);
  if (other !== undefined && other.slot !== figure.slot) return other.slot > figure.slot ? 'right' : 'left';
  if (blocking.company > 1 && Math.abs(figure.slot) >= 0.15) return figure.slot < 0 ? 'right' : 'left';
  return hashOf(figure.who, id, 'side') % 2 === 0 ? 'left' : 'right';
}

/** It takes two to embrace. */
function embraces({ deeds, kind, figures }: Setup, { pose }: Figure): boolean {
  return (
    kind === 'two-shot' && figures.length > 1 && pose !== 'lie' && deeds.some(({ gesture }) => gesture === 'embrace')
  );
}

/** Faces are seen in three-quarter; in profile when they walk, embrace, or stand against each other. */
function facingOf(figure: Figure, setup: Setup, side: Side, mood: Mood): Facing {
  const against = setup.kind === 'two-shot' && mood === 'tense' && setup.figures.length === 2;
  const profile = figure.walkTo !== null || embraces(setup, figure) || against || fromTheSide(setup, figure);
  return `${profile ? 'profile' : 'three-quarter'}-${side}`;
}

/** Now and then a face is seen from the side, so that a long talk is not one angle. */
function fromTheSide({ kind, towards, speaker, size, key }: Setup, { pose }: Figure): boolean {
  const talks =
    (kind === 'single' || kind === 'reaction') && towards !== null && towards !== 'camera' && speaker !== null;
  return talks && size !== 'full' && pose !== 'lie' && oneIn(6, key, 'from the side');
}

function eyelineOf(figure: Figure, deed: Pick<Deed, 'eyeline'>, side: Side): Eyeline {
  return figure.walkTo === null ? (deed.eyeline ?? side) : side;
}

/** What one says or does shows on the face; else what one hears. */
function emotionIn(setup: Setup, figure: Figure, own: Emotion | null, mood: Mood): Emotion {
  if (embraces(setup, figure)) return 'tender';
  if (own !== null) return own;
  return figure.pose === 'lie' ? 'tired' : reactionTo(linesIn(setup.beats)[0] ?? null, setup.kind, mood);
}

/** A listener's face answers the line; where it leaves them cold, they wear the mood of the scene. */
function reactionTo(line: Line | null, kind: Setup['kind'], mood: Mood): Emotion {
  const answers: Partial<Record<Emotion, Emotion>> = {
    angry: 'determined',
    afraid: 'surprised',
    sad: 'tender',
    tender: 'tender',
    happy: 'happy',
    surprised: 'surprised',
    sly: 'confused',
    disgusted: 'confused',
  };
  const moods: Partial<Record<Mood, Emotion>> = {
    joyful: 'happy',
    comic: 'happy',
    romantic: 'tender',
    sad: 'sad',
    tense: 'determined',
    eerie: 'afraid',
  };
  const answer = line === null ? undefined : answers[line.emotion];
  // Nobody beams at bad news, however merry the scene.
  const grave =
    (line === null ? kind === 'reaction' : strengthOf([line]) >= 1) && (mood === 'joyful' || mood === 'comic');
  return answer ?? (grave ? 'neutral' : (moods[mood] ?? 'neutral'));
}

function gestureOf(figure: Figure, setup: Setup, deed: Pick<Deed, 'gesture'>, line: Line | null): Gesture {
  if (figure.pose === 'lie') return 'none';
  if (embraces(setup, figure)) return 'embrace';
  if (figure.held === 'aim' || deed.gesture === null) {
    if (figure.held !== null) return figure.held;
  } else return deed.gesture;
  if (line === null)
    return setup.speaker !== null && setup.speaker !== figure.who ? listening(setup, figure.who) : 'none';
  const gesture = spoken(line);
  // Full hands talk with what they have.
  return figure.holding !== null && freeHands.has(gesture) ? 'talk' : gesture;
}

/** Gestures that need what they hold. */
const implied: Partial<Record<Gesture, PropKind>> = { phone: 'phone', aim: 'gun', smoke: 'cigarette' };
const vessels: ReadonlySet<string | null> = new Set<PropKind>(['cup', 'glass', 'bottle']);
const freeHands: ReadonlySet<Gesture> = new Set(['hands-to-face', 'embrace', 'type', 'arms-crossed', 'point', 'shrug']);

/** A gesture and the thing in the hand have to suit each other: nobody points with a suitcase or drinks from a letter. */
function inHand(gesture: Gesture, { holding }: Figure): Pick<Staging, 'gesture' | 'holding'> {
  const needed = implied[gesture];
  if (needed !== undefined) return { gesture, holding: needed };
  if (gesture === 'drink') return { gesture, holding: vessels.has(holding) ? holding : 'cup' };
  if (freeHands.has(gesture)) return { gesture, holding: null };
  if (holding === null) return { gesture: gesture === 'carry' ? 'none' : gesture, holding };
  return { gesture: gesture === 'none' ? 'carry' : gesture, holding };
}

/** Who listens is mostly still; a few hold their arms. */
function listening(setup: Setup, who: string): Gesture {
  if (setup.towards === null || setup.figures.some((each) => each.who === who && each.holding !== null)) return 'none';
  return choose<Gesture>(['none', 'none', 'none', 'nod', 'none', 'arms-crossed'], setup.key, who);
}

const saidWithHands: readonly (readonly [RegExp, Gesture])[] = [
  [/\b(point(s|ing)?)\b/i, 'point'],
  [/\b(wav(es|ing))\b/i, 'wave'],
  [/\b(shrug(s|ging)?)\b/i, 'shrug'],
  [/\b(nod(s|ding)?)\b/i, 'nod'],
  [/\b(crying|sobbing|tears)\b/i, 'hands-to-face'],
];

/** Hands say what the words say: a no shakes the head, an `I don't know` shrugs. */
function spoken({ text, parenthetical, emotion }: Line): Gesture {
  const asked = saidWithHands.find(([words]) => words.test(parenthetical ?? ''))?.[1];
  if (asked !== undefined) return asked;
  if (/^(hi|hello|hey|bye|goodbye)\b[^?]{0,24}[.!]?$/i.test(text)) return 'wave';
  if (/^(no|nah|nope|never)\b/i.test(text)) return 'shake-head';
  if (/^(yes|yeah|yep|sure|of course|indeed|exactly|right)\b/i.test(text)) return 'nod';
  if (/\b(i (don't|don’t) know|no idea|no clue|who knows|whatever|maybe)\b/i.test(text)) return 'shrug';
  if (emotion === 'angry' && /\byou\b/i.test(text)) return 'point';
  return text.length > 24 ? 'talk' : 'none';
}
