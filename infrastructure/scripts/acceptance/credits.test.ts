import { describe, expect, it } from 'vitest';
import { lookAtCharge } from './credits.ts';

const film = { cap: 2.2, cost: 1.61 };
const sound = {
  before: { available: 100, reserved: 0, owed: 0 },
  after: { available: 98.39, reserved: 0, owed: 0 },
  movements: movements({ reserve: -2.2, settle: -1.61, refund: 0.59 }),
  film,
};

function movements(amounts: Partial<Record<'reserve' | 'settle' | 'refund', number>>) {
  return Object.entries(amounts).map(([type, amount]) => ({
    ...{ id: type, type: type as 'reserve', amount, filmId: 'f', note: '', createdAt: '2026-11-26T20:00:00Z' },
  }));
}

function faultsOf(charge: Partial<typeof sound>): readonly string[] {
  const faults: string[] = [];
  lookAtCharge((holds, otherwise) => void (holds || faults.push(otherwise)), { ...sound, ...charge });
  return faults;
}

describe('a charge', () => {
  it('is right when history and balance say what the film cost', () => {
    expect(faultsOf({})).toEqual([]);
    const free = { cap: 2.2, cost: 0 };
    expect(faultsOf({ film: free, after: sound.before, movements: movements({ reserve: -2.2, refund: 2.2 }) })).toEqual(
      [],
    );
  });

  it.each<[string, Partial<typeof sound>, RegExp]>([
    [
      'taken twice',
      { after: { available: 96.78, reserved: 0, owed: 0 } },
      /cost 1\.61 credits, and the account has 3\.22 less/,
    ],
    [
      'not given back',
      { movements: movements({ reserve: -2.2, settle: -1.61 }) },
      /has refund of nothing.+should be 0\.59/,
    ],
    [
      'put aside twice',
      { movements: [...sound.movements, ...movements({ reserve: -2.2 })] },
      /has reserve of -2\.20, -2\.20 for the film, and it should be -2\.20/,
    ],
    ['still put aside', { after: { available: 98.39, reserved: 2.2, owed: 0 } }, /2\.2 credits are still put aside/],
    [
      'settled for nothing',
      { film: { cap: 2.2, cost: 0 }, after: sound.before },
      /has settle of -1\.61.+should be nothing/,
    ],
  ])('%s is a fault', (_, charge, fault) => {
    expect(faultsOf(charge).join('\n')).toMatch(fault);
  });
});
