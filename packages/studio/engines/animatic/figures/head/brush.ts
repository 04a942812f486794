import { type CanvasGradient, Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import { hex, mix } from '../../colour.ts';
import { type Palette, stopNames } from '../../palette.ts';
import type { FigureLight } from '../figure.ts';
import { hexOf } from './pigment.ts';

/**
 * What a head is painted with. A head is always drawn looking straight ahead or to the right; for the other side the canvas is
 * mirrored, and `lit` with it.
 */
export interface Brush {
  readonly ctx: SKRSContext2D;
  readonly light: FigureLight;
  /** Where the key light is, on the mirrored canvas: 1 right, −1 left. */
  readonly lit: 1 | -1;
  /** The canvas is mirrored: the head looks to the left. */
  readonly mirrored: boolean;
  /** Height of the head on the screen: below `detail.fine`, lashes and strands are left out. */
  readonly pixels: number;
  /** A daylight colour in the scene's light: `lit` 0 is full shade, 1 key light. */
  readonly tone: (colour: string, lit: number, alpha?: number) => string;
}

/** Heights of a head in pixels from which parts are worth drawing. */
export const detail = { features: 16, modelled: 44, fine: 110 } as const;

const ids = new WeakMap<Palette, string>();

/** The same for palettes of the same colours. */
export function paletteId(palette: Palette): string {
  const known = ids.get(palette);
  if (known !== undefined) return known;
  const made = `${palette.timeOfDay} ${stopNames.map((name) => hexOf(palette.stops[name])).join('')}`;
  ids.set(palette, made);
  return made;
}

/** The tones of one colour, by light and alpha in hundredths. */
type Tones = Map<number, string>;
const kept = new Map<string, Map<string, Tones>>();

/** Colours of one light that are kept; a film has a few hundred. */
const mostColours = 1000;

/** Mixing is costly and the same few hundred colours come back every frame. */
function toneOf({ palette, silhouette }: FigureLight): Brush['tone'] {
  const scene = `${paletteId(palette)} ${silhouette}`;
  const known = kept.get(scene) ?? new Map<string, Tones>();
  kept.set(scene, known);
  return (colour, lit, alpha = 1) => {
    if (known.size > mostColours) known.clear();
    const tones = known.get(colour) ?? new Map<number, string>();
    known.set(colour, tones);
    const [light, cover] = [Math.round(Math.min(1, Math.max(0, lit)) * 100), Math.round(alpha * 100)];
    const found = tones.get(light * 101 + cover);
    if (found !== undefined) return found;
    const own = silhouette > 0 ? hexOf(mix(hex(colour), palette.stops.ink, 0.88 * silhouette)) : colour;
    // From the rounded values, so that it is the same tone whoever asks first.
    const made = palette.material(own, (light / 100) * (1 - 0.7 * silhouette), 0, cover / 100);
    tones.set(light * 101 + cover, made);
    return made;
  };
}

export function brushFor(ctx: SKRSContext2D, light: FigureLight, mirrored: boolean, pixels: number): Brush {
  const right = (light.from === 'right') !== mirrored;
  return { ctx, light, lit: right ? 1 : -1, mirrored, pixels, tone: toneOf(light) };
}

/** Light across a form, from its shaded side to its lit side. `base` is how bright its middle is, `swing` how far the sides part. */
export function sideLight(
  { ctx, lit, light, tone }: Brush,
  colour: string,
  left: number,
  right: number,
  base = 0.56,
  swing = 0.3,
): CanvasGradient {
  const gradient = ctx.createLinearGradient(lit > 0 ? left : right, 0.12, lit > 0 ? right : left, -0.12);
  const reach = swing * (0.35 + 0.65 * light.rim);
  gradient.addColorStop(0, tone(colour, base - reach));
  gradient.addColorStop(0.42, tone(colour, base - reach * 0.2));
  gradient.addColorStop(0.78, tone(colour, base + reach * 0.6));
  gradient.addColorStop(1, tone(colour, base + reach));
  return gradient;
}

const outsides = new WeakMap<Path2D, Path2D>();

/** Everything but the shape: moved aside and clipped to the shape it leaves a crescent along one edge. */
function outside(path: Path2D): Path2D {
  const found = outsides.get(path);
  if (found) return found;
  const made = new Path2D();
  made.rect(-2, -2, 4, 4);
  made.addPath(path);
  outsides.set(path, made);
  return made;
}

/** A crescent inside the shape along the edges that look towards `side`, `width` head units at its widest. */
export function crescent(
  { ctx }: Brush,
  path: Path2D,
  side: 1 | -1,
  width: number,
  style: string | CanvasGradient,
): void {
  ctx.save();
  ctx.clip(path);
  ctx.translate(-side * width, width * 0.3);
  ctx.fillStyle = style;
  ctx.fill(outside(path), 'evenodd');
  ctx.restore();
}

/** The warm edge on the light's side. `reach` is where, from the middle of the head, it is fully bright. */
export function rimLight(brush: Brush, path: Path2D, width: number, reach = 0.36): void {
  const { ctx, lit, light } = brush;
  if (light.rim < 0.05 || brush.pixels < 22) return;
  const gradient = ctx.createLinearGradient(0, 0, lit * reach, 0);
  const { palette } = light;
  gradient.addColorStop(0, palette.at('glow', 0));
  gradient.addColorStop(0.55, palette.at('glow', 0.35 * light.rim));
  gradient.addColorStop(1, palette.between('glow', 'light', 0.45, 0.95 * light.rim));
  crescent(brush, path, lit, Math.max(width, 1.3 / brush.pixels), gradient);
}

/** A soft round patch of colour: blush, glow, shade. */
export function patch(
  { ctx }: Brush,
  x: number,
  y: number,
  radius: number,
  colour: (alpha: number) => string,
  strength: number,
): void {
  const gradient = ctx.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, colour(strength));
  gradient.addColorStop(0.5, colour(strength * 0.5));
  gradient.addColorStop(1, colour(0));
  ctx.fillStyle = gradient;
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** A line of even weight. */
export function line({ ctx }: Brush, path: Path2D, colour: string | CanvasGradient, width: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(path);
}
