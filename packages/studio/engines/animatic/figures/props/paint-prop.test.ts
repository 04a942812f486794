import { propSchema } from '@ai-film-studio/film';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../../palette.ts';
import type { FigureLight } from '../figure.ts';
import { propOf } from './cupboard.ts';
import { paintProp } from './paint-prop.ts';

const light: FigureLight = { palette: paletteOf('lamp', 'lantern'), from: 'left', rim: 0.6, silhouette: 0 };

function pixelsOf(kind: string, size: number): Uint8ClampedArray {
  const ctx = createCanvas(128, 128).getContext('2d');
  paintProp(ctx, kind, { x: 64, y: 64, size, angle: 0 }, light);
  return ctx.getImageData(0, 0, 128, 128).data;
}

const covered = (pixels: Uint8ClampedArray) => pixels.filter((value, index) => index % 4 === 3 && value > 200).length;

describe('paintProp', () => {
  it.each(propSchema.shape.kind.options)('draws a %s, large and small', (kind) => {
    expect(covered(pixelsOf(kind, 120))).toBeGreaterThan(400);
    expect(covered(pixelsOf(kind, 24))).toBeGreaterThan(10);
  });

  it('has a drawing of its own for every kind', () => {
    const drawings = propSchema.shape.kind.options.map((kind) => propOf(kind).paint);
    expect(new Set(drawings).size).toBe(drawings.length);
  });

  it('draws a parcel for a kind that nobody knows', () => {
    expect(pixelsOf('sextant', 120)).toEqual(pixelsOf('object', 120));
  });
});
