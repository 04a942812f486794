import { coverAction } from './action-rules.ts';
import { speakersOf, speaksHere } from './appearances.ts';
import type { Blocked } from './blocking.ts';
import { closenessOf } from './closeness.ts';
import { digestOf, hashOf } from './hash.ts';
import { withoutJumpCuts } from './jump-cuts.ts';
import type { CaptionMoment, SpeechMoment } from './moments.ts';
import { masterOf, withScenery } from './scene-rules.ts';
import { figureOf, joined, lengthOf, linesIn, type SceneContext, type Setup, setup } from './setup.ts';
import { pairOf, type SpeechStep } from './speech-framing.ts';
import { coverSpeech } from './speech-rules.ts';
import { strengthOf } from './strength.ts';
import { type Change, fadeFromBlack, fadeToBlack } from './transitions.ts';

/** A setup or what happens between two. */
export type Covered = { readonly setup: Setup } | { readonly change: Change };

/** The coverage of a scene: every moment in a setup, in order, no two alike in a row. */
export function coverageOf(context: SceneContext, establishing: Setup | null): readonly Covered[] {
  const { steps } = context.blocking;
  const covered: Covered[] = [];
  let unestablished = establishing;
  let mastered = false;
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) continue;
    const { moment } = step;
    if (moment.kind === 'transition') {
      covered.push({ change: moment.change });
      continue;
    }
    if (unestablished !== null) covered.push({ setup: unestablished });
    unestablished = null;
    if (moment.kind === 'caption') {
      if (moment.black && covered.length > 0) covered.push({ change: intoTheDark });
      covered.push({ setup: cardOf(moment) });
      continue;
    }
    const exchange = moment.kind === 'speech' && mastered ? quickExchange(context, index) : null;
    if (exchange !== null) {
      covered.push({ setup: exchange.setup });
      index += exchange.length - 1;
      continue;
    }
    const made: Setup = cover(context, index, step, mastered);
    const opens: boolean = !mastered && showsPeople(step, made);
    mastered ||= opens;
    add(covered, opens ? opening(step, made) : [made]);
  }
  return withoutJumpCuts(covered);
}

function cover(context: SceneContext, index: number, step: Blocked, peopled: boolean): Setup {
  const made = coverHere(context, index, step, peopled);
  return step.elsewhere && context.elsewhere !== null ? { ...made, place: context.elsewhere } : made;
}

function coverHere(context: SceneContext, index: number, step: Blocked, peopled: boolean): Setup {
  const { steps } = context.blocking;
  const { moment, reading } = step;
  if (moment.kind === 'speech') return coverSpeech(context, speechStep(context, index, moment, step));
  if (moment.kind !== 'action' || reading === null) throw new Error(`a ${moment.kind} cannot be covered`);
  return coverAction(context, { step, moment, reading, lastSpeaker: speakerBefore(steps, index), peopled });
}

/** A scene opens on its people in full, unless the script opens it on a thing, a face or a voice. */
function showsPeople(step: Blocked, made: Setup): boolean {
  if (step.figures.length === 0 || step.reading?.look === 'push' || step.reading?.look === 'pov') return false;
  return made.figures.length > 0 || (made.prop !== null && made.deeds.length > 0);
}

function opening(step: Blocked, made: Setup): readonly Setup[] {
  const master = masterOf(step, made);
  if (master.beats.length === 0) return [master, made];
  if (made.prop === null) return [master];
  return [master, { ...made, beats: [], deeds: [], key: digestOf('insert', made.key) }];
}

/** Sentences that ask for the same picture share a shot while it does not get long; scenery goes to the establishing shot. */
function add(covered: Covered[], made: readonly Setup[]): void {
  for (const next of made) {
    const last = covered.at(-1);
    const before = last !== undefined && 'setup' in last ? last.setup : null;
    const merged = before === null ? null : merge(before, next);
    if (merged === null) covered.push({ setup: next });
    else covered[covered.length - 1] = { setup: merged };
  }
}

const longestAction = 6.5;
const longestView = 4;
const intoTheDark: Change = { out: fadeToBlack, in: fadeFromBlack, black: 0 };

function merge(before: Setup, next: Setup): Setup | null {
  if (linesIn([...before.beats, ...next.beats]).length > 0) return null;
  if (isMusicOver(next, before)) return joined(before, next);
  if (before.kind === 'establishing' && next.kind === 'establishing') return withScenery(before, next);
  if (before.beats.length === 0 || lengthOf(before.beats) + lengthOf(next.beats) > longestOf(before)) return null;
  const alike =
    before.kind === next.kind &&
    before.subject === next.subject &&
    before.prop === next.prop &&
    before.card === null &&
    next.card === null;
  return alike && samePlaces(before, next) ? joined(before, next) : null;
}

/** A picture of a place is read at once; a deed takes its time. */
function longestOf(setup: Setup): number {
  if (isPointOfView(setup)) return 9;
  return setup.kind === 'establishing' ? longestView : longestAction;
}

function isPointOfView({ kind, prop }: Setup): boolean {
  return kind === 'insert' && prop === null;
}

/** Music that rises is heard over the picture that is there. */
function isMusicOver(next: Setup, before: Setup): boolean {
  const sounds = next.beats.map((beat) => (beat.kind === 'action' ? beat.sound : null));
  return (
    before.card === null &&
    before.beats.length > 0 &&
    sounds.length > 0 &&
    sounds.every((sound) => sound === 'music-sting')
  );
}

function samePlaces(before: Setup, next: Setup): boolean {
  if (before.figures.length !== next.figures.length) return false;
  return before.figures.every((figure, index) => {
    const other = next.figures[index];
    return other?.who === figure.who && other.pose === figure.pose && other.walkTo === null && figure.walkTo === null;
  });
}

/** Words on the screen: on black, or over the picture of the place. */
function cardOf(moment: CaptionMoment): Setup {
  const [heading = moment.text, ...lines] = moment.text.split('\n').map((line) => line.trim());
  return setup({
    kind: moment.black ? 'black' : 'caption',
    size: 'wide',
    card: { heading, lines },
    atLeast: Math.min(6, 2.4 + moment.text.length / 18),
    rule: moment.black ? 'words on black' : 'words over the picture',
    key: digestOf(moment.key),
    source: moment.source,
  });
}

const quick = 34;

/** A quick exchange plays in one frame: cutting on every half second would be restless. */
function quickExchange(context: SceneContext, at: number): { setup: Setup; length: number } | null {
  const { steps } = context.blocking;
  const step = steps[at];
  const first = step?.moment;
  if (step === undefined || first?.kind !== 'speech' || !isQuick(step) || isQuick(steps[at - 1])) return null;
  const run: SpeechMoment[] = [];
  for (const each of steps.slice(at, at + 4)) {
    if (each.moment.kind !== 'speech' || !isQuick(each)) break;
    run.push(each.moment);
  }
  const people = [...new Set(run.flatMap(speakersOf))];
  if (run.length < 2 || people.length !== 2 || people.some((who) => !figureOf(step, who))) return null;
  const speech = speechStep(context, at, first, step);
  const pair = pairOf(speech, people, step, 'a quick exchange plays in one frame');
  return { setup: { ...pair, beats: run.flatMap(({ beats }) => beats) }, length: run.length };
}

function isQuick(step: Blocked | undefined): boolean {
  if (step?.moment.kind !== 'speech' || !speaksHere(step.moment)) return false;
  const { moment } = step;
  return (
    moment.parts === 1 &&
    moment.lines.length === 1 &&
    moment.lines.every(
      ({ text, parenthetical }) => text.length <= quick && parenthetical === null && !text.includes('!'),
    )
  );
}

function speechStep(context: SceneContext, index: number, moment: SpeechMoment, step: Blocked): SpeechStep {
  const { steps } = context.blocking;
  const before = steps
    .slice(0, index)
    .findLastIndex((each) => each.moment.kind === 'speech' && each.moment.who === moment.who);
  const near = (at: number) =>
    closenessOf(steps, at, context.notes.mood, { turn: turnOf(steps, at), left: speechesLeft(steps, at) });
  return {
    closeness: near(index),
    // What came before in the opening of an exchange was over the shoulder.
    closenessBefore: before < 0 || turnOf(steps, before) < 2 ? null : near(before),
    peak: [index - 1, index + 1].every((at) => outweighs(moment, steps[at])),
    heated: [index - 1, index + 1].every((at) => isStrong(steps[at])),
    step,
    moment,
    addressee: addresseeOf(steps, index, moment),
    turn: turnOf(steps, index),
    lastOfScene: !steps.slice(index + 1).some((each) => each.moment.kind === 'speech'),
  };
}

/** Whom a speech is said to: the one who spoke before, else the one who answers, else whoever else is there. */
function addresseeOf(steps: readonly Blocked[], index: number, moment: SpeechMoment): string | null {
  const manner = moment.lines[0]?.parenthetical ?? '';
  if (/\b(to (self|himself|herself|themselves|camera)|into the|phone)\b/i.test(manner)) return null;
  const near = [...steps.slice(Math.max(0, index - 4), index).reverse(), ...steps.slice(index + 1, index + 3)];
  const partner = near
    .flatMap((each) => (each.moment.kind === 'speech' ? [each.moment.who] : []))
    .find((who) => who !== moment.who);
  return partner ?? steps[index]?.figures.find(({ who }) => who !== moment.who)?.who ?? null;
}

function isStrong(step: Blocked | undefined): boolean {
  return step?.moment.kind === 'speech' && strengthOf(step.moment.lines) >= 2;
}

/** Of two that are as strong, one has to be the peak: chance decides. */
function outweighs(moment: SpeechMoment, other: Blocked | undefined): boolean {
  if (other?.moment.kind !== 'speech') return true;
  const difference = strengthOf(moment.lines) - strengthOf(other.moment.lines);
  return difference > 0 || (difference === 0 && hashOf(moment.key) > hashOf(other.moment.key));
}

function speechesLeft(steps: readonly Blocked[], index: number): number {
  return Math.min(3, steps.slice(index + 1, index + 12).filter(({ moment }) => moment.kind === 'speech').length);
}

/** How many speeches the scene, or the one who came in last, has heard: counted only to four, so that an edit stays local. */
function turnOf(steps: readonly Blocked[], index: number): number {
  const before = steps.slice(0, index);
  const arrival = before.findLastIndex(({ figures }) => figures.some(({ slot }) => Math.abs(slot) > 1.4));
  return Math.min(4, before.slice(arrival + 1).filter(({ moment }) => moment.kind === 'speech').length);
}

function speakerBefore(steps: readonly Blocked[], index: number): string | null {
  const before = steps.slice(Math.max(0, index - 3), index).findLast(({ moment }) => moment.kind === 'speech');
  return before?.moment.kind === 'speech' ? before.moment.who : null;
}
