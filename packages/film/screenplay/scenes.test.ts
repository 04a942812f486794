import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAnnotation } from './annotation.ts';
import { fountainText } from './fountain.arbitraries.ts';
import { parseFountain } from './fountain.ts';
import { notesOf } from './notes.ts';
import { scenesOf } from './scenes.ts';
import { speechesOf } from './speeches.ts';
import { titlePageOf } from './title-page.ts';

test('every element but the title page is in exactly one scene, in order, and ids differ', () => {
  fc.assert(
    fc.property(fountainText, (text) => {
      const screenplay = parseFountain(text);
      const scenes = scenesOf(screenplay);
      const rest = screenplay.elements.filter((element) => element.kind !== 'title-entry');
      expect(scenes.flatMap((scene) => scene.elements)).toEqual(rest);
      expect(new Set(scenes.map((scene) => scene.id)).size).toBe(scenes.length);
      for (const scene of scenes) {
        const headings = scene.elements.filter((element) => element.kind === 'scene-heading');
        expect(headings).toEqual(scene.heading ? [scene.heading] : []);
      }
    }),
    { seed: 11, numRuns: 1_000 },
  );
});

test('a scene number is the id of its scene; other scenes count their place', () => {
  const script = '.KITCHEN #3-DDXWV#\n\nOne.\n\n.KITCHEN\n\nTwo.\n\nINT. VÅRBERG – DAY\n\n.KITCHEN\n\nThree.\n';
  expect(ids(script)).toEqual(['3-DDXWV', 'kitchen-1', 'varberg-1', 'kitchen-2']);
});

test('a scene number that is used twice, or looks like another id, still makes ids that differ', () => {
  expect(ids('.HALL #1#\n\n.HALL #1#\n\n.ROOM #hall-1#\n\n.HALL\n')).toEqual(['1', '1-2', 'hall-1', 'hall-2']);
});

test('what is not filmed before the first heading opens the first scene', () => {
  const scenes = scenesOf(parseFountain('FADE IN:\n\n# ACT I\n\n00:10\nINT. SHED - DAY\n\nRain.\n'));
  expect(scenes.map((scene) => [scene.heading?.place, scene.elements.length])).toEqual([['SHED', 5]]);
});

test('a scene is inferred where something happens before any heading, and at each scene title', () => {
  const script = 'SCENE ONE\n\nANNA\nHi.\n\nSCENE TWO\n\nShe goes.\n\nINT. SHED - DAY\n\nRain.\n';
  expect(scenesOf(parseFountain(script)).map((scene) => [scene.id, scene.heading === null])).toEqual([
    ['scene-one-1', true],
    ['scene-two-1', true],
    ['shed-1', false],
  ]);
});

test('an outline title that is followed by its heading makes no scene of its own', () => {
  expect(ids('INT. HALL - DAY\n\nRain.\n\n## Scene 2: Shed\n\nINT. SHED - DAY\n\nSnow.\n')).toEqual([
    'hall-1',
    'shed-1',
  ]);
});

test('a speech holds all that is spoken under its cue, over notes and boneyards, and the song after it', () => {
  const script = 'ANNA\n(low)\nOne.\n[[ask]]\nTwo.\n/*no*/\n\n~ Three\n\nShe goes.\n\n~ Four\n\nBO ^\nFive.\n';
  const speeches = speechesOf(parseFountain(script).elements);
  expect(speeches.map(({ cue, parts }) => [cue.name, cue.dual, ...parts.map((part) => part.text)])).toEqual([
    ['ANNA', false, 'low', 'One.', 'Two.', 'Three'],
    ['BO', true, 'Five.'],
  ]);
});

test('the title page is read without emphasis', () => {
  const script = 'Title:\n  _**TWO**_\n  ROOMS\nCredit: by\nWriters: A. One\nDraft date: 1 May\n\nRain.\n';
  expect(titlePageOf(parseFountain(script))).toEqual({
    title: 'TWO ROOMS',
    credit: 'by',
    authors: ['A. One'],
    others: [{ key: 'Draft date', values: ['1 May'] }],
  });
});

test('notes within an element are listed', () => {
  const [action] = parseFountain('She sits. [[where?]] He [[who\nis he?]] stands. /* [[no]] */').elements;
  expect(action && notesOf(action)).toEqual(['where?', 'who\nis he?']);
});

test.each([
  ['00:15\n[i]https://example.org/1.png', true],
  ['[a]rain.mp3', true],
  ['01:02:03', true],
  ['The clock reads 00:15', false],
  ['[i]talics are not links', false],
])('%s is an annotation: %s', (text, expected) => {
  const [action] = parseFountain(text).elements;
  expect(action?.kind === 'action' && isAnnotation(action)).toBe(expected);
});

function ids(script: string): string[] {
  return scenesOf(parseFountain(script)).map((scene) => scene.id);
}
