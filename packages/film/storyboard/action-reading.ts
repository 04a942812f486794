import type { Company } from './company.ts';
import { type Deed, deedsOf, faceWords, remember } from './deeds.ts';
import type { ActionMoment, Moment } from './moments.ts';
import { fatefulProps, handledProp } from './props.ts';
import type { Gesture } from './shot.ts';

/** What kind of picture a sentence of action asks for. */
type Look = 'push' | 'pov' | 'insert' | 'move' | 'group' | 'face' | 'body' | 'heard' | 'held' | 'view';

export interface ActionReading {
  readonly look: Look;
  readonly deeds: readonly Deed[];
  /** Who does something, in order; for a `push` or `pov`, whom it is about. */
  readonly actors: readonly string[];
  /** Everyone named, the actors too. */
  readonly named: readonly string[];
  readonly prop: string | null;
}

/**
 * Reads the actions of a scene in order, for pronouns and props lean on what came before.
 *
 * @param cast who is in the scene: a pronoun that opens it means the first of them
 */
export function readingsOf(
  moments: readonly Moment[],
  cast: readonly string[],
  company: Company,
): ReadonlyMap<Moment, ActionReading> {
  const recent = cast.toReversed();
  const shown = new Set<string>();
  const readings = new Map<Moment, ActionReading>();
  let before: ActionReading | null = null;
  for (const moment of moments) {
    if (moment.kind === 'speech') remember(recent, moment.who);
    if (moment.kind !== 'action') {
      before = null;
      continue;
    }
    before = readingOf(moment, { recent, shown, before, company });
    readings.set(moment, before);
    for (const who of [...before.named, ...before.actors.toReversed()]) remember(recent, who);
    // A pronoun never means one who has left while others are there.
    for (const { who, move } of before.deeds) if (move === 'exit' || move === 'vanish') forget(recent, who);
  }
  return readings;
}

function forget(recent: string[], who: string): void {
  const at = recent.indexOf(who);
  if (at < 0 || recent.length < 2) return;
  recent.splice(at, 1);
  recent.unshift(who);
}

interface Context {
  readonly recent: readonly string[];
  readonly shown: Set<string>;
  readonly before: ActionReading | null;
  readonly company: Company;
}

function readingOf(moment: ActionMoment, context: Context): ActionReading {
  const { text } = moment;
  const deeds = deedsOf(text, context.recent, context.company);
  const named = context.company.named(text).flatMap(({ who }) => (context.company.embodied(who) ? [who] : []));
  const actors = [...new Set(deeds.map(({ who }) => who))];
  const prop = propWorthAFrame(text, deeds, context);
  const reading = { deeds, actors, named, prop };
  if (/^\(?(a |long |short )*(pause|beat|silence)\)?\.?$/i.test(text)) return { ...reading, look: 'held', prop: null };
  if (/\b(move|push|close|closing|closer|zoom|tight) (in )?(on|in on)\b/i.test(text))
    return { ...reading, look: 'push', actors: named, prop };
  const stays = context.before?.look === 'pov' && deeds.every(({ move }) => move === 'vanish');
  if (stays || /\bpov\b|\bpoint of view\b|through (his|her) eyes/i.test(text))
    return { ...reading, look: 'pov', actors: eyesOf(named, context), prop: null };
  if (deeds.some(({ move }) => move !== null && move !== 'vanish')) return { ...reading, look: 'move', prop: null };
  if (prop !== null) return { ...reading, look: 'insert' };
  if (actors.length === 0) return { ...reading, look: isHeard(moment) ? 'heard' : 'view' };
  if (actors.length > 1) return { ...reading, look: 'group' };
  return { ...reading, look: faceWords.test(text) ? 'face' : 'body' };
}

/** `BERT POV: ANNA`: the first named looks; a picture that goes on is still theirs. */
function eyesOf(named: readonly string[], { before }: Context): readonly string[] {
  return before?.look === 'pov' ? before.actors : named.slice(0, 1);
}

/** Gestures that are seen on the one who makes them, thing and all. */
const wholeFigure: ReadonlySet<Gesture> = new Set(['drink', 'smoke', 'phone', 'aim', 'embrace', 'wave']);

/** A thing gets a frame when the scene first touches it, and each time when the story turns on it; words about it stay on it. */
function propWorthAFrame(text: string, deeds: readonly Deed[], { shown, before }: Context): string | null {
  const busy = deeds.some(({ gesture }) => gesture !== null && wholeFigure.has(gesture));
  const kind = busy ? null : handledProp(text);
  if (kind !== null) {
    const again = shown.has(kind);
    shown.add(kind);
    return again && (!fatefulProps.has(kind) || before?.prop === kind) ? null : kind;
  }
  const about = deeds.length === 0 && /\b(reads?|says|title|label(led)?|written|inscri|cover)\b/i.test(text);
  return about ? (before?.prop ?? null) : null;
}

/** Something that the scene hears rather than sees: those who are there listen up. */
function isHeard(moment: ActionMoment): boolean {
  return (
    moment.sound !== null &&
    (/\bwe hear\b|\bo\.s\.|off[- ]screen/i.test(moment.text) ||
      !/\p{Ll}/u.test(moment.text) ||
      /\b(rings?|knock)/i.test(moment.text))
  );
}
