import { bottoms, builds, propSchema, species, tops } from '@ai-film-studio/film';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../palette.ts';
import type { Figure, FigureLight, FigureState } from './figure.ts';
import { keeperOf } from './kept-layer.ts';
import { layers, paintLayer } from './layers.ts';
import { poseFigure } from './posed.ts';
import { sampleFigure, sampleState } from './sample-figure.fixture.ts';
import { facings, gestures, poses } from './vocabulary.fixture.ts';

const light: FigureLight = { palette: paletteOf('golden', 'lantern'), from: 'right', rim: 0.6, silhouette: 0 };
const placement = { x: 130, floor: 225, height: 150, seat: 40 };
const size = { width: 260, height: 260 };

/** The most that a value of any pixel differs between a figure painted through bitmaps and one painted outright. */
function difference(figure: Figure, state: FigureState): number {
  const posed = poseFigure(figure, { state, placement, light });
  const canvases = [createCanvas(size.width, size.height), createCanvas(size.width, size.height)] as const;
  const [kept, outright] = canvases.map((canvas) => {
    const ctx = canvas.getContext('2d');
    ctx.fillStyle = '#405060';
    ctx.fillRect(0, 0, size.width, size.height);
    return ctx;
  });
  if (!kept || !outright) throw new Error('no canvas');
  const lens = { scale: 1, x: 0, y: 0, ...size, steady: true };
  for (const layer of layers) {
    keeperOf(layer)(kept, posed, layer.of === 'face' ? null : 'the same', lens);
    if (layer.reach(posed)) paintLayer(outright, layer, posed);
  }
  const [a, b] = canvases.map((canvas) => canvas.data());
  let most = 0;
  a?.forEach((value, index) => {
    most = Math.max(most, Math.abs(value - (b?.[index] ?? 0)));
  });
  return most;
}

const dressed = (changes: Partial<Figure['look']>) => sampleFigure({ look: { ...sampleFigure().look, ...changes } });

describe('a figure kept as bitmaps', () => {
  it.each(poses)('looks as one that is painted outright, nothing cut off, whatever it does: %s', (pose) => {
    for (const gesture of gestures) {
      for (const facing of facings) {
        const state = sampleState({ pose, gesture, stride: 0.3 }, { facing });
        expect(difference(sampleFigure(), state), `${gesture} ${facing}`).toBeLessThan(24);
      }
    }
  });

  it('looks the same in every garment and build, and of every species', () => {
    const looks: Partial<Figure['look']>[] = [
      ...builds.flatMap((build) => tops.map((top) => ({ build, top }))),
      ...bottoms.map((bottom) => ({ bottom, build: 'heavy' as const })),
      ...species.map((kind) => ({ species: kind })),
    ];
    for (const look of looks) {
      for (const facing of ['front', 'profile-left', 'back'] as const)
        expect(difference(dressed(look), sampleState({}, { facing })), JSON.stringify(look)).toBeLessThan(24);
    }
  });

  it('looks the same with anything in its hands, also what shines', () => {
    for (const holding of propSchema.shape.kind.options) {
      for (const facing of ['front', 'three-quarter-left', 'profile-right'] as const)
        expect(difference(sampleFigure(), sampleState({ holding }, { facing })), holding).toBeLessThan(24);
    }
  });
});
