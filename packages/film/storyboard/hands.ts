import type { Deed } from './deeds.ts';
import type { PropKind } from './props.ts';
import type { Gesture, Pose } from './shot.ts';

/** Somebody's hands. */
interface Hands {
  holding: PropKind | null;
  present: boolean;
}

interface Handling {
  readonly marks: ReadonlyMap<string, Hands>;
  /** Done when the moment is over. */
  readonly after: (() => void)[];
}

/** Set down beside the chair. */
const heavy: ReadonlySet<PropKind> = new Set(['bag', 'briefcase', 'box']);
const busyHands: ReadonlySet<Gesture> = new Set(['reach', 'type', 'write']);

/** What a deed puts into the hands of those who do it, and takes out of them. */
export function handle(deed: Deed, mark: Hands, handling: Handling): void {
  makesRoom(deed, mark);
  grip(deed, mark, handling);
}

/** Hands that turn to something else have laid down what they held, though the script forgot to say so. */
function makesRoom({ pose, gesture, grip: change, move }: Deed, mark: Hands): void {
  if (mark.holding === null || change?.does === 'takes') return;
  const sits = pose !== null && pose !== 'stand' && move === null;
  const works = gesture !== null && busyHands.has(gesture);
  const other = works && (change === null || (change.kind ?? mark.holding) !== mark.holding);
  if (heavy.has(mark.holding) ? sits : other) mark.holding = null;
}

/** What is taken is in the hand from then on; what is left is seen in it until the moment is over, and what is given is then in another's. */
function grip({ who, grip: change, gesture }: Deed, mark: Hands, { marks, after }: Handling): void {
  if (gesture === 'embrace') mark.holding = null;
  if (change === null) return;
  if (change.does === 'takes') {
    mark.holding = change.kind;
    return;
  }
  const given = change.kind ?? mark.holding;
  if (change.gives) {
    mark.holding = given;
    after.push(() => {
      const [, receiver] = [...marks].find(([id, each]) => id !== who && each.present) ?? [];
      if (receiver !== undefined) receiver.holding = given;
    });
  }
  if (given === null || mark.holding === given)
    after.push(() => {
      mark.holding = null;
    });
}

/** Nobody sits at a table with a suitcase in hand. */
export function seatedWith(holding: PropKind | null, pose: Pose | null): PropKind | null {
  return holding !== null && heavy.has(holding) && pose === 'sit' ? null : holding;
}

/** Who holds what. */
export function inHands(marks: ReadonlyMap<string, Hands>): ReadonlyMap<string, PropKind> {
  return new Map([...marks].flatMap(([who, { holding }]) => (holding === null ? [] : [[who, holding] as const])));
}
