import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { lifetimes } from './accounts.ts';
import { judge } from './refresh-family.ts';
import { refreshSession } from './refresh-session.ts';
import { elsewhere, home, type StudioAccounts, studioAccounts } from './studio-accounts.fixture.ts';

const now = new Date('2026-01-01T12:00:00Z');
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const asked = { now, by: 'home', repeatWithin: 30_000 };
const family = { expiresAt: after(1000), revoked: false };
const rotation = { at: before(1000), by: 'home', successorUsed: false };

describe('a refresh token that is shown', () => {
  it.each([
    ['the current one is exchanged', { expiresAt: after(1), rotation: null }, family, 'rotate'],
    ['the current one is over at its hour', { expiresAt: now, rotation: null }, family, 'over'],
    [
      'nothing counts in a session that was ended',
      { expiresAt: after(1), rotation: null },
      { ...family, revoked: true },
      'over',
    ],
    [
      'nothing counts in a session that is over',
      { expiresAt: after(1), rotation: null },
      { ...family, expiresAt: now },
      'over',
    ],
    ['a lost answer is given again', { expiresAt: after(1), rotation }, family, 'repeat'],
    ['not after a while', { expiresAt: after(1), rotation: { ...rotation, at: before(30_001) } }, family, 'theft'],
    ['not to another', { expiresAt: after(1), rotation: { ...rotation, by: 'elsewhere' } }, family, 'theft'],
    [
      'not once the next was used',
      { expiresAt: after(1), rotation: { ...rotation, successorUsed: true } },
      family,
      'theft',
    ],
  ] as const)('%s', (_what, token, state, verdict) => {
    expect(judge(token, state, asked)).toBe(verdict);
  });
});

/** Somebody shows one of the tokens that were ever given out, from somewhere, after a while. */
const showing = fc.record({
  /** 0 is the newest token. */
  back: fc.nat(4),
  by: fc.constantFrom(home, elsewhere),
  wait: fc.constantFrom(0, 1000, lifetimes.repeat + 1),
});

describe('the tokens of a session', () => {
  let database: TestDatabase;
  let studio: StudioAccounts;
  beforeAll(async () => {
    database = await testDatabase();
    studio = studioAccounts(database.pool);
    await studio.member('ada@example.org');
  });
  afterAll(() => database.stop());

  it('are one chain: whatever is shown by whom and when, at most one is current, and nothing counts after a theft', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(showing, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { sessionId, refreshToken } = await studio.signedIn('ada@example.org');
        const chain = [refreshToken];
        let stolen = false;
        let lastBy = home;
        let lastAt = studio.accounts.now().getTime();
        for (const { back, by, wait } of steps) {
          studio.pass(wait);
          const place = Math.max(0, chain.length - 1 - back);
          const isCurrent = place === chain.length - 1;
          const isLostAnswer =
            place === chain.length - 2 && by === lastBy && studio.accounts.now().getTime() - lastAt <= lifetimes.repeat;
          const given = await refreshSession(studio.accounts, studio.keys, chain[place]!, by).catch(() => null);
          if (stolen) expect(given).toBeNull();
          else if (isCurrent) {
            expect(chain).not.toContain(given?.refreshToken);
            chain.push(given!.refreshToken);
            [lastBy, lastAt] = [by, studio.accounts.now().getTime()];
          } else if (isLostAnswer) expect(given?.refreshToken).toBe(chain.at(-1));
          else {
            expect(given).toBeNull();
            stolen = true;
          }
          const { rows } = await database.pool.query(
            `select s.revoked_for, (select count(*)::int from refresh_tokens where session_id = s.id and rotated_at is null) as current
             from sessions s where id = $1`,
            [sessionId],
          );
          expect(rows).toEqual([{ revoked_for: stolen ? 'token-stolen' : null, current: 1 }]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('have one successor though it is asked for many times at once', async () => {
    const { refreshToken } = await studio.signedIn('ada@example.org');
    const given = await Promise.all(
      Array.from({ length: 8 }, () => refreshSession(studio.accounts, studio.keys, refreshToken, home)),
    );
    expect(new Set(given.map((tokens) => tokens.refreshToken)).size).toBe(1);
  });
});
