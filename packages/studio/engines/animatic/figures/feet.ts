import { type BodyBrush, paintForm, strokeLine } from './body-brush.ts';
import { add, dot, scale, subtract, unit, vector } from './geometry.ts';
import { type Slice, skinOf } from './outline.ts';
import type { Leg } from './poses.ts';
import type { Skeleton } from './skeleton.ts';

/** Shoes: soft ones, boots, bare paws. */
export interface Shoe {
  readonly colour: string;
  readonly sole: string | null;
}

function footSlices({ body, view }: Skeleton, leg: Leg): { upper: Slice[]; sole: Slice[] } {
  const flat = vector(0, 1, 0);
  const toes = leg.toes;
  const up = unit(subtract(flat, scale(toes, dot(flat, toes))));
  const ankle = view(leg.ankle);
  const wide = body.scale ** 0.5;
  const place = (ahead: number, height: number, r: number): Slice => {
    const point = view(add(leg.ankle, add(scale(toes, ahead * body.foot), scale(up, height - body.ankleY))));
    // Seen from the front a foot is drawn a little from above, or it would be a stump.
    return { x: point.x, y: point.y + Math.max(0, point.depth - ankle.depth) * 0.17, r: r * wide };
  };
  return {
    upper: [place(0, body.ankleY, 0.125), place(-0.2, 0.13, 0.12), place(0.4, 0.12, 0.125), place(0.62, 0.095, 0.095)],
    sole: [place(-0.22, 0.05, 0.075), place(0.42, 0.045, 0.085), place(0.64, 0.045, 0.075)],
  };
}

/** Paints a foot in its shoe. */
export function paintFoot(brush: BodyBrush, skeleton: Skeleton, leg: Leg, shoe: Shoe, base: number): void {
  const { upper, sole } = footSlices(skeleton, leg);
  if (shoe.sole !== null) paintForm(brush, [skinOf(sole)], shoe.sole, { base: base - 0.14, rim: 0.4, core: 0 });
  paintForm(brush, [skinOf(upper)], shoe.colour, { base, core: 0.05 });
  if (!brush.fine || shoe.sole === null) return;
  const [ankle, , ball] = upper;
  if (ankle === undefined || ball === undefined) return;
  const across = (t: number) => {
    const [x, y] = [ankle.x + (ball.x - ankle.x) * t, ankle.y + (ball.y - ankle.y) * t];
    return [
      { x: x - 0.05, y: y - 0.02 },
      { x, y: y - 0.035 },
      { x: x + 0.05, y: y - 0.01 },
    ];
  };
  for (const t of [0.45, 0.6, 0.75]) strokeLine(brush, across(t), brush.tone(shoe.colour, base + 0.25, 0.5), 0.014);
}
