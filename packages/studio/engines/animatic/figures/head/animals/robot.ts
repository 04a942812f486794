import { Path2D } from '@napi-rs/canvas';
import type { FaceState } from '../../figure.ts';
import { type Brush, crescent, detail, line, patch, rimLight, sideLight } from '../brush.ts';
import { mouthOf, musclesOf } from '../expression.ts';
import type { View } from '../view.ts';

const steel = '#a9b4bd';
const glow = '#8ff3e6';

const screens: Record<Exclude<View, 'back'>, { readonly x: number; readonly half: number }> = {
  front: { x: 0, half: 0.31 },
  'three-quarter': { x: 0.1, half: 0.265 },
  profile: { x: 0.27, half: 0.14 },
};

function box(x: number, y: number, w: number, h: number, r: number): Path2D {
  const path = new Path2D();
  path.roundRect(x, y, w, h, r);
  return path;
}

/** A robot: a rounded steel box whose screen shows eyes of light and a voice as a bar. */
export function paintRobot(brush: Brush, view: View, face: FaceState, gazeX: number): void {
  const { ctx, lit, tone } = brush;
  const aerial = new Path2D();
  aerial.moveTo(0, -0.45);
  aerial.quadraticCurveTo(0.02, -0.6, 0, -0.68);
  line(brush, aerial, tone(steel, 0.35), 0.022);
  ctx.beginPath();
  ctx.arc(0, -0.7, 0.04, 0, Math.PI * 2);
  ctx.fillStyle = tone('#ff8a5c', 0.9);
  ctx.fill();
  for (const side of view === 'profile' ? [0] : [-1, 1]) {
    const ear = box(side * 0.44 - 0.06, -0.1, 0.12, 0.24, 0.05);
    if (side !== 0) {
      ctx.fillStyle = sideLight(brush, '#7f8b96', -0.5, 0.5, 0.5, 0.3);
      ctx.fill(ear);
      rimLight(brush, ear, 0.012, 0.45);
    }
  }
  const half = view === 'profile' ? 0.4 : 0.43;
  const head = box(-half, -0.47, half * 2, 0.96, 0.24);
  ctx.fillStyle = sideLight(brush, steel, -half, half, 0.58, 0.36);
  ctx.fill(head);
  if (brush.pixels >= detail.modelled) {
    crescent(brush, head, lit > 0 ? -1 : 1, 0.09, tone('#3c4a58', 0.3, 0.3));
    line(brush, box(-half + 0.04, -0.43, half * 2 - 0.08, 0.88, 0.2), tone('#5c6a76', 0.4, 0.35), 0.008);
  }
  rimLight(brush, head, 0.018, 0.42);
  if (view === 'profile') {
    ctx.beginPath();
    ctx.arc(-0.12, 0.02, 0.1, 0, Math.PI * 2);
    ctx.fillStyle = tone('#7f8b96', 0.5);
    ctx.fill();
    line(brush, box(-0.17, -0.03, 0.1, 0.1, 0.05), tone('#46535f', 0.4, 0.7), 0.012);
  }
  if (view === 'back') vents(brush);
  else if (brush.pixels >= detail.features) screen(brush, view, face, gazeX);
}

function vents(brush: Brush): void {
  const path = new Path2D();
  for (let i = 0; i < 4; i++) path.roundRect(-0.18, 0.02 + i * 0.08, 0.36, 0.03, 0.015);
  brush.ctx.fillStyle = brush.tone('#3c4a58', 0.3);
  brush.ctx.fill(path);
}

function screen(brush: Brush, view: Exclude<View, 'back'>, face: FaceState, gazeX: number): void {
  const { ctx, tone } = brush;
  const { x, half } = screens[view];
  const glass = box(x - half, -0.27, half * 2, 0.6, Math.min(0.16, half));
  ctx.fillStyle = tone('#14202c', 0.42);
  ctx.fill(glass);
  ctx.save();
  ctx.clip(glass);
  ctx.translate(0, 0.02 * face.nod);
  const dim = 1 - 0.75 * brush.light.silhouette;
  if (brush.pixels >= detail.modelled) patch(brush, x, 0.02, half * 1.3, (alpha) => tone(glow, 1, alpha), 0.16 * dim);
  eyes(brush, view, face, gazeX);
  voice(brush, view, face);
  ctx.restore();
  line(brush, glass, tone('#55636f', 0.45), 0.014);
}

function eyes(brush: Brush, view: Exclude<View, 'back'>, face: FaceState, gazeX: number): void {
  const { ctx, tone } = brush;
  const { x, half } = screens[view];
  const muscles = musclesOf(face);
  const height = 0.085 * (1 + 0.45 * muscles.lid - 0.3 * muscles.squint) * Math.max(0.08, 1 - face.blink);
  const sides = view === 'profile' ? [0.1] : [-1, 1];
  for (const side of sides) {
    ctx.save();
    ctx.translate(x + (side * 0.46 + gazeX * 0.13) * half, -0.05 + face.gaze.y * 0.04 - muscles.browSkew * side * 0.02);
    ctx.rotate(side * -0.35 * muscles.browInner * -1);
    ctx.beginPath();
    ctx.ellipse(0, 0, half * 0.2, Math.max(0.01, height), 0, 0, Math.PI * 2);
    ctx.fillStyle = tone(glow, 1, 0.95);
    ctx.fill();
    const droop = Math.max(0, -muscles.browInner, -muscles.lid) * height;
    ctx.fillStyle = tone('#14202c', 0.42);
    ctx.fillRect(-half * 0.3, -height * 1.2, half * 0.6, droop + height * 0.2);
    ctx.restore();
  }
}

/** The mouth: at rest a line that curves with the mood, in speech a bar of light that swells. */
function voice(brush: Brush, view: Exclude<View, 'back'>, face: FaceState): void {
  const { x, half } = screens[view];
  const muscles = musclesOf(face);
  const mouth = mouthOf(face, muscles);
  const wide = half * 0.42 * (1 + 0.3 * mouth.wide - 0.45 * mouth.round);
  const y = 0.17;
  const bend = 0.07 * muscles.smile;
  const open = 0.09 * mouth.open + 0.03 * mouth.round;
  const path = new Path2D();
  path.moveTo(x - wide, y - bend * 0.5);
  path.quadraticCurveTo(x, y + bend - open * 0.4, x + wide, y - bend * 0.5 - 0.02 * muscles.smirk);
  path.quadraticCurveTo(x, y + bend + open * 2, x - wide, y - bend * 0.5);
  brush.ctx.fillStyle = brush.tone(glow, 1, 0.9);
  brush.ctx.fill(path);
  line(brush, path, brush.tone(glow, 1, 0.95), 0.02);
}
