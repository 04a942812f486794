import { Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line } from '../brush.ts';
import { blend, irises } from '../pigment.ts';
import type { EyeWork } from './eyes.ts';

/** The eye of a profile: a wedge whose open end is the cornea. */
export function paintProfileEye(brush: Brush, work: EyeWork): void {
  const { ctx, tone, lit } = brush;
  const { shape, face, muscles, gaze, sitter, skin } = work;
  const [h, y] = [shape.eyeHeight, shape.eyeY];
  const open = 1 - face.blink;
  const [back, front] = [0.232 - 0.008 * shape.child, 0.322];
  const lower = y + h * (0.95 - 0.45 * muscles.squint);
  const upper = y - h * (0.95 + 0.4 * muscles.lid) * open + (lower - y) * 0.85 * (1 - open);
  const wedge = new Path2D();
  wedge.moveTo(back, y + h * 0.35);
  wedge.quadraticCurveTo(back + 0.035, upper + 0.012, front, upper);
  wedge.quadraticCurveTo(front + 0.014, (upper + lower) / 2, front - 0.006, lower);
  wedge.quadraticCurveTo(back + 0.045, lower, back, y + h * 0.35);
  if (face.blink < 0.92) {
    ctx.save();
    ctx.fillStyle = tone('#f4ece6', 0.6);
    ctx.fill(wedge);
    ctx.clip(wedge);
    const colour = irises[sitter.look.eyes];
    const x = front - 0.018 + gaze.x * 0.012;
    const at = y + gaze.y * 0.35 * h - h * 0.05;
    const oval = (rx: number, ry: number, fill: string, dx = 0, dy = 0) => {
      ctx.beginPath();
      ctx.ellipse(x + dx, at + dy, rx, ry, 0, 0, Math.PI * 2);
      ctx.fillStyle = fill;
      ctx.fill();
    };
    oval(h * 0.42, h * 0.98, tone(blend(colour, '#120a12', 0.72), 0.4));
    oval(h * 0.35, h * 0.86, tone(colour, 0.7));
    oval(h * 0.2, h * 0.46, tone('#140c12', 0.3), h * 0.12);
    if (brush.light.silhouette < 0.7) oval(h * 0.14, h * 0.2, tone('#ffffff', 1, 0.95), lit * h * 0.12, -h * 0.4);
    ctx.restore();
  }
  const lash = new Path2D();
  const weight = 0.012 + 0.012 * shape.lashes;
  lash.moveTo(back, y + h * 0.35);
  lash.quadraticCurveTo(back + 0.035, upper + 0.012, front + 0.004, upper);
  lash.lineTo(front + 0.012 + 0.022 * shape.lashes, upper - 0.014 * shape.lashes * (face.blink > 0.6 ? -0.6 : 1));
  lash.quadraticCurveTo(back + 0.05, upper - weight * 1.1, back, y + h * 0.35);
  ctx.fillStyle = tone(blend('#1a1016', skin.shade, 0.22 * (1 - shape.lashes)), 0.3);
  ctx.fill(lash);
  if (brush.pixels < detail.fine) return;
  const crease = new Path2D();
  crease.moveTo(back + 0.004, y - 0.012);
  crease.quadraticCurveTo(back + 0.035, upper - 0.02, front - 0.004, upper - 0.022);
  line(brush, crease, tone(skin.shade, 0.34, 0.75), 0.0075);
}
