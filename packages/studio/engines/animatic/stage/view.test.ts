import { type Camera, type CameraMove, shotSizes } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { world } from '../sets/set-design.ts';
import { type Picture, pictureOf } from './picture.ts';
import { ease, houseView, projectionAt, travelOf, type View } from './view.ts';

const moves: readonly CameraMove[] = [
  'static',
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'crane-up',
  'handheld',
  'drift',
];
const pictures = [pictureOf(1280, 720), pictureOf(1920, 1080), pictureOf(1080, 1920), pictureOf(1080, 1080)];

const camera = fc.record({
  move: fc.constantFrom(...moves),
  amount: fc.double({ min: 0, max: 0.3, noNaN: true }),
  angle: fc.constant<Camera['angle']>('front'),
  reason: fc.constant(''),
});

/** World units: what rounding may add. */
const hair = 0.01;

/** What of the world a picture shows at a depth, in world units. */
function shown(view: View, depth: number, picture: Picture) {
  const { scale, x, y } = projectionAt(view, depth, picture);
  return {
    left: -x / scale,
    top: -y / scale,
    right: (picture.width - x) / scale,
    bottom: (picture.height - y) / scale,
  };
}

const view = fc
  .record({
    camera,
    t: fc.double({ min: 0, max: 1, noNaN: true }),
    seconds: fc.double({ min: 0, max: 30, noNaN: true }),
    size: fc.constantFrom(...shotSizes),
    focus: fc.record({
      x: fc.integer({ min: 0, max: 1600 }),
      y: fc.integer({ min: 300, max: 800 }),
      width: fc.integer({ min: 0, max: 2400 }),
    }),
    picture: fc.constantFrom(...pictures),
  })
  .map(({ camera, t, seconds, size, focus, picture }) => ({
    picture,
    seen: houseView(size, focus, travelOf(camera, t, seconds), picture),
  }));

describe('the camera before a set', () => {
  it('never sees past the edge of what is painted, however it moves, near or far', () => {
    fc.assert(
      fc.property(view, fc.double({ min: -0.4, max: 1, noNaN: true }), ({ picture, seen }, depth) => {
        const { left, top, right, bottom } = shown(seen, depth, picture);
        expect(left).toBeGreaterThan(world.left - hair);
        expect(top).toBeGreaterThan(world.top - hair);
        expect(right).toBeLessThan(world.right + hair);
        expect(bottom).toBeLessThan(world.bottom + hair);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('begins and ends softly', () => {
    expect([ease(0), ease(0.5), ease(1)]).toEqual([0, 0.5, 1]);
    expect(ease(0.02)).toBeLessThan(0.002);
    expect(1 - ease(0.98)).toBeLessThan(0.002);
  });

  it('goes on a little when the next shot dissolves in, and does not jump', () => {
    expect(ease(1.1)).toBeGreaterThan(1);
    expect(ease(1.1) - ease(1)).toBeLessThan(0.01);
  });

  it('comes nearer in a push and goes back in a pull', () => {
    const zoomAt = (move: CameraMove, t: number) =>
      travelOf({ move, amount: 0.1, angle: 'front', reason: '' }, t, t).zoom;
    expect([zoomAt('push-in', 0), zoomAt('push-in', 1)]).toEqual([1, 1.1]);
    expect([zoomAt('pull-out', 0), zoomAt('pull-out', 1)]).toEqual([1.1, 1]);
  });

  it('moves the horizon less than the figures, and what is near more', () => {
    const [picture = pictureOf(1280, 720)] = pictures;
    const shift = (depth: number) => {
      const at = (x: number) => projectionAt({ x, y: 450, zoom: 1 }, depth, picture).x;
      return at(800) - at(900);
    };
    expect(shift(1)).toBeLessThan(shift(0.5));
    expect(shift(0.5)).toBeLessThan(shift(0));
    expect(shift(0)).toBeLessThan(shift(-0.4));
  });
});
