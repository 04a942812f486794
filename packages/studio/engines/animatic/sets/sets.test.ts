import { interiorSets, setNames, timesOfDay, weathers } from '@ai-film-studio/film';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../palette.ts';
import { randomFrom, seedOf } from '../random.ts';
import { type Conditions, type SetDesign, world } from './set-design.ts';
import { designs, setFor } from './sets.ts';

const scale = 0.1;
const width = Math.round((world.right - world.left) * scale);
const height = Math.round((world.bottom - world.top) * scale);

function conditionsOf(
  overrides: Partial<Pick<Conditions, 'weather'>> & { readonly timeOfDay: Conditions['palette']['timeOfDay'] },
): Conditions {
  return {
    palette: paletteOf(overrides.timeOfDay, 'lantern'),
    weather: overrides.weather ?? 'clear',
    lampsLit: ['dusk', 'night', 'lamp'].includes(overrides.timeOfDay),
    random: () => randomFrom(seedOf('somewhere')),
  };
}

function canvasOf(paint: (ctx: SKRSContext2D) => void) {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  ctx.scale(scale, scale);
  ctx.translate(-world.left, -world.top);
  paint(ctx);
  return canvas;
}

function painted(paint: (ctx: SKRSContext2D) => void): Uint8ClampedArray {
  return canvasOf(paint).getContext('2d').getImageData(0, 0, width, height).data;
}

/** All still layers over each other, the farthest first, each on its own bitmap as the stage does it. */
function stillPicture(design: SetDesign, conditions: Conditions): Uint8ClampedArray {
  const ctx = createCanvas(width, height).getContext('2d');
  for (const layer of [...design.layers(conditions)].sort((a, b) => b.depth - a.depth)) {
    ctx.drawImage(canvasOf(layer.paint), 0, 0);
  }
  return ctx.getImageData(0, 0, width, height).data;
}

function meanDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += Math.abs((a[index] ?? 0) - (b[index] ?? 0));
  return sum / a.length;
}

/** How much of an area is covered; a faint glow does not count. */
function paintedShare(pixels: Uint8ClampedArray, [x0, y0, x1, y1]: readonly [number, number, number, number]): number {
  let covered = 0;
  let all = 0;
  for (let y = Math.ceil((y0 - world.top) * scale); y < (y1 - world.top) * scale; y++) {
    for (let x = Math.ceil((x0 - world.left) * scale); x < (x1 - world.left) * scale; x++) {
      all++;
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) > 60) covered++;
    }
  }
  return covered / all;
}

describe.each(designs.map((design) => [design.name, design] as const))('%s', (_, design) => {
  const pictures = timesOfDay.map((timeOfDay) => stillPicture(design, conditionsOf({ timeOfDay })));

  it('paints the whole world box at every time of day, with no hole left in it', () => {
    for (const picture of pictures) {
      for (let index = 3; index < picture.length; index += 4) {
        if ((picture[index] ?? 0) < 255) expect.fail(`transparent at pixel ${(index - 3) / 4}`);
      }
    }
  });

  it('looks clearly different at every time of day', () => {
    pictures.forEach((picture, index) => {
      for (const other of pictures.slice(index + 1)) expect(meanDifference(picture, other)).toBeGreaterThan(2.5);
    });
  });

  it('paints the same picture for the same conditions, still and moving', () => {
    const conditions = conditionsOf({ timeOfDay: 'dusk', weather: 'rain' });
    expect(meanDifference(stillPicture(design, conditions), stillPicture(design, conditions))).toBe(0);
    const moving = () =>
      painted((ctx) => {
        for (const motion of design.motions(conditions)) motion.paint(ctx, 2.4);
      });
    expect(meanDifference(moving(), moving())).toBe(0);
  });

  it('has something that moves, and goes on moving', () => {
    const conditions = conditionsOf({ timeOfDay: 'night' });
    const at = (seconds: number) =>
      painted((ctx) => {
        for (const motion of design.motions(conditions)) {
          ctx.save();
          motion.paint(ctx, seconds);
          ctx.restore();
        }
      });
    expect(meanDifference(at(1), at(1.7))).toBeGreaterThan(0);
    expect(meanDifference(at(60), at(60.7))).toBeGreaterThan(0);
  });

  it('has at least four layers, one of them nearer than the figures', () => {
    const depths = design.layers(conditionsOf({ timeOfDay: 'noon' })).map((layer) => layer.depth);
    expect(depths.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...depths)).toBeLessThan(0);
  });

  it('leaves the middle free of what is nearer than the figures', () => {
    for (const layer of design.layers(conditionsOf({ timeOfDay: 'golden' }))) {
      if (layer.depth >= 0) continue;
      expect(paintedShare(painted(layer.paint), [430, 190, 1170, 490])).toBe(0);
    }
  });

  it('has four marks or more from left to right, standing on the floor inside the picture', () => {
    const { marks } = design;
    expect(marks.length).toBeGreaterThanOrEqual(4);
    expect(marks.map((mark) => mark.x)).toEqual(marks.map((mark) => mark.x).sort((a, b) => a - b));
    for (const mark of marks) {
      expect(mark.y).toBeGreaterThan(640);
      expect(mark.y).toBeLessThan(780);
      expect(mark.y - mark.height).toBeGreaterThan(130);
    }
  });
});

it('every interior that a breakdown may choose is built', () => {
  for (const name of interiorSets) expect(setFor(name, true)).toMatchObject({ design: { name }, nearest: false });
});

it('each kind of weather is seen through the windows of a kitchen', () => {
  const { design } = setFor('kitchen', true);
  const clear = stillPicture(design, conditionsOf({ timeOfDay: 'noon' }));
  for (const weather of weathers.filter((name) => name !== 'clear' && name !== 'wind')) {
    expect(meanDifference(clear, stillPicture(design, conditionsOf({ timeOfDay: 'noon', weather })))).toBeGreaterThan(
      1,
    );
  }
});

it('a name that no set has gets the nearest by its words and says so', () => {
  expect(setFor('hotel room', true)).toMatchObject({ design: { name: 'bedroom' }, nearest: true });
  expect(setFor('old coffee house', true)).toMatchObject({ design: { name: 'cafe' }, nearest: true });
  expect(setFor('police station', true).nearest).toBe(true);
  expect(setFor('', true)).toMatchObject({ design: { name: 'living-room' }, nearest: true });
});

it('no name at all is left without a set', () => {
  for (const name of [...setNames, 'the void', '日本']) {
    for (const interior of [true, false]) expect(setFor(name, interior).design.marks.length).toBeGreaterThan(3);
  }
});
