import { exteriorSets, type TimeOfDay, timesOfDay, type Weather } from '@ai-film-studio/film';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../palette.ts';
import { randomFrom, seedOf } from '../random.ts';
import { type Conditions, type SetDesign, world } from './set-design.ts';
import { setFor } from './sets.ts';

const scale = 0.1;
const width = Math.round((world.right - world.left) * scale);
const height = Math.round((world.bottom - world.top) * scale);
type Box = readonly [x0: number, y0: number, x1: number, y1: number];
const whole: Box = [world.left, world.top, world.right, world.bottom];

function conditionsOf(timeOfDay: TimeOfDay, weather: Weather = 'clear', lampsLit?: boolean): Conditions {
  return {
    palette: paletteOf(timeOfDay, 'lantern'),
    weather,
    lampsLit: lampsLit ?? ['dusk', 'night', 'lamp'].includes(timeOfDay),
    random: () => randomFrom(seedOf('outside')),
  };
}

function painted(paint: (ctx: SKRSContext2D) => void): Uint8ClampedArray {
  const ctx = createCanvas(width, height).getContext('2d');
  ctx.scale(scale, scale);
  ctx.translate(-world.left, -world.top);
  paint(ctx);
  return ctx.getImageData(0, 0, width, height).data;
}

function still(design: SetDesign, conditions: Conditions): Uint8ClampedArray {
  return painted((ctx) => {
    for (const layer of [...design.layers(conditions)].sort((a, b) => b.depth - a.depth)) {
      ctx.save();
      layer.paint(ctx);
      ctx.restore();
    }
  });
}

function moving(design: SetDesign, conditions: Conditions, seconds: number): Uint8ClampedArray {
  return painted((ctx) => {
    for (const motion of design.motions(conditions)) {
      ctx.save();
      motion.paint(ctx, seconds);
      ctx.restore();
    }
  });
}

/** Mean over the channels of a part of the world box of what `of` makes of each. */
function meanOver([x0, y0, x1, y1]: Box, of: (index: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.ceil((y0 - world.top) * scale); y < Math.floor((y1 - world.top) * scale); y++) {
    for (let x = Math.ceil((x0 - world.left) * scale); x < Math.floor((x1 - world.left) * scale); x++) {
      for (let channel = 0; channel < 3; channel++) sum += of((y * width + x) * 4 + channel);
      count += 3;
    }
  }
  return sum / count;
}

const difference = (a: Uint8ClampedArray, b: Uint8ClampedArray, area: Box = whole) =>
  meanOver(area, (index) => Math.abs((a[index] ?? 0) - (b[index] ?? 0)));
const brightness = (a: Uint8ClampedArray, area: Box) => meanOver(area, (index) => a[index] ?? 0);

const sky: Box = [520, 125, 1080, 300];
const floor: Box = [400, 710, 1200, 785];

describe.each(exteriorSets)('%s', (name) => {
  const { design, nearest } = setFor(name, false);

  it('is built, out of doors', () => {
    expect(nearest).toBe(false);
    expect(design.interior).toBe(false);
  });

  it('has two marks for a talk across the middle, room for a whole figure at each, and somewhere to sit', () => {
    const near = (x: number) => design.marks.find((mark) => Math.abs(mark.x - x) <= 40);
    expect(near(620)).toBeDefined();
    expect(near(980)).toBeDefined();
    expect(design.marks.some(({ seat }) => seat !== null && seat > 60)).toBe(true);
    for (const { y, height: tall } of design.marks) {
      expect(y).toBeGreaterThanOrEqual(700);
      expect(y).toBeLessThanOrEqual(770);
      expect(tall).toBeGreaterThanOrEqual(300);
      expect(tall).toBeLessThanOrEqual(430);
    }
  });

  it('goes back from the foreground to the horizon in five layers or more', () => {
    const depths = design.layers(conditionsOf('noon')).map(({ depth }) => depth);
    expect(depths.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...depths)).toBeGreaterThan(0.9);
    expect(Math.min(...depths)).toBeLessThan(0);
  });

  it('changes with the weather', () => {
    const clear = still(design, conditionsOf('morning'));
    for (const weather of ['cloud', 'rain', 'storm', 'snow', 'fog'] as const) {
      expect(difference(clear, still(design, conditionsOf('morning', weather)))).toBeGreaterThan(4);
    }
    const rain = still(design, conditionsOf('morning', 'rain'));
    expect(difference(clear, rain, floor)).toBeGreaterThan(4);
  });

  it('lies white in snow', () => {
    const clear = brightness(still(design, conditionsOf('noon')), floor);
    expect(brightness(still(design, conditionsOf('noon', 'snow')), floor)).toBeGreaterThan(clear);
  });

  it('lights its lamps after dark', () => {
    const lit = still(design, conditionsOf('night', 'clear', true));
    const dark = still(design, conditionsOf('night', 'clear', false));
    expect(brightness(lit, whole)).toBeGreaterThan(brightness(dark, whole));
  });

  it('has its light in the picture or just above it', () => {
    for (const timeOfDay of timesOfDay) {
      const { x, y, strength } = design.light(conditionsOf(timeOfDay));
      expect(x).toBeGreaterThan(world.left);
      expect(x).toBeLessThan(world.right);
      expect(y).toBeLessThan(600);
      expect(strength).toBeGreaterThan(0);
      expect(strength).toBeLessThanOrEqual(1);
    }
  });

  it('lets nothing but thin cloud move where titles stand', () => {
    for (const seconds of [0.5, 7, 31]) {
      const pixels = moving(design, conditionsOf('noon', 'wind'), seconds);
      const [x0, y0, x1, y1] = sky;
      for (let y = Math.ceil((y0 - world.top) * scale); y < (y1 - world.top) * scale; y++) {
        for (let x = Math.ceil((x0 - world.left) * scale); x < (x1 - world.left) * scale; x++) {
          expect(pixels[(y * width + x) * 4 + 3] ?? 0).toBeLessThan(150);
        }
      }
    }
  });

  it('moves by the seconds alone', () => {
    const conditions = conditionsOf('dusk', 'wind');
    expect(difference(moving(design, conditions, 3.2), moving(design, conditions, 3.2))).toBe(0);
    expect(difference(moving(design, conditions, 3.2), moving(design, conditions, 3.5))).toBeGreaterThan(0);
  });
});
