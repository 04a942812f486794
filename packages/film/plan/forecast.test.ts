import { describe, expect, test } from 'vitest';
import { cutShots } from '../timeline/edit.ts';
import { says, shot } from '../timeline/shots.fixture.ts';
import { bible, settings } from './bible.fixture.ts';
import { comparePlans } from './comparison.ts';
import { changeSentence, forecast, forecastSentence, offlinePrices } from './forecast.ts';
import { planFilm } from './plan.ts';

const rates = { voice: 0.1, board: 0.01, clip: 0.5, score: 0.05, mix: 0.05, assemble: 0.02, deliver: 0.02 };

/** Shots of ten seconds each. */
function planOf(words: readonly string[], isMade: (key: string) => boolean = () => false) {
  const shots = words.map((text, index) =>
    shot(`s${index}`, { beats: [says(`l${index}`, 'helen', text)], atLeast: 10, tail: 0 }),
  );
  const cut = cutShots(shots, settings.rate, () => ({ seconds: 1 }));
  return planFilm({ storyboard: { shots, unfilmed: [] }, bible: bible(), cut, settings, isMade });
}

const words = ['One.', 'Two.', 'Three.', 'Four.'];

describe('a forecast', () => {
  test('of a film not begun counts every shot, and is the sum of its jobs', () => {
    const plan = planOf(words);
    const all = forecast(plan, rates, offlinePrices);
    expect(all.shots).toBe(4);
    expect(all.credits).toBeCloseTo(4);
    expect(all.dollars).toBe(0);
    expect(all.seconds).toBeCloseTo(4 * (0.1 + 40 * 0.01 * 0.25 + 10 * 0.5) + 40 * 0.14);
    expect(forecastSentence(plan, all)).toBe('4 shots, 4 credits, about 25 s');
  });

  test('of a new draft counts what it changes', () => {
    const before = planOf(words);
    const keys = new Set(before.jobs.map(({ key }) => key));
    const after = planOf(['One.', 'Too!', 'Three.', 'Four.'], (key) => keys.has(key));
    const change = forecast(after, rates, offlinePrices);
    expect(change.credits).toBeCloseTo(1);
    expect(changeSentence(comparePlans(before, after), change)).toBe('1 of 4 shots changes, 1 credit, about 10 s');
  });

  test('of an unchanged film is nothing', () => {
    const before = planOf(words);
    const after = planOf(words, () => true);
    const nothing = forecast(after, rates, offlinePrices);
    expect(nothing).toEqual({ jobs: 0, shots: 0, seconds: 0, credits: 0, dollars: 0 });
    expect(changeSentence(comparePlans(before, after), nothing)).toBe('none of 4 shots changes');
  });

  test('of a paid engine has dollars', () => {
    const plan = planOf(words);
    const paid = { creditsPerSecond: { ...offlinePrices.creditsPerSecond, clip: 2 }, dollarsPerCredit: 0.01 };
    expect(forecastSentence(plan, forecast(plan, rates, paid))).toBe('4 shots, 80 credits, $0.80, about 25 s');
  });
});

test.each([
  [0.4, 'at once'],
  [4.2, 'about 5 s'],
  [42, 'about 40 s'],
  [600, 'about 10 min'],
  [9000, 'about 2.5 h'],
])('%d seconds are told as "%s"', (seconds, told) => {
  const sentence = forecastSentence(planOf(words), { jobs: 1, shots: 1, seconds, credits: 1, dollars: 0 });
  expect(sentence).toBe(`1 of 4 shots, 1 credit, ${told}`);
});
