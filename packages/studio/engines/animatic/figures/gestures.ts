import type { Gesture } from '@ai-film-studio/film';
import type { FigureState } from './figure.ts';

/** How a hand is shaped. */
export type HandShape = 'relaxed' | 'open' | 'point' | 'grip' | 'pinch' | 'flat';

/** Outwards (away from the body on this hand's side), up, ahead. */
type Place = readonly [out: number, up: number, ahead: number];

/** Where a gesture puts a hand. */
export interface HandAim {
  /** `chest`: from between the shoulders, in arm's measure; `face`: from the middle of the head, in head heights. */
  readonly from: 'chest' | 'face';
  readonly at: Place;
  /** Where the elbow points. */
  readonly elbow: Place;
  readonly shape: HandShape;
  /** Where the fingers point; `null` goes on from the forearm. */
  readonly fingers: Place | null;
  /** How far the motion of the state moves it. */
  readonly play: number;
  /** Beside the head, from wherever it is seen: in profile it is before it. */
  readonly clear?: boolean;
}

/** The hand that does it, and the other; `null` rests. */
interface Arms {
  readonly main: HandAim | null;
  readonly other: HandAim | null;
  /** How far the shoulders rise. */
  readonly shrug: number;
}

const down: Place = [0.5, -0.8, -0.5];
const outward: Place = [1, -0.5, -0.1];

function aim(
  from: HandAim['from'],
  at: Place,
  shape: HandShape,
  { elbow = down, fingers = null, play = 0.3 }: Partial<Pick<HandAim, 'elbow' | 'fingers' | 'play'>> = {},
): HandAim {
  return { from, at, shape, elbow, fingers, play };
}

const rest: Arms = { main: null, other: null, shrug: 0 };
const one = (main: HandAim): Arms => ({ main, other: null, shrug: 0 });
const both = (main: HandAim, other: HandAim = main): Arms => ({ main, other, shrug: 0 });

const cheek = aim('face', [0.3, 0.52, 0.4], 'flat', {
  elbow: [0.45, -1, 0.35],
  fingers: [-0.12, 1, -0.1],
  play: 0.05,
});
const keys = aim('chest', [0.3, -1.22, 1.02], 'flat', { elbow: outward, fingers: [-0.2, -0.15, 1], play: 0.16 });
const gripAhead = aim('chest', [0.02, -0.06, 1.92], 'grip', { elbow: [0.7, -1, 0], fingers: [0, 0.05, 1], play: 0.04 });

const gestures: Readonly<Record<Gesture, Arms>> = {
  none: rest,
  nod: rest,
  'shake-head': rest,
  talk: both(
    aim('chest', [0.66, -0.86, 0.86], 'open', { fingers: [0.5, 0.62, 0.55], play: 1 }),
    aim('chest', [0.66, -1.08, 0.76], 'open', { fingers: [0.55, 0.3, 0.62], play: 0.8 }),
  ),
  point: one(aim('chest', [1.45, 0.1, 1.5], 'point', { elbow: [0.6, -1, 0], play: 0.08 })),
  phone: one(
    aim('face', [0.46, 0.56, 0.06], 'grip', { elbow: [0.75, -1, 0.25], fingers: [-0.1, 1, -0.28], play: 0.03 }),
  ),
  drink: one(
    aim('face', [0.2, 0.62, 0.62], 'grip', { elbow: [0.8, -0.9, 0.1], fingers: [-0.75, 0.35, -0.1], play: 0.08 }),
  ),
  carry: both(
    aim('chest', [0.5, -1.12, 0.86], 'grip', { elbow: [0.7, -0.7, -0.3], fingers: [-0.6, 0, 0.5], play: 0.06 }),
  ),
  wave: one({
    ...aim('face', [1.02, 0.42, 0.1], 'open', { elbow: [0.8, -1, 0], fingers: [0.1, 1, 0.1], play: 0.9 }),
    clear: true,
  }),
  'arms-crossed': both(
    aim('chest', [-0.16, -0.8, 0.62], 'flat', { elbow: [1, -0.75, 0.1], fingers: [-0.9, 0.35, 0.1], play: 0.03 }),
    aim('chest', [-0.12, -0.98, 0.54], 'flat', { elbow: [1, -0.8, 0.1], fingers: [-0.9, 0.2, 0], play: 0.03 }),
  ),
  'hands-to-face': both(cheek),
  reach: one(aim('chest', [0.4, -0.25, 1.7], 'open', { elbow: [0.6, -1, 0], fingers: [0, 0.1, 1], play: 0.2 })),
  embrace: both(
    aim('chest', [0.34, -0.25, 1.28], 'flat', { elbow: [1, -0.6, 0.2], fingers: [-0.8, 0.1, 0.5], play: 0.06 }),
    aim('chest', [0.3, -0.6, 1.2], 'flat', { elbow: [1, -0.6, 0.2], fingers: [-0.8, 0.1, 0.5], play: 0.06 }),
  ),
  aim: both(
    gripAhead,
    aim('chest', [0.06, -0.13, 1.86], 'grip', { elbow: [0.8, -1, 0], fingers: [-0.35, 0.05, 1], play: 0.04 }),
  ),
  type: both(keys),
  write: {
    main: aim('chest', [0.22, -1.22, 1.02], 'pinch', { elbow: outward, fingers: [-0.3, -0.35, 0.9], play: 0.22 }),
    other: aim('chest', [0.46, -1.26, 0.92], 'flat', { elbow: outward, fingers: [-0.6, -0.1, 0.8], play: 0 }),
    shrug: 0,
  },
  smoke: one(
    aim('face', [0.3, 0.82, 0.56], 'pinch', { elbow: [0.8, -1, 0.1], fingers: [-0.34, 0.85, -0.05], play: 0.05 }),
  ),
  shrug: {
    ...both(
      aim('chest', [1.02, -0.86, 0.72], 'open', { elbow: [0.5, -1, -0.3], fingers: [0.85, 0.2, 0.5], play: 0.3 }),
    ),
    shrug: 0.17,
  },
};

/** Things that hang from a straight arm. */
const hanging: ReadonlySet<string> = new Set(['bag', 'briefcase', 'lantern']);
/** Things that take both hands. */
const large: ReadonlySet<string> = new Set([
  'box',
  'object',
  'laptop',
  'mixer',
  'drawer',
  'lamp',
  'clock',
  'instrument',
  'door',
]);

const hang = one(aim('chest', [0.98, -2.02, 0.1], 'grip', { elbow: [0.6, -0.2, -1], play: 0.1 }));
const show = one(aim('chest', [0.46, -0.95, 0.86], 'grip', { fingers: [-0.45, 0.3, 0.6], play: 0.35 }));

/** Whether a prop is held between both hands. */
export const isLarge = (kind: string): boolean => large.has(kind);
/** Whether a prop hangs from the hand. */
export const isHanging = (kind: string): boolean => hanging.has(kind);

const holdOf = (kind: string): Arms => (isHanging(kind) ? hang : isLarge(kind) ? gestures.carry : show);

/** What the arms do in a state, and how far each is into it. */
interface ArmPlan {
  readonly arms: Arms;
  readonly main: number;
  readonly other: number;
}

/** Reads a state's gesture and what it holds. */
export function armsOf({ gesture, reach, holding }: FigureState): ArmPlan {
  const plan = (arms: Arms, main = reach, other = reach): ArmPlan => ({ arms, main, other });
  if (holding === null) return plan(gestures[gesture]);
  const free = gesture === 'none' || gesture === 'nod' || gesture === 'shake-head' || gesture === 'carry';
  if (free) return plan(holdOf(holding), 1, 1);
  if (gesture !== 'talk') return plan(gestures[gesture]);
  if (isLarge(holding)) return plan(gestures.carry, 1, 1);
  // A speaker with something in the hand talks with the other one, and never drops it.
  return plan({ ...holdOf(holding), other: gestures.talk.other }, 1, reach);
}
