import type { SceneNotes } from '../breakdown/story-bible.ts';
import type { ActionReading } from './action-reading.ts';
import { castOf, farOnes, firstAppearance, lingeringIn, speakersOf, speaksHere } from './appearances.ts';
import type { Company } from './company.ts';
import { inHands, seatedWith } from './hands.ts';
import type { Moment, SpeechMoment } from './moments.ts';
import type { PropKind } from './props.ts';
import type { Gesture, Pose } from './shot.ts';
import { act, closeness, type Mark, type Stage, strollOn, wayOut } from './walks.ts';

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
  const opening = new Map([...marks].map(([who, mark]) => [who, { ...mark }]));
  const scene = { marks, interior: notes.interior, lingering: lingeringIn(moments, readings) };
  const steps = moments.map((moment) => {
    if (moment.kind === 'caption' && moment.black) startAgain(marks, opening);
    return step(moment, readings.get(moment) ?? null, scene);
  });
  return { steps, slotOf: (who) => marks.get(who)?.slot ?? null, company: cast.length, leavesWith: inHands(marks) };
}

/** After an end mark in the middle of a scene (`ALTERNATIVE ENDING`) everyone is as they were when it began, but where they went. */
function startAgain(marks: ReadonlyMap<string, Mark>, opening: ReadonlyMap<string, Mark>): void {
  for (const [who, mark] of marks) {
    const first = opening.get(who);
    if (first !== undefined) Object.assign(mark, first, { slot: mark.slot, home: mark.home });
  }
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

function step(
  moment: Moment,
  reading: ActionReading | null,
  { marks, interior, lingering }: Omit<Stage, 'walks' | 'after'>,
): Blocked {
  const walks = new Map<string, { from: number; to: number }>();
  const after: (() => void)[] = [];
  if (moment.kind === 'speech') {
    arrive(moment, { marks, walks, after, interior, lingering });
    for (const [who, mark] of marks) if (mark.strolls && mark.present) walks.set(who, strollOn);
  }
  for (const mark of marks.values()) if (moment.kind === 'action') mark.strolls = false;
  for (const deed of reading?.deeds ?? []) {
    const mark = marks.get(deed.who);
    if (mark !== undefined && !(mark.gone && soundsFromElsewhere(moment)))
      act(deed, mark, { marks, walks, after, interior, lingering });
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
