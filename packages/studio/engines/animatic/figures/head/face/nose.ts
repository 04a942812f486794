import { Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line, patch } from '../brush.ts';
import { smooth } from '../curve.ts';
import { blend, type SkinTone } from '../pigment.ts';
import type { HeadShape } from '../shape.ts';

/** The nose from the front: a shaded plane away from the light, nostrils, a light on the tip. */
export function paintFrontNose(brush: Brush, { nose, noseY, eyeY }: HeadShape, skin: SkinTone): void {
  const { ctx, tone, lit } = brush;
  const dark = -lit;
  if (brush.pixels >= detail.modelled) {
    ctx.fillStyle = tone(skin.shade, 0.4, 0.42);
    ctx.fill(
      smooth([
        [dark * nose * 0.3, eyeY - 0.03],
        [dark * nose * 0.28, (eyeY + noseY) / 2],
        [dark * nose * 0.18, noseY - 0.035],
        [dark * nose * 0.1, noseY + 0.006, 1],
        [dark * nose * 0.86, noseY + 0.004],
        [dark * nose * 0.9, noseY - 0.03],
        [dark * nose * 0.52, (eyeY + noseY) / 2 + 0.02],
      ]),
    );
  }
  const base = new Path2D();
  base.moveTo(-nose * 0.78, noseY);
  base.quadraticCurveTo(-nose * 0.42, noseY + 0.016, -nose * 0.24, noseY + 0.008);
  base.quadraticCurveTo(0, noseY + 0.026, nose * 0.24, noseY + 0.008);
  base.quadraticCurveTo(nose * 0.42, noseY + 0.016, nose * 0.78, noseY);
  line(
    brush,
    base,
    tone(blend(skin.shade, '#4a1c1c', 0.35), 0.38, 0.85),
    brush.pixels < detail.modelled ? 0.014 : 0.009,
  );
  if (brush.pixels < detail.fine) return;
  patch(brush, lit * nose * 0.16, noseY - 0.035, nose * 0.6, (alpha) => tone(skin.light, 1, alpha), 0.85);
  wing(brush, -1, nose, noseY, skin);
  wing(brush, 1, nose, noseY, skin);
}

function wing(brush: Brush, side: 1 | -1, nose: number, noseY: number, skin: SkinTone): void {
  const path = new Path2D();
  path.moveTo(side * nose * 0.8, noseY - 0.028);
  path.quadraticCurveTo(side * nose * 1.12, noseY - 0.012, side * nose * 0.86, noseY + 0.003);
  line(brush, path, brush.tone(skin.shade, 0.38, 0.7), 0.0075);
}

/** The nose in three-quarter view, over the far cheek: bridge, tip, wing. */
export function paintThreeQuarterNose(brush: Brush, { nose, noseY, eyeY, child }: HeadShape, skin: SkinTone): void {
  const { ctx, tone, lit } = brush;
  const tip = 0.207 + nose * 0.88;
  const bridge = 0.196 + 0.004 * child;
  const middle = (eyeY + noseY) / 2;
  const body = smooth([
    [0.165, eyeY - 0.05],
    [bridge, eyeY - 0.02],
    [bridge + (tip - bridge) * 0.5, middle + 0.012],
    [tip - 0.004, noseY - 0.05],
    [tip, noseY - 0.022],
    [tip - 0.026, noseY + 0.004],
    [0.2, noseY + 0.014],
    [0.16 - nose * 0.35, noseY + 0.002],
    [0.158 - nose * 0.4, noseY - 0.03],
    [0.158, middle],
  ]);
  if (brush.pixels >= detail.modelled) {
    const shadow = smooth([
      [bridge, eyeY],
      [tip + 0.012, noseY - 0.05],
      [tip + 0.022, noseY + 0.012],
      [0.2, noseY + 0.028],
      [0.17, noseY],
    ]);
    if (lit < 0) {
      ctx.fillStyle = tone(skin.shade, 0.36, 0.4);
      ctx.fill(shadow);
    }
    const plane = ctx.createLinearGradient(0.15, 0, tip, 0);
    plane.addColorStop(0, tone(skin.base, lit > 0 ? 0.36 : 0.6, lit > 0 ? 0.75 : 0));
    plane.addColorStop(0.45, tone(skin.base, lit > 0 ? 0.62 : 0.6, 0.8));
    plane.addColorStop(1, tone(lit > 0 ? skin.light : skin.base, lit > 0 ? 0.92 : 0.44, 1));
    ctx.fillStyle = plane;
    ctx.fill(body);
  }
  const contour = smooth(
    [
      [bridge - 0.006, eyeY - 0.055],
      [bridge + 0.002, eyeY - 0.012],
      [bridge + (tip - bridge) * 0.5, middle + 0.012],
      [tip - 0.004, noseY - 0.05],
      [tip, noseY - 0.022],
      [tip - 0.026, noseY + 0.004],
      [0.212, noseY + 0.013],
    ],
    false,
  );
  const ink = tone(blend(skin.shade, '#4a1c1c', 0.32), 0.36, 0.85);
  line(brush, contour, ink, brush.pixels < detail.modelled ? 0.014 : 0.0068);
  if (brush.pixels < detail.modelled) return;
  const nostril = new Path2D();
  nostril.moveTo(0.158 - nose * 0.3, noseY - 0.034);
  nostril.quadraticCurveTo(0.148 - nose * 0.46, noseY - 0.006, 0.17 - nose * 0.1, noseY + 0.006);
  nostril.quadraticCurveTo(0.195, noseY - 0.002, 0.212, noseY + 0.012);
  line(brush, nostril, ink, 0.0068);
  if (brush.pixels >= detail.fine) {
    patch(brush, tip - 0.026, noseY - 0.038, nose * 0.5, (alpha) => tone(skin.light, 1, alpha), lit > 0 ? 0.9 : 0.4);
  }
}

/** The nostril and wing of a profile; its contour belongs to the outline. */
export function paintProfileNose(brush: Brush, { nose, noseY }: HeadShape, skin: SkinTone): void {
  if (brush.pixels < detail.modelled) return;
  const tip = 0.392 + nose * 0.85;
  const path = new Path2D();
  path.moveTo(tip - nose * 0.62, noseY - 0.03);
  path.quadraticCurveTo(tip - nose * 1.02, noseY - 0.01, tip - nose * 0.82, noseY + 0.014);
  path.quadraticCurveTo(tip - nose * 0.6, noseY - 0.004, tip - nose * 0.42, noseY + 0.008);
  line(brush, path, brush.tone(blend(skin.shade, '#4a1c1c', 0.3), 0.38, 0.85), 0.0068);
}
