import { type Brush, crescent, detail, rimLight, sideLight } from '../brush.ts';
import { type Points, smooth } from '../curve.ts';
import type { SkinTone } from '../pigment.ts';
import type { View } from '../view.ts';

function outlineOf(view: View, half: number): Points {
  if (view === 'profile') {
    return [
      [-0.33, 0.1, 1],
      [0.16, 0.44, 1],
      [0.09 + half * 0.2, 0.56],
      [0.06 + half * 0.4, 0.78],
      [0.1 + half * 0.5, 0.97, 1],
      [-0.2 - half * 0.5, 0.97, 1],
      [-0.14 - half * 0.6, 0.7],
      [-0.16 - half * 0.55, 0.4],
    ];
  }
  const turn = view === 'three-quarter' ? 0.045 : 0;
  return [
    [-half * 0.98 - turn * 2.9, 0.1, 1],
    [half * 0.98 + turn * 0.5, 0.2, 1],
    [half * 0.95 + turn, 0.55],
    [half + turn * 0.6, 0.74],
    [half * 1.55, 0.97, 1],
    [-half * 1.55, 0.97, 1],
    [-half - turn * 1.2, 0.74],
    [-half * 0.95 - turn * 1.6, 0.5],
  ];
}

/** A bare neck, down to the collar, with the shadow of the chin. @param half half its width, in head units. */
export function paintSkinNeck(brush: Brush, view: View, half: number, skin: SkinTone): void {
  const { ctx, lit, light, tone } = brush;
  const path = smooth(outlineOf(view, half));
  ctx.fillStyle = sideLight(brush, skin.base, -half * 1.3, half * 1.3, 0.47, 0.32);
  ctx.fill(path);
  if (brush.pixels < detail.modelled) return;
  crescent(brush, path, lit > 0 ? -1 : 1, 0.07, tone(skin.shade, 0.3, 0.3));
  rimLight(brush, path, 0.012, half);
  ctx.save();
  ctx.clip(path);
  if (view === 'back') {
    const fall = ctx.createLinearGradient(0, 0.32, 0, 0.55);
    fall.addColorStop(0, tone(skin.shade, 0.25, 0.4));
    fall.addColorStop(1, tone(skin.shade, 0.25, 0));
    ctx.fillStyle = fall;
    ctx.fillRect(-1, 0, 2, 1);
  } else {
    const x = { front: 0, 'three-quarter': 0.07, profile: 0.06 }[view] - lit * 0.03;
    const fall = ctx.createLinearGradient(0, 0.42, 0, 0.68);
    fall.addColorStop(0, tone(skin.shade, 0.22, 0.75));
    fall.addColorStop(1, tone(skin.shade, 0.26, 0.4));
    ctx.beginPath();
    ctx.ellipse(x, 0.34, 0.33, 0.27 + 0.04 * light.rim, view === 'profile' ? 0.35 : 0, 0, Math.PI * 2);
    ctx.fillStyle = fall;
    ctx.fill();
  }
  ctx.restore();
}
