import type { BodyBrush } from './body-brush.ts';
import type { FigureState } from './figure.ts';
import { isHanging, isLarge } from './gestures.ts';
import { type HandPlace, inHand } from './hands/hand.ts';
import { propOf } from './props/cupboard.ts';
import { paintProp } from './props/paint-prop.ts';
import type { Skeleton } from './skeleton.ts';

/** How a thing lies in a hand: where it is held, in its own measure from its middle, and what it keeps in line with. */
interface Hold {
  readonly at: readonly [x: number, y: number];
  /** `upright` stays level, `fingers` stands on the fingers' line, `ahead` points where they point, `outward` away from the face. */
  readonly by: 'upright' | 'fingers' | 'ahead' | 'outward';
  /** How far beyond the palm it is held, in hand lengths: the fingers close around its near side. */
  readonly beyond?: number;
}

const holds: Readonly<Record<string, Hold>> = {
  phone: { at: [0, 0.12], by: 'fingers' },
  cup: { at: [0, 0], by: 'upright', beyond: 0.22 },
  glass: { at: [0, 0.2], by: 'upright', beyond: 0.12 },
  gun: { at: [-0.28, 0.12], by: 'ahead' },
  knife: { at: [-0.3, 0], by: 'ahead' },
  key: { at: [-0.3, 0], by: 'ahead' },
  cigarette: { at: [-0.36, 0], by: 'outward', beyond: 0.4 },
  pen: { at: [-0.1, 0], by: 'fingers', beyond: 0.3 },
  handset: { at: [0, 0.06], by: 'fingers' },
  letter: { at: [0, 0.4], by: 'upright' },
  photograph: { at: [0, 0.4], by: 'upright' },
  money: { at: [0, 0.34], by: 'upright' },
  folder: { at: [0, 0.2], by: 'upright' },
  book: { at: [0, 0.3], by: 'upright' },
  bag: { at: [0, -0.46], by: 'upright' },
  briefcase: { at: [0, -0.4], by: 'upright' },
  lantern: { at: [0, -0.46], by: 'upright' },
  flower: { at: [0, 0.3], by: 'upright' },
  candle: { at: [0, 0.25], by: 'upright' },
  microphone: { at: [0, 0.15], by: 'upright' },
  bottle: { at: [0, 0.1], by: 'upright' },
  ring: { at: [0, 0.4], by: 'upright' },
  hat: { at: [0, 0.25], by: 'upright' },
};
const middle: Hold = { at: [0, 0], by: 'upright' };

/** Paints what a hand holds: before its fingers, after its palm. */
export function paintHeldThing(
  { ctx, light }: BodyBrush,
  held: string,
  skeleton: Skeleton,
  hand: HandPlace,
  state: FigureState,
): void {
  const kind = seenAs(held, state);
  const { size } = propOf(kind);
  if (isLarge(kind) && !isHanging(kind)) {
    const { x, y } = between(skeleton);
    paintProp(ctx, kind, { x, y: y - size * 0.12, size, angle: 0 }, light);
    return;
  }
  const hold = holds[kind] ?? middle;
  const grip = inHand(hand, 0.46 + (hold.beyond ?? 0), 0.02);
  const mirrored = isMirrored(hold, hand, skeleton);
  const angle = angleOf(hold, kind, hand, state, mirrored);
  ctx.save();
  ctx.translate(grip.x, grip.y);
  ctx.rotate(angle);
  // What points at the camera is seen short.
  ctx.scale((mirrored ? -1 : 1) * (hold.by === 'ahead' ? hand.stretch ** 2 : 1), 1);
  const seen = mirrored ? { ...light, from: light.from === 'left' ? ('right' as const) : ('left' as const) } : light;
  paintProp(ctx, kind, { x: -hold.at[0] * size, y: -hold.at[1] * size, size, angle: 0 }, seen);
  ctx.restore();
}

/** Whether a thing that points somewhere points to the left. */
function isMirrored({ by }: Hold, hand: HandPlace, { facing, mainHand }: Skeleton): boolean {
  if (by === 'ahead') return Math.cos(hand.angle) < 0;
  return by === 'outward' && (facing.endsWith('left') || (!facing.endsWith('right') && mainHand === 'left'));
}

/** At the ear a phone shows its back; who writes holds a pen, and the paper lies on the table. */
function seenAs(kind: string, { gesture }: FigureState): string {
  if (gesture === 'phone') return 'handset';
  return gesture === 'write' ? 'pen' : kind;
}

function angleOf(
  { by }: Hold,
  kind: string,
  hand: HandPlace,
  { gesture, reach }: FigureState,
  mirrored: boolean,
): number {
  if (by === 'ahead') return mirrored ? hand.angle - Math.PI : hand.angle;
  if (by === 'outward') return mirrored ? 0.15 : -0.15;
  if (by === 'fingers') return hand.angle + Math.PI / 2;
  const towards = Math.cos(hand.angle) >= 0 ? 1 : -1;
  if (gesture === 'drink' && !isHanging(kind)) return towards * 0.75 * Math.max(0, reach - 0.4);
  return 0;
}

/** Between the hands. */
function between({ arms, view }: Skeleton) {
  const [a, b] = [view(arms.left.wrist), view(arms.right.wrist)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
