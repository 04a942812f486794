import { describe, expect, it } from 'vitest';
import { upsample } from './upsampling.ts';

describe('upsampling', () => {
  it('keeps a tone: the samples between are where the sine is', () => {
    for (const hertz of [100, 1000, 5000, 7000]) {
      const source = new Float32Array(1600).map((_, index) => Math.sin((2 * Math.PI * hertz * index) / 16_000));
      const out = upsample(source, 3);
      for (let index = 600; index < 4200; index++) {
        expect(Math.abs((out[index] ?? 0) - Math.sin((2 * Math.PI * hertz * index) / 48_000))).toBeLessThan(0.01);
      }
    }
  });
});
