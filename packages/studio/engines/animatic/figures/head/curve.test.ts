import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, drawn, mirrored, type Point } from './curve.ts';

const point = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }));
const points = fc.array(point as fc.Arbitrary<Point>, { minLength: 1, maxLength: 12 });

test('points are read as they are noted, corners with an exclamation mark', () => {
  expect(drawn('0,-.55 .25,-.5\n .36,-.33!')).toEqual([
    [0, -0.55],
    [0.25, -0.5],
    [0.36, -0.33, 1],
  ]);
});

test('a point that is none is refused with its text', () => {
  expect(() => drawn('0,1 2;3')).toThrow('not a point: "2;3"');
});

test('the mirror image of a mirror image is the line itself', () => {
  fc.assert(
    fc.property(points, (line) => {
      expect(mirrored(mirrored(line)).map(([x, y]) => [x + 0, y + 0])).toEqual(line.map(([x, y]) => [x + 0, y + 0]));
    }),
    { seed: 7 },
  );
});

test('strands begin at one guide and end at the other', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 2, max: 20 }), (line, count) => {
      const other = line.map(([x, y]): Point => [x + 0.5, y - 0.25]);
      const strands = between(line, other, count);
      expect(strands).toHaveLength(count);
      expect(strands[0]?.map(([x, y]) => [x + 0, y + 0])).toEqual(line.map(([x, y]) => [x + 0, y + 0]));
      strands.at(-1)?.forEach(([x, y], index) => {
        expect(x).toBeCloseTo(other[index]![0]);
        expect(y).toBeCloseTo(other[index]![1]);
      });
    }),
    { seed: 7 },
  );
});
