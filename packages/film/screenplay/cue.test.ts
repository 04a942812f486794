import { expect, test } from 'vitest';
import { cueParts, looksLikeCue } from './cue.ts';

test.each([
  ['ANNA', 'ANNA', [], false],
  ['ANNA (O.S)', 'ANNA', ['O.S'], false],
  ["ANNA (V.O.) (CONT'D) ^", 'ANNA', ['V.O.', "CONT'D"], true],
  ['SENTA (Helen)', 'SENTA', ['Helen'], false],
  ['ANNA (V.O.', 'ANNA', ['V.O.'], false],
  ['ANNA:', 'ANNA', [], false],
  ['**ANNA**', 'ANNA', [], false],
] as const)('%s is taken apart', (written, name, extensions, dual) => {
  expect(cueParts(written)).toEqual({ name, extensions: [...extensions], dual });
});

test.each([
  'CLOSE FRIEND',
  'PART OWNER',
  'WIDE-EYED BOY',
  'ANNA & BOB',
  'MRS. O’NEILL',
  'VOICE ON THE RADIO (filtered)',
])('%s can speak', (line) => {
  expect(looksLikeCue(line)).toBe(true);
});

test.each([
  'Anna',
  'CUT TO:',
  'FADE OUT',
  'INSERT',
  'ANNA POV',
  'ANGLE ON THE DOOR',
  'MONTAGE - SPRING',
  '“KEEP OUT”',
  '1984',
])('%s cannot speak', (line) => {
  expect(looksLikeCue(line)).toBe(false);
});
