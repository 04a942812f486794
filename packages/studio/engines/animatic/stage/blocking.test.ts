import type { Staging } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, world } from '../sets/set-design.ts';
import { blockingOf, floorUnder } from './blocking.ts';
import { pictureOf } from './picture.ts';

const staging = (slot: number, pose: Staging['pose'] = 'stand'): Staging => ({
  who: `at ${slot}`,
  slot,
  pose,
  facing: 'front',
  eyeline: 'camera',
  emotion: 'neutral',
  gesture: 'none',
  holding: null,
  foreground: false,
  walkTo: null,
});
const mark = (x: number, seat: number | null = null): Mark => ({ x, y: 700 + x / 20, height: 400, seat });
const marks = [mark(300), mark(650, 110), mark(950, 110), mark(1300)];
const widths = [pictureOf(1280, 720), pictureOf(1080, 1920), pictureOf(1080, 1080)].map(
  ({ width, scale }) => width / scale,
);

describe('blocking', () => {
  it('has every figure inside the picture, in the order of the slots', () => {
    const slot = fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(fc.uniqueArray(slot, { minLength: 1, maxLength: 5 }), fc.constantFrom(...widths), (slots, width) => {
        const sorted = [...slots].sort((a, b) => a - b);
        const xs = blockingOf(
          sorted.map((each) => staging(each)),
          marks,
          width,
        ).map(({ x }) => x);
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
        for (const x of xs) expect(Math.abs(x - world.width / 2)).toBeLessThan(width / 2 - 60);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('seats each on a chair of their own, the nearest that is free', () => {
    const seated = blockingOf([staging(-0.3, 'sit'), staging(-0.2, 'sit')], marks, 1600);
    expect(seated.map(({ x, seat }) => [x, seat])).toEqual([
      [650, 110],
      [950, 110],
    ]);
  });

  it('seats nobody on air: who finds no seat keeps their place without one', () => {
    const [alone] = blockingOf([staging(0, 'sit')], [mark(300), mark(1300)], 1600);
    expect([alone?.x, alone?.seat]).toEqual([world.width / 2, null]);
    const three = blockingOf([staging(-0.4, 'sit'), staging(0, 'sit'), staging(0.4, 'sit')], marks, 1600);
    expect(three.map(({ seat }) => seat)).toEqual([110, 110, null]);
  });

  it('keeps feet on a floor that has no steps between its marks', () => {
    for (let x = 0; x < 1600; x += 10) {
      const [here, next] = [floorUnder(marks, x), floorUnder(marks, x + 10)];
      expect(Math.abs(here.y - next.y)).toBeLessThanOrEqual(0.51);
    }
  });
});
