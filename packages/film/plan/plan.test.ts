import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoryBible } from '../breakdown/story-bible.ts';
import type { Shot } from '../storyboard/shot.ts';
import { cutShots } from '../timeline/edit.ts';
import { anyShots, says, shot } from '../timeline/shots.fixture.ts';
import { estimateSpoken } from '../timeline/spoken-length.ts';
import { bible, member, settings } from './bible.fixture.ts';
import { comparePlans } from './comparison.ts';
import { planFilm } from './plan.ts';
import type { FilmSettings } from './shot-key.ts';
import { linesOf } from './shot-key.ts';

interface Over {
  readonly bible?: StoryBible;
  readonly settings?: FilmSettings;
  readonly isMade?: (key: string) => boolean;
}

function planOf(shots: readonly Shot[], over: Over = {}) {
  const cut = cutShots(shots, settings.rate, (line) => estimateSpoken(line.text));
  return planFilm({ storyboard: { shots, unfilmed: [] }, bible: bible(), cut, settings, ...over });
}

const scene = [
  shot('a', { beats: [says('1', 'helen', 'Good morning.')] }),
  shot('b', { kind: 'two-shot', beats: [says('2', 'marcus', 'Is it?')] }),
  shot('c', { kind: 'insert', prop: 'cup' }),
];
const withWords = (text: string, id = 'b') =>
  scene.map((made) => (made.id === 'b' ? { ...made, id, beats: [says('2', 'marcus', text)] } : made));

describe('every plan', () => {
  test('speaks every line once, and has a board and a clip for every shot', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const { jobs } = planOf(shots);
        const lines = shots.flatMap(({ beats }) => beats.flatMap(linesOf)).map(({ id }) => id);
        const of = (kind: string) => jobs.filter((job) => job.kind === kind);
        expect(of('voice').map(({ lineId }) => lineId)).toEqual(lines);
        expect(of('board').map(({ shotId }) => shotId)).toEqual(shots.map(({ id }) => id));
        expect(of('clip').map(({ shotId }) => shotId)).toEqual(shots.map(({ id }) => id));
        for (const once of ['score', 'mix', 'assemble', 'deliver']) expect(of(once)).toHaveLength(1);
      }),
      { seed: 101 },
    );
  });

  test('has unique names, needs only what stands before, and leads to the delivery', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const { jobs } = planOf(shots);
        const names = jobs.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        const needed = new Set<string>();
        jobs.forEach(({ needs }, index) => {
          for (const name of needs) {
            expect(names.indexOf(name)).toBeGreaterThanOrEqual(0);
            expect(names.indexOf(name)).toBeLessThan(index);
            needed.add(name);
          }
        });
        expect(names.filter((name) => !needed.has(name))).toEqual(['deliver']);
      }),
      { seed: 102 },
    );
  });

  test('adds up: the clips are as long as the film', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const plan = planOf(shots);
        const clips = plan.jobs.filter(({ kind }) => kind === 'clip').reduce((sum, { seconds }) => sum + seconds, 0);
        expect(clips).toBeCloseTo(plan.seconds, 6);
      }),
      { seed: 103 },
    );
  });

  test('is all made once its keys are there, and compares as the same', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const plan = planOf(shots);
        const keys = new Set(plan.jobs.map(({ key }) => key));
        const again = planOf(shots, { isMade: (key) => keys.has(key) });
        expect(again.jobs.every(({ made }) => made)).toBe(true);
        expect(comparePlans(plan, again)).toEqual({
          kept: shots.map(({ id }) => id),
          changed: [],
          added: [],
          removed: [],
        });
      }),
      { seed: 104 },
    );
  });

  test('accounts for every shot of both drafts exactly once when compared', () => {
    fc.assert(
      fc.property(anyShots, anyShots, (before, after) => {
        const { kept, changed, added, removed } = comparePlans(planOf(before), planOf(after));
        const later = [...kept, ...changed.map(({ shotId }) => shotId), ...added];
        expect(later.toSorted()).toEqual(after.map(({ id }) => id).toSorted());
        expect(kept.length + changed.length + removed.length).toBe(before.length);
        for (const { reasons } of changed) expect(reasons.length).toBeGreaterThan(0);
      }),
      { seed: 105 },
    );
  });
});

describe('one changed line', () => {
  const before = planOf(scene);
  const keys = new Set(before.jobs.map(({ key }) => key));
  const after = planOf(withWords('Is it really, I wonder?'), { isMade: (key) => keys.has(key) });

  test('makes its voice, its clip and the sound of the film anew, and no board', () => {
    expect(after.jobs.filter(({ made }) => !made).map(({ name }) => name)).toEqual([
      'voice:2',
      'clip:b',
      'score',
      'mix',
      'assemble',
      'deliver',
    ]);
  });

  test('changes one shot, because of its words and its length', () => {
    expect(comparePlans(before, after)).toEqual({
      kept: ['a', 'c'],
      changed: [{ shotId: 'b', was: 'b', scene: 'kitchen-1', reasons: ['words', 'length'] }],
      added: [],
      removed: [],
    });
  });

  test('is still that shot when its id changed with it', () => {
    const renamed = planOf(withWords('Is it really, I wonder?', 'b2'));
    expect(comparePlans(before, renamed).changed).toEqual([
      { shotId: 'b2', was: 'b', scene: 'kitchen-1', reasons: ['words', 'length'] },
    ]);
  });

  test('undone changes nothing', () => {
    const undone = planOf(withWords('Is it?'), { isMade: (key) => keys.has(key) });
    expect(undone.jobs.filter(({ made }) => !made)).toEqual([]);
  });
});

describe('a comparison', () => {
  test('tells shots that were added and removed', () => {
    const after = planOf([...scene.slice(1), shot('d', { scene: 'street-1' })]);
    expect(comparePlans(planOf(scene), after)).toMatchObject({ kept: ['b', 'c'], added: ['d'], removed: ['a'] });
  });

  test('keeps shots that only moved', () => {
    expect(comparePlans(planOf(scene), planOf(scene.toReversed())).kept).toEqual(['c', 'b', 'a']);
  });

  test('names a new look of the cast, and settings', () => {
    const seen = scene.map((made) => ({ ...made, beats: [says(made.id, 'helen', 'Hm.')] }));
    const louder = member('helen');
    const recast = bible([{ ...louder, voice: { ...louder.voice, pitch: 3 } }, member('marcus')]);
    const reasons = (over: Over) =>
      comparePlans(planOf(seen), planOf(seen, over)).changed.map((change) => change.reasons);
    expect(reasons({ bible: recast })).toEqual([['cast voice'], ['cast voice'], ['cast voice']]);
    expect(reasons({ settings: { ...settings, seed: 9 } })).toEqual([['settings'], ['settings'], ['settings']]);
  });
});

test('a cut of other shots is refused', () => {
  const cut = cutShots(scene.slice(1), settings.rate, () => undefined);
  expect(() => planFilm({ storyboard: { shots: scene, unfilmed: [] }, bible: bible(), cut, settings })).toThrow(
    RangeError,
  );
});
