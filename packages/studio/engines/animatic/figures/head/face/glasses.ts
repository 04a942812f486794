import { Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line } from '../brush.ts';
import type { HeadShape } from '../shape.ts';
import { eyePlaces, type View } from '../view.ts';

function rims(view: Exclude<View, 'back'>, shape: HeadShape) {
  if (view === 'profile') return [{ x: 0.315, wide: 0.3 }];
  return eyePlaces(view, shape).map(({ x, wide }) => ({ x, wide }));
}

/** Spectacles with thin dark rims and a glint on the light's side. */
export function paintGlasses(brush: Brush, view: Exclude<View, 'back'>, shape: HeadShape): void {
  const { ctx, tone, lit } = brush;
  const y = shape.eyeY + 0.012;
  const [rx, ry] = [shape.eyeWidth * 1.36, shape.eyeHeight * 1.2 + 0.032];
  const frame = tone('#2a2026', 0.4);
  const width = brush.pixels < detail.modelled ? 0.022 : 0.014;
  const lenses = rims(view, shape);
  for (const { x, wide } of lenses) {
    const lens = new Path2D();
    lens.roundRect(x - rx * wide, y - ry, rx * wide * 2, ry * 2, Math.min(rx * wide, ry) * 0.85);
    ctx.fillStyle = tone('#dff0ff', 0.9, 0.1);
    ctx.fill(lens);
    if (brush.pixels >= detail.fine) {
      ctx.save();
      ctx.clip(lens);
      ctx.beginPath();
      const at = x + lit * rx * wide * 0.35;
      ctx.moveTo(at, y - ry);
      ctx.lineTo(at + 0.03 * wide, y - ry);
      ctx.lineTo(at - 0.05 * wide, y + ry);
      ctx.lineTo(at - 0.08 * wide, y + ry);
      ctx.fillStyle = brush.light.palette.at('light', 0.2);
      ctx.fill();
      ctx.restore();
    }
    line(brush, lens, frame, width);
  }
  const bars = new Path2D();
  const [first, second] = lenses;
  if (first && second) {
    bars.moveTo(first.x + rx * first.wide, y - ry * 0.3);
    bars.quadraticCurveTo((first.x + second.x) / 2, y - ry * 0.62, second.x - rx * second.wide, y - ry * 0.3);
  }
  if (view !== 'front' && first) {
    bars.moveTo(first.x - rx * first.wide, y - ry * 0.35);
    bars.lineTo(view === 'profile' ? -0.09 : -0.27, y - 0.03);
  }
  line(brush, bars, frame, width);
}
