import { between, type Vector } from './geometry.ts';
import { type Outline, type Slice, skinOf } from './outline.ts';
import type { Leg } from './poses.ts';
import type { Arm, Skeleton } from './skeleton.ts';
import type { View } from './view.ts';

/** A round slice of a limb at a joint or between two. */
function slice(view: View, point: Vector, r: number): Slice {
  const { x, y } = view(point);
  return { x, y, r };
}

/** A slice that ends a sleeve or a trouser leg: flat across the bone. */
function cuff(view: View, from: Vector, to: Vector, t: number, r: number): Slice {
  const [a, b, end] = [view(from), view(to), view(between(from, to, t))];
  const long = Math.hypot(b.x - a.x, b.y - a.y);
  // A bone that points at the camera shows its end round.
  const flat = Math.min(1, Math.max(0.28, 1 - long / 0.9));
  return { x: end.x, y: end.y, r, flat, along: Math.atan2(b.y - a.y, b.x - a.x) };
}

/** How far a garment stands off the limb at its root, its joint and its end, in head heights. */
export interface Fit {
  readonly root: number;
  readonly joint: number;
  readonly end: number;
}

export const bare: Fit = { root: 0, joint: 0, end: 0 };

/** The two halves of an arm, cut off at `until`: 1 is the elbow, 2 the wrist. */
export function armForms({ body, view }: Skeleton, arm: Arm, fit: Fit, until: number): Outline[] {
  const k = body.limb;
  const upper = [
    slice(view, arm.shoulder, 0.18 * k + fit.root * 0.5),
    slice(view, between(arm.shoulder, arm.elbow, 0.42), 0.195 * k + fit.root * 0.9),
  ];
  if (until < 1)
    return [skinOf([...upper.slice(0, 1), cuff(view, arm.shoulder, arm.elbow, until, 0.215 * k + fit.end)])];
  const elbow = slice(view, arm.elbow, 0.165 * k + fit.joint);
  const lower = [
    elbow,
    slice(view, between(arm.elbow, arm.wrist, 0.28), 0.17 * k + fit.joint * 0.95),
    cuff(view, arm.elbow, arm.wrist, until - 1, 0.115 * k + fit.end),
  ];
  return [skinOf([...upper, elbow]), skinOf(lower)];
}

/** The two halves of a leg, cut off at `until`: 1 is the knee, 2 the ankle. */
export function legForms({ body, view }: Skeleton, leg: Leg, fit: Fit, until: number): Outline[] {
  const k = body.limb;
  const thigh = [
    slice(view, between(leg.hip, leg.knee, 0.06), 0.315 * k + fit.root),
    slice(view, between(leg.hip, leg.knee, 0.4), 0.275 * k + fit.root * 0.9),
  ];
  if (until < 1) return [skinOf([...thigh, cuff(view, leg.hip, leg.knee, until, 0.25 * k + fit.end)])];
  const knee = slice(view, leg.knee, 0.2 * k + fit.joint);
  const shin = [
    knee,
    slice(view, between(leg.knee, leg.ankle, 0.3), 0.19 * k + fit.joint * 0.9),
    cuff(view, leg.knee, leg.ankle, until - 1, 0.12 * k + fit.end),
  ];
  return [skinOf([...thigh, knee]), skinOf(shin)];
}

/** A point along an arm or a leg: 0 at its root, 1 at the joint, 2 at the end. */
export const along = (root: Vector, joint: Vector, end: Vector, t: number): Vector =>
  t < 1 ? between(root, joint, t) : between(joint, end, t - 1);
