import { Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line, rimLight, sideLight } from '../brush.ts';
import { type Points, smooth } from '../curve.ts';
import { blend } from '../pigment.ts';
import { type AnimalWork, turned } from './animal.ts';

/** A soft muzzle with nose, mouth and whiskers. */
export function paintMuzzle(brush: Brush, work: AnimalWork): void {
  const { ctx, tone, lit } = brush;
  const { animal, view, mouth, muscles } = work;
  const { muzzle } = animal;
  const drop = 0.07 * mouth.open;
  const x = turned(view, 0, muzzle.depth);
  const slim = view === 'front' ? 1 : view === 'three-quarter' ? 0.9 : 0.82;
  const [w, h] = [muzzle.width * slim, muzzle.height];
  const back = view === 'front' ? 0 : view === 'three-quarter' ? 0.05 : 0.14;
  const path = smooth([
    [x - back * 0.4, muzzle.y - h],
    [x + w * 0.62, muzzle.y - h * 0.72],
    [x + w, muzzle.y + h * 0.1],
    [x + w * 0.66, muzzle.y + h * 0.82 + drop * 0.6],
    [x, muzzle.y + h + drop],
    [x - w * 0.7 - back * 0.6, muzzle.y + h * 0.84 + drop * 0.6],
    [x - w - back, muzzle.y + h * 0.1],
    [x - w * 0.62 - back, muzzle.y - h * 0.72],
  ]);
  ctx.fillStyle = sideLight(brush, muzzle.colour, x - w * 1.3, x + w * 1.3, 0.6, 0.26);
  ctx.fill(path);
  if (view !== 'front') rimLight(brush, path, 0.014, 0.42);
  const noseY = muzzle.y - h * 0.42;
  const noseX = view === 'profile' ? x + w * 0.72 : x + w * (view === 'front' ? 0 : 0.16);
  paintMouth(brush, work, noseX - (view === 'profile' ? w * 0.3 : 0), noseY, w, slim);
  const n = muzzle.noseWidth * (1 - 0.06 * muscles.sneer) * slim;
  ctx.fillStyle = tone(muzzle.nose, 0.45);
  ctx.fill(
    smooth([
      [noseX - n, noseY - n * 0.42],
      [noseX, noseY - n * 0.72],
      [noseX + n, noseY - n * 0.42],
      [noseX + n * 0.62, noseY + n * 0.34],
      [noseX, noseY + n * 0.66],
      [noseX - n * 0.62, noseY + n * 0.34],
    ]),
  );
  if (brush.pixels >= detail.modelled) {
    ctx.beginPath();
    ctx.ellipse(noseX + lit * n * 0.32, noseY - n * 0.34, n * 0.3, n * 0.15, 0, 0, Math.PI * 2);
    ctx.fillStyle = tone('#ffffff', 0.95, 0.6);
    ctx.fill();
  }
  if (muzzle.whiskers && brush.pixels >= detail.fine) whiskers(brush, x, muzzle.y, w);
}

function paintMouth(
  brush: Brush,
  { animal, mouth, muscles }: AnimalWork,
  x: number,
  noseY: number,
  w: number,
  slim: number,
): void {
  const { ctx, tone } = brush;
  const { muzzle } = animal;
  const half = w * 0.56 * (1 + 0.18 * mouth.wide - 0.42 * mouth.round + 0.12 * Math.max(0, muscles.smile));
  const y = muzzle.y + muzzle.height * 0.22;
  const corner = (side: 1 | -1) => y - 0.045 * muscles.smile - side * 0.03 * muscles.smirk;
  const ink = tone(blend(animal.dark, '#1a0c10', 0.5), 0.3);
  const upper: Points = [
    [x - half, corner(-1), 1],
    [x - half * 0.5, y + 0.022 * (1 - mouth.press)],
    [x, y - 0.006, 1],
    [x + half * 0.5, y + 0.022 * (1 - mouth.press)],
    [x + half, corner(1), 1],
  ];
  const gap = 0.13 * mouth.open + 0.03 * mouth.round + 0.02 * mouth.teeth;
  if (gap > 0.012) {
    const hole = smooth([
      ...upper,
      [x + half * 0.58, y + gap * 0.8],
      [x, y + 0.016 + gap],
      [x - half * 0.58, y + gap * 0.8],
    ]);
    ctx.save();
    ctx.fillStyle = tone('#451420', 0.3);
    ctx.fill(hole);
    ctx.clip(hole);
    ctx.beginPath();
    ctx.ellipse(x, y + gap * 1.05, half * 0.55, gap * 0.5, 0, 0, Math.PI * 2);
    ctx.fillStyle = tone('#d8707a', 0.5);
    ctx.fill();
    ctx.fillStyle = tone('#fff8ee', 0.65);
    if (muzzle.teeth) ctx.fillRect(x - 0.03 * slim, y - 0.01, 0.06 * slim, Math.min(0.05, gap * 0.6));
    ctx.restore();
  }
  line(brush, smooth(upper, false), ink, brush.pixels < detail.modelled ? 0.018 : 0.012);
  const philtrum = new Path2D();
  philtrum.moveTo(x, noseY);
  philtrum.lineTo(x, y - 0.004);
  line(brush, philtrum, ink, 0.011);
}

function whiskers(brush: Brush, x: number, y: number, w: number): void {
  const path = new Path2D();
  for (const side of [-1, 1]) {
    for (const row of [-1, 0, 1]) {
      path.moveTo(x + side * w * 0.72, y - 0.01 + row * 0.028);
      path.quadraticCurveTo(x + side * (w + 0.08), y - 0.02 + row * 0.04, x + side * (w + 0.2), y - 0.01 + row * 0.075);
    }
  }
  line(brush, path, brush.light.palette.at('light', 0.6), 0.006);
}

/** A beak; its lower half falls as the mouth opens. */
export function paintBeak(brush: Brush, work: AnimalWork): void {
  const { ctx, tone } = brush;
  const { animal, view, mouth, muscles } = work;
  const { muzzle } = animal;
  const x = turned(view, 0, muzzle.depth);
  const { width: w, height: h, y } = muzzle;
  const gape = 0.085 * mouth.open + 0.03 * mouth.round + 0.02 * mouth.wide;
  const reach = view === 'front' ? 0 : view === 'three-quarter' ? w * 0.5 : w * 1.25;
  const lift = -0.02 * muscles.smile;
  const tipX = x + reach;
  if (gape > 0.006) {
    ctx.fillStyle = tone('#571a22', 0.3);
    ctx.fill(
      smooth([
        [x - w * 0.8, y + lift, 1],
        [tipX + w * 0.3, y, 1],
        [tipX, y + h * 0.5 + gape, 1],
        [x - w * 0.3, y + h * 0.25 + gape],
      ]),
    );
  }
  const lower = smooth([
    [x - w * 0.72, y + lift + h * 0.1, 1],
    [x + w * 0.62 + reach * 0.3, y + h * 0.1 + gape * 0.6, 1],
    [tipX, y + h * 0.62 + gape],
    [x - w * 0.32, y + h * 0.5 + gape * 0.8],
  ]);
  ctx.fillStyle = sideLight(brush, blend(muzzle.nose, '#7a3a18', 0.35), x - w, tipX + w, 0.48, 0.25);
  ctx.fill(lower);
  const upper = smooth([
    [x - w * 0.86, y + lift, 1],
    [x - w * 0.5, y - h * 0.62],
    [x + reach * 0.2, y - h],
    [x + w * 0.55 + reach * 0.55, y - h * 0.55],
    [view === 'front' ? x + w * 0.86 : tipX + w * 0.35, y + (view === 'front' ? lift : h * 0.15), 1],
    [tipX, y + h * 0.5, 1],
    [x - w * 0.3 + reach * 0.2, y + h * 0.12],
  ]);
  ctx.fillStyle = sideLight(brush, muzzle.nose, x - w, tipX + w, 0.6, 0.3);
  ctx.fill(upper);
  rimLight(brush, upper, 0.01, 0.4);
  if (brush.pixels < detail.modelled) return;
  for (const side of view === 'profile' ? [0.4] : [-0.22, 0.22]) {
    ctx.beginPath();
    ctx.ellipse(x + side * w + reach * 0.2, y - h * 0.5, 0.008, 0.014, 0.3, 0, Math.PI * 2);
    ctx.fillStyle = tone('#5a2a14', 0.3, 0.8);
    ctx.fill();
  }
}
