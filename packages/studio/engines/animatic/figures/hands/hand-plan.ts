import type { Point } from '../geometry.ts';
import type { HandShape } from '../gestures.ts';

/** One finger, in hand lengths: x from the wrist to the tips, y towards the thumb. */
export interface Finger {
  readonly line: readonly Point[];
  readonly width: number;
  /** It closes over what the hand holds. */
  readonly over: boolean;
  readonly nail: boolean;
}

export interface HandPlan {
  readonly palm: readonly { readonly x: number; readonly y: number; readonly r: number }[];
  readonly fingers: readonly Finger[];
}

const open: HandPlan['palm'] = [
  { x: 0.0, y: 0.0, r: 0.17 },
  { x: 0.2, y: 0.06, r: 0.2 },
  { x: 0.42, y: 0.1, r: 0.16 },
  { x: 0.42, y: -0.1, r: 0.15 },
];
/** A hand that hangs is seen half from its edge. */
const edge: HandPlan['palm'] = [
  { x: 0.0, y: 0.0, r: 0.15 },
  { x: 0.2, y: 0.03, r: 0.175 },
  { x: 0.42, y: 0.06, r: 0.14 },
  { x: 0.42, y: -0.05, r: 0.14 },
];
const fist: HandPlan['palm'] = [
  { x: 0.0, y: 0.0, r: 0.17 },
  { x: 0.24, y: 0.05, r: 0.21 },
  { x: 0.42, y: 0.1, r: 0.15 },
  { x: 0.42, y: -0.12, r: 0.14 },
];

const rows = [-0.17, -0.06, 0.055, 0.165];
const reaches = [0.36, 0.45, 0.49, 0.44];

/** A finger from its knuckle: `angle` it leaves at, `curl` it bends by at each joint, in radians. */
function bent(row: number, angle: number, curl: number, share = 1, options: Partial<Finger> = {}): Finger {
  const reach = (reaches[row] ?? 0.4) * share;
  const line: Point[] = [
    { x: 0.36, y: rows[row] ?? 0 },
    { x: 0.5, y: rows[row] ?? 0 },
  ];
  let [x, y, direction] = [0.5, rows[row] ?? 0, angle];
  for (const part of [0.45, 0.3, 0.25]) {
    x += Math.cos(direction) * reach * part;
    y += Math.sin(direction) * reach * part;
    line.push({ x, y });
    direction += curl;
  }
  return { line, width: row === 0 ? 0.115 : 0.13, over: false, nail: true, ...options };
}

/** Fingers that lie half behind each other. */
const narrow = (finger: Finger): Finger => ({ ...finger, line: finger.line.map(({ x, y }) => ({ x, y: y * 0.66 })) });

const thumb = (points: readonly (readonly [number, number])[], options: Partial<Finger> = {}): Finger => ({
  line: points.map(([x, y]) => ({ x, y })),
  width: 0.15,
  over: true,
  nail: true,
  ...options,
});

/** Fingers closed around something: short, across the palm. */
const closed = (row: number): Finger => {
  const y = rows[row] ?? 0;
  return {
    line: [
      { x: 0.46, y: y * 1.05 },
      { x: 0.62, y: y * 1.05 },
      { x: 0.64, y: y * 1.05 },
      { x: 0.34, y: y * 1.02 - 0.01 },
    ],
    width: 0.135,
    over: true,
    nail: false,
  };
};

const plans: Readonly<Record<HandShape, HandPlan>> = {
  relaxed: {
    palm: edge,
    fingers: [
      narrow(bent(0, -0.02, -0.26, 0.86)),
      narrow(bent(1, -0.02, -0.24, 0.92)),
      narrow(bent(2, -0.02, -0.22, 0.96)),
      narrow(bent(3, -0.02, -0.2, 0.94)),
      thumb([
        [0.14, 0.12],
        [0.28, 0.19],
        [0.42, 0.19],
        [0.54, 0.15],
      ]),
    ],
  },
  open: {
    palm: open,
    fingers: [
      bent(0, -0.34, 0.05),
      bent(1, -0.12, 0.04),
      bent(2, 0.06, 0.02),
      bent(3, 0.24, -0.04),
      thumb([
        [0.12, 0.16],
        [0.26, 0.3],
        [0.36, 0.42],
        [0.44, 0.52],
      ]),
    ],
  },
  flat: {
    palm: open,
    fingers: [
      bent(0, -0.04, 0.02),
      bent(1, -0.01, 0.01),
      bent(2, 0.01, 0),
      bent(3, 0.03, -0.02),
      thumb([
        [0.12, 0.16],
        [0.3, 0.27],
        [0.42, 0.3],
        [0.52, 0.3],
      ]),
    ],
  },
  point: {
    palm: fist,
    fingers: [
      bent(3, 0.02, 0, 1.08),
      closed(0),
      closed(1),
      closed(2),
      thumb([
        [0.14, 0.17],
        [0.3, 0.25],
        [0.42, 0.2],
        [0.5, 0.1],
      ]),
    ],
  },
  grip: {
    palm: fist,
    fingers: [
      closed(0),
      closed(1),
      closed(2),
      closed(3),
      thumb([
        [0.12, 0.16],
        [0.26, 0.28],
        [0.4, 0.29],
        [0.5, 0.26],
      ]),
    ],
  },
  pinch: {
    palm: fist,
    fingers: [
      closed(0),
      closed(1),
      bent(2, 0.12, 0.2, 0.85),
      bent(3, 0.2, 0.22, 0.85),
      thumb([
        [0.14, 0.17],
        [0.34, 0.3],
        [0.52, 0.34],
        [0.66, 0.32],
      ]),
    ],
  },
};

const stubby = (finger: Finger): Finger => ({
  ...finger,
  width: finger.width * 1.5,
  line: finger.line.map(({ x, y }) => ({ x: x > 0.5 ? 0.5 + (x - 0.5) * 0.55 : x, y: y * 0.9 })),
});

/** The fingers of a shape, in the order they are painted; a paw has three short ones. */
export function fingersOf(shape: HandShape, paw: boolean): HandPlan {
  const plan = plans[shape];
  if (!paw) return plan;
  return { palm: plan.palm, fingers: plan.fingers.filter((_, index) => index !== 1).map(stubby) };
}
