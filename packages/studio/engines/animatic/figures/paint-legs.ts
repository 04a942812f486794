import { type BodyBrush, foldLine, inside, paintForm, strokeLine } from './body-brush.ts';
import type { Bottom, Drape } from './clothes/garment.ts';
import { paintFoot, type Shoe } from './feet.ts';
import type { Point } from './geometry.ts';
import { blend } from './head/pigment.ts';
import { along, bare, legForms } from './limbs.ts';
import { hullOf, type Outline, type Slice, skinOf } from './outline.ts';
import { type Leg, type Side, sides } from './poses.ts';
import type { Skeleton } from './skeleton.ts';
import type { Trunk } from './trunk.ts';

/** What the lower body is painted with. */
export interface LowerBody {
  readonly brush: BodyBrush;
  readonly skeleton: Skeleton;
  readonly trunk: Trunk;
  readonly bottom: Bottom;
  readonly colour: string;
  readonly skin: string;
  readonly shoe: Shoe;
}

/** Legs from the far one to the near one. */
function byDepth({ legs, view }: Skeleton): readonly Side[] {
  const depth = (side: Side) => view(legs[side].hip).depth + view(legs[side].knee).depth * 0.5;
  return [...sides].sort((a, b) => depth(a) - depth(b));
}

/** Both legs and feet, and the seat of the trousers. */
export function paintLegs(lower: LowerBody): void {
  const { brush, skeleton, trunk, bottom, colour } = lower;
  if (skeleton.view(skeleton.pelvis.origin).y - 1 > brush.frame.bottom) return;
  const [far, near] = byDepth(skeleton);
  if (far === undefined || near === undefined) return;
  const apart = Math.abs(skeleton.view(skeleton.legs[far].hip).depth - skeleton.view(skeleton.legs[near].hip).depth);
  paintLeg(lower, skeleton.legs[far], 0.5 - 0.12 * Math.min(1, apart / 0.5));
  paintLeg(lower, skeleton.legs[near], 0.5);
  if (bottom.legs === null) return;
  const seat = trunk.outline(
    0.8,
    skeleton.legs.left.knee.y > skeleton.pelvis.origin.y - 0.6 ? 1.14 : 1.22,
    bottom.fit.root * 0.6,
  );
  paintForm(brush, [seat], colour, { core: 0, rim: 0.7, before: [] });
  if (bottom.seam === 'none' || !brush.fine) return;
  const fly = trunk.line([
    [0, 0.94],
    [0, 1.05],
    [0, 1.14],
  ]);
  strokeLine(brush, fly, brush.tone(colour, 0.2, 0.4), 0.014);
}

function paintLeg(lower: LowerBody, leg: Leg, base: number): void {
  const { brush, skeleton, bottom, colour, skin, shoe } = lower;
  const { view } = skeleton;
  if (bottom.legs === null || bottom.legs < 1.5) {
    paintForm(brush, legForms(skeleton, leg, bare, 2), skin, { base });
  }
  const behind = leg.toes.y < -0.5;
  if (!behind) paintFoot(brush, skeleton, leg, shoe, base);
  if (bottom.legs !== null) {
    const forms = legForms(skeleton, leg, bottom.fit, bottom.legs);
    paintForm(brush, forms, colour, { base });
    if (brush.fine && view(leg.knee).y < brush.frame.bottom + 1) paintSeams(lower, leg, forms, base);
  }
  if (behind) paintFoot(brush, skeleton, leg, shoe, base);
}

function paintSeams(
  { brush, skeleton, bottom, colour }: LowerBody,
  leg: Leg,
  forms: readonly Outline[],
  base: number,
): void {
  const { view } = skeleton;
  const end = bottom.legs ?? 2;
  const line = (from: number, to: number, shift: number) =>
    [0, 0.25, 0.5, 0.75, 1].map((t) => {
      const { x, y } = view(along(leg.hip, leg.knee, leg.ankle, from + (to - from) * t));
      return { x: x + shift, y };
    });
  inside(brush, forms, () => {
    const dark = (alpha: number) => brush.tone(colour, base - 0.36, alpha);
    if (bottom.seam === 'crease')
      strokeLine(brush, line(0.2, end, 0.02 * brush.lit), brush.tone(colour, base + 0.22, 0.3), 0.016);
    if (bottom.seam === 'denim') strokeLine(brush, line(0.1, end, -0.12 * brush.lit), dark(0.35), 0.014);
    if (end < 1) return;
    // Cloth gathers behind the knee and on the shoe.
    for (const [t, wide, tilt] of [
      [0.92, 0.15, 0.05],
      [1.06, 0.13, -0.04],
      [end - 0.1, 0.15, 0.03],
      [end - 0.18, 0.12, -0.04],
    ] as const) {
      const { x, y } = view(along(leg.hip, leg.knee, leg.ankle, t));
      foldLine(
        brush,
        [
          { x: x - wide, y: y - tilt },
          { x: x - wide * 0.4, y: y + 0.02 },
          { x: x + wide * 0.1, y: y + 0.025 },
          { x: x + wide * 0.6, y: y + tilt },
        ],
        dark(0.5),
        0.045,
      );
    }
    if (bottom.seam === 'denim') {
      const hem = view(along(leg.hip, leg.knee, leg.ankle, end - 0.05));
      strokeLine(
        brush,
        [
          { x: hem.x - 0.3, y: hem.y },
          { x: hem.x, y: hem.y + 0.012 },
          { x: hem.x + 0.3, y: hem.y },
        ],
        dark(0.5),
        0.012,
      );
    }
  });
}

/** Points along a curve from `a` to `c` that leaves towards `b`. */
const curve = (a: Point, b: Point, c: Point): Point[] =>
  [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => ({
    x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * b.x + t * t * c.x,
    y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * b.y + t * t * c.y,
  }));

/** A slice of a leg for cloth that hangs over it. */
function over({ view }: Skeleton, leg: Leg, t: number, r: number, flat = 1): Slice {
  const { x, y } = view(along(leg.hip, leg.knee, leg.ankle, t));
  return { x, y, r, flat, along: Math.PI / 2 };
}

/** Outlines of what hangs from the hips. */
function drapeForms(skeleton: Skeleton, trunk: Trunk, { length, flare }: Drape, ease: number): Outline[] {
  const { body, legs, lying } = skeleton;
  const both = (t: number, r: number, flat = 1) =>
    sides.map((side) => over(skeleton, legs[side], t, r * body.limb + ease, flat));
  const hips = trunk.outline(0.74, 1.1, ease + 0.015);
  const bent = skeleton.pelvis.origin.y < body.hipY * 0.8 && lying === 0;
  const hem = both(length, 0.2 + flare, lying === 0 ? 0.3 : 1);
  if (!bent)
    return [
      hullOf([
        ...hips,
        ...[...both(Math.min(0.5, length), 0.26 + flare * 0.3), ...hem].flatMap((slice) => [...skinOf([slice])]),
      ]),
    ];
  const knees = both(Math.min(1, length), 0.24);
  const lap = hullOf([...hips, ...skinOf(knees)]);
  return length > 1.1 ? [skinOf([...knees, ...hem]), lap] : [lap];
}

/** Paints a skirt, or the tails of a coat, with its folds. */
export function paintDrape(
  lower: Pick<LowerBody, 'brush' | 'skeleton' | 'trunk'>,
  drape: Drape,
  colour: string,
  ease: number,
): void {
  const { brush, skeleton, trunk } = lower;
  const forms = drapeForms(skeleton, trunk, drape, ease);
  paintForm(brush, forms, colour, { core: 0.12 });
  if (!brush.fine) return;
  const { legs, view } = skeleton;
  inside(brush, forms, () => {
    const [left, right] = sides.map((side) =>
      view(along(legs[side].hip, legs[side].knee, legs[side].ankle, drape.length)),
    );
    if (left === undefined || right === undefined) return;
    const spread = Math.abs(right.x - left.x) / 2 + 0.3 + drape.flare;
    const middle = { x: (left.x + right.x) / 2, y: Math.max(left.y, right.y) + 0.1 };
    for (const [share, width, alpha] of [
      [-0.72, 0.05, 0.5],
      [-0.36, 0.035, 0.35],
      [0.08, 0.05, 0.45],
      [0.42, 0.03, 0.35],
      [0.76, 0.05, 0.5],
    ] as const) {
      const waist = trunk.at(share * 80 + (skeleton.facing === 'back' ? 180 : 0), 0.8);
      const end = { x: middle.x + share * spread, y: middle.y };
      const bend = { x: (waist.x + end.x) / 2 + share * 0.06, y: waist.y + (end.y - waist.y) * 0.45 };
      const start = { x: waist.x + (end.x - waist.x) * 0.2, y: waist.y + (end.y - waist.y) * 0.25 };
      foldLine(brush, curve(start, bend, end), brush.tone(colour, 0.16, alpha), width * 2);
    }
    const hem = { colour: blend(colour, '#000000', 0.25) };
    strokeLine(
      brush,
      [
        { x: middle.x - spread, y: middle.y - 0.13 },
        { x: middle.x, y: middle.y - 0.05 },
        { x: middle.x + spread, y: middle.y - 0.13 },
      ],
      brush.tone(hem.colour, 0.35, 0.5),
      0.014,
    );
  });
}
