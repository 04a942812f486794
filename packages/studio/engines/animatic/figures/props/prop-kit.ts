import { Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import type { FigureLight } from '../figure.ts';
import { type Brush, brushFor, crescent, rimLight, sideLight } from '../head/brush.ts';

/** How a part of a prop is modelled. */
interface Solid {
  /** How bright its middle is: 0.5 stands in the scene's own light. */
  readonly base?: number;
  /** Its sides, over which the light is spread. */
  readonly left?: number;
  readonly right?: number;
  /** How far light and shade part: 0.3 is round, 0.1 flat. */
  readonly swing?: number;
  /** Width of the rim; 0 has none. */
  readonly rim?: number;
}

/**
 * What props are drawn with. A prop is drawn in a box of −0.5 … 0.5, y down, in SVG path data, and is as large there as it is
 * in the world: the painter scales the canvas.
 */
interface PropKit {
  /** A body with light across it, a shaded edge and a rim. */
  readonly solid: (path: string, colour: string, how?: Solid) => void;
  /** An even patch: `lit` 0 is full shade, 1 key light. */
  readonly flat: (path: string, colour: string, lit: number, alpha?: number) => void;
  /** A line. */
  readonly mark: (path: string, colour: string, lit: number, width: number, alpha?: number) => void;
  /** Light of its own, around a point. */
  readonly shine: (x: number, y: number, radius: number, strength: number) => void;
  /** Draws within a path only. */
  readonly within: (path: string, paint: () => void) => void;
  /** Small things are drawn without lettering and seams. */
  readonly fine: boolean;
}

export type PropPainter = (kit: PropKit) => void;

const paths = new Map<string, Path2D>();

function pathOf(data: string): Path2D {
  const found = paths.get(data) ?? new Path2D(data);
  paths.set(data, found);
  return found;
}

/** A kit for the canvas as it is scaled now. */
export function propKit(ctx: SKRSContext2D, light: FigureLight): PropKit {
  const { a, b } = ctx.getTransform();
  const pixels = Math.hypot(a, b);
  const brush: Brush = brushFor(ctx, light, false, pixels);
  const { tone, lit } = brush;
  return {
    fine: pixels > 70,
    solid: (data, colour, { base = 0.5, left = -0.4, right = 0.4, swing = 0.28, rim = 0.014 } = {}) => {
      const path = pathOf(data);
      ctx.fillStyle = sideLight(brush, colour, left, right, base, swing);
      ctx.fill(path);
      if (pixels < 40) return;
      crescent(brush, path, lit > 0 ? -1 : 1, 0.03, tone(colour, Math.max(0, base - 0.4), 0.3));
      if (rim > 0) rimLight(brush, path, rim, Math.max(Math.abs(left), Math.abs(right)));
    },
    flat: (data, colour, bright, alpha = 1) => {
      ctx.fillStyle = tone(colour, bright, alpha);
      ctx.fill(pathOf(data));
    },
    mark: (data, colour, bright, width, alpha = 1) => {
      ctx.strokeStyle = tone(colour, bright, alpha);
      ctx.lineWidth = Math.max(width, 0.8 / pixels);
      ctx.lineCap = 'round';
      ctx.lineJoin = 'round';
      ctx.stroke(pathOf(data));
    },
    shine: (x, y, radius, strength) => {
      const glow = ctx.createRadialGradient(x, y, 0, x, y, radius);
      glow.addColorStop(0, light.palette.at('light', strength));
      glow.addColorStop(0.25, light.palette.at('glow', strength * 0.5));
      glow.addColorStop(1, light.palette.at('glow', 0));
      ctx.save();
      ctx.globalCompositeOperation = 'lighter';
      ctx.fillStyle = glow;
      ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
      ctx.restore();
    },
    within: (data, paint) => {
      ctx.save();
      ctx.clip(pathOf(data));
      paint();
      ctx.restore();
    },
  };
}
