import { seedOf } from '../random.ts';
import type { Body } from './body.ts';
import type { Figure, FigureState } from './figure.ts';
import { add, type Frame, inFrame, lerp, turned, twoBones, type Vector, vector } from './geometry.ts';
import { stepAt, walkingHips } from './walk.ts';

/** Sides as the viewer of a frontal figure sees them. */
export type Side = 'left' | 'right';
export const sides = ['left', 'right'] as const;
export const signOf = (side: Side): number => (side === 'left' ? -1 : 1);

export interface Leg {
  readonly hip: Vector;
  readonly knee: Vector;
  readonly ankle: Vector;
  /** Where the toes point. */
  readonly toes: Vector;
}

/** Pelvis, chest and legs of a pose. The chest's origin is between the shoulders, the pelvis's between the hips. */
export interface Stance {
  readonly pelvis: Frame;
  readonly chest: Frame;
  readonly legs: Readonly<Record<Side, Leg>>;
  /** Where the crown of a figure that lies points: −1 to the viewer's left, 1 to the right; 0 when it does not lie. */
  readonly lying: -1 | 0 | 1;
}

interface PoseInput {
  readonly figure: Figure;
  readonly body: Body;
  readonly state: FigureState;
  /** Height of the seat, in head heights. */
  readonly seat: number;
}

const toesAt = (out: number, pitch = 0): Vector =>
  vector(Math.sin(out) * Math.cos(pitch), Math.sin(pitch), Math.cos(out) * Math.cos(pitch));

function leg(body: Body, hip: Vector, ankle: Vector, pole: Vector, toes: Vector): Leg {
  const { joint, end } = twoBones(hip, ankle, body.thigh, body.shin, pole);
  return { hip, knee: joint, ankle: end, toes };
}

/** The chest on top of the pelvis: bent by `pitch` and `roll`, twisted by `yaw`. */
function chestOn(body: Body, pelvis: Frame, yaw: number, pitch: number, roll: number): Frame {
  const spine = turned(pelvis.origin, yaw * 0.5, pitch * 0.6, roll * 0.6);
  return turned(inFrame(spine, 0, body.shoulderY - body.hipY, 0), yaw, pitch, roll);
}

function stand({ figure, body, state }: PoseInput): Stance {
  const weight = seedOf(figure.id) % 2 === 0 ? 1 : -1;
  const sway = state.motion.sway;
  const shift = 0.1 * weight + 0.07 * sway;
  const tilt = 0.055 * weight + 0.02 * sway;
  const pelvis = turned(vector(shift * body.scale, 3.43 * body.scale, 0), 0.06 * weight, 0, -tilt);
  const chest = chestOn(body, pelvis, -0.05 * weight, body.stoop + 0.07 * state.motion.lean, tilt * 0.9);
  const legOf = (side: Side): Leg => {
    const sign = signOf(side);
    const carries = sign === weight;
    const hip = inFrame(pelvis, sign * body.hipX, 0, 0);
    const ankle = carries
      ? vector(sign * 0.27 * body.scale, body.ankleY, -0.06)
      : vector(sign * 0.5 * body.scale, body.ankleY, 0.24 * body.scale);
    return leg(body, hip, ankle, vector(sign * 0.3, 0, 1), toesAt(sign * (carries ? 0.3 : 0.5)));
  };
  return { pelvis, chest, legs: { left: legOf('left'), right: legOf('right') }, lying: 0 };
}

function walk({ body, state }: PoseInput): Stance {
  const phase = state.stride;
  const twist = 0.1 * Math.cos(2 * Math.PI * phase);
  const roll = 0.035 * Math.cos(2 * Math.PI * (phase - 0.3));
  const pelvis = turned(vector(-roll * 1.4, walkingHips(body, phase), 0), -twist, 0.03, roll);
  const chest = chestOn(body, pelvis, twist * 1.1, 0.055 + body.stoop + 0.05 * state.motion.lean, -roll);
  const legOf = (side: Side): Leg => {
    const sign = signOf(side);
    const step = stepAt(body, phase + (side === 'left' ? 0.5 : 0));
    const hip = inFrame(pelvis, sign * body.hipX, 0, 0);
    const ankle = vector(sign * 0.2 * body.scale, step.up, step.ahead);
    return leg(body, hip, ankle, vector(sign * 0.08, 0, 1), toesAt(sign * 0.12, step.pitch));
  };
  return { pelvis, chest, legs: { left: legOf('left'), right: legOf('right') }, lying: 0 };
}

function sit({ figure, body, state, seat }: PoseInput): Stance {
  const open = figure.gender === 'female' ? 0.3 : 0.46;
  const hips = Math.max(seat, 0.02) + 0.3 * body.limb;
  const pelvis = turned(vector(0.03 * state.motion.sway, hips, 0), 0, -0.04, 0.02 * state.motion.sway);
  const lean = 0.03 + body.stoop + 0.09 * state.motion.lean;
  const chest = chestOn(body, pelvis, 0, lean, 0.025 * state.motion.sway);
  const reach = lerp(2.2, 1.5, Math.min(1, seat / 1.4)) * body.scale;
  const legOf = (side: Side): Leg => {
    const sign = signOf(side);
    const hip = inFrame(pelvis, sign * body.hipX, 0, 0);
    const foot = Math.max(body.ankleY, hips - 2.1 * body.scale);
    const ankle = vector(sign * open * body.scale, foot, reach + (sign > 0 ? 0.14 : -0.1));
    return leg(body, hip, ankle, vector(sign * 0.25, 1, 0.75), toesAt(sign * 0.25));
  };
  return { pelvis, chest, legs: { left: legOf('left'), right: legOf('right') }, lying: 0 };
}

function kneel({ body, state }: PoseInput): Stance {
  const s = body.scale;
  const pelvis = turned(vector(0.03 * state.motion.sway, 1.76 * s, 0), 0, 0.02, 0);
  const chest = chestOn(body, pelvis, 0, 0.1 + body.stoop + 0.08 * state.motion.lean, 0);
  const ahead = leg(
    body,
    inFrame(pelvis, -body.hipX, 0, 0),
    vector(-0.34 * s, body.ankleY, 1.25 * s),
    vector(-0.15, 1, 0.8),
    toesAt(-0.15),
  );
  const down = leg(
    body,
    inFrame(pelvis, body.hipX, 0, 0),
    vector(0.32 * s, 0.3 * s, -1.5 * s),
    vector(0.1, -1, 0.9),
    vector(0, -0.8, -0.6),
  );
  return { pelvis, chest, legs: { left: ahead, right: down }, lying: 0 };
}

function lie({ body, state, seat }: PoseInput): Stance {
  const crown = state.face.facing.endsWith('left') ? 1 : -1;
  const middle = body.heads * 0.5 - body.hipY;
  const flat = (origin: Vector, rise: number): Frame => ({
    origin,
    up: vector(crown * Math.cos(rise), Math.sin(rise), 0),
    front: vector(-crown * Math.sin(rise), Math.cos(rise), 0),
    across: vector(0, 0, crown),
  });
  const pelvis = flat(vector(-crown * middle, seat + 0.36 * body.limb, 0), 0.02);
  const spine = flat(pelvis.origin, 0.07);
  const chest = flat(inFrame(spine, 0, body.shoulderY - body.hipY, 0), 0.1);
  const legOf = (side: Side): Leg => {
    const sign = signOf(side) * crown;
    const hip = inFrame(pelvis, sign * body.hipX, 0, 0);
    const bent = side === 'left' ? 0.5 : 0;
    const away = (body.thigh + body.shin) * (bent > 0 ? 0.93 : 0.99);
    const ankle = add(hip, vector(-crown * away, -0.16 * body.limb, 0));
    return leg(body, hip, ankle, vector(0, 1, 0), vector(-crown * 0.35, 0.93, 0));
  };
  return { pelvis, chest, legs: { left: legOf('left'), right: legOf('right') }, lying: crown };
}

const poses = { stand, walk, sit, kneel, lie };

/** Pelvis, chest and legs of the state's pose, in the body's own space. */
export const stanceOf = (input: PoseInput): Stance => poses[input.state.pose](input);
