import type { SceneNotes } from '../breakdown/story-bible.ts';
import type { ActionReading } from './action-reading.ts';
import type { Company } from './company.ts';
import type { Deed } from './deeds.ts';
import { handle, inHands, seatedWith } from './hands.ts';
import type { Moment, SpeechMoment } from './moments.ts';
import type { PropKind } from './props.ts';
import type { Gesture, Pose } from './shot.ts';

/** A figure on the set at one moment. */
export interface Figure {
  readonly who: string;
  readonly slot: number;
  readonly pose: Pose;
  /** Held from shot to shot: the phone at the ear, the gun raised. */
  readonly held: Gesture | null;
  /** The thing in the hand. */
  readonly holding: PropKind | null;
  /** Where they walk in this moment; `null` when they stay. */
  readonly walkTo: number | null;
}

export interface Blocked {
  readonly moment: Moment;
  readonly reading: ActionReading | null;
  /** Who is to be seen, in order of the cast. */
  readonly figures: readonly Figure[];
  /** At the other end of the line. */
  readonly elsewhere: boolean;
}

/** Blocking: where everyone stands, sits and goes, worked out once for the scene, so that each cut finds them where they were. */
export interface Blocking {
  readonly steps: readonly Blocked[];
  /** Every figure's place on the set, also of who is in the next room: eyelines go there. */
  readonly slotOf: (who: string) => number | null;
  /** How many people the scene sees. */
  readonly company: number;
  /** What each has in the hand when the scene ends. */
  readonly leavesWith: ReadonlyMap<string, PropKind>;
}

/** Outside the frame. */
const offstage = 1.6;
/** Between two who are side by side. */
const closeness = 0.42;

/** The pair that talks stands across the middle; who comes after finds room beside them. */
const slotsByCount: readonly (readonly number[])[] = [
  [0],
  [0],
  [-0.42, 0.42],
  [-0.42, 0.42, 0.86],
  [-0.42, 0.42, 0.86, -0.86],
  [-0.42, 0.42, 0.86, -0.86, 0.06],
];
export const crowd = 5;

interface Mark {
  slot: number;
  /** Where they belong, as long as no one calls them away. */
  home: number;
  pose: Pose;
  held: Gesture | null;
  holding: PropKind | null;
  present: boolean;
  /** At the other end of a call that the film cuts to and fro. */
  remote: boolean;
  /** Has walked out. */
  gone: boolean;
  /** On a walk that goes on while they talk. */
  strolls: boolean;
}

export function blockingOf(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
  notes: Pick<SceneNotes, 'cast' | 'interior'> & { readonly far: readonly string[] },
  company: Company,
  seated: (who: string) => boolean,
  comesWith: ReadonlyMap<string, PropKind>,
): Blocking {
  const cast = castOf(moments, readings, notes.cast, company);
  const slots = slotsByCount[Math.min(cast.length, crowd)] ?? [0];
  const marks = new Map<string, Mark>();
  const appearances = cast.map((who) => ({ who, first: firstAppearance(who, moments, readings) }));
  // Who is there from the start talks across the middle; who comes later finds the side.
  const early = appearances.filter(({ first }) => first.present);
  const late = appearances.filter(({ first }) => !first.present);
  for (const [index, { who, first }] of [...early, ...late].entries()) {
    const slot = slots[index] ?? ((index * 0.37) % 1.4) - 0.7;
    marks.set(who, {
      slot,
      home: slot,
      pose: first.pose ?? (seated(who) ? 'sit' : 'stand'),
      held: null,
      holding: seatedWith(comesWith.get(who) ?? null, first.pose),
      strolls: false,
      gone: false,
      remote: false,
      present: index < crowd && first.present,
    });
  }
  sideBySide(moments, readings, marks);
  for (const who of farOnes(moments, readings, notes.far)) {
    const mark = marks.get(who);
    if (mark !== undefined) mark.remote = true;
  }
  const steps = moments.map((moment) => step(moment, readings.get(moment) ?? null, marks, notes.interior));
  return { steps, slotOf: (who) => marks.get(who)?.slot ?? null, company: cast.length, leavesWith: inHands(marks) };
}

/** Of those who were somewhere else in the scene before: who is still there when the film begins to cut between the two places. */
function farOnes(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
  far: readonly string[],
): readonly string[] {
  const at = moments.findIndex(cutsBetween);
  if (at < 0) return [];
  const here = new Set(
    moments
      .slice(0, at)
      .flatMap((moment) => (moment.kind === 'speech' ? speakersOf(moment) : (readings.get(moment)?.actors ?? []))),
  );
  return far.filter((who) => !here.has(who));
}

/** `INTERCUT - KITCHEN / CAR`. */
export function cutsBetween(moment: Moment): boolean {
  return moment.kind === 'transition' && moment.intercut;
}

/** Who are beside each other before anyone speaks, stand so from the start. */
function sideBySide(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
  marks: ReadonlyMap<string, Mark>,
): void {
  const firstWords = moments.findIndex(({ kind }) => kind === 'speech');
  const opening = moments.slice(0, firstWords < 0 ? moments.length : firstWords);
  for (const { who, near, move } of opening.flatMap((moment) => readings.get(moment)?.deeds ?? [])) {
    const one = marks.get(who);
    const other = near === null ? undefined : marks.get(near);
    if (one === undefined || other === undefined || !one.present || !other.present || move !== null) continue;
    const middle = (one.slot + other.slot) / 2;
    const [left, right] = one.slot < other.slot ? [one, other] : [other, one];
    left.slot = middle - closeness / 2;
    right.slot = middle + closeness / 2;
    left.home = left.slot;
    right.home = right.slot;
  }
}

/** Film order, not scene order: who is on the left in one scene is on the left in the next. */
function castOf(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
  noted: readonly string[],
  company: Company,
): readonly string[] {
  const seen = new Set(noted);
  for (const moment of moments) {
    if (moment.kind === 'speech' && speaksHere(moment)) for (const who of speakersOf(moment)) seen.add(who);
    for (const who of readings.get(moment)?.actors ?? []) seen.add(who);
  }
  return company.inFilmOrder([...seen].filter(company.embodied));
}

export function speakersOf(moment: SpeechMoment): readonly string[] {
  return moment.withWhom === null ? [moment.who] : [moment.who, moment.withWhom];
}

/** The speaker is to be seen: not a voice from elsewhere. */
export function speaksHere(moment: SpeechMoment): boolean {
  const treatment = moment.lines[0]?.treatment ?? 'plain';
  return treatment === 'plain' || treatment === 'sung';
}

/** In a scene from its start, unless the first that we hear or see of them is that they come in or speak from elsewhere. */
function firstAppearance(
  who: string,
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
): { present: boolean; pose: Pose | null } {
  for (const [index, moment] of moments.entries()) {
    if (moment.kind === 'speech' && speakersOf(moment).includes(who))
      return { present: speaksHere(moment), pose: laterPose(who, moments, readings) };
    const deeds = readings.get(moment)?.deeds.filter((each) => each.who === who) ?? [];
    if (deeds.length > 0)
      return {
        present: !deeds.some((deed) => comesNew(deed, index, readings, moments)) && !announces(moments[index - 1]),
        pose: deeds.find(({ pose }) => pose !== null)?.pose ?? laterPose(who, moments, readings),
      };
  }
  return { present: true, pose: null };
}

/** Whom the scene first shows coming in, or walking when others were there before, was not there from the start. */
function comesNew(
  { who, move }: Deed,
  index: number,
  readings: ReadonlyMap<Moment, ActionReading>,
  moments: readonly Moment[],
): boolean {
  if (move === 'enter') return true;
  if (move !== 'stroll' && move !== 'approach') return false;
  const before = moments.slice(0, index);
  return (
    before.some((moment) => moment.kind === 'speech' || readings.get(moment)?.actors.some((other) => other !== who)) &&
    !before.some((moment) => readings.get(moment)?.named.includes(who))
  );
}

/** `Out comes–`: whoever the next sentence names was not there before. */
function announces(moment: Moment | undefined): boolean {
  return moment?.kind === 'action' && /\b(comes|steps|reveal\w*|enters|sees?)\s*[–—-]+$/i.test(moment.text);
}

/** `Isaak is still sitting` in the middle of a scene tells how he was all along. */
function laterPose(who: string, moments: readonly Moment[], readings: ReadonlyMap<Moment, ActionReading>): Pose | null {
  for (const moment of moments) {
    const deed = readings.get(moment)?.deeds.find((each) => each.who === who && each.pose !== null);
    if (deed !== undefined) return deed.already ? deed.pose : null;
  }
  return null;
}

function step(moment: Moment, reading: ActionReading | null, marks: Map<string, Mark>, interior: boolean): Blocked {
  const walks = new Map<string, { from: number; to: number }>();
  const after: (() => void)[] = [];
  if (moment.kind === 'speech') {
    arrive(moment, { marks, walks, after, interior });
    for (const [who, mark] of marks) if (mark.strolls && mark.present) walks.set(who, strollOn);
  }
  for (const mark of marks.values()) if (moment.kind === 'action') mark.strolls = false;
  for (const deed of reading?.deeds ?? []) {
    const mark = marks.get(deed.who);
    if (mark !== undefined && !(mark.gone && soundsFromElsewhere(moment)))
      act(deed, mark, { marks, walks, after, interior });
  }
  // Who does something is there, whatever the script forgot to say.
  for (const { who, move } of reading?.deeds ?? []) {
    const mark = marks.get(who);
    if (mark !== undefined && move === null && !(mark.gone && soundsFromElsewhere(moment)))
      mark.present ||= !walks.has(who);
  }
  const talks = moment.kind === 'speech' ? speakersOf(moment) : (reading?.actors ?? []);
  const elsewhere = talks.some((who) => marks.get(who)?.remote);
  if (elsewhere || talks.some((who) => [...marks].some(([other, { remote }]) => remote && other !== who)))
    for (const who of talks) {
      const mark = marks.get(who);
      if (mark?.present && moment.kind === 'speech' && speaksHere(moment)) mark.held = 'phone';
    }
  const there = [...marks].filter(([, mark]) => mark.present && mark.remote === elsewhere);
  const figures = there
    .filter(([who], index) => talks.includes(who) || index < crowd - talks.length || there.length <= crowd)
    .slice(0, crowd)
    .map(([who, mark]): Figure => {
      const walk = walks.get(who);
      const pose = walk === undefined ? mark.pose : 'walk';
      const { held, holding } = mark;
      return { who, slot: walk?.from ?? mark.slot, pose, held, holding, walkTo: walk?.to ?? null };
    });
  for (const change of after) change();
  return { moment, reading, figures, elsewhere };
}

/** `Slams the door to her room`, of one who has left: it is heard, not seen. */
function soundsFromElsewhere(moment: Moment): boolean {
  return (
    moment.kind === 'action' && (moment.sound === 'door-slam' || /\bwe hear\b|\boff[- ]screen\b/i.test(moment.text))
  );
}

/** A walk alone crosses the frame, with room ahead; the camera goes along. */
const strollOn = { from: -0.6, to: 0.35 };

/** Who speaks on the spot is there, whatever the script forgot to say. A hand at the phone stays there until the talk is over. */
function arrive(moment: SpeechMoment, { marks, walks, after, interior }: Stage): void {
  if (!speaksHere(moment)) return;
  for (const who of speakersOf(moment)) {
    const mark = marks.get(who);
    if (mark === undefined) continue;
    // Who had left and speaks again has come back.
    if (mark.gone && !mark.present && !mark.remote)
      walks.set(who, { from: wayOut(mark.slot, interior), to: mark.slot });
    mark.present = true;
    mark.gone = false;
    const overAndOut = moment.lines.some(({ parenthetical }) => /\b(self|hangs? up)\b/i.test(parenthetical ?? ''));
    if (overAndOut)
      after.push(() => {
        mark.held = null;
      });
    const manner = moment.lines[0]?.parenthetical ?? '';
    if (/\b(phone|cell|receiver)\b/i.test(manner)) mark.held = 'phone';
    else if (mark.held === 'phone' && (/\bto\b|hang/i.test(manner) || (moment.part === 0 && isInCompany(who, marks))))
      mark.held = null;
  }
}

function isInCompany(who: string, marks: ReadonlyMap<string, Mark>): boolean {
  return [...marks].some(([other, { present, remote }]) => other !== who && present && !remote);
}

interface Stage {
  readonly marks: ReadonlyMap<string, Mark>;
  readonly walks: Map<string, { from: number; to: number }>;
  /** Done when the moment is over. */
  readonly after: (() => void)[];
  readonly interior: boolean;
}

function act(deed: Deed, mark: Mark, stage: Stage): void {
  if (
    deed.letsGo ||
    (mark.held === 'phone' && deed.gesture !== null && deed.gesture !== 'phone' && deed.gesture !== 'carry')
  )
    mark.held = null;
  if (deed.gesture === 'aim' || deed.gesture === 'phone') mark.held = deed.gesture;
  handle(deed, mark, stage);
  if (deed.pose !== null && deed.move === null) mark.pose = deed.pose;
  const home = mark.slot;
  const side = wayOut(home, stage.interior);
  if (deed.gesture === 'embrace') embrace(deed.who, mark, stage);
  else if (deed.move === 'vanish') mark.present = false;
  else if (comesIn(deed, mark)) {
    mark.present = true;
    mark.gone = false;
    mark.pose = 'stand';
    stage.walks.set(deed.who, { from: side, to: home });
    if (deed.pose !== null) sitDownAfter(mark, deed.pose, stage);
  } else if (deed.move === 'exit' && mark.present) {
    stage.walks.set(deed.who, { from: home, to: side });
    stage.after.push(() => {
      mark.present = false;
      mark.gone = true;
      mark.pose = 'stand';
    });
  } else if (deed.move === 'approach' || deed.move === 'stroll') walk(deed, mark, stage);
}

function comesIn({ move }: Deed, { present, remote }: Mark): boolean {
  return !present && !remote && (move === 'enter' || move === 'stroll' || move === 'approach');
}

/** A room has its door on the right, and everybody uses it; out of doors one goes to the side where one stands. */
function wayOut(slot: number, interior: boolean): number {
  return slot < (interior ? -0.8 : 0) ? -offstage : offstage;
}

/** `Comes in and sits down`: the walk is seen, then the chair. */
function sitDownAfter(mark: Mark, pose: Pose, { after }: Stage): void {
  after.push(() => {
    mark.pose = pose;
  });
}

/**
 * A walk across the set begins where they are. Toward someone it ends beside them; elsewhere it ends farther out, and the next one
 * leads back. Who walks alone crosses the frame. The order from left to right stays as it was, and with it the line.
 */
function walk(deed: Deed, mark: Mark, stage: Stage): void {
  mark.present = true;
  mark.pose = 'stand';
  if (deed.pose !== null) sitDownAfter(mark, deed.pose, stage);
  const alone = [...stage.marks.values()].filter(({ present }) => present).length === 1;
  mark.strolls ||= alone && deed.move === 'stroll';
  if (alone) {
    stage.walks.set(deed.who, strollOn);
    return;
  }
  const partner = deed.near === null ? undefined : stage.marks.get(deed.near);
  if (partner?.present && !deed.away) {
    // Already beside them: a step is enough, and needs no walk.
    if (Math.abs(partner.slot - mark.slot) > closeness + 0.1)
      walkTo(deed.who, mark, partner.slot + (mark.slot < partner.slot ? -closeness : closeness), stage);
    return;
  }
  const outward = mark.home + (mark.home < 0 ? -0.45 : 0.45);
  walkTo(deed.who, mark, Math.abs(mark.slot - outward) < 0.2 && !deed.away ? mark.home : outward, stage);
}

function walkTo(who: string, mark: Mark, to: number, { walks }: Stage): void {
  walks.set(who, { from: mark.slot, to });
  mark.slot = to;
}

/** Two who embrace meet halfway, and stay together. */
function embrace(who: string, mark: Mark, { marks, walks }: Stage): void {
  const other = [...marks].find(([id, each]) => id !== who && each.present);
  if (other === undefined || other[1].pose === 'lie') return;
  const [otherId, partner] = other;
  const middle = (mark.slot + partner.slot) / 2;
  const apart = 0.09;
  if (Math.abs(mark.slot - partner.slot) <= 2 * apart + 0.01) return;
  for (const [id, each, to] of [
    [who, mark, middle + (mark.slot < partner.slot ? -apart : apart)],
    [otherId, partner, middle + (mark.slot < partner.slot ? apart : -apart)],
  ] as const) {
    walks.set(id, { from: each.slot, to });
    each.slot = to;
    each.home = to;
    each.pose = 'stand';
    each.held = null;
    each.holding = null;
  }
}
