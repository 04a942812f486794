import type { Staging } from '@ai-film-studio/film';
import { type Mark, world } from '../sets/set-design.ts';

/** World units between the middle of the set and slot 1, in a picture that shows this much of the world's width. */
const reachOf = (visibleWidth: number) => Math.min(430, visibleWidth * 0.31);

const between = (a: number, b: number, t: number) => a + (b - a) * t;

/** A mark anywhere between the set's own, so that every slot has its floor. */
function floorAt(marks: readonly Mark[], x: number): Mark {
  const sorted = [...marks].sort((a, b) => a.x - b.x);
  const right = sorted.findIndex((mark) => mark.x >= x);
  const after = sorted[right] ?? sorted.at(-1);
  const before = right <= 0 ? after : sorted[right - 1];
  if (!before || !after) return { x, y: 745, height: 420, seat: null };
  const span = after.x - before.x;
  const t = span === 0 ? 0 : Math.min(1, Math.max(0, (x - before.x) / span));
  return { x, y: between(before.y, after.y, t), height: between(before.height, after.height, t), seat: null };
}

/**
 * Where each figure of a shot stands or sits, in world units, in the order of `stagings`.
 * Who sits takes the nearest free seat; who finds none has a mark without a seat, and stands: nobody sits on air.
 */
export function blockingOf(
  stagings: readonly Staging[],
  marks: readonly Mark[],
  visibleWidth: number,
): readonly Mark[] {
  const free = marks.filter((mark) => mark.seat !== null && Math.abs(mark.x - world.width / 2) < visibleWidth / 2 - 60);
  return stagings.map((staging) => {
    const x = slotX(staging.slot, visibleWidth);
    if (staging.pose !== 'sit') return floorAt(marks, x);
    const nearest = free.reduce<Mark | null>(
      (best, mark) => (!best || Math.abs(mark.x - x) < Math.abs(best.x - x) ? mark : best),
      null,
    );
    if (nearest) {
      free.splice(free.indexOf(nearest), 1);
      return nearest;
    }
    return floorAt(marks, x);
  });
}

/** From here on a slot is out of the frame, where entrances and exits begin and end. */
const outOfFrame = 1.4;
/** World units beyond the edge: the width of a walker with swinging arms. */
const wings = 150;

/** Whether a slot lies within the frame. */
export const isInFrame = (slot: number): boolean => Math.abs(slot) < outOfFrame;

/** Where a slot lies in world units: on the stage, or in the wings beyond the edge of the picture. */
export function slotX(slot: number, visibleWidth: number): number {
  const way = isInFrame(slot) ? slot * reachOf(visibleWidth) : Math.sign(slot) * (visibleWidth / 2 + wings);
  return world.width / 2 + way;
}

/** The floor under a walker. */
export const floorUnder = floorAt;
