import { describe, expect, test } from 'vitest';
import { parseFountain } from '../screenplay/fountain.ts';
import { scenesOf } from '../screenplay/scenes.ts';
import { describeShot } from './describe.ts';
import { sampleBible } from './sample-bible.ts';
import { linesIn } from './setup.ts';
import type { Shot, Storyboard } from './shot.ts';
import { storyboard } from './storyboard.ts';

type People = Parameters<typeof sampleBible>[1];
type Options = Parameters<typeof sampleBible>[2];

const couple: People = [
  { name: 'Anna', gender: 'female' },
  { name: 'Bert', gender: 'male' },
];

function board(script: string, people: People = couple, options: Options = {}): Storyboard {
  const screenplay = parseFountain(script);
  const scenes = scenesOf(screenplay);
  return storyboard(screenplay, scenes, sampleBible(scenes, people, options), { seed: 1 });
}

/** The shots of the story, without title and credits. */
function story(script: string, people?: People, options?: Options): readonly Shot[] {
  return board(script, people, options)
    .shots.slice(1)
    .filter(({ kind }) => kind !== 'credits');
}

function saying(shots: readonly Shot[], words: string): Shot {
  const shot = shots.find(({ beats }) => linesIn(beats).some(({ text }) => text.includes(words)));
  if (shot === undefined) throw new Error(`nobody says ${words}`);
  return shot;
}

function doing(shots: readonly Shot[], words: string): Shot {
  const shot = shots.find(({ beats }) => beats.some((beat) => beat.kind === 'action' && beat.text.includes(words)));
  if (shot === undefined) throw new Error(`nobody does ${words}`);
  return shot;
}

const talk = `INT. ROOM - DAY

Anna sits at the table. Bert stands by the window.

ANNA
You took the letter from my desk this morning.

BERT
I did nothing of the kind and you know it well.

ANNA
Then tell me where it is now, before they come.

BERT
(quietly)
It is where you left it a year ago.
`;

describe('the frame of the film', () => {
  test('a film begins with its title and ends with cast and writer, and nobody crosses the cards', () => {
    const { shots } = board(talk);
    const cards = shots.filter(({ card }) => card !== null);
    expect(cards.map(({ card }) => card?.heading)).toEqual(['The Test', 'Cast', 'The Test']);
    expect(shots[0]).toMatchObject({ kind: 'title-card', transitionIn: { kind: 'fade-from-black' } });
    expect(shots.at(-2)?.card?.lines).toEqual(['Anna', 'Bert']);
    expect(cards.every(({ staging }) => staging.length === 0)).toBe(true);
  });

  test('a screenplay without scenes is still a film of title and credits', () => {
    expect(board('').shots.map(({ kind }) => kind)).toEqual(['title-card', 'credits']);
  });
});

describe('a conversation', () => {
  test('a new place is established, then a master shows who is there, then an exchange opens over the shoulder', () => {
    const kinds = story(talk).map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['establishing', 'master']);
    expect(kinds).toContain('over-the-shoulder');
  });

  test('who sits sits and who stands stands, in every shot', () => {
    const poses = new Set(story(talk).flatMap(({ staging }) => staging.map(({ who, pose }) => `${who} ${pose}`)));
    expect([...poses].sort()).toEqual(['anna sit', 'bert stand']);
  });

  test('the last line of a scene is close and held', () => {
    const shots = story(talk);
    const last = saying(shots, 'a year ago');
    expect(last.tail).toBeGreaterThan(saying(shots, 'nothing of the kind').tail);
  });

  test('a quick exchange plays in one two-shot', () => {
    const shots = story(
      `${talk}\nANNA\nDo you love her, after all these long years?\n\nBERT\nYes.\n\nANNA\nWhy?\n\nBERT\nBecause she laughs at what I say to her.\n`,
    );
    const shot = saying(shots, 'Why?');
    expect(shot.kind).toBe('two-shot');
    expect(linesIn(shot.beats).map(({ text }) => text)).toEqual(['Yes.', 'Why?']);
  });

  test('a long speech is cut at sentence ends and looks once at the listener', () => {
    const sentence = 'I walked along the river until the lights went out in every single window. ';
    const shots = story(
      `INT. ROOM - DAY\n\nAnna and Bert wait.\n\nANNA\n${sentence.repeat(6).trim()}\n\nBERT\nAnd then?\n`,
    );
    const speech = shots.filter(({ beats }) => linesIn(beats).some(({ who }) => who === 'anna'));
    expect(speech.length).toBeGreaterThan(2);
    expect(speech.some(({ kind, subject }) => kind === 'reaction' && subject === 'bert')).toBe(true);
    expect(
      speech
        .flatMap(({ beats }) => linesIn(beats))
        .map(({ text }) => text)
        .join(' '),
    ).toBe(sentence.repeat(6).trim());
  });

  test('two who speak at once share the frame', () => {
    const shot = story('INT. ROOM - DAY\n\nANNA\nStop!\n\nBERT ^\nGo!\n').find(({ beats }) =>
      beats.some(({ kind }) => kind === 'dual'),
    );
    expect(shot?.staging.map(({ who }) => who)).toEqual(['anna', 'bert']);
  });
});

describe('voices', () => {
  test('a narrator is heard over the place, never seen', () => {
    const shots = story(
      'EXT. RIVER - DAY\n\nNARRATOR (V.O.)\nThe river wakes first.\n\nNARRATOR (V.O.)\nThen the city does.\n',
      [{ name: 'Narrator', species: 'voice' }],
      {
        set: 'riverbank',
        interior: false,
      },
    );
    expect(shots.every(({ staging }) => staging.length === 0)).toBe(true);
    expect(new Set(shots.flatMap(({ beats }) => linesIn(beats)).map(({ treatment }) => treatment))).toEqual(
      new Set(['voice-over']),
    );
    expect(saying(shots, 'wakes').camera).not.toEqual(saying(shots, 'city').camera);
  });

  test('a voice through the phone is heard on the face that listens, phone at the ear', () => {
    const shots = story(
      'INT. ROOM - DAY\n\nANNA\n(into the phone)\nWho is this, please?\n\nBERT (V.O.)\n(filtered, through the phone)\nYou know who it is.\n',
    );
    expect(saying(shots, 'Who is this').staging[0]?.gesture).toBe('phone');
    const heard = saying(shots, 'You know');
    expect(heard).toMatchObject({ kind: 'reaction', subject: 'anna' });
    expect(linesIn(heard.beats)[0]?.treatment).toBe('phone');
  });

  test('an announcer looks into the camera', () => {
    const shot = saying(
      story('INT. STUDIO - DAY\n\nANNOUNCER\nEveryone! It is time!\n', [{ name: 'Announcer' }], { set: 'studio' }),
      'Everyone',
    );
    expect(shot.staging[0]).toMatchObject({ facing: 'front', eyeline: 'camera' });
  });

  test('a song after a speech is sung by who spoke last', () => {
    const shots = story('INT. ROOM - DAY\n\nANNA\nFrom the top!\n\n~ *Oh, the acorns fall,*\n~ All around.\n');
    expect(shots.flatMap(({ beats }) => linesIn(beats)).filter(({ treatment }) => treatment === 'sung')).toMatchObject([
      { who: 'anna', text: 'Oh, the acorns fall,' },
      { who: 'anna', text: 'All around.' },
    ]);
  });
});

describe('deeds', () => {
  const deeds = story(`INT. ROOM - DAY

Anna waits by the window.

Bert enters with a wet hat.

BERT
I came as quickly as the trains would carry me.

He slides an envelope across the table.

ANNA
And what am I supposed to do with this thing now?

Bert hugs her.

He takes a sip of tea.

Knock at the door.

Bert walks out.

ANNA
Wait for me by the old bridge tonight, will you?
`);

  test('who enters walks in from the side, and who leaves walks out', () => {
    expect(doing(deeds, 'Bert enters').staging.find(({ who }) => who === 'bert')).toMatchObject({
      pose: 'walk',
      slot: 1.6,
    });
    expect(doing(deeds, 'walks out').staging.find(({ who }) => who === 'bert')?.walkTo).toBe(1.6);
    expect(doing(deeds, 'Anna waits').staging.map(({ who }) => who)).toEqual(['anna']);
    expect(saying(deeds, 'old bridge').staging.map(({ who }) => who)).toEqual(['anna']);
  });

  test('a thing that the story touches fills the frame', () => {
    expect(doing(deeds, 'envelope')).toMatchObject({ kind: 'insert', prop: 'letter', staging: [] });
  });

  test('gestures match what the script tells', () => {
    expect(doing(deeds, 'hugs').staging.map(({ gesture }) => gesture)).toEqual(['embrace', 'embrace']);
    expect(doing(deeds, 'sip').staging.find(({ who }) => who === 'bert')?.gesture).toBe('drink');
  });

  test('two who embrace have walked to each other, and stay there', () => {
    const before = doing(deeds, 'hugs').staging.map(({ walkTo }) => walkTo);
    const gap = Math.abs((before[0] ?? 9) - (before[1] ?? -9));
    expect(gap).toBeLessThan(0.3);
    expect(doing(deeds, 'sip').staging.find(({ who }) => who === 'bert')?.slot).toBe(before[1]);
  });

  test('a sound is named', () => {
    expect(doing(deeds, 'Knock').beats).toMatchObject([{ kind: 'action', sound: 'knock' }]);
  });

  test('the script moves in on a face: the camera does', () => {
    const shot = doing(story(`${talk}\nWe slowly move in on Anna's face.\n`), 'move in');
    expect(shot).toMatchObject({ subject: 'anna', camera: { move: 'push-in' } });
  });

  test('a point of view shows what one sees without the one who sees', () => {
    const shot = doing(story(`${talk}\n!ANNA POV: BERT BY THE WINDOW.\n`), 'POV');
    expect(shot.staging.map(({ who }) => who)).toEqual(['bert']);
  });
});

describe('transitions', () => {
  const twoScenes = (transition: string, time = 'DAY') =>
    story(`INT. ROOM - DAY\n\nAnna waits.\n\n${transition}\n\nINT. HALL - ${time}\n\nBert waits.\n`);

  test.each([
    ['CUT TO:', 'cut'],
    ['SMASH CUT TO:', 'smash'],
    ['MATCH CUT TO:', 'cut'],
    ['DISSOLVE TO:', 'dissolve'],
  ])('%s begins the next shot with a %s', (words, kind) => {
    expect(doing(twoScenes(words), 'Bert').transitionIn.kind).toBe(kind);
  });

  test('FADE OUT. ends the shot before it, after its last word', () => {
    const shot = doing(twoScenes('FADE OUT.'), 'Anna');
    expect(shot.transitionOut.kind).toBe('fade-to-black');
    expect(shot.tail).toBeGreaterThanOrEqual(shot.transitionOut.seconds);
  });

  test('CUT TO BLACK. is a black shot of its own', () => {
    expect(twoScenes('CUT TO BLACK.').map(({ kind }) => kind)).toContain('black');
  });

  test('a leap in time is mixed into', () => {
    expect(doing(twoScenes('', 'MOMENTS LATER'), 'Bert').transitionIn.kind).toBe('dissolve');
  });

  test('FADE IN: at the beginning fades the first picture in', () => {
    expect(story(`FADE IN:\n\n${talk}`)[0]?.transitionIn.kind).toBe('fade-from-black');
  });

  test('an end title stands on black, other centred words over the picture', () => {
    const shots = story(`${talk}\n>HAPPY DAYS!<\n\n> THE END <\n`);
    expect(shots.filter(({ card }) => card !== null).map(({ kind, card }) => [kind, card?.heading])).toEqual([
      ['caption', 'HAPPY DAYS!'],
      ['black', 'THE END'],
    ]);
  });
});

describe('what is not filmed', () => {
  test('notes, sections, synopses, boneyards, page breaks and annotations are listed with the reason', () => {
    const { unfilmed } = board(
      `Title: The Test\nDraft date: today\n\n# ACT I\n\n= She waits.\n\n${talk}\n[[check the date]]\n\n/* cut */\n\n===\n\n00:15\n[i]https://example.org/a.png\n\nAnna waits.\n`,
    );
    expect(unfilmed.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'Draft date: today',
        'ACT I',
        'She waits.',
        'check the date',
        'cut',
        '===',
        '00:15\n[i]https://example.org/a.png',
      ]),
    );
    expect(unfilmed.every(({ reason }) => reason !== '')).toBe(true);
  });
});

describe('for a reader', () => {
  test('a shot is described in one line with what is in it and why', () => {
    const screenplay = parseFountain(talk);
    const scenes = scenesOf(screenplay);
    const bible = sampleBible(scenes, couple);
    const shot = saying(storyboard(screenplay, scenes, bible, { seed: 1 }).shots, 'a year ago');
    const line = describeShot(shot, bible);
    expect(line).toContain('BERT, three-quarter left');
    expect(line).toContain('“It is where you left it a year ago.”');
    expect(line).not.toContain('\n');
  });
});
