import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFountain } from '../screenplay/fountain.ts';
import { speakersOf } from './breakdown.ts';
import { areConfusable } from './casting.ts';
import { bibleOfScript, memberOf } from './test-script.ts';

const ids = (script: string) => bibleOfScript(script).cast.map(({ id }) => id);

describe('the cast', () => {
  test('merges cues over extensions, case, punctuation and curly quotes', () => {
    const bible = bibleOfScript(
      `INT. FARM - DAY\n\nANNA O’HARA\nHello.\n\nANNA O'HARA (V.O.)\nI said.\n\n@Anna O'Hara (CONT’D)\nAnd left.\n\nANNA O'HARA'S VOICE\nHello?\n`,
    );
    expect(bible.cast).toHaveLength(1);
    expect(bible.cast[0]).toMatchObject({ name: "Anna O'Hara", speeches: 4, gender: 'female' });
  });

  test('knows a man again after he has said his name', () => {
    const bible = bibleOfScript(
      `EXT. STREET - DAY\n\nA TALL MAN (60) with a cane stops.\n\nMAN\nMy name is Oleg.\n\nOLEG\nI am lost.\n\nINT. CAFE - DAY\n\nOLEG\nCoffee.\n`,
    );
    expect(bible.cast.map(({ id, aliases, age }) => [id, aliases, age])).toEqual([
      ['oleg', ['OLEG', 'MAN', 'TALL MAN'], 60],
    ]);
  });

  test('takes a title and a kind of person for what they are', () => {
    expect(
      ids(
        `EXT. DESERT ROAD - DAY\n\nA HITCHHIKER waves. MRS. HIGGINS (70s) stares. Mr. Higgins (75) snores.\n\nHITCHHIKER\nI'm Bill.\n\nBILL\nThanks.\n`,
      ),
    ).toEqual(['bill', 'mrs-higgins', 'mr-higgins']);
  });

  test('keeps two apart who talk to each other, whatever they call themselves', () => {
    expect(ids(`INT. BAR - DAY\n\nMAN\nI'm Oleg.\n\nOLEG\nNo, I am.\n\nMAN\nStop it.\n`)).toEqual(['man', 'oleg']);
  });

  test('follows the action when it goes on with the name that somebody was called to her face', () => {
    const bible = bibleOfScript(
      `INT. KITCHEN - NIGHT\n\nNORA (40) sits. VIKTOR (50) stands by the door.\n\nVIKTOR\nThey called you Irina Petrova back then.\n\nNORA\nYou are mistaken.\n\nIrina draws a gun and points it at Viktor.\n`,
    );
    expect(memberOf(bible, 'nora').aliases).toContain('IRINA');
    expect(bible.scenes[0]?.cast).toEqual(['nora', 'viktor']);
  });

  test('takes an extension that is a name for the other name of the speaker', () => {
    expect(ids(`INT. BAR - DAY\n\nHELEN\nHi.\n\nSENAIT (Helen)\nAll right.\n`)).toEqual(['helen']);
  });

  test('reads age, gender and look from an introduction', () => {
    const bible = bibleOfScript(
      `EXT. HARBOUR - DAWN\n\nMAYA, 30s, short red hair, yellow raincoat, watches a tall bearded FISHERMAN. HELEN (45), an african woman, waves.\n\nMAYA\nMorning.\n`,
    );
    expect(memberOf(bible, 'maya')).toMatchObject({
      age: 35,
      gender: 'female',
      look: { hair: 'short', hairColour: 'red', top: 'coat', topColour: '#e8c33f' },
      introducedAt: 3,
    });
    expect(memberOf(bible, 'fisherman')).toMatchObject({ gender: 'male', look: { beard: 'full', headwear: 'beanie' } });
    expect(memberOf(bible, 'helen')).toMatchObject({ age: 45, gender: 'female', look: { skin: 'deep' } });
  });

  test('dresses professions, ages kids and hears pronouns', () => {
    const bible = bibleOfScript(
      `INT. SHOP - DAY\n\nBARISTA\nYes?\n\nKID\nCandy!\n\nQUILL stands up. She leaves.\n\nQUILL\n(rolling her eyes)\nFine.\n\nDR. LEE\nNext.\n`,
    );
    expect(memberOf(bible, 'barista').look.top).toBe('apron');
    expect(memberOf(bible, 'kid').look.height).toBeLessThan(0.8);
    expect(memberOf(bible, 'quill').gender).toBe('female');
    expect(memberOf(bible, 'dr-lee').look).toMatchObject({ top: 'coat' });
  });

  test('finds silent people in capitals, but no props, sounds or crowds', () => {
    expect(
      ids(
        `INT. KITCHEN - DAY\n\nA KITCHEN DRAWER opens. ANNA takes a 9MM RUGER SR22 WITH A SILENCER from it. BLOOD STAINS on the wall. A WAITER passes. TWO GUARDS run. The CROWD cheers.\n\nDING DONG\n\nPUI! PUI!\n\nANNA\nWho is it?\n`,
      ),
    ).toEqual(['anna', 'waiter']);
  });

  test('knows animals, and voices that are never seen', () => {
    const bible = bibleOfScript(
      `INT. TREE HOLLOW - DAY\n\nPIP the squirrel hums.\n\nPIP\nReady?\n\nOWL MAESTRO\nIndeed.\n\nNARRATOR\nAnd so it was.\n\nDAVE (V.O.)\nFar away.\n`,
    );
    expect(bible.cast.map(({ id, look }) => [id, look.species])).toEqual([
      ['pip', 'squirrel'],
      ['owl-maestro', 'owl'],
      ['narrator', 'voice'],
      ['dave', 'voice'],
    ]);
    expect(bible.scenes[0]).toMatchObject({ cast: ['pip', 'owl-maestro'], heard: ['narrator', 'dave'] });
  });

  test('gives a child the skin of the mother whom it calls so', () => {
    const bible = bibleOfScript(
      `INT. HALL - DAY\n\nREBECCA (9) enters.\n\nREBECCA\nHi, mom.\n\nHELEN\nHi.\n\nEXT. STREET - DAY\n\nHELEN, 40, a Nigerian woman, runs.\n`,
    );
    expect(memberOf(bible, 'rebecca').look.skin).toBe(memberOf(bible, 'helen').look.skin);
  });

  test('tells the two of a dialogue apart of whom nothing is said', () => {
    const bible = bibleOfScript(`RIDDLE\nWell?\n\nPUZZLE\nWell what?\n`);
    const [a, b] = bible.cast;
    expect(a?.gender).not.toBe(b?.gender);
    expect(a?.look.topColour).not.toBe(b?.look.topColour);
  });
});

describe('who is in a scene', () => {
  test('silent ones named by the action are; off-screen and telephone voices are only heard', () => {
    const bible = bibleOfScript(
      `INT. OFFICE - DAY\n\nANNA (30) and BEN (40) sit. She looks at a photo of Carl.\n\nCARL (O.S.)\nAnyone?\n\nANNA\nNo.\n\nINT. HALL - DAY\n\nCARL stands by Anna's desk. We hear BEN humming.\n\nCARL\nBen?\n`,
    );
    expect(bible.scenes.map(({ cast, heard }) => ({ cast, heard }))).toEqual([
      { cast: ['anna', 'ben'], heard: ['carl'] },
      { cast: ['carl'], heard: ['ben'] },
    ]);
  });

  test('a cue of two puts both there, and both speak', () => {
    const bible = bibleOfScript(`INT. HALL - DAY\n\nANNA\nGo!\n\nBEN\nNo!\n\nINT. CAR - DAY\n\nANNA & BEN\nStop!\n`);
    expect(bible.cast).toHaveLength(2);
    expect(bible.scenes[1]?.cast).toEqual(['anna', 'ben']);
    expect(speakersOf(bible.cast, 'ANNA & BEN').map(({ id }) => id)).toEqual(['anna', 'ben']);
  });
});

const name = fc.constantFrom(
  'ANNA',
  'BEN',
  'MARIA',
  'OLD MAN',
  'GUARD 1',
  'GUARD 2',
  'KID',
  'ZORB',
  'DR. LEE',
  'VOICE',
  'MAN',
  'ÅSA',
  'CROWD',
);
const extension = fc.constantFrom('', ' (V.O.)', ' (O.S.)', " (CONT'D)");
const scene = fc
  .tuple(
    fc.constantFrom('INT. KITCHEN - NIGHT', 'EXT. BEACH - DAY', '.HALLWAY', 'INT. NOWHERE'),
    fc.array(fc.tuple(name, extension), { minLength: 1, maxLength: 6 }),
  )
  .map(([heading, cues]) => `${heading}\n\n${cues.map(([who, how]) => `${who}${how}\nWell, well.\n`).join('\n')}\n`);
const script = fc.array(scene, { minLength: 1, maxLength: 5 }).map((scenes) => scenes.join('\n'));

test('every cue has a speaker in the cast, and every scene names only members and places that are there', () => {
  fc.assert(
    fc.property(script, (text) => {
      const bible = bibleOfScript(text);
      for (const element of parseFountain(text).elements) {
        if (element.kind === 'character') expect(speakersOf(bible.cast, element.name)).not.toHaveLength(0);
      }
      const cast = new Set(bible.cast.map(({ id }) => id));
      expect(cast.size).toBe(bible.cast.length);
      for (const { place, cast: seen, heard } of bible.scenes) {
        expect(bible.places.some(({ id }) => id === place)).toBe(true);
        expect([...seen, ...heard].every((id) => cast.has(id))).toBe(true);
      }
    }),
    { seed: 7, numRuns: 60 },
  );
});

test('no two who speak in one scene have voices that could be confused', () => {
  fc.assert(
    fc.property(script, (text) => {
      const bible = bibleOfScript(text);
      for (const { cast, heard } of bible.scenes) {
        const voices = [...cast, ...heard].map((id) => memberOf(bible, id).voice);
        voices.forEach((a, index) => {
          for (const b of voices.slice(index + 1)) expect(areConfusable(a, b)).toBe(false);
        });
      }
    }),
    { seed: 11, numRuns: 60 },
  );
});

test('somebody added in another scene changes nobody else’s voice and nobody’s earlier look', () => {
  const before = bibleOfScript(`INT. HALL - DAY\n\nANNA\nGo!\n\nBEN\nNo!\n`);
  const after = bibleOfScript(`INT. HALL - DAY\n\nANNA\nGo!\n\nBEN\nNo!\n\nEXT. BEACH - DAY\n\nZORB\nHm.\n`);
  expect(after.cast.slice(0, 2)).toEqual(before.cast);
});
