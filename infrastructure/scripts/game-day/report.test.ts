import { describe, expect, it } from 'vitest';
import { broken, type GameDay, tableOf } from './report.ts';

const loss = { count: 2, of: 100, seconds: 0.5 };
const well: GameDay = {
  ...{ commitsPerSecond: 400, commits: loss, objects: loss, dangling: 1 },
  ...{ noticed: 1, promoted: 5, firstCommit: 6, apiReady: 9, violations: [] },
};

describe('the verdict on a game day', () => {
  it('is silent when all promises hold', () => {
    expect(broken(well)).toEqual([]);
    expect(tableOf(well)).toContain('No credit was made or lost; no job was lost or done twice.');
  });

  it.each([
    [{ firstCommit: 1_801 }, /tier 1, database.*took 1801\.0 s of 1800/],
    [{ apiReady: 3_601 }, /tier 2, API.*took 3601\.0 s of 3600/],
    [{ commits: { ...loss, seconds: 301 } }, /tier 1, database.*lost 301\.0 s of at most 300/],
    [{ objects: { ...loss, seconds: 901 } }, /tier all, media.*lost 901\.0 s of at most 900/],
    [{ violations: ['3 jobs were done twice'] }, /3 jobs were done twice/],
  ] as const)('names what was broken: %j', (change, says) => {
    expect(broken({ ...well, ...change }).join('\n')).toMatch(says);
  });
});
