import type { Facing, ShotKind, ShotSize } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameGroup, frameShoulder, frameSingle } from './framing.ts';
import { pictureOf } from './picture.ts';

const pictures = [pictureOf(1280, 720), pictureOf(1920, 1080), pictureOf(1080, 1920), pictureOf(1080, 1080)];
const sizes: readonly ShotSize[] = ['medium', 'medium-close', 'close', 'extreme-close'];
const [wide = pictureOf(1280, 720)] = pictures;
const single = (facing: Facing, kind: ShotKind = 'single') => frameSingle('medium-close', facing, kind, wide);

describe('a face in the frame', () => {
  it('has room before its eyes: who looks right stands left, who looks left stands right', () => {
    expect(single('three-quarter-right').x).toBeLessThan(wide.width / 2);
    expect(single('profile-left').x).toBeGreaterThan(wide.width / 2);
    expect(single('front').x).toBe(wide.width / 2);
  });

  it('keeps its side of the line in shot and reverse shot, the shoulder of the other at the far edge', () => {
    const left = single('three-quarter-right', 'over-the-shoulder').x;
    const right = single('three-quarter-left', 'over-the-shoulder').x;
    expect(left).toBeLessThan(wide.width / 2);
    expect(right).toBeGreaterThan(wide.width / 2);
    expect(frameShoulder(left, wide).x).toBeGreaterThan(wide.width * 0.8);
    expect(frameShoulder(right, wide).x).toBeLessThan(wide.width * 0.2);
  });

  it('grows as the camera comes nearer', () => {
    const heights = sizes.map((size) => frameSingle(size, 'front', 'single', wide).headHeight);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(new Set(heights).size).toBe(sizes.length);
  });

  it('has its eyes inside the picture in every size, shape and direction', () => {
    const facings: readonly Facing[] = [
      'front',
      'three-quarter-left',
      'three-quarter-right',
      'profile-left',
      'profile-right',
      'back',
    ];
    for (const picture of pictures)
      for (const size of sizes)
        for (const facing of facings) {
          const { x, y, headHeight } = frameSingle(size, facing, 'single', picture);
          expect(x).toBeGreaterThan(picture.width * 0.2);
          expect(x).toBeLessThan(picture.width * 0.8);
          expect(y - headHeight * 0.2).toBeGreaterThan(0);
          expect(y + headHeight / 2).toBeLessThan(picture.height * 1.01);
        }
  });

  it('stands among others in the order of their slots, nobody in front of anybody, all inside the picture', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sizes),
        fc.uniqueArray(fc.integer({ min: -10, max: 10 }), { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...pictures),
        (size, tenths, picture) => {
          const slots = tenths.map((tenth) => tenth / 10);
          const faces = frameGroup(size, slots, picture);
          const order = slots.map((slot, index) => ({ slot, x: faces[index]?.x ?? Number.NaN }));
          order.sort((a, b) => a.slot - b.slot);
          const halfHead = (faces[0]?.headHeight ?? 0) * 0.4;
          order.forEach(({ x }, rank) => {
            expect(x - halfHead).toBeGreaterThanOrEqual(0);
            expect(x + halfHead).toBeLessThanOrEqual(picture.width);
            if (rank > 0) expect(x - (order[rank - 1]?.x ?? 0)).toBeGreaterThanOrEqual(2 * halfHead);
          });
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });
});
