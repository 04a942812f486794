import type { Body } from './body.ts';
import { bodyOf } from './body.ts';
import type { Figure, Placement } from './figure.ts';
import { ease, lerp } from './geometry.ts';

/** Part of a stride that a foot is on the ground. */
export const stance = 0.6;

/** Where an ankle is at a moment of the walk, from under the hip: head heights ahead and up; `pitch` in radians, toes up. */
interface Step {
  readonly ahead: number;
  readonly up: number;
  readonly pitch: number;
}

/** The ground that two steps cover, in head heights. */
export const strideOf = (body: Body): number => 4.3 * body.scale;

/**
 * The ground that two steps cover, in canvas units. Move a walking figure by this much for each whole `stride` and its feet
 * do not slide.
 */
export function strideLength(placement: Placement, figure: Figure): number {
  const body = bodyOf(figure);
  return (strideOf(body) * placement.height * figure.look.height) / body.heads;
}

/** Foot on the ground: it rolls over the heel, lies flat, and lifts over the ball. */
function planted(body: Body, phase: number): Step {
  const ground = strideOf(body) * (stance / 2 - phase);
  const heel = 0.24 * body.foot;
  const ball = 0.5 * body.foot;
  const toesUp = 0.34 * (1 - ease(-0.06, 0.12, phase));
  if (toesUp > 0) {
    const [c, s] = [Math.cos(toesUp), Math.sin(toesUp)];
    return { ahead: ground - heel + heel * c - body.ankleY * s, up: heel * s + body.ankleY * c, pitch: toesUp };
  }
  const heelUp = 0.78 * ease(0.38, 0.72, phase);
  const [c, s] = [Math.cos(heelUp), Math.sin(heelUp)];
  return { ahead: ground + ball - ball * c + body.ankleY * s, up: body.ankleY * c + ball * s, pitch: -heelUp };
}

/** A curve from `a` to `b` that leaves and arrives at the given speeds. */
function hermite(a: number, b: number, leaving: number, arriving: number, t: number): number {
  const [t2, t3] = [t * t, t * t * t];
  return (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * leaving + (3 * t2 - 2 * t3) * b + (t3 - t2) * arriving;
}

function swinging(body: Body, phase: number): Step {
  const t = (phase - stance) / (1 - stance);
  const step = 1e-3;
  const [from, before] = [planted(body, stance), planted(body, stance - step)];
  const [to, after] = [planted(body, 0), planted(body, step)];
  const span = (1 - stance) / step;
  const curve = (key: keyof Step) =>
    hermite(from[key], to[key], (from[key] - before[key]) * span, (after[key] - to[key]) * span, t);
  const clearance = 0.1 * body.scale * Math.sin(Math.PI * t) ** 2;
  return { ahead: curve('ahead'), up: curve('up') + clearance, pitch: lerp(from.pitch, to.pitch, ease(0, 0.85, t)) };
}

/** One leg of the walk: `phase` 0 is the heel's contact; the other leg is half a stride later. */
export function stepAt(body: Body, phase: number): Step {
  const turn = phase - Math.floor(phase);
  return turn < stance ? planted(body, turn) : swinging(body, turn);
}

/** Height of the hips in the walk: lowest as a heel lands, highest as the legs pass. */
export const walkingHips = (body: Body, phase: number): number =>
  (3.36 - 0.05 * Math.cos(4 * Math.PI * (phase - 0.02))) * body.scale;
