import { Path2D } from '@napi-rs/canvas';
import { type Brush, crescent, detail, line, rimLight, sideLight } from '../brush.ts';
import { type Points, smooth } from '../curve.ts';
import { blend } from '../pigment.ts';
import type { View } from '../view.ts';

/** A piece of a hat. `shade` mixes its colour with black (−) or white (+). */
export interface Piece {
  readonly outline: Points;
  readonly shade?: number;
  readonly folds?: readonly Points[];
}

export interface WearView {
  /** Behind neck and shoulders. */
  readonly behind?: readonly Piece[];
  readonly over: readonly Piece[];
}

/** Something worn on the head: one small file each. Three-quarter and profile look to the right. */
export interface Headwear {
  readonly views: Record<View, WearView>;
  /** Hair above this height is under it; `all` hides every hair. */
  readonly covers: number | 'all';
  /** Its colour in daylight, from the colour of the clothes. */
  readonly colour: (clothes: string) => string;
}

/** Paints one layer of it. */
export function paintHeadwear(brush: Brush, pieces: readonly Piece[], colour: string, behind: boolean): void {
  const { ctx, lit, tone } = brush;
  for (const { outline, shade = 0, folds } of pieces) {
    const own = shade < 0 ? blend(colour, '#140e18', -shade) : blend(colour, '#fff6ea', shade);
    const path = smooth(outline);
    ctx.fillStyle = sideLight(brush, own, -0.44, 0.44, behind ? 0.3 : 0.52, 0.38);
    ctx.fill(path);
    if (brush.pixels >= detail.modelled && !behind) {
      crescent(brush, path, lit > 0 ? -1 : 1, 0.06, tone(blend(own, '#140e18', 0.6), 0.25, 0.3));
    }
    if (folds && brush.pixels >= detail.fine) {
      const lines = new Path2D();
      for (const fold of folds) lines.addPath(smooth(fold, false));
      line(brush, lines, tone(blend(own, '#140e18', 0.5), 0.3, 0.6), 0.009);
    }
    rimLight(brush, path, 0.016, 0.4);
  }
}
