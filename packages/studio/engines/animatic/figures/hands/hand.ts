import type { BodyBrush } from '../body-brush.ts';
import { paintForm } from '../body-brush.ts';
import type { Point } from '../geometry.ts';
import type { HandShape } from '../gestures.ts';
import { hullOf, skinOf } from '../outline.ts';
import { type Finger, fingersOf, type HandPlan } from './hand-plan.ts';

/** Where a hand is in the picture. */
export interface HandPlace extends Point {
  /** Where the fingers point, in radians. */
  readonly angle: number;
  /** 1 where the thumb lies clockwise of the fingers, −1 on the other side; less where the hand is seen from its edge. */
  readonly thumb: number;
  /** From the wrist to the tips, in head heights. */
  readonly size: number;
  /** How much of its length is seen: a hand that points at the camera is short. */
  readonly stretch: number;
}

export interface HandColour {
  readonly skin: string;
  readonly crease: string;
  readonly nails: string;
  /** Paws have three short fingers. */
  readonly paw: boolean;
}

/** `behind` lies under a held thing, `front` are the fingers that close over it. */
export type HandPart = 'behind' | 'front' | 'whole';

/** From the hand's own measure (x to the tips, y to the thumb) to the picture. */
const placer = ({ x, y, angle, thumb, size, stretch }: HandPlace) => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return (point: Point): Point => {
    const [u, v] = [point.x * size * stretch, point.y * size * thumb];
    return { x: x + u * c - v * s, y: y + u * s + v * c };
  };
};

/** A place in the hand's own measure, in the picture. */
export const inHand = (place: HandPlace, x: number, y: number): Point => placer(place)({ x, y });

/** Paints a hand. */
export function paintHand(
  brush: BodyBrush,
  shape: HandShape,
  place: HandPlace,
  colour: HandColour,
  part: HandPart,
  base: number,
): void {
  const put = placer(place);
  const plan = fingersOf(shape, colour.paw);
  if (place.size * brush.pixels < 16) {
    if (part !== 'front') paintMitten(brush, plan, put, place, colour, base);
    return;
  }
  const drawn = (finger: Finger) => part === 'whole' || (finger.over ? part === 'front' : part === 'behind');
  const under = plan.fingers.filter((finger) => !finger.over);
  const over = plan.fingers.filter((finger) => finger.over);
  for (const finger of under) if (drawn(finger)) paintFinger(brush, finger, put, place, colour, base - 0.05);
  if (part !== 'front') {
    const palm = skinOf(plan.palm.map(({ x, y, r }) => ({ ...put({ x, y }), r: r * place.size })));
    paintForm(brush, [palm], colour.skin, { base, core: 0.045, rim: 0.8 });
  }
  for (const finger of over) if (drawn(finger)) paintFinger(brush, finger, put, place, colour, base);
}

function paintMitten(
  brush: BodyBrush,
  plan: HandPlan,
  put: (point: Point) => Point,
  place: HandPlace,
  colour: HandColour,
  base: number,
): void {
  const palm = skinOf(plan.palm.map(({ x, y, r }) => ({ ...put({ x, y }), r: r * place.size })));
  const fingers = plan.fingers.map(({ line, width }) =>
    skinOf(line.map((point) => ({ ...put(point), r: (width / 2) * place.size }))),
  );
  paintForm(brush, [palm, ...fingers], colour.skin, { base, core: 0 });
}

function paintFinger(
  brush: BodyBrush,
  { line, width, nail }: Finger,
  put: (point: Point) => Point,
  place: HandPlace,
  colour: HandColour,
  base: number,
): void {
  const { ctx, tone, lit, light } = brush;
  const points = line.map(put);
  const trace = (dx: number, dy: number) => {
    ctx.beginPath();
    points.forEach((point, index) => {
      const next = points[index + 1];
      if (index === 0) ctx.moveTo(point.x + dx, point.y + dy);
      else if (next === undefined) ctx.lineTo(point.x + dx, point.y + dy);
      else ctx.quadraticCurveTo(point.x + dx, point.y + dy, (point.x + next.x) / 2 + dx, (point.y + next.y) / 2 + dy);
    });
  };
  const w = width * place.size;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  const layer = (style: string, share: number, shift: number) => {
    trace(lit * shift * w, -shift * 0.5 * w);
    ctx.strokeStyle = style;
    ctx.lineWidth = w * share;
    ctx.stroke();
  };
  layer(tone(colour.crease, base - 0.12), 1.14, -0.02);
  layer(tone(colour.skin, base - 0.06), 0.98, 0);
  layer(tone(colour.skin, base + 0.1), 0.66, 0.12);
  if (light.rim > 0.4) layer(light.palette.between('glow', 'light', 0.4, 0.3 * light.rim), 0.16, 0.36);
  const tip = points.at(-1);
  const last = points.at(-2);
  if (!nail || colour.paw || tip === undefined || last === undefined || place.size * brush.pixels < 90) return;
  const angle = Math.atan2(tip.y - last.y, tip.x - last.x);
  ctx.save();
  ctx.translate(tip.x, tip.y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.ellipse(w * 0.12, 0, w * 0.27, w * 0.26, 0, 0, 2 * Math.PI);
  ctx.fillStyle = tone(colour.nails, base + 0.16, 0.8);
  ctx.fill();
  ctx.restore();
}

/** Everything a hand covers. */
export function handOutline(shape: HandShape, place: HandPlace, paw: boolean) {
  const put = placer(place);
  const plan = fingersOf(shape, paw);
  return hullOf([...plan.palm.map(put), ...plan.fingers.flatMap(({ line }) => line.map(put))]);
}
