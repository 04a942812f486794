import { expect, test } from 'vitest';
import { gripOf } from './grips.ts';

test.each([
  ['Mara stands on the far shore with the lantern in her hand.', 'lantern'],
  ['HELEN (45) walks along the corridor carrying grocery bags', 'bag'],
  ['She aims the gun', 'gun'],
  ['knife in hand', 'knife'],
  ['Rebecca takes out some school books from her backpack', 'book'],
  ['HE HOLDS A FLOWER', 'flower'],
])('%s puts a %s into the hand', (clause, kind) => {
  expect(gripOf(clause, '')).toEqual({ does: 'takes', kind });
});

test('two things that are named with one `with` are read together', () => {
  expect(gripOf('He leaves with his crutch', 'briefcase')).toEqual({ does: 'takes', kind: 'briefcase' });
});

test.each([
  ['He puts the bottle away', 'bottle', false],
  ['lays it on the table', null, false],
  ['She hands him the box.', 'box', true],
])('%s takes it out of the hand', (clause, kind, gives) => {
  expect(gripOf(clause, '')).toEqual({ does: 'leaves', kind, gives });
});

test.each([
  'Helen takes care of the groceries',
  'Anna sees a man with a briefcase',
  'Sarah WAS holding THE GUN',
  'He carries on',
  'Bert opens the door',
])('%s changes nothing in the hand', (clause) => {
  expect(gripOf(clause, '')).toBeNull();
});
