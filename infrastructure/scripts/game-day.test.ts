import { describe, expect, it } from 'vitest';
import { broken, tableOf } from './game-day/report.ts';
import { gameDay } from './game-day.ts';

describe('a region lost under load', () => {
  it('costs the commits that were under way, and neither credits nor jobs', { timeout: 120_000 }, async () => {
    const day = await gameDay({ seconds: 4, filmmakers: 6, distance: 500 });
    expect(day.violations).toEqual([]);
    expect(broken(day)).toEqual([]);
    // There was a load: how much of it is the machine’s own business.
    expect(day.commits.of).toBeGreaterThan(10);
    // Half a second away: a machine that others use too commits something in it. What was on the way when the primary died never arrived: who measures no loss measures nothing.
    expect(day.commits.count).toBeGreaterThan(0);
    expect(day.commits.seconds).toBeGreaterThan(0.01);
    expect(day.commits.seconds).toBeLessThan(10);
    expect(day.objects.count).toBeGreaterThan(0);
    expect(day.objects.count).toBeLessThan(day.objects.of);
    expect(day.promoted).toBeLessThanOrEqual(day.firstCommit);
    expect(tableOf(day)).toMatch(/\| 1 \| database.* \| 30 min \| [\d.]+ s \| 5 min \| [\d.]+ s: \d+ of \d+ \|/);
  });
});
