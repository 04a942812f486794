import { bottoms, builds, species, tops } from '@ai-film-studio/film';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../palette.ts';
import type { Figure, FigureLight, FigureState } from './figure.ts';
import { headAt, paintPosed } from './paint-figure.ts';
import { poseFigure } from './posed.ts';
import { sampleFigure, sampleState } from './sample-figure.fixture.ts';
import { facings, gestures, poses } from './vocabulary.fixture.ts';

const light: FigureLight = { palette: paletteOf('golden', 'lantern'), from: 'right', rim: 0.6, silhouette: 0 };
const placement = { x: 80, floor: 140, height: 100, seat: 27 };

/** The box of what is painted, and how many pixels it covers well. */
function painted(figure: Figure, state: FigureState, lit = light) {
  const canvas = createCanvas(160, 160);
  const ctx = canvas.getContext('2d');
  paintPosed(ctx, poseFigure(figure, { state, placement, light: lit }));
  const { data } = ctx.getImageData(0, 0, 160, 160);
  const box = { left: 160, right: 0, top: 160, bottom: 0, covered: 0, brightness: 0 };
  for (let index = 0; index < data.length; index += 4) {
    if ((data[index + 3] ?? 0) < 200) continue;
    const [x, y] = [(index / 4) % 160, Math.floor(index / 640)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
    box.covered++;
    box.brightness += ((data[index] ?? 0) + (data[index + 1] ?? 0) + (data[index + 2] ?? 0)) / 3;
  }
  return { ...box, brightness: box.brightness / Math.max(1, box.covered) };
}

const dressed = (changes: Partial<Figure['look']>) => sampleFigure({ look: { ...sampleFigure().look, ...changes } });

describe('paintPosed', () => {
  it.each(poses)('paints every gesture and facing of someone who does this, within the stage: %s', (pose) => {
    for (const gesture of gestures) {
      for (const facing of facings) {
        const box = painted(sampleFigure(), sampleState({ pose, gesture, stride: 0.3 }, { facing }));
        const name = `${gesture} ${facing}`;
        expect(box.covered, name).toBeGreaterThan(900);
        expect(box.left, name).toBeGreaterThan(8);
        expect(box.right, name).toBeLessThan(152);
        expect(box.top, name).toBeGreaterThan(pose === 'stand' || pose === 'walk' ? 30 : 40);
        expect(box.bottom, name).toBeLessThan(150);
      }
    }
  });

  it('stands on the floor and is as tall as it should be', () => {
    const { top, bottom } = painted(sampleFigure(), sampleState());
    expect(bottom).toBeGreaterThan(136);
    expect(bottom - top).toBeGreaterThan(94);
    expect(bottom - top).toBeLessThan(110);
  });

  it('dresses every build in every garment', () => {
    for (const build of builds) {
      for (const top of tops) expect(painted(dressed({ build, top }), sampleState()).covered).toBeGreaterThan(900);
      for (const bottom of bottoms)
        expect(painted(dressed({ build, bottom }), sampleState()).covered).toBeGreaterThan(900);
    }
  });

  it('paints every species but a voice, which is never seen', () => {
    for (const kind of species) {
      const { covered } = painted(dressed({ species: kind }), sampleState());
      if (kind === 'voice') expect(covered).toBe(0);
      else expect(covered, kind).toBeGreaterThan(900);
    }
  });

  it('says where the head is: something is painted there, and nothing far above it', () => {
    for (const pose of poses) {
      for (const facing of facings) {
        const state = sampleState({ pose }, { facing });
        const { x, y, headHeight } = headAt(sampleFigure(), state, placement);
        const { left, right, top } = painted(sampleFigure(), state);
        expect(x).toBeGreaterThan(left - 1);
        expect(x).toBeLessThan(right + 1);
        expect(y).toBeGreaterThan(top);
        expect(y - headHeight).toBeLessThan(top + headHeight * 0.5);
      }
    }
  });

  it('makes a figure far away against the light dark', () => {
    const dark = painted(sampleFigure(), sampleState(), { ...light, silhouette: 1 });
    const plain = painted(sampleFigure(), sampleState());
    expect(dark.brightness).toBeLessThan(plain.brightness * 0.6);
  });

  it('leaves the canvas as it found it', () => {
    const ctx = createCanvas(160, 160).getContext('2d');
    paintPosed(ctx, poseFigure(sampleFigure(), { state: sampleState(), placement, light }));
    const { a, e, f } = ctx.getTransform();
    expect([a, e, f]).toEqual([1, 0, 0]);
    expect(ctx.globalAlpha).toBe(1);
  });
});
