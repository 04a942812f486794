import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limiter } from './limiter.ts';
import { peakMeter } from './peak-meter.ts';

const ceiling = 0.8;

/** Sends samples through in blocks of these lengths, in turn, and through until the last has come out. */
function through(samples: Float32Array, blocks: readonly number[]): Float32Array {
  const limit = limiter(ceiling);
  const padded = new Float32Array(samples.length + limit.delay);
  padded.set(samples);
  const out = new Float32Array(padded.length);
  for (let at = 0, turn = 0; at < padded.length; turn++) {
    const part = padded.subarray(at, at + (blocks[turn % blocks.length] ?? 1));
    out.set(limit.process(part, part).left, at);
    at += part.length;
  }
  return out.subarray(limit.delay);
}

function truePeak(samples: Float32Array): number {
  const meter = peakMeter();
  meter.add(samples, samples);
  return meter.dbtp();
}

const blocks = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 });

describe('the limiter', () => {
  it('lets nothing over the ceiling, between the samples either, whatever comes', () => {
    const loud = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 4000 });
    fc.assert(
      fc.property(loud, blocks, (values, lengths) => {
        const out = through(Float32Array.from(values), lengths);
        expect(truePeak(out)).toBeLessThanOrEqual(20 * Math.log10(ceiling) + 0.1);
        expect(out.every((value) => Math.abs(value) <= ceiling * 1.001)).toBe(true);
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  it('leaves what is under the ceiling as it is, later by its delay', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 1, maxLength: 4000 }),
        blocks,
        (values, lengths) => {
          const samples = Float32Array.from(values);
          expect(through(samples, lengths)).toEqual(samples);
        },
      ),
      { seed: 9, numRuns: 40 },
    );
  });

  it('does the same however the stream is cut into blocks', () => {
    const samples = Float32Array.from({ length: 20_000 }, (_, at) => 1.6 * Math.sin(at / 7) * Math.sin(at / 900));
    expect(through(samples, [1, 777, 4096])).toEqual(through(samples, [20_000]));
  });
});
