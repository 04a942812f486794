import { type CanvasGradient, Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line, rimLight } from '../brush.ts';
import { between, mirrored, type Points, smooth } from '../curve.ts';
import { blend } from '../pigment.ts';
import type { View } from '../view.ts';

/** A mass of hair that moves as one. */
export interface Lock {
  readonly outline: Points;
  /** Strands run between two guides that have equally many points. */
  readonly strands?: { readonly from: Points; readonly to: Points; readonly count: number };
  /** Little curls all over, of this size. */
  readonly curls?: number;
  /** It lies within other hair: no rim of light. */
  readonly inner?: boolean;
  /** Darker (−) or brighter (+) than the hair beside it. */
  readonly shade?: number;
  /** Opacity, for shaved hair. */
  readonly veil?: number;
}

/** Hair in one view. */
export interface HairView {
  /** Behind neck and shoulders. */
  readonly behind?: readonly Lock[];
  /** Over the shoulders but behind the face. */
  readonly under?: readonly Lock[];
  /** Over the face and the skull. */
  readonly over: readonly Lock[];
}

/** A hair style: one small file each. Three-quarter and profile look to the right. */
export type HairStyle = Record<View, HairView>;

/** The lock and its reflection. */
export function both(lock: Lock): readonly Lock[] {
  const { outline, strands } = lock;
  return [
    lock,
    {
      ...lock,
      outline: mirrored(outline),
      ...(strands && {
        strands: { ...strands, from: mirrored(strands.from).toReversed(), to: mirrored(strands.to).toReversed() },
      }),
    },
  ];
}

const strandPaths = new WeakMap<Lock, readonly [dark: Path2D, bright: Path2D]>();

function strandsOf(lock: Lock): readonly [Path2D, Path2D] {
  const known = strandPaths.get(lock);
  if (known) return known;
  const pair = [new Path2D(), new Path2D()] as const;
  const { strands } = lock;
  if (strands) {
    between(strands.from, strands.to, strands.count * 2 - 1).forEach((points, index) => {
      pair[index % 3 === 1 ? 1 : 0].addPath(smooth(points, false));
    });
  }
  strandPaths.set(lock, pair);
  return pair;
}

/** Hair gleams: it goes from deep shade to the light's own colour. */
function hairLight({ ctx, lit, light, tone }: Brush, colour: string, level: number): CanvasGradient {
  const gradient = ctx.createLinearGradient(-lit * 0.4, 0.25, lit * 0.44, -0.2);
  const reach = 0.4 + 0.6 * light.rim;
  const gleam = blend(colour, '#ffb35c', 0.14 * light.rim);
  gradient.addColorStop(0, tone(colour, level - 0.36 * reach));
  gradient.addColorStop(0.35, tone(colour, level - 0.14 * reach));
  gradient.addColorStop(0.7, tone(colour, level + 0.16 * reach));
  gradient.addColorStop(0.9, tone(gleam, level + 0.34 * reach));
  gradient.addColorStop(1, tone(gleam, level + 0.46 * reach));
  return gradient;
}

function paintLock(brush: Brush, lock: Lock, colour: string, base: number): void {
  const { ctx, tone, lit } = brush;
  const path = smooth(lock.outline);
  const level = base + (lock.shade ?? 0);
  ctx.globalAlpha *= lock.veil ?? 1;
  ctx.fillStyle = hairLight(brush, colour, level);
  ctx.fill(path);
  if (brush.pixels >= detail.fine && lock.strands && brush.light.silhouette < 0.8) {
    const [dark, bright] = strandsOf(lock);
    const sheen = ctx.createLinearGradient(lit * -0.4, -0.5, lit * 0.42, 0.3);
    const gloss = blend(colour, '#ffdca0', 0.42);
    sheen.addColorStop(0, tone(gloss, level, 0));
    sheen.addColorStop(0.3, tone(gloss, level + 0.05, 0.3));
    sheen.addColorStop(0.5, tone(gloss, level + 0.1, 0.06));
    sheen.addColorStop(0.8, tone(gloss, level + 0.3, 0.3));
    sheen.addColorStop(1, tone(gloss, 1, 0.6));
    ctx.save();
    ctx.clip(path);
    line(brush, dark, tone(blend(colour, '#120812', 0.5), 0.22, 0.3), 0.0052);
    line(brush, bright, sheen, 0.0055);
    ctx.restore();
  }
  if (lock.curls && brush.pixels >= detail.fine) paintCurls(brush, path, lock.curls, colour, level);
  if ((lock.veil ?? 1) === 1 && !lock.inner) rimLight(brush, path, 0.017, 0.4);
  ctx.globalAlpha = 1;
}

const curlPaths = new Map<number, Path2D>();

/** Rings of curls, scattered over the whole head; the lock clips them. */
function curlsOf(size: number): Path2D {
  const known = curlPaths.get(size);
  if (known) return known;
  const path = new Path2D();
  const step = size * 2.2;
  for (let row = 0; row * step < 1.4; row++) {
    for (let column = 0; column * step < 1.4; column++) {
      const turn = Math.sin(row * 12.9 + column * 78.2) * 9;
      const x = -0.7 + column * step + (row % 2) * size + Math.cos(turn) * size * 0.5;
      const y = -0.8 + row * step + Math.sin(turn) * size * 0.5;
      path.moveTo(x + Math.cos(turn) * size, y + Math.sin(turn) * size);
      path.arc(x, y, size, turn, turn + 3.6);
    }
  }
  curlPaths.set(size, path);
  return path;
}

function paintCurls(brush: Brush, lock: Path2D, size: number, colour: string, level: number): void {
  const { ctx, tone, lit } = brush;
  const curls = curlsOf(size);
  ctx.save();
  ctx.clip(lock);
  line(brush, curls, tone(blend(colour, '#120812', 0.5), 0.22, 0.3), size * 0.32);
  ctx.translate(lit * size * 0.3, -size * 0.3);
  line(brush, curls, tone(blend(colour, '#ffdca0', 0.4), level + 0.25, 0.28), size * 0.26);
  ctx.restore();
}

/** Paints one layer of a style. */
export function paintHair(brush: Brush, view: HairView, layer: keyof HairView, colour: string): void {
  const base = { behind: 0.27, under: 0.4, over: 0.5 }[layer];
  for (const lock of view[layer] ?? []) paintLock(brush, lock, colour, base);
}

/** The shadow that the hair throws on the face, away from the light. */
export function paintHairShadow(brush: Brush, view: HairView, face: Path2D, shade: string): void {
  if (brush.pixels < detail.modelled) return;
  const { ctx, lit } = brush;
  ctx.save();
  ctx.clip(face);
  ctx.translate(-lit * 0.016, 0.024);
  ctx.fillStyle = shade;
  for (const lock of view.over) if ((lock.veil ?? 1) === 1) ctx.fill(smooth(lock.outline));
  ctx.restore();
}
