import type { Deed } from './deeds.ts';
import { handle } from './hands.ts';
import type { PropKind } from './props.ts';
import type { Gesture, Pose } from './shot.ts';

/** Outside the frame. */
const offstage = 1.6;
/** Between two who are side by side. */
export const closeness = 0.42;

/** Where and how somebody is on the set. */
export interface Mark {
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

/** A walk alone crosses the frame, with room ahead; the camera goes along. */
export const strollOn = { from: -0.6, to: 0.35 };

/** The set at one moment. */
export interface Stage {
  readonly marks: ReadonlyMap<string, Mark>;
  readonly walks: Map<string, { from: number; to: number }>;
  /** Done when the moment is over. */
  readonly after: (() => void)[];
  readonly interior: boolean;
  /** Exits that stop on the way. */
  readonly lingering: ReadonlySet<Deed>;
}

/** What a deed does to where somebody is and how. */
export function act(deed: Deed, mark: Mark, stage: Stage): void {
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
  } else if (stage.lingering.has(deed) && mark.present) {
    mark.pose = 'stand';
    walkTo(deed.who, mark, mark.home + (mark.home < 0 ? -0.3 : 0.3), stage);
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
export function wayOut(slot: number, interior: boolean): number {
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
