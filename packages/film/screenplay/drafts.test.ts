import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align } from './align.ts';
import { compareDrafts } from './drafts.ts';
import { fountainText } from './fountain.arbitraries.ts';
import { parseFountain } from './fountain.ts';

const draft = (...scenes: string[]) => parseFountain(scenes.join('\n\n'));
const hall = 'INT. HALL - DAY\n\nRain.\n\nANNA\nStay.\n\nBO\nNo.';
const shed = 'INT. SHED - NIGHT\n\nSnow.\n\nANNA\nBo?';
const roof = '.ROOF #9-R#\n\nWind.';

test('a draft has not changed against itself, nor by notes, emphasis and blank lines', () => {
  fc.assert(
    fc.property(fountainText, (text) => {
      const screenplay = parseFountain(text);
      expect(compareDrafts(screenplay, screenplay)).toEqual({ scenes: [], speeches: [] });
    }),
    { seed: 3, numRuns: 500 },
  );
  const marked = draft(hall.replace('Stay.', '*Stay.* [[more?]]'), `\n\n\n${shed}`);
  expect(compareDrafts(draft(hall, shed), marked)).toEqual({ scenes: [], speeches: [] });
});

test('added, removed, changed and moved scenes are named with their lines', () => {
  const { scenes } = compareDrafts(draft(hall, shed), draft(roof, shed.replace('Snow', 'Hail')));
  expect(scenes).toEqual([
    { change: 'added', id: '9-R', heading: 'ROOF', before: null, after: { first: 1, last: 4 } },
    {
      change: 'changed',
      id: 'shed-1',
      heading: 'INT. SHED - NIGHT',
      before: { first: 11, last: 16 },
      after: { first: 5, last: 10 },
    },
    { change: 'removed', id: 'hall-1', heading: 'INT. HALL - DAY', before: { first: 1, last: 10 }, after: null },
  ]);
  expect(compareDrafts(draft(hall, shed, roof), draft(roof, hall, shed)).scenes).toMatchObject([
    { change: 'moved', id: '9-R' },
  ]);
});

test('a numbered scene is known again though its heading, place and words are new', () => {
  const { scenes } = compareDrafts(draft(hall, shed, roof), draft('INT. CELLAR - DAY #9-R#\n\nDrip.', hall, shed));
  expect(scenes.map(({ change, id }) => `${change} ${id}`)).toEqual(['moved 9-R', 'changed 9-R']);
});

test('a scene put in between two of the same place does not change them', () => {
  const one = 'INT. HALL - DAY\n\nOne.';
  const two = 'INT. HALL - DAY\n\nTwo.';
  const { scenes } = compareDrafts(draft(one, two), draft(one, 'INT. HALL - DAY\n\nNew.', two));
  expect(scenes).toMatchObject([{ change: 'added', id: 'hall-2' }]);
});

test('added, removed, rewritten and moved speeches are told apart', () => {
  const before = draft('INT. HALL - DAY\n\nANNA\nOne.\n\nBO\nTwo.\n\nANNA\nThree.', shed);
  const after = draft('INT. HALL - DAY\n\nANNA\nOne.\n\nBO\nTwo, then.\n\nCY\nNew.', `${shed}\n\nANNA\nThree.`);
  expect(compareDrafts(before, after).speeches).toMatchObject([
    { change: 'changed', name: 'BO', text: 'Two, then.', before: { first: 6, last: 8 }, after: { first: 6, last: 8 } },
    { change: 'added', name: 'CY', text: 'New.', before: null },
    { change: 'moved', name: 'ANNA', text: 'Three.' },
  ]);
  expect(compareDrafts(after, before).speeches.map(({ change }) => change)).toEqual(['changed', 'moved', 'removed']);
});

test('aligned pairs are equal, rise in both lists, and are all there for equal lists', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 20 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      let last = [-1, -1];
      for (const [b, a] of align(before, after)) {
        expect(before[b]).toBe(after[a]);
        expect(b > (last[0] ?? 0) && a > (last[1] ?? 0)).toBe(true);
        last = [b, a];
      }
      expect(align(before, before).length).toBe(before.length);
    }),
    { seed: 9, numRuns: 1_000 },
  );
});
