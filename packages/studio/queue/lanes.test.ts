import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedInTurn } from './lanes.ts';

const queues = [
  { high: 'image!', main: 'image' },
  { high: 'video!', main: 'video' },
  { high: 'audio!', main: 'audio' },
];

describe('queues asked in turn', () => {
  it('are those of high priority first, three times of four', () => {
    const first = [1, 2, 3, 4, 5].map((turn) => askedInTurn(turn, 'both', queues.slice(0, 1)));
    expect(first).toEqual([...Array(3).fill(['image!', 'image']), ['image', 'image!'], ['image!', 'image']]);
  });

  it('are never those of the main lane for a worker of high priority', () => {
    expect(askedInTurn(4, 'high-priority', queues.slice(0, 2))).toEqual(['video!', 'image!']);
  });

  it('are all asked, and each of a worker for both lanes is the first in finite time', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 0, max: 3 }), (begin, types) => {
        const some = queues.slice(0, types);
        const every = some.flatMap(({ high, main }) => [high, main]).sort();
        const orders = Array.from({ length: 4 * types }, (_, turn) => askedInTurn(begin + turn, 'both', some));
        for (const order of orders) expect([...order].sort()).toEqual(every);
        expect([...new Set(orders.map(([first]) => first))].sort()).toEqual(every);
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
