import { actorPainter } from '../figures/actor.ts';
import { strideLength } from '../figures/paint-figure.ts';
import type { Moment } from '../figures/posed.ts';
import type { Mark } from '../sets/set-design.ts';
import { backdropFor } from './backdrop.ts';
import { blockingOf, floorUnder, isInFrame, slotX } from './blocking.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import { lightOn, type Player, playersOf } from './player.ts';
import { houseView, projectionAt, travelOf } from './view.ts';

/** Strides a second of somebody who walks without hurry. */
const cadence = 0.92;

/**
 * Where a walker is, and how far into a stride. Feet meet the floor in step with the distance; who arrives before the shot ends stands
 * there, and who has far to go walks faster.
 * @returns `null` for who does not walk
 */
function walkAt(
  player: Player,
  from: Mark,
  marks: readonly Mark[],
  visibleWidth: number,
  seconds: number,
  length: number,
): { mark: Mark; stride: number; arrived: boolean } | null {
  const { walkTo } = player.staging;
  if (walkTo === null) return null;
  const goal = slotX(walkTo, visibleWidth);
  const stride = strideLength({ x: 0, floor: 0, height: from.height, seat: 0 }, player.figure);
  const needed = Math.min(length, Math.abs(goal - from.x) / (stride * cadence));
  const t = needed > 0 ? seconds / needed : 1;
  const arrived = t >= 1 && needed < length;
  const x = from.x + (goal - from.x) * (arrived ? 1 : t);
  return { mark: { ...floorUnder(marks, x), x }, stride: Math.abs(x - from.x) / stride, arrived };
}

const mirroredMark = (mark: Mark): Mark => ({ ...mark, x: 1600 - mark.x });

/** A shot that shows the set with whole figures on their marks. */
export function houseShot({ request, scenery, length }: Setup): FramePainter {
  const { shot } = request;
  const { picture } = scenery;
  const paintBackdrop = backdropFor(shot.camera, scenery.backdrop(), picture);
  const marks = scenery.mirrored ? scenery.design.marks.map(mirroredMark) : scenery.design.marks;
  const visibleWidth = picture.width / picture.scale;
  const players = playersOf(request);
  const homes = blockingOf(
    players.map(({ staging }) => staging),
    marks,
    visibleWidth,
  );
  const inView = players.flatMap(({ staging: { slot, walkTo } }, index) => {
    const home = homes[index];
    if (!home || isInFrame(slot)) return home ?? [];
    return walkTo !== null && isInFrame(walkTo) ? { ...home, x: slotX(walkTo, visibleWidth) } : [];
  });
  const focus = inView.length > 0 ? focusOf(inView) : emptyFocus[shot.camera.angle];
  const distance = shot.size === 'full' ? 0.75 : 1;
  const actors = players.map((player, index) => {
    const home = homes[index] ?? { x: 800, y: 745, height: 420, seat: null };
    const markAt = (seconds: number) => walkAt(player, home, marks, visibleWidth, seconds, length);
    const momentAt = (seconds: number): Moment => {
      const acted = player.stateAt(seconds);
      const acting = acted.pose === 'sit' && home.seat === null ? { ...acted, pose: 'stand' as const } : acted;
      const walk = markAt(seconds);
      const mark = walk?.mark ?? home;
      return {
        state: walk ? { ...acting, pose: walk.arrived ? 'stand' : acting.pose, stride: walk.stride % 1 } : acting,
        placement: { x: mark.x, floor: mark.y, height: mark.height, seat: mark.seat ?? 0 },
        light: lightOn(scenery, mark.x, distance),
      };
    };
    const paint = actorPainter(player.figure, momentAt, shot.camera.move === 'static');
    return { paint, floorAt: (seconds: number) => (markAt(seconds)?.mark ?? home).y };
  });
  return (ctx, seconds) => {
    const view = houseView(shot.size, focus, travelOf(shot.camera, seconds / length, seconds), picture);
    paintBackdrop(ctx, 'behind', view, seconds);
    const { scale, x, y } = projectionAt(view, 0, picture);
    ctx.save();
    ctx.transform(scale, 0, 0, scale, x, y);
    // Who stands nearer is painted over who stands farther.
    for (const { paint } of actors.toSorted((a, b) => a.floorAt(seconds) - b.floorAt(seconds))) paint(ctx, seconds);
    ctx.restore();
    paintBackdrop(ctx, 'before', view, seconds);
  };
}

/** A view of the place alone looks to the side that its angle names. */
const emptyFocus = {
  front: { x: 800, y: 450, width: 0 },
  reverse: { x: 800, y: 450, width: 0 },
  'front-left': { x: 480, y: 430, width: 0 },
  'front-right': { x: 1120, y: 430, width: 0 },
} as const;

/** World units that a figure with its gestures takes up. */
const figureWidth = 240;

function focusOf(marks: readonly Mark[]): { x: number; y: number; width: number } {
  const [left, right] = [Math.min(...marks.map(({ x }) => x)), Math.max(...marks.map(({ x }) => x))];
  const y = marks.reduce((total, mark) => total + mark.y - mark.height * 0.5, 0) / marks.length;
  return { x: (left + right) / 2, y, width: right - left + figureWidth };
}
