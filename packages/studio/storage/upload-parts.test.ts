import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfPart, largestUpload, missingParts, partsOf, planUpload } from './upload-parts.ts';

describe('the parts of an upload', () => {
  const size = fc.integer({ min: 1, max: largestUpload });

  it('make up the file, none longer than the others and none empty', () => {
    fc.assert(
      fc.property(size, (bytes) => {
        const plan = planUpload(bytes);
        const lengths = Array.from({ length: partsOf(plan) }, (_, index) => bytesOfPart(plan, index + 1));
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(bytes);
        expect(lengths.slice(0, -1).every((length) => length === plan.partBytes)).toBe(true);
        expect(lengths.at(-1)).toBeGreaterThan(0);
        expect([0, -1, 1.5, Number.NaN, partsOf(plan) + 1].map((part) => bytesOfPart(plan, part))).toEqual([
          0, 0, 0, 0, 0,
        ]);
      }),
    );
  });

  it('stay within what S3 takes', () => {
    expect(planUpload(largestUpload).partBytes).toBeGreaterThanOrEqual(5 * 1024 ** 2);
    expect(partsOf(planUpload(largestUpload))).toBeLessThanOrEqual(10_000);
  });

  it('are missing until they are there with their full length', () => {
    const plan = { bytes: 25, partBytes: 10 };
    expect(missingParts(plan, [])).toEqual([1, 2, 3]);
    expect(
      missingParts(plan, [
        { part: 3, bytes: 5 },
        { part: 1, bytes: 9 },
      ]),
    ).toEqual([1, 2]);
    expect(
      missingParts(
        plan,
        [1, 2, 3].map((part) => ({ part, bytes: bytesOfPart(plan, part) })),
      ),
    ).toEqual([]);
  });
});
