import { describe, expect, test } from 'vitest';
import { parseFountain } from '../screenplay/fountain.ts';
import { scenesOf } from '../screenplay/scenes.ts';
import { sampleBible } from './sample-bible.ts';
import { linesIn } from './setup.ts';
import type { Shot, Staging } from './shot.ts';
import { storyboard } from './storyboard.ts';

const people = [
  { name: 'Anna', gender: 'female' },
  { name: 'Bert', gender: 'male' },
] as const;

function story(script: string): readonly Shot[] {
  const screenplay = parseFountain(script);
  const scenes = scenesOf(screenplay);
  return storyboard(screenplay, scenes, sampleBible(scenes, people), { seed: 1 }).shots;
}

function at(shots: readonly Shot[], words: string): Shot {
  const shot = shots.find(({ beats }) =>
    beats.some((beat) => (beat.kind === 'action' ? beat.text : linesIn([beat])[0]?.text)?.includes(words)),
  );
  if (shot === undefined) throw new Error(`no shot of ${words}`);
  return shot;
}

const figure = (shot: Shot, who: string): Staging | undefined => shot.staging.find((each) => each.who === who);

describe('what hands hold', () => {
  const shots = story(`INT. ROOM - DAY

Bert waits by the window.

Anna enters, carrying a suitcase.

ANNA
I have come as quickly as the trains would let me.

She lifts a lantern and waves it slowly.

ANNA
And I shall wave it until somebody comes to help.

Anna gives Bert the lantern.

BERT
And what am I supposed to do with this one now?

Bert covers his face with his hands.

BERT
Nobody ever tells me what to do with all these things.
`);

  test('stays in them from shot to shot, with a gesture that suits it', () => {
    expect(figure(at(shots, 'Anna enters'), 'anna')).toMatchObject({ holding: 'briefcase', gesture: 'carry' });
    expect(figure(at(shots, 'the trains'), 'anna')?.holding).toBe('briefcase');
    expect(figure(at(shots, 'waves it slowly'), 'anna')).toMatchObject({ holding: 'lantern', gesture: 'wave' });
    expect(figure(at(shots, 'until somebody'), 'anna')?.holding).toBe('lantern');
  });

  test('goes over to whom it is given', () => {
    expect(figure(at(shots, 'this one now'), 'bert')?.holding).toBe('lantern');
  });

  test('is not in hands that cover a face', () => {
    expect(figure(at(shots, 'covers his face'), 'bert')).toMatchObject({ holding: null, gesture: 'hands-to-face' });
  });
});

describe('places on the set', () => {
  const gap = (script: string) => {
    const slots = at(story(script), 'longer than that').staging.map(({ slot }) => slot);
    return Math.abs((slots[0] ?? 0) - (slots[1] ?? 0));
  };
  const words = '\n\nANNA\nWe have waited for it longer than that, have we not?\n';

  test('who waits beside somebody stands closer than who does not', () => {
    const apart = gap(`INT. ROOM - DAY\n\nBert waits. Anna waits.${words}`);
    expect(gap(`INT. ROOM - DAY\n\nBert waits. Anna waits beside him.${words}`)).toBeLessThan(apart);
  });

  test('who walks out and answers is only on the way, who slams a door outside is heard', () => {
    const shots = story(
      'INT. ROOM - DAY\n\nAnna and Bert wait.\n\nBert walks out.\n\nANNA\nYou are not going anywhere tonight!\n\nBERT\nI am going to bed, if you have to know.\n\nBert walks out.\n\nBert slams the door to his room.\n',
    );
    expect(Math.abs(figure(at(shots, 'walks out'), 'bert')?.walkTo ?? 9)).toBeLessThan(1.4);
    expect(figure(at(shots, 'slams'), 'bert')).toBeUndefined();
  });

  test('two names with one verb both do it', () => {
    const shot = at(story('INT. ROOM - DAY\n\nAnna and Bert sit side by side.\n'), 'side by side');
    expect(shot.staging.map(({ pose }) => pose)).toEqual(['sit', 'sit']);
  });
});

test('a call between two places shows each where they are, and their eyes meet across the cut', () => {
  const shots = story(
    'INT. BOOTH - NIGHT\n\nBert dials.\n\nINT. BEDROOM - NIGHT\n\nAnna answers the phone.\n\nINTERCUT - BOOTH / BEDROOM\n\nBERT\nIt is me, please do not hang up on me again.\n\nANNA\nDo you have any idea what time it is now?\n',
  );
  const caller = at(shots, 'It is me');
  const called = at(shots, 'what time');
  expect([caller.place, called.place]).toEqual(['booth', 'bedroom']);
  expect([caller, called].map(({ staging }) => staging.map(({ who, holding }) => [who, holding]))).toEqual([
    [['bert', 'phone']],
    [['anna', 'phone']],
  ]);
  const sides = [caller, called].map(({ staging }) => staging[0]?.facing.split('-').at(-1));
  expect(new Set(sides).size).toBe(2);
});

test('a long talk does not show the same face twice in a row in the same size', () => {
  const turns = Array.from(
    { length: 24 },
    (_, index) => `${index % 2 === 0 ? 'ANNA' : 'BERT'}\nThis is what I say to you as number ${index} of many.`,
  );
  const singles = story(`INT. ROOM - DAY\n\nAnna and Bert wait.\n\n${turns.join('\n\n')}\n`).filter(
    ({ kind, subject }) => kind === 'single' && subject === 'anna',
  );
  const sizes = singles.map(({ size }) => size);
  expect(new Set(sizes).size).toBeGreaterThan(1);
  const repeated = sizes.filter((size, index) => index > 0 && size === sizes[index - 1]);
  expect(repeated.length).toBeLessThan(sizes.length / 2);
});
