import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

/** Work that is done when it is told to be, and who has begun. */
function workshop(turns: Turns) {
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const send = (who: string, name: string) =>
    turns.take(who, () => {
      begun.push(name);
      return new Promise<string>((done) => finish.set(name, () => done(name)));
    });
  return { begun, send, finish: (name: string) => finish.get(name)?.() };
}

describe('turns', () => {
  it('go to whoever comes first, but not twice at once to the same', async () => {
    const { begun, send, finish } = workshop(new Turns({ places: 2, mostWaiting: 10 }));
    const all = [
      send('mallory', 'm1'),
      send('mallory', 'm2'),
      send('mallory', 'm3'),
      send('ann', 'a1'),
      send('bob', 'b1'),
    ];
    await Promise.resolve();
    expect(begun).toEqual(['m1', 'a1']);
    finish('m1');
    await all[0];
    await Promise.resolve();
    expect(begun).toEqual(['m1', 'a1', 'm2']);
    finish('a1');
    await all[3];
    await Promise.resolve();
    expect(begun).toEqual(['m1', 'a1', 'm2', 'b1']);
    for (const name of ['m2', 'b1']) finish(name);
    await Promise.all([all[1], all[4]]);
    await Promise.resolve();
    finish('m3');
    expect(await Promise.all(all)).toEqual(['m1', 'm2', 'm3', 'a1', 'b1']);
  });

  it('are refused to whoever has too much waiting, and to nobody else', async () => {
    const { send, finish } = workshop(new Turns({ places: 1, mostWaiting: 1 }));
    const [first, second] = [send('mallory', 'm1'), send('mallory', 'm2')];
    await expect(send('mallory', 'm3')).rejects.toMatchObject({ kind: 'too-many', code: 'too-many-scripts' });
    const hers = send('ann', 'a1');
    for (const [name, done] of [
      ['m1', first],
      ['m2', second],
      ['a1', hers],
    ] as const) {
      await Promise.resolve();
      finish(name);
      expect(await done).toBe(name);
    }
  });

  it('come although the one before failed', async () => {
    const turns = new Turns({ places: 1, mostWaiting: 1 });
    await expect(turns.take('ann', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take('ann', async () => 'yes')).toBe('yes');
  });
});
