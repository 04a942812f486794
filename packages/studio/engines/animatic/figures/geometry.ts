/** A point on the canvas, in head heights; y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A point of a body, in head heights: x to the figure's left (the viewer's right of a frontal figure), y up from the floor,
 * z the way the figure faces.
 */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export const vector = (x: number, y: number, z: number): Vector => ({ x, y, z });
export const add = (a: Vector, b: Vector): Vector => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z });
export const subtract = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });
export const scale = (a: Vector, by: number): Vector => ({ x: a.x * by, y: a.y * by, z: a.z * by });
export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const length = (a: Vector): number => Math.hypot(a.x, a.y, a.z);

export const unit = (a: Vector): Vector => scale(a, 1 / Math.max(length(a), 1e-9));
export const between = (a: Vector, b: Vector, t: number): Vector => add(scale(a, 1 - t), scale(b, t));

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
export const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;
/** 0 before `from`, 1 after `to`, eased at both ends. */
export function ease(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

/** Three axes at a place: where a part of the body is and how it is turned. */
export interface Frame {
  readonly origin: Vector;
  readonly across: Vector;
  readonly up: Vector;
  readonly front: Vector;
}

/** A point given in a frame's own axes. */
export const inFrame = (frame: Frame, x: number, y: number, z: number): Vector =>
  add(frame.origin, add(scale(frame.across, x), add(scale(frame.up, y), scale(frame.front, z))));

/**
 * A frame turned about its own axes, in radians: `yaw` to the figure's left, then `pitch` forward, then `roll` to its left.
 */
export function turned(origin: Vector, yaw: number, pitch: number, roll: number): Frame {
  const [cy, sy, cp, sp, cr, sr] = [
    Math.cos(yaw),
    Math.sin(yaw),
    Math.cos(pitch),
    Math.sin(pitch),
    Math.cos(roll),
    Math.sin(roll),
  ];
  const level = vector(cy, 0, -sy);
  const ahead = vector(sy, 0, cy);
  const front = add(scale(ahead, cp), vector(0, -sp, 0));
  const tall = add(scale(ahead, sp), vector(0, cp, 0));
  return {
    origin,
    front,
    across: add(scale(level, cr), scale(tall, -sr)),
    up: add(scale(tall, cr), scale(level, sr)),
  };
}

/**
 * The joint between two bones that lead from `root` towards `target`, bent towards `pole`; where the target is out of reach,
 * the end comes as near as the bones allow. Bone lengths always hold.
 */
export function twoBones(root: Vector, target: Vector, upper: number, lower: number, pole: Vector) {
  const away = subtract(target, root);
  const reach = clamp(length(away), Math.abs(upper - lower) + 1e-3, (upper + lower) * 0.999);
  const along = unit(length(away) < 1e-6 ? pole : away);
  const side = subtract(pole, scale(along, dot(pole, along)));
  const bend = unit(length(side) < 1e-6 ? vector(along.y, -along.x, along.z + 1e-3) : side);
  const foot = (upper ** 2 - lower ** 2 + reach ** 2) / (2 * reach);
  const height = Math.sqrt(Math.max(0, upper ** 2 - foot ** 2));
  return {
    joint: add(root, add(scale(along, foot), scale(bend, height))),
    end: add(root, scale(along, reach)),
  };
}
