import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { discard } from '../bitmap.ts';
import { bodyBrush } from './body-brush.ts';
import { type Layer, paintLayer } from './layers.ts';
import type { Box } from './outline.ts';
import type { Posed } from './posed.ts';

/** How a canvas shows its units: `scale` pixels each, from the pixel `x`, `y`. It is not turned. */
export interface Lens {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  /** Pixels of the canvas. */
  readonly width: number;
  readonly height: number;
  /** Whether it is the same in every frame. */
  readonly steady: boolean;
}

/** A layer as it was painted: from the pixel `left`, `top` of a figure that is `headHeight` pixels to the head. */
interface Kept {
  readonly key: string;
  readonly bitmap: Canvas;
  readonly left: number;
  readonly top: number;
  readonly headHeight: number;
}

/** Sizes that a figure is kept in while the camera moves: six per cent apart. */
const sizeFor = (headHeight: number) => 2 ** (Math.ceil(Math.log2(headHeight) * 12) / 12);

/** Where a layer goes on its bitmap. */
interface Plan {
  readonly headHeight: number;
  /** The figure's place on the floor, in pixels of what `box` is counted in. */
  readonly x: number;
  readonly y: number;
  /** Whole pixels. */
  readonly box: Box;
}

const outwards = ({ left, right, top, bottom }: Box, step: number): Box => ({
  left: Math.floor(left / step) * step,
  right: Math.ceil(right / step) * step,
  top: Math.floor(top / step) * step,
  bottom: Math.ceil(bottom / step) * step,
});

const common = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  right: Math.min(a.right, b.right),
  top: Math.max(a.top, b.top),
  bottom: Math.min(a.bottom, b.bottom),
});

function planOf(posed: Posed, reach: Box, lens: Lens): Plan {
  const { placement } = posed;
  const exact = posed.headHeight * lens.scale;
  const [x, y] = [lens.x + placement.x * lens.scale, lens.y + placement.floor * lens.scale];
  const boxAt = (box: Box, size: number, left: number, top: number): Box =>
    outwards(
      {
        left: left + box.left * size,
        right: left + box.right * size,
        top: top + box.top * size,
        bottom: top + box.bottom * size,
      },
      1,
    );
  if (lens.steady) {
    const frame = { left: 0, right: lens.width, top: 0, bottom: lens.height };
    return { headHeight: exact, x, y, box: common(boxAt(reach, exact, x, y), frame) };
  }
  const headHeight = sizeFor(exact);
  // In whole heads, so that a camera on its way seldom asks for more.
  const frame = outwards(
    { left: -x / exact, right: (lens.width - x) / exact, top: -y / exact, bottom: (lens.height - y) / exact },
    1,
  );
  return { headHeight, x: 0, y: 0, box: boxAt(common(reach, frame), headHeight, 0, 0) };
}

function paintOnce(posed: Posed, layer: Layer, { headHeight, x, y, box }: Plan): Canvas {
  const bitmap = createCanvas(box.right - box.left, box.bottom - box.top);
  const ctx = bitmap.getContext('2d');
  ctx.setTransform(headHeight, 0, 0, headHeight, x - box.left, y - box.top);
  layer.paint(bodyBrush(ctx, posed.light), posed);
  return bitmap;
}

/** Paints a layer; the same `hold` always comes with the same pose. */
export type LayerKeeper = (ctx: SKRSContext2D, posed: Posed, hold: string | null, lens: Lens) => void;

/**
 * Keeps the bitmap of a layer while its pose is held. What is painted depends on the pose and the lens alone: a frame has the same
 * pixels whichever was painted before it.
 */
export function keeperOf(layer: Layer): LayerKeeper {
  let kept: Kept | null = null;
  return (ctx, posed, hold, lens) => {
    const reach = layer.reach(posed);
    if (reach === null) return;
    if (hold === null || layer.glows(posed)) {
      paintLayer(ctx, layer, posed);
      return;
    }
    const plan = planOf(posed, reach, lens);
    const { box, headHeight, x, y } = plan;
    if (box.left >= box.right || box.top >= box.bottom) return;
    const key = [hold, headHeight, x, y, box.left, box.right, box.top, box.bottom].join(' ');
    if (kept?.key !== key) {
      if (kept) discard(kept.bitmap);
      kept = { key, bitmap: paintOnce(posed, layer, plan), left: box.left, top: box.top, headHeight };
    }
    ctx.save();
    if (lens.steady) {
      // Pixel by pixel: a tenth of the cost of scaling.
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.drawImage(kept.bitmap, kept.left, kept.top);
    } else {
      ctx.translate(posed.placement.x, posed.placement.floor);
      ctx.scale(posed.headHeight / headHeight, posed.headHeight / headHeight);
      ctx.drawImage(kept.bitmap, kept.left, kept.top);
    }
    ctx.restore();
  };
}
