import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyCorrections, BibleError, printBible } from './bible-yaml.ts';
import { hairStyles, moods, type StoryBible, skins } from './story-bible.ts';
import { bibleOfScript, memberOf } from './test-script.ts';

const draft1 = bibleOfScript(
  `INT. FLAT - HALL - NIGHT\n\nHELEN (45) enters. A WAITER bows.\n\nHELEN\nHello?\n\n.KITCHEN\n\nBOSS\nSit.\n\nHELEN\nNo.\n`,
);
const draft2 = bibleOfScript(
  `EXT. BEACH - DAY\n\nHELEN (50) runs after KIM (20).\n\nKIM\nFaster!\n\nINT. FLAT - HALL - NIGHT\n\nHELEN\nHello?\n\n.KITCHEN\n\nBOSS\nSit.\n\nHELEN\nNo.\n`,
);
const edit = (bible: StoryBible, from: string | RegExp, to: string) => {
  const text = printBible(bible);
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  return edited;
};

describe('a bible that nobody has touched', () => {
  test('is read back as it was printed, and follows the script', () => {
    const { corrections, ...bible } = applyCorrections(draft1, printBible(draft1), draft1);
    expect(bible).toEqual(draft1);
    expect(corrections).toEqual([]);
    expect(applyCorrections(draft2, printBible(draft1), draft1)).toEqual({ ...draft2, corrections: [] });
  });
});

describe('a correction', () => {
  test('outlives every draft, even one that agreed with it for a while', () => {
    const one = applyCorrections(draft1, edit(draft1, 'age: 45', 'age: 50'), draft1);
    const two = applyCorrections(draft2, printBible(one), draft1);
    const three = applyCorrections(draft1, printBible(two), draft2);
    expect([one, two, three].map((bible) => memberOf(bible, 'helen').age)).toEqual([50, 50, 50]);
    expect(memberOf(two, 'kim')).toEqual(memberOf(draft2, 'kim'));
  });

  test('is taken back by deleting its line', () => {
    const one = applyCorrections(draft1, edit(draft1, 'age: 45', 'age: 60'), draft1);
    const two = applyCorrections(draft1, edit(one, / {4}age: 60\n/, ''), draft1);
    expect(memberOf(two, 'helen').age).toBe(45);
    expect(two.corrections).toEqual([]);
  });

  test('of a gender gives another voice, unlike those of the others', () => {
    const male = applyCorrections(draft1, edit(draft1, /(helen:[\s\S]*?gender: )female/, '$1male'), draft1);
    expect(memberOf(male, 'helen').voice.base).not.toBe('slt');
    expect(memberOf(male, 'boss')).toEqual(memberOf(draft1, 'boss'));
  });

  test('of a place takes the light along', () => {
    const outside = applyCorrections(draft1, edit(draft1, /(hall:[\s\S]*?interior: )true/, '$1false'), draft1);
    expect(outside.scenes[0]).toMatchObject({ interior: false, timeOfDay: 'night' });
  });

  test('merges two people by an alias, wherever the one stood', () => {
    const bible = applyCorrections(draft1, edit(draft1, 'aliases: [ BOSS ]', 'aliases: [ BOSS, WAITER ]'), draft1);
    expect(bible.cast.map(({ id }) => id)).toEqual(['helen', 'boss']);
    expect(bible.scenes[0]?.cast).toEqual(['helen', 'boss']);
    const later = applyCorrections(draft1, printBible(bible), draft1);
    expect(later.cast).toEqual(bible.cast);
  });

  test('takes out who never speaks, and adds who is only written down', () => {
    const without = applyCorrections(draft1, edit(draft1, / {2}waiter:[\s\S]*?(?= {2}boss:)/, ''), draft1);
    expect(without.scenes[0]?.cast).toEqual(['helen']);
    const text = printBible(draft1)
      .replace('\nplaces:', '  bob:\n    age: 70\n    gender: male\n\nplaces:')
      .replace('cast: [ boss, helen ]', 'cast: [ boss, helen, bob ]');
    const bible = applyCorrections(draft1, text, draft1);
    expect(memberOf(bible, 'bob')).toMatchObject({ name: 'Bob', age: 70, gender: 'male' });
    const later = applyCorrections(draft2, printBible(bible), draft1);
    expect(memberOf(later, 'bob')).toEqual(memberOf(bible, 'bob'));
    expect(later.scenes.at(-1)?.cast).toContain('bob');
  });

  test('counts also in a file with nothing but itself', () => {
    const bible = applyCorrections(draft1, 'cast:\n  helen:\n    look: { skin: porcelain }\n');
    expect(memberOf(bible, 'helen').look.skin).toBe('porcelain');
    expect(bible.cast).toHaveLength(3);
  });

  test('waits for its scene while a draft is without it', () => {
    const one = applyCorrections(draft2, edit(draft2, /(beach-1:[\s\S]*?mood: )\w+/, '$1eerie'), draft2);
    const two = applyCorrections(draft1, printBible(one), draft2);
    const three = applyCorrections(draft2, printBible(two), draft1);
    expect(three.scenes[0]).toMatchObject({ id: 'beach-1', mood: 'eerie' });
  });
});

describe('a mistake in the file', () => {
  const mistake = (from: string | RegExp, to: string): BibleError => {
    try {
      applyCorrections(draft1, edit(draft1, from, to), draft1);
    } catch (error) {
      if (error instanceof BibleError) return error;
      throw error;
    }
    throw new Error('was accepted');
  };

  test.each([
    [/gender: female/, 'gender: lady', 'cast/helen/gender', 'female, male, neutral'],
    [/ age: 45/, ' agee: 45', 'cast/helen/agee', 'age'],
    [/ age: 45/, ' age: old', 'cast/helen/age', 'number'],
    [/topColour: "#\w+"/, 'topColour: #aabbcc', 'cast/helen/look/topColour', 'in quotes'],
    [/set: hallway/, 'set: dungeon', 'places/hall/set', 'hallway'],
    [/cast: \[ helen, waiter \]/, 'cast: [ helene ]', 'scenes/flat-hall-1/cast', 'helen'],
    [/ {2}boss:[\s\S]*?(?=\nplaces)/, '', 'cast', 'boss: {}'],
    [/aliases: \[ BOSS \]/, 'aliases: []', 'cast/boss/aliases', 'BOSS'],
    [/\nscenes:\n/, '\nscenes:\n  attic-1: { mood: calm }\n', 'scenes/attic-1', 'flat-hall-1'],
  ])('%s → %s names path, line and what is allowed', (from, to, path, allowed) => {
    const error = mistake(from, to);
    expect(error.path).toBe(path);
    expect(error.message).toContain(allowed);
    expect(error.message).not.toContain('\n');
    expect(error.line).toBeGreaterThan(30);
  });

  test('broken YAML names line and column', () => {
    expect(mistake('title: Untitled', 'title: "Untitled')).toMatchObject({ name: 'BibleError' });
  });

  test('aliases that multiply are refused before they fill the memory', () => {
    const names = 'bcdefghij'.split('');
    const laughs = names.map((name, n) => `${name}: &${name} [${`*${'abcdefghij'[n]},`.repeat(9)}]`);
    const text = `title: A\na: &a [x]\n${laughs.join('\n')}\nnotes:`;
    expect(mistake('title: Untitled', text)).toMatchObject({
      name: 'BibleError',
      message: expect.stringContaining('aliases'),
    });
  });
});

test('whatever a person writes wins in every later draft, and what they left alone follows the script', () => {
  const fields = fc.record({
    skin: fc.constantFrom(...skins),
    hair: fc.constantFrom(...hairStyles),
    mood: fc.constantFrom(...moods),
    name: fc.constantFrom('Nell', 'Nora'),
  });
  fc.assert(
    fc.property(fields, fc.array(fc.constantFrom(draft1, draft2), { minLength: 1, maxLength: 5 }), (wish, drafts) => {
      const text = printBible(draft1)
        .replace(/(helen:[\s\S]*?name: )\w+/, `$1${wish.name}`)
        .replace(/(helen:[\s\S]*?skin: )\w+/, `$1${wish.skin}`)
        .replace(/(helen:[\s\S]*?hair: )\w+/, `$1${wish.hair}`)
        .replace(/(kitchen-1:[\s\S]*?mood: )\w+/, `$1${wish.mood}`);
      let [file, last] = [text, draft1];
      for (const draft of drafts) {
        const bible = applyCorrections(draft, file, last);
        const helen = memberOf(bible, 'helen');
        expect([helen.name, helen.look.skin, helen.look.hair]).toEqual([wish.name, wish.skin, wish.hair]);
        expect(bible.scenes.find(({ id }) => id === 'kitchen-1')?.mood).toBe(wish.mood);
        expect(helen.age).toBe(memberOf(draft, 'helen').age);
        const others = (one: StoryBible) => one.cast.filter(({ id }) => id !== 'helen');
        expect(others(bible)).toEqual(others(draft));
        [file, last] = [printBible(bible), draft];
      }
    }),
    { seed: 3, numRuns: 25 },
  );
});
