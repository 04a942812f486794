import { describe, expect, test } from 'vitest';
import { emotionOf } from './emotions.ts';
import { propsIn } from './props.ts';
import { bibleOfScript } from './test-script.ts';

describe('props', () => {
  test('are what the action shows, in its order', () => {
    expect(
      propsIn('He opens his briefcase, takes out a folder and a framed photo.').map(({ prop }) => prop.kind),
    ).toEqual(['briefcase', 'folder', 'photograph']);
  });

  test('are not what is talked about, nor what is missing', () => {
    const bible = bibleOfScript(
      `INT. HALL - DAY\n\nNo gun. She hats off.\n\nANNA\n(into the phone)\nBring the knife!\n`,
    );
    expect(bible.props.map(({ kind }) => kind)).toEqual(['phone']);
  });

  test('a doorbell is no door, a gun smoke no second gun, and rings that ring are none', () => {
    expect(propsIn('The doorbell rings. Gun smoke hangs in the air.')).toEqual([]);
  });
});

describe('the emotion of a line', () => {
  test.each([
    ['rolling her eyes', 'Sure.', 'sly'],
    ['excited', 'Ready?', 'happy'],
    ['shouting', 'And get the door!', 'angry'],
    ['booming voice', 'Kids! Moms!', 'determined'],
    ['not angry', 'Fine.', 'neutral'],
    [null, 'What are you talking about?!', 'surprised'],
    [null, 'You watch your tone!', 'angry'],
    [null, 'I got the tickets.', 'neutral'],
    [null, "I don't know what you're talking about.", 'confused'],
    ['to self', 'Damnit.', 'angry'],
  ])('(%s) %s is %s', (parenthetical, text, emotion) => {
    expect(emotionOf(parenthetical, text)).toBe(emotion);
  });
});

describe('the mood of a scene', () => {
  const moodOf = (script: string) => bibleOfScript(script).scenes[0]?.mood;

  test('is tense with a gun, calm by a river at dawn, joyful with applause, neutral where nothing is', () => {
    expect(moodOf('INT. KITCHEN - NIGHT\n\nShe aims the gun at him. He glares.\n')).toBe('tense');
    expect(moodOf('EXT. RIVERBANK - DAWN\n\nNARRATOR\nThe river wakes softly and speaks in ripples.\n')).toBe('calm');
    expect(moodOf('INT. HALL - DAY\n\nApplause. Everyone cheers and dances.\n')).toBe('joyful');
    expect(moodOf('INT. HALL - DAY\n\nA chair.\n')).toBe('neutral');
  });
});

test('the title card has the title and who wrote it', () => {
  const bible = bibleOfScript(
    'Title:\n    _**LOST & FOUND**_\nCredit: Written by\nAuthor: A. Writer\nDraft date: today\n\nINT. HALL - DAY\n\nA chair.\n',
  );
  expect([bible.title, bible.credits]).toEqual(['LOST & FOUND', ['Written by', 'A. Writer']]);
});
