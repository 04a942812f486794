import type { Weather } from '@ai-film-studio/film';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { discard } from '../bitmap.ts';
import type { Palette } from '../palette.ts';
import { type Random, randomFrom } from '../random.ts';
import type { Picture } from './picture.ts';

/** Something small in the air: where it starts, how fast it goes, how large it is; shares of the picture, seconds. */
interface Mote {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly speed: number;
  readonly phase: number;
}

/** What hangs or falls in the air between camera and set. Painted over figures; the same seconds paint the same picture. */
export type Atmosphere = (ctx: SKRSContext2D, seconds: number) => void;

const motes = (random: Random, count: number): readonly Mote[] =>
  Array.from({ length: count }, () => ({
    x: random(),
    y: random(),
    size: random(),
    speed: random(),
    phase: random() * Math.PI * 2,
  }));

const wrap = (value: number) => value - Math.floor(value);

function rain(palette: Palette, picture: Picture, random: Random, heavy: boolean): Atmosphere {
  const drops = motes(random, heavy ? 190 : 110);
  const lean = heavy ? 0.16 : 0.07;
  return (ctx, seconds) => {
    ctx.strokeStyle = palette.at('light', heavy ? 0.3 : 0.24);
    ctx.lineWidth = Math.max(1, picture.height / 420);
    ctx.beginPath();
    for (const drop of drops) {
      const length = picture.height * (0.045 + 0.06 * drop.size);
      const y = wrap(drop.y + seconds * (1.7 + drop.speed)) * (picture.height + length) - length;
      const x = wrap(drop.x - seconds * lean * 1.4) * picture.width * 1.2 - y * lean;
      ctx.moveTo(x, y);
      ctx.lineTo(x - length * lean, y + length);
    }
    ctx.stroke();
  };
}

function snow(palette: Palette, picture: Picture, random: Random): Atmosphere {
  const flakes = motes(random, 130);
  return (ctx, seconds) => {
    ctx.fillStyle = palette.at('light', 0.8);
    ctx.beginPath();
    for (const flake of flakes) {
      const radius = picture.height * (0.0018 + 0.005 * flake.size * flake.size);
      const y = wrap(flake.y + seconds * (0.05 + 0.09 * flake.size)) * (picture.height + 20) - 10;
      const x = wrap(flake.x + 0.02 * Math.sin(seconds * (0.6 + flake.speed) + flake.phase)) * picture.width;
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, Math.PI * 2);
    }
    ctx.fill();
  };
}

/** Seconds that fog stands before it is painted anew: its edges are so soft that it moves less than a shade in that time. */
const fogStands = 1 / 4;

/** Five wide gradients are the dearest weather there is: they are painted a few times a second, and kept between. */
function fog(palette: Palette, picture: Picture, random: Random): Atmosphere {
  const banks = motes(random, 5);
  const paintBanks = (ctx: SKRSContext2D, seconds: number) => {
    for (const bank of banks) {
      const radius = picture.width * (0.28 + 0.22 * bank.size);
      const x = wrap(bank.x + seconds * 0.008 * (0.5 + bank.speed)) * (picture.width + radius * 2) - radius;
      const y = picture.height * (0.45 + 0.5 * bank.y);
      const veil = ctx.createRadialGradient(x, y, 0, x, y, radius);
      veil.addColorStop(0, palette.at('haze', 0.2));
      veil.addColorStop(1, palette.at('haze', 0));
      ctx.fillStyle = veil;
      ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
    }
  };
  let kept: { readonly step: number; readonly bitmap: Canvas } | null = null;
  return (ctx, seconds) => {
    const step = Math.floor(seconds / fogStands + 1e-6);
    if (kept?.step !== step) {
      const bitmap = createCanvas(picture.width, picture.height);
      paintBanks(bitmap.getContext('2d'), step * fogStands);
      if (kept) discard(kept.bitmap);
      kept = { step, bitmap };
    }
    ctx.drawImage(kept.bitmap, 0, 0);
  };
}

/** Motes that catch the light, as in the stills. */
function dust(palette: Palette, picture: Picture, random: Random, count: number): Atmosphere {
  const specks = motes(random, count);
  return (ctx, seconds) => {
    ctx.save();
    ctx.globalCompositeOperation = 'lighter';
    for (const speck of specks) {
      const radius = picture.height * (0.0025 + 0.0045 * speck.size);
      const x = wrap(speck.x + seconds * 0.006 * (speck.speed - 0.3)) * picture.width;
      const y = wrap(speck.y - seconds * (0.006 + 0.012 * speck.speed)) * picture.height;
      ctx.fillStyle = palette.at(
        'glow',
        0.1 + 0.16 * (0.5 + 0.5 * Math.sin(seconds * (0.7 + speck.speed) + speck.phase)),
      );
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, Math.PI * 2);
      ctx.fill();
    }
    ctx.restore();
  };
}

/** The air of a shot: what the weather lets fall outside, and dust in the light where it is dry. */
export function atmosphereOf(
  conditions: { readonly palette: Palette; readonly weather: Weather; readonly interior: boolean },
  picture: Picture,
  seed: number,
): Atmosphere {
  const { palette, weather, interior } = conditions;
  const random = randomFrom(seed);
  if (!interior && weather === 'rain') return rain(palette, picture, random, false);
  if (!interior && weather === 'storm') return rain(palette, picture, random, true);
  if (!interior && weather === 'snow') return snow(palette, picture, random);
  if (!interior && weather === 'fog') return fog(palette, picture, random);
  return dust(palette, picture, random, interior ? 12 : 18);
}

/** Circles of light out of focus, painted once into the background of a close shot. */
export function paintBokeh(ctx: SKRSContext2D, palette: Palette, width: number, height: number, seed: number): void {
  const random = randomFrom(seed);
  ctx.save();
  ctx.globalCompositeOperation = 'lighter';
  for (const circle of motes(random, 22)) {
    const radius = height * (0.012 + 0.055 * circle.size * circle.size);
    ctx.beginPath();
    ctx.arc(circle.x * width, circle.y * height * 0.8, radius, 0, Math.PI * 2);
    ctx.fillStyle = palette.between('haze', 'glow', circle.speed, 0.05 + 0.07 * circle.speed);
    ctx.fill();
    ctx.strokeStyle = palette.at('glow', 0.1);
    ctx.lineWidth = Math.max(1, height / 500);
    ctx.stroke();
  }
  ctx.restore();
}
