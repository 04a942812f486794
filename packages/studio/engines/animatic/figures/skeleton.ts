import type { Facing } from '@ai-film-studio/film';
import { type Body, bodyOf } from './body.ts';
import type { Figure, FigureState, Placement } from './figure.ts';
import { add, between, type Frame, inFrame, lerp, scale, twoBones, unit, type Vector, vector } from './geometry.ts';
import { armsOf, type HandAim, type HandShape } from './gestures.ts';
import { type Leg, type Side, type Stance, sides, signOf, stanceOf } from './poses.ts';
import { turns, type View, viewFrom } from './view.ts';

export interface Arm {
  readonly shoulder: Vector;
  readonly elbow: Vector;
  readonly wrist: Vector;
  /** Where the fingers point. */
  readonly fingers: Vector;
  readonly shape: HandShape;
  /** Whether the hand has left its rest. */
  readonly raised: boolean;
}

/** The joints of a figure in its own space, in head heights, and how the camera sees them. */
export interface Skeleton {
  readonly body: Body;
  readonly view: View;
  readonly facing: Facing;
  readonly pelvis: Frame;
  readonly chest: Frame;
  readonly neck: Vector;
  /** The middle of the head. */
  readonly head: Vector;
  /** How far the head is turned in the picture, in radians clockwise. */
  readonly headRoll: number;
  readonly arms: Readonly<Record<Side, Arm>>;
  readonly legs: Readonly<Record<Side, Leg>>;
  /** The hand that does things: the one nearer to the camera. */
  readonly mainHand: Side;
  readonly lying: Stance['lying'];
}

/** Size of a figure's head in canvas units. */
export const headHeightOf = (figure: Figure, placement: Placement, body: Body): number =>
  (placement.height * figure.look.height) / body.heads;

const mainHandOf = (facing: Facing): Side => (facing.endsWith('left') ? 'right' : 'left');

/** The wrist of an arm at rest: hanging, swinging in the walk, or on the thigh of who sits. */
function restingWrist(body: Body, stance: Stance, state: FigureState, side: Side): Vector {
  const sign = signOf(side);
  const { chest, legs } = stance;
  const s = body.scale;
  const out = body.shoulderX + 0.2 * body.limb;
  if (state.pose === 'sit' || (state.pose === 'kneel' && side === 'left')) {
    const thigh = between(legs[side].hip, legs[side].knee, state.pose === 'sit' ? 0.62 : 0.86);
    return add(thigh, vector(-sign * 0.06, 0.3 * body.limb, -0.12));
  }
  if (stance.lying !== 0) return inFrame(chest, sign * out * 1.02, -2.02 * s, 0.12);
  if (state.pose === 'walk') {
    const swing = -0.5 * Math.cos(2 * Math.PI * (state.stride + (side === 'left' ? 0.5 : 0)));
    const bend = 0.2 + 0.35 * Math.max(0, swing);
    const [upper, lower] = [swing, swing + bend];
    const drop = body.upperArm * Math.cos(upper) + body.forearm * Math.cos(lower);
    const ahead = body.upperArm * Math.sin(upper) + body.forearm * Math.sin(lower);
    return inFrame(chest, sign * (out - 0.08), -drop, ahead);
  }
  return inFrame(chest, sign * out, -2.09 * s, 0.14 * s);
}

function aimed(
  body: Body,
  chest: Frame,
  head: Vector,
  aim: HandAim,
  sign: number,
  state: FigureState,
  side: Side,
): Vector {
  const [out, up, near] = aim.at;
  const ahead = near + (aim.clear ? 0.9 * Math.abs(Math.sin(turns[state.face.facing])) ** 3 : 0);
  const s = body.scale;
  const motion = side === 'left' ? state.motion.leftHand : state.motion.rightHand;
  const play = vector(sign * motion.out * 0.22 * aim.play, motion.lift * 0.26 * aim.play, 0);
  const place =
    aim.from === 'face'
      ? inFrame({ ...chest, origin: head }, sign * out, -up, ahead)
      : inFrame(chest, sign * out * lerp(body.shoulderX / 0.75, s, 0.5), up * s, ahead * s);
  return add(place, scale(play, s));
}

function armOf(
  body: Body,
  stance: Stance,
  head: Vector,
  state: FigureState,
  side: Side,
  aim: HandAim | null,
  reach: number,
  shrug: number,
): Arm {
  const sign = signOf(side);
  const { chest } = stance;
  const shoulder = inFrame(chest, sign * body.shoulderX, shrug * reach + 0.015 * state.breath, 0);
  const rest = restingWrist(body, stance, state, side);
  const eased = reach * reach * (3 - 2 * reach);
  const t = aim === null ? 0 : eased;
  // The way from rest to the gesture swings out ahead, as a forearm does, not along a straight line.
  const target = aim === null ? rest : between(rest, aimed(body, chest, head, aim, sign, state, side), t);
  const swing = vector(0, 0, 0.35 * body.scale * Math.sin(Math.PI * t));
  const seated = state.pose === 'sit' ? 0.9 : 0.25;
  const restPole = inFrame({ ...chest, origin: vector(0, 0, 0) }, sign * seated, -0.2, -1);
  const elbowPole = aim === null ? restPole : toFrame(chest, aim.elbow, sign);
  const pole = between(restPole, elbowPole, t);
  const { joint, end } = twoBones(shoulder, add(target, swing), body.upperArm, body.forearm, pole);
  const along = unit(add(end, scale(joint, -1)));
  const resting = state.pose === 'sit' ? unit(vector(-sign * 0.2, -0.35, 1)) : along;
  const wanted = aim === null ? resting : aim.fingers === null ? along : unit(toFrame(chest, aim.fingers, sign));
  return {
    shoulder,
    elbow: joint,
    wrist: end,
    fingers: unit(between(resting, wanted, t)),
    shape: aim !== null && (t > 0.35 || aim.shape === 'grip') ? aim.shape : 'relaxed',
    raised: t > 0.35,
  };
}

const toFrame = (chest: Frame, [out, up, ahead]: readonly [number, number, number], sign: number): Vector =>
  inFrame({ ...chest, origin: vector(0, 0, 0) }, sign * out, up, ahead);

function armsAt(body: Body, stance: Stance, head: Vector, state: FigureState, main: Side): Record<Side, Arm> {
  const plan = armsOf(state);
  const { arms } = plan;
  const build = (side: Side) =>
    armOf(
      body,
      stance,
      head,
      state,
      side,
      side === main ? arms.main : arms.other,
      side === main ? plan.main : plan.other,
      arms.shrug,
    );
  const [left, right] = sides.map(build);
  // `sides` has these two.
  return { left: left as Arm, right: right as Arm };
}

/**
 * The joints of a figure at one moment.
 * @param placement only its proportions matter here: the skeleton is in head heights.
 */
export function skeletonOf(figure: Figure, state: FigureState, placement: Placement): Skeleton {
  const body = bodyOf(figure);
  const seat = placement.seat / headHeightOf(figure, placement, body);
  const stance = stanceOf({ figure, body, state, seat });
  const { facing } = state.face;
  const shrug = state.gesture === 'shrug' ? 0.1 * state.reach : 0;
  const neck = inFrame(stance.chest, 0, body.neckY - body.shoulderY + shrug * 0.5, 0);
  const lift = 0.66;
  const lying = stance.lying;
  const ahead = 0.05 + body.stoop * 0.9 + 0.04 * state.motion.lean;
  const head = inFrame({ ...stance.chest, origin: neck }, 0, lift, lying === 0 ? ahead : 0.08);
  const mainHand = mainHandOf(facing);
  return {
    body,
    view: viewFrom(lying === 0 ? turns[facing] : 0),
    facing,
    pelvis: stance.pelvis,
    chest: stance.chest,
    neck,
    head,
    headRoll: lying === 0 ? rollOf(stance, facing) : lying * 1.36,
    arms: armsAt(body, stance, head, state, mainHand),
    legs: stance.legs,
    mainHand,
    lying,
  };
}

/** How far the chest's bend turns the head in the picture: little, for heads are kept level. */
function rollOf({ chest }: Stance, facing: Facing): number {
  const view = viewFrom(turns[facing]);
  const [foot, top] = [view(chest.origin), view(add(chest.origin, chest.up))];
  return 0.45 * Math.atan2(top.x - foot.x, foot.y - top.y);
}
