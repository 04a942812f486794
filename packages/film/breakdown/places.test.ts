import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exteriorSets, interiorSets } from './story-bible.ts';
import { bibleOfScript } from './test-script.ts';

const placesOf = (script: string) => bibleOfScript(script).places.map(({ id, within, set }) => [id, within, set]);
const act = '\n\nSomeone waits.\n\n';

describe('places', () => {
  test('a room right after a hallway is in the same apartment, and the same room later on', () => {
    const bible = bibleOfScript(
      `INT. APARTMENT - HALLWAY - NIGHT${act}.KITCHEN (CONTINUOUSLY)${act}.KITCHEN (MOMENTS LATER)${act}INT. APARTMENT - KITCHEN - DAY${act}`,
    );
    expect(bible.places.map(({ id, within }) => [id, within])).toEqual([
      ['apartment', null],
      ['hallway', 'apartment'],
      ['kitchen', 'apartment'],
    ]);
    expect(bible.scenes.map(({ place }) => place)).toEqual(['hallway', 'kitchen', 'kitchen', 'kitchen']);
  });

  test('two kitchens of two houses are two places', () => {
    expect(
      placesOf(`INT. ANNA'S HOUSE - KITCHEN - DAY${act}INT. BEN'S HOUSE - KITCHEN - DAY${act}`).filter(
        ([, , set]) => set === 'kitchen',
      ),
    ).toHaveLength(2);
  });

  test.each([
    ['EXT. SIDEWALK CAFÉ – MORNING', 'cafe-terrace'],
    ['INT. CAFÉ - DAY', 'cafe'],
    ['EXT. RIVERBANK – SUNRISE', 'riverbank'],
    ['INT. TREE HOLLOW – DAY', 'tree-hollow'],
    ['INT. COLORFUL STUDIO – DAY', 'studio'],
    ['INT. TRAIN STATION - DAY', 'hallway'],
    ['EXT. TRAIN STATION - DAY', 'street'],
    ['EXT. OLD LIGHTHOUSE - NIGHT', 'harbour'],
    ['INT. COFFEE SHOP KITCHEN - DAY', 'kitchen'],
    ["INT./EXT. DANNY'S CAR - NIGHT", 'car'],
    ['.FRONT DOOR', 'front-door'],
    ['EXT. ROOFTOP OF THE HOSPITAL - DUSK', 'rooftop'],
    ['INT. ZORBLAX - DAY', 'living-room'],
  ])('%s is shot on the set %s', (heading, set) => {
    expect(bibleOfScript(`${heading}${act}`).places.at(-1)?.set).toBe(set);
  });

  test('an unknown name is set where its action is', () => {
    expect(placesOf('EXT. VALBERG - DAY\n\nShe walks along the corridor of her building.\n')[0]?.[2]).toBe('street');
  });

  test('without any heading it is a pleasant room, wherever the talk goes', () => {
    const bible = bibleOfScript(`RIDDLE\nHe works in a hospital, doctor who.\n\nPUZZLE\nHospital?\n`);
    expect(bible.places[0]).toMatchObject({ set: 'living-room', interior: true });
  });

  test('an ending is no place: the scene stays where it was', () => {
    const bible = bibleOfScript(`INT. KITCHEN - NIGHT${act}.ALTERNATIVE ENDING${act}`);
    expect(bible.scenes[1]?.place).toBe('kitchen');
  });

  test('whatever a heading says, there is a set on the right side of the wall', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('INT', 'EXT', 'INT/EXT', 'EST'),
        fc.string({ minLength: 1, maxLength: 30 }),
        (setting, name) => {
          const bible = bibleOfScript(`${setting}. ${name.replace(/[\r\n]/g, ' ')} X - DAY${act}`);
          for (const { interior, set } of bible.places) {
            expect((interior ? interiorSets : exteriorSets) as readonly string[]).toContain(set);
          }
          expect(bible.places.length).toBeGreaterThan(0);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('moments', () => {
  const times = (script: string) => bibleOfScript(script).scenes.map(({ timeOfDay }) => timeOfDay);

  test('night inside is lamplight, and CONTINUOUS, LATER and bare headings carry the hour on', () => {
    expect(
      times(
        `EXT. STREET - NIGHT${act}INT. HOUSE - CONTINUOUS${act}.KITCHEN${act}EXT. GARDEN - MOMENTS LATER${act}EXT. GARDEN - THE NEXT MORNING${act}INT. HOUSE - SIMULTANIOUSLY${act}`,
      ),
    ).toEqual(['night', 'lamp', 'lamp', 'night', 'morning', 'morning']);
  });

  test.each([
    ['SUNRISE', 'dawn'],
    ['DAY', 'noon'],
    ['LATE AFTERNOON', 'golden'],
    ['SUNSET', 'golden'],
    ['DUSK', 'dusk'],
    ['10 PM', 'night'],
    ['7:30 AM', 'morning'],
  ])('%s is %s', (time, expected) => {
    expect(times(`EXT. FIELD - ${time}${act}`)).toEqual([expected]);
  });

  test('the action tells the hour and the weather where the heading does not', () => {
    const bible = bibleOfScript(
      `EXT. FIELD\n\nThe sun sets. Rain falls on the corn.\n\nEXT. FIELD - CONTINUOUS${act}EXT. ROAD - DAY\n\nHe storms out of the barn.\n`,
    );
    expect(bible.scenes.map(({ timeOfDay, weather }) => [timeOfDay, weather])).toEqual([
      ['golden', 'rain'],
      ['golden', 'rain'],
      ['noon', 'clear'],
    ]);
  });
});
