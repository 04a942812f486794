import type { Look } from '@ai-film-studio/film';
import { type BodyBrush, foldLine, inside, paintForm, strokeLine } from './body-brush.ts';
import type { Top } from './clothes/garment.ts';
import { add, clamp, dot, scale, unit, type Vector, vector } from './geometry.ts';
import { type HandPart, type HandPlace, handOutline, paintHand } from './hands/hand.ts';
import { along, armForms, bare } from './limbs.ts';
import { type Box, boxOf, type Outline, traceOutline } from './outline.ts';
import { handColourOf } from './pelt.ts';
import { type Side, signOf } from './poses.ts';
import type { Arm, Skeleton } from './skeleton.ts';

/** What an arm is painted with. */
export interface ArmPaint {
  readonly brush: BodyBrush;
  readonly skeleton: Skeleton;
  readonly look: Look;
  readonly top: Top;
  readonly skin: string;
  /** Forms that lie behind: no rim where the arm crosses them. */
  readonly before: readonly Outline[];
  readonly base: number;
  /** The box of the trunk: sleeve and body share their light. */
  readonly span: Box;
}

/** Where the hand of an arm is in the picture. */
export function handPlaceOf({ body, view, chest }: Skeleton, arm: Arm, side: Side): HandPlace {
  const { fingers, wrist } = arm;
  const [from, to] = [view(wrist), view(add(wrist, fingers))];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const medial = scale(chest.across, -signOf(side));
  // Where the thumb lies turns with the hand: ahead where it hangs, up where it points, inwards where it is raised.
  const [hanging, raised] = [Math.max(0, -fingers.y), Math.max(0, fingers.y)];
  const thumb = unit(
    add(
      scale(vector(0, 1, 0), 1 - hanging - raised),
      add(scale(chest.front, hanging + 0.6 * raised), scale(medial, 0.2 + 0.35 * hanging + 0.8 * raised)),
    ),
  );
  const tip = view(add(wrist, thumb));
  const cross = dx * (tip.y - from.y) - dy * (tip.x - from.x);
  return {
    x: from.x,
    y: from.y,
    angle: Math.atan2(dy, dx),
    thumb: (cross >= 0 ? 1 : -1) * clamp((1.6 * Math.abs(cross)) / Math.max(Math.hypot(dx, dy), 0.2), 0.45, 1),
    size: body.hand * 1.02,
    stretch: clamp(Math.hypot(dx, dy), 0.62, 1),
  };
}

/** Whether an arm lies behind the trunk. */
export function isBehind({ view, chest }: Skeleton, { shoulder, elbow, wrist }: Arm): boolean {
  const depth = (point: Vector) => view(point).depth;
  return depth(shoulder) * 0.8 + depth(elbow) + depth(wrist) * 0.7 < depth(chest.origin) * 2.5 - 0.2;
}

/** Sleeve, bare arm and hand. `fromElbow` paints only what is below the elbow: again, over a head that it is raised to. */
export function paintArm(paint: ArmPaint, side: Side, fromElbow: boolean, part: HandPart): void {
  const { brush, skeleton, look, base } = paint;
  const arm = skeleton.arms[side];
  const hand = (share: HandPart) =>
    paintHand(brush, arm.shape, handPlaceOf(skeleton, arm, side), handColourOf(look), share, base);
  if (part === 'front') {
    hand('front');
    return;
  }
  // A hand that comes towards the camera lies before its own cuff.
  const ahead = skeleton.view(arm.wrist).depth > skeleton.view(arm.elbow).depth + 0.3;
  if (!ahead) hand(part);
  paintSleeve(paint, arm, fromElbow);
  if (ahead) hand(part);
}

function paintSleeve(
  { brush, skeleton, look, top, skin, before, base, span }: ArmPaint,
  arm: Arm,
  fromElbow: boolean,
): void {
  const half = (forms: Outline[]) => (fromElbow ? forms.slice(-1) : forms);
  const rim = { base, before, rim: 0.9 };
  const { x, y } = skeleton.view(arm.shoulder);
  const joint = { x, y: y - 0.08, r: 0.36 * skeleton.body.limb + top.fit.root };
  if (top.sleeves < 1.85) {
    const forms = armForms(skeleton, arm, bare, 2);
    paintForm(brush, half(forms), skin, { ...rim, span: boxOf(forms) });
  }
  if (fromElbow && top.sleeves < 1.05) return;
  if (top.cuff?.colour != null) {
    const cuffs = armForms(skeleton, arm, { ...top.fit, end: top.fit.end * 0.75 }, top.sleeves + 0.09);
    paintForm(brush, cuffs.slice(-1), top.cuff.colour, rim);
  }
  const colour = top.cloth ?? look.topColour;
  const forms = armForms(skeleton, arm, top.fit, top.sleeves);
  paintForm(brush, half(forms), colour, { ...rim, joint, span: shared(boxOf(forms), span) });
  if (brush.fine) paintFolds({ brush, skeleton, top, base }, arm, half(forms), colour);
}

/** The trunk's box, stretched to the sleeve. */
const shared = (own: Box, trunk: Box): Box => ({
  left: Math.min(own.left, trunk.left),
  right: Math.max(own.right, trunk.right),
  top: trunk.top,
  bottom: trunk.bottom,
});

/** The shadow that an arm throws on what is behind it: fills with the current style. */
export function traceArmShadow({ brush, skeleton, top }: ArmPaint, side: Side): void {
  const { ctx, lit } = brush;
  const arm = skeleton.arms[side];
  const elbowDown = { ...arm, shoulder: along(arm.shoulder, arm.elbow, arm.wrist, 0.42) };
  const fit = { ...top.fit, root: top.fit.root - 0.02 };
  for (const form of armForms(skeleton, elbowDown, fit, 2)) {
    traceOutline(
      ctx,
      form.map(({ x, y }) => ({ x: x - lit * 0.07, y: y + 0.05 })),
    );
  }
}

type SleevePaint = Pick<ArmPaint, 'brush' | 'skeleton' | 'top' | 'base'>;

function paintFolds(
  { brush, skeleton, top, base }: SleevePaint,
  arm: Arm,
  sleeve: readonly Outline[],
  colour: string,
): void {
  const { view } = skeleton;
  const dark = (alpha: number) => brush.tone(colour, base - 0.36, alpha);
  const radiusAt = (t: number) => (t < 1.3 ? 0.175 : 0.145) * skeleton.body.limb + top.fit.joint;
  const bandAt = (t: number, r: number, bow: number) => {
    const [a, b] = [
      view(along(arm.shoulder, arm.elbow, arm.wrist, t - 0.06)),
      view(along(arm.shoulder, arm.elbow, arm.wrist, t + 0.06)),
    ];
    const long = Math.max(1e-6, Math.hypot(b.x - a.x, b.y - a.y));
    const [nx, ny] = [-(b.y - a.y) / long, (b.x - a.x) / long];
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const [tx, ty] = [(b.x - a.x) / long, (b.y - a.y) / long];
    return [
      { x: x - nx * r, y: y - ny * r },
      { x: x + tx * bow, y: y + ty * bow },
      { x: x + nx * r, y: y + ny * r },
    ];
  };
  const fold = (t: number, from: number, to: number, bow: number, alpha: number, width: number) => {
    const [a, middle, b] = bandAt(t, 0.92 * radiusAt(t), bow);
    if (!a || !middle || !b) return;
    const at = (share: number) => {
      const [x, y] = [a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share];
      const pull = Math.sin(Math.PI * share);
      const [mx, my] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
      return { x: x + (middle.x - mx) * pull, y: y + (middle.y - my) * pull };
    };
    foldLine(
      brush,
      [0, 0.25, 0.5, 0.75, 1].map((step) => at(from + (to - from) * step)),
      dark(alpha),
      width,
    );
  };
  if (top.sleeves > 1) {
    fold(0.82, 0, 0.6, 0.09, 0.5, 0.06);
    fold(0.94, 0.1, 0.8, 0.06, 0.45, 0.05);
    fold(1.08, 0.3, 1, -0.06, 0.45, 0.05);
    fold(1.22, 0, 0.6, -0.09, 0.35, 0.045);
    fold(1.62, 0.35, 1, 0.07, 0.3, 0.04);
    fold(1.76, 0, 0.5, 0.06, 0.3, 0.04);
  }
  fold(0.36, 0.4, 1, 0.1, 0.3, 0.05);
  if (top.cuff === null) return;
  inside(brush, sleeve.slice(-1), () => {
    const from = top.sleeves - (top.cuff?.width ?? 0);
    strokeLine(brush, bandAt(from, 0.4, 0.03), dark(0.6), 0.016);
    if ((top.cuff?.width ?? 0) < 0.12 || brush.pixels < 90) return;
    const [[a, , b], [c, , d]] = [bandAt(from, 0.17, 0), bandAt(top.sleeves, 0.17, 0)];
    if (!a || !b || !c || !d) return;
    for (let t = 0.1; t <= 0.9; t += 0.133) {
      const rib = [
        { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t },
        { x: c.x + (d.x - c.x) * t, y: c.y + (d.y - c.y) * t },
      ];
      strokeLine(brush, rib, dark(0.35), 0.014);
    }
  });
}

/** Everything an arm covers, for what lies before it. */
export function armOutlines(skeleton: Skeleton, side: Side, top: Top, paw: boolean): Outline[] {
  const arm = skeleton.arms[side];
  return [...armForms(skeleton, arm, top.fit, 2), handOutline(arm.shape, handPlaceOf(skeleton, arm, side), paw)];
}

/** Whether a hand is at the head. */
export const isAtHead = ({ neck, chest }: Skeleton, { wrist }: Arm): boolean =>
  dot(add(wrist, scale(neck, -1)), chest.up) > -0.42;
