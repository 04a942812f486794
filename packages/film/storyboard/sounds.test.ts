import { expect, test } from 'vitest';
import { handledProp } from './props.ts';
import { soundOf } from './sounds.ts';
import { changeOf, leapsInTime } from './transitions.ts';

test.each([
  ['DING DONG, THE DOORBELL RINGS.', 'doorbell'],
  ['SHOTS ARE FIRED: PAH! PAH!', 'gunshot'],
  ['She slams the door.', 'door-slam'],
  ['Someone knocks.', 'knock'],
  ['The phone rings.', 'phone-ring'],
  ['She pours a glass of juice.', 'pour'],
  ['The forest applauds.', 'applause'],
  ['A tear runs down her face.', null],
  ['He waves to her.', null],
  ['She leaves the room.', null],
  ['She lifts the lantern and waves it slowly.', null],
  ['The rain has stopped.', null],
  ['PUI! PUI!', 'gunshot'],
  ['WE HEAR REBECCA SLAMMING HER BEDROOM DOOR.', 'door-slam'],
  ['Thunderous applause.', 'applause'],
])('%s sounds like %s', (action, sound) => {
  expect(soundOf(action)).toBe(sound);
});

test.each([
  ['Helen opens the envelope and takes out a photograph.', 'photograph'],
  ['A hand slides a folder across the table.', 'folder'],
  ['She whips out a 9MM RUGER.', 'gun'],
  ['She opens the door and meets a man with a briefcase.', null],
  ['The letter was long.', null],
])('%s is about %s', (action, prop) => {
  expect(handledProp(action)).toBe(prop);
});

test.each([
  ['CUT TO:', { out: null, in: { kind: 'cut', seconds: 0 }, black: 0 }],
  ['FADE TO WHITE.', { out: { kind: 'fade-to-white', seconds: 1.2 }, in: null, black: 0 }],
  ['SMASH CUT TO:', { out: null, in: { kind: 'smash', seconds: 0 }, black: 0 }],
  ['THE END.', null],
])('%s asks for %j', (words, change) => {
  expect(changeOf(words)).toEqual(change);
});

test('LATER and NEXT MORNING leap in time, CONTINUOUS does not', () => {
  expect(['MOMENTS LATER', 'NEXT MORNING', 'CONTINUOUS', 'NIGHT', null].map(leapsInTime)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
