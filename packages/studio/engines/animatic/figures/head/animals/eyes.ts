import { type CanvasGradient, Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line } from '../brush.ts';
import { blend } from '../pigment.ts';
import { type AnimalWork, turned } from './animal.ts';

/** Big round eyes, whose lids and brows act as people's do. */
export interface AnimalEye {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly iris: string;
  readonly white: string;
  /** A cat's and a fox's pupil is upright. */
  readonly slit: boolean;
  /** Colour of the lids. */
  readonly lid: string;
}

interface EyeOn {
  readonly x: number;
  readonly rx: number;
  readonly side: 1 | -1;
}

function placesOf({ animal: { eye }, view }: AnimalWork): readonly EyeOn[] {
  if (view === 'front') {
    return [
      { x: -eye.x, rx: eye.radius, side: -1 },
      { x: eye.x, rx: eye.radius, side: 1 },
    ];
  }
  const near: EyeOn = { x: turned(view, -eye.x, 0.3), rx: eye.radius * (view === 'profile' ? 0.72 : 0.95), side: -1 };
  if (view === 'profile') return [near];
  return [near, { x: turned(view, eye.x, 0.26), rx: eye.radius * 0.74, side: 1 }];
}

/** Both eyes, or the near one of a profile, with brows and spectacles. */
export function paintAnimalEyes(brush: Brush, work: AnimalWork, glasses: boolean): void {
  const places = placesOf(work);
  for (const place of places) {
    paintEye(brush, work, place);
    paintBrow(brush, work, place);
  }
  if (glasses) spectacles(brush, work, places);
}

function spectacles(brush: Brush, { animal: { eye } }: AnimalWork, places: readonly EyeOn[]): void {
  const rims = new Path2D();
  for (const { x, rx } of places) {
    rims.moveTo(x + rx * 1.32, eye.y);
    rims.ellipse(x, eye.y, rx * 1.32, eye.radius * 1.36, 0, 0, Math.PI * 2);
  }
  const [near, far] = places;
  if (near && far) {
    rims.moveTo(near.x + near.rx * 1.3, eye.y - 0.02);
    rims.quadraticCurveTo((near.x + far.x) / 2, eye.y - 0.05, far.x - far.rx * 1.3, eye.y - 0.02);
  }
  line(brush, rims, brush.tone('#2a2026', 0.4), 0.016);
}

function paintEye(brush: Brush, work: AnimalWork, { x, rx, side }: EyeOn): void {
  const { ctx, tone, lit } = brush;
  const { eye } = work.animal;
  const { muscles, face } = work;
  const ry = eye.radius * (1.1 + 0.12 * Math.max(0, muscles.lid));
  ctx.save();
  ctx.translate(x, eye.y);
  const ball = new Path2D();
  ball.ellipse(0, 0, rx, ry, 0, 0, Math.PI * 2);
  ctx.fillStyle = tone(eye.white, 0.62);
  ctx.fill(ball);
  ctx.save();
  ctx.clip(ball);
  iris(brush, work, rx, ry);
  lids(brush, work, rx, ry, side);
  ctx.restore();
  line(brush, ball, tone(blend(work.animal.dark, '#160c10', 0.6), 0.3, face.blink > 0.9 ? 0.25 : 0.9), 0.012);
  if (face.blink < 0.7 && brush.light.silhouette < 0.7) {
    ctx.beginPath();
    ctx.arc(lit * rx * 0.3, -ry * 0.34, rx * 0.2, 0, Math.PI * 2);
    ctx.fillStyle = tone('#ffffff', 1, 0.95);
    ctx.fill();
  }
  ctx.restore();
}

function iris(brush: Brush, { animal: { eye }, gazeX, face, muscles }: AnimalWork, rx: number, ry: number): void {
  const { ctx, tone } = brush;
  const [x, y] = [gazeX * rx * 0.32, face.gaze.y * ry * 0.3];
  const oval = (sx: number, sy: number, fill: string | CanvasGradient) => {
    ctx.beginPath();
    ctx.ellipse(x, y, sx, sy, 0, 0, Math.PI * 2);
    ctx.fillStyle = fill;
    ctx.fill();
  };
  oval(rx * 0.84, ry * 0.82, tone(blend(eye.iris, '#120a10', 0.7), 0.4));
  oval(rx * 0.74, ry * 0.73, tone(eye.iris, 0.68));
  const wide = 1 + 0.15 * muscles.lid;
  oval((eye.slit ? 0.26 : 0.5) * rx * wide, (eye.slit ? 0.62 : 0.5) * ry, tone('#120a10', 0.3));
}

/** Lids in the colour of the coat, slanting with the brows. */
function lids(brush: Brush, { animal, muscles, face }: AnimalWork, rx: number, ry: number, side: 1 | -1): void {
  const { ctx, tone } = brush;
  const droop = Math.max(0, -muscles.lid) * 0.75 + Math.max(0, -muscles.browInner) * 0.42;
  const upper = Math.max(face.blink * 2.05, droop) * ry;
  const lower = Math.max(muscles.squint * 0.55 * (1 - face.blink), 0) * ry;
  ctx.save();
  ctx.rotate(-side * 0.34 * muscles.browInner * (1 - face.blink) * -1);
  ctx.fillStyle = tone(animal.eye.lid, 0.5);
  if (upper > 0.01) {
    ctx.fillRect(-rx * 2, -ry * 2, rx * 4, ry + upper);
    ctx.fillStyle = tone('#160c10', 0.3);
    ctx.fillRect(-rx * 2, -ry + upper - 0.012, rx * 4, 0.014);
  }
  ctx.restore();
  if (lower < 0.01) return;
  ctx.beginPath();
  ctx.ellipse(0, ry * 1.9 - lower, rx * 1.5, ry, 0, 0, Math.PI * 2);
  ctx.fillStyle = tone(animal.eye.lid, 0.56);
  ctx.fill();
}

function paintBrow(brush: Brush, { animal, muscles }: AnimalWork, { x, rx, side }: EyeOn): void {
  const show = Math.max(Math.abs(muscles.browInner), Math.abs(muscles.browOuter), Math.abs(muscles.browSkew));
  if (show < 0.12 || brush.pixels < detail.modelled) return;
  const { eye, dark } = animal;
  const y = eye.y - eye.radius * 1.7 - muscles.browSkew * side * 0.03;
  const path = new Path2D();
  path.moveTo(x - side * rx * 0.62, y - 0.045 * muscles.browInner);
  path.quadraticCurveTo(
    x + side * rx * 0.2,
    y - 0.02 - 0.03 * muscles.browOuter,
    x + side * rx * 0.95,
    y + 0.012 - 0.03 * muscles.browOuter,
  );
  line(brush, path, brush.tone(dark, 0.3, 0.9), 0.022);
}
