import { describe, expect, test } from 'vitest';
import type { Shot, Staging } from '../storyboard/shot.ts';
import { does, says, shot } from '../timeline/shots.fixture.ts';
import { bible, member, settings } from './bible.fixture.ts';
import { shotContent, shotKey } from './shot-key.ts';

const helen: Staging = {
  who: 'helen',
  slot: -0.4,
  pose: 'stand',
  facing: 'front',
  eyeline: 'right',
  emotion: 'neutral',
  gesture: 'none',
  holding: null,
  foreground: false,
  walkTo: null,
};
const said = says('l1', 'helen', 'Good morning.');
const sample = shot('a', { staging: [helen], subject: 'helen', beats: [does('She turns.', 1), said] });
const keyOf = (made: Shot, inBible = bible(), before: Shot | null = null) =>
  shotKey(shotContent(made, inBible, before), settings);

describe('the key of a shot stays', () => {
  test.each<[string, Partial<Shot>]>([
    ['its id', { id: 'b' }],
    ['its place in the source', { source: { first: 90, last: 99 } }],
    ['the rule that made it', { rule: 'another rule' }],
    ['the id of a line', { beats: [does('She turns.', 1), says('l9', 'helen', 'Good morning.')] }],
    ['the reason of the camera', { camera: { ...sample.camera, reason: 'another' } }],
  ])('when %s changes', (_what, over) => {
    expect(keyOf({ ...sample, ...over })).toBe(keyOf(sample));
  });

  test('when someone changes who is not in it, or how a member is introduced', () => {
    const { cast } = bible();
    const [first = member('helen'), second = member('marcus')] = cast;
    expect(keyOf(sample, bible([first, { ...second, age: 90 }]))).toBe(keyOf(sample));
    expect(keyOf(sample, bible([{ ...first, introducedAt: 77, aliases: ['H'] }, second]))).toBe(keyOf(sample));
  });

  test('when the shot before changes, but for a dissolve', () => {
    const other = shot('z', { mood: 'sad' });
    expect(keyOf(sample, bible(), other)).toBe(keyOf(sample));
    const dissolve: Shot = { ...sample, transitionIn: { kind: 'dissolve', seconds: 1 } };
    expect(keyOf(dissolve, bible(), other)).not.toBe(keyOf(dissolve, bible(), shot('z')));
  });
});

describe('the key of a shot changes', () => {
  test.each<[string, Partial<Shot>]>([
    ['words', { beats: [does('She turns.', 1), says('l1', 'helen', 'Good evening.')] }],
    ['delivery', { beats: [does('She turns.', 1), says('l1', 'helen', 'Good morning.', { emotion: 'sad' })] }],
    ['action', { beats: [does('She sits.', 1), said] }],
    ['rhythm', { beats: [does('She turns.', 2), said] }],
    ['rhythm', { tail: 3 }],
    ['framing', { size: 'close' }],
    ['framing', { camera: { ...sample.camera, angle: 'reverse' } }],
    ['camera', { camera: { ...sample.camera, move: 'push-in' } }],
    ['staging', { staging: [{ ...helen, pose: 'sit' }] }],
    ['place', { set: 'cafe' }],
    ['time of day', { timeOfDay: 'night' }],
    ['weather', { weather: 'rain' }],
    ['mood', { mood: 'tense' }],
    ['prop', { prop: 'phone' }],
    ['card', { card: { heading: 'Coffee', lines: [] } }],
    ['transition', { transitionIn: { kind: 'fade-from-black', seconds: 1 } }],
  ])('with its %s, and only that part of the content', (part, over) => {
    const before: Record<string, unknown> = shotContent(sample, bible(), null);
    const after: Record<string, unknown> = shotContent({ ...sample, ...over }, bible(), null);
    expect(keyOf({ ...sample, ...over })).not.toBe(keyOf(sample));
    const changed = Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    expect(changed).toEqual([part]);
  });

  test('with the look of who is seen and the voice of who is heard', () => {
    const first = member('helen');
    expect(keyOf(sample, bible([member('helen', { hair: 'afro' })]))).not.toBe(keyOf(sample));
    expect(keyOf(sample, bible([{ ...first, voice: { ...first.voice, pitch: 2 } }]))).not.toBe(keyOf(sample));
  });

  test.each([
    { width: 1920 },
    { rate: { num: 25, den: 1 } },
    { seed: 2 },
    { style: 'ink' },
    { burnSubtitles: true },
    { engine: 'animatic 2' },
  ])('with the setting %o', (over) => {
    const content = shotContent(sample, bible(), null);
    expect(shotKey(content, { ...settings, ...over })).not.toBe(shotKey(content, settings));
  });
});
