import { describe, expect, test } from 'vitest';
import { applyCorrections, printBible } from './bible-yaml.ts';
import { nearestSets } from './nearest-sets.ts';
import { bibleOfScript } from './test-script.ts';

const act = '\n\nSomeone waits.\n\n';
const submarine = bibleOfScript(`INT. SUBMARINE ENGINE ROOM - DAY${act}INT. KITCHEN - DAY${act}`);
const edit = (from: string | RegExp, to: string) => {
  const text = printBible(submarine);
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  return edited;
};

describe('a place for which there is no set', () => {
  test.each([
    ['INT. SUBMARINE ENGINE ROOM - DAY', 'hallway'],
    ['INT. ZORBLAX - DAY', 'living-room'],
    ['EXT. ZORBLAX - DAY', 'park'],
    ['INT. HALLWAY - BATHROOM - DAY', 'hallway'],
    ['INT. TRAIN STATION - DAY', 'hallway'],
    ['EXT. OLD GRAVEYARDS - NIGHT', 'field'],
  ])('%s is known to be only near to %s', (heading, set) => {
    expect(nearestSets(bibleOfScript(`${heading}${act}`)).map((each) => each.set)).toEqual([set]);
  });

  test.each([
    'INT. KITCHEN - DAY',
    'EXT. TRAIN STATION - DAY',
    'INT. SUBMARINE - KITCHEN - DAY',
    'INT. HALLWAY OF THE PRISON - DAY',
    'INT. BUILDING - DAY',
    'EXT. HOUSE - DAY',
    'INT./EXT. CAR - NIGHT',
  ])('%s is none', (heading) => {
    expect(nearestSets(bibleOfScript(`${heading}${act}`))).toEqual([]);
  });

  test('is told once, by its name, however often it is filmed', () => {
    const twice = bibleOfScript(`INT. ENGINE ROOM - DAY${act}INT. KITCHEN - DAY${act}INT. ENGINE ROOM - NIGHT${act}`);
    expect(nearestSets(twice)).toEqual([{ place: 'Engine Room', set: 'living-room' }]);
  });

  test('is what a script without any heading has, unless its action says where it is', () => {
    expect(nearestSets(bibleOfScript('ANNA\nHello.\n\nBEN\nHello.\n'))).toEqual([
      { place: 'A place that the script does not name', set: 'living-room' },
    ]);
    expect(nearestSets(bibleOfScript('Anna stirs a pot in the kitchen.\n\nANNA\nHello.\n'))).toEqual([]);
  });
});

describe('the bible', () => {
  test('says in its file which sets are only near, and reads it back', () => {
    expect(printBible(submarine).match(/nearest: true\n/g)).toHaveLength(1);
    const { corrections, ...bible } = applyCorrections(submarine, printBible(submarine), submarine);
    expect([bible, corrections]).toEqual([submarine, []]);
  });

  test('takes a set that a person chose for what they want, in every later draft', () => {
    const once = applyCorrections(submarine, edit('set: hallway', 'set: studio'), submarine);
    const again = applyCorrections(submarine, printBible(once), submarine);
    expect([nearestSets(once), nearestSets(again)]).toEqual([[], []]);
    expect(again.places[0]).toMatchObject({ set: 'studio' });
  });

  test('is silent when a person is content with the nearest', () => {
    const bible = applyCorrections(submarine, edit('nearest: true\n', 'nearest: false\n'), submarine);
    expect(nearestSets(bible)).toEqual([]);
    expect(bible.places[0]).toMatchObject({ set: 'hallway' });
  });

  test('that a person wrote without the field is read as it always was', () => {
    const bible = applyCorrections(submarine, 'places:\n  kitchen:\n    set: cafe\n');
    expect(bible.places.map(({ set }) => set)).toEqual(['hallway', 'cafe']);
  });

  test('guesses the set of a place that a person only named', () => {
    const named = edit(/(\nplaces:\n)/, '$1  reactor: {}\n').replace(/(kitchen-1:[\s\S]*?place: )kitchen/, '$1reactor');
    expect(nearestSets(applyCorrections(submarine, named, submarine)).map(({ place }) => place)).toContain('Reactor');
  });
});
