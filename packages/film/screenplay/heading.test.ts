import { expect, test } from 'vitest';
import { headingParts, isHeading, isUnmistakableHeading } from './heading.ts';

test.each([
  ['INT. FLAT - HALLWAY - NIGHT', 'INT', 'FLAT - HALLWAY', 'NIGHT', null],
  ['EXT. RIVERBANK – SUNRISE', 'EXT', 'RIVERBANK', 'SUNRISE', null],
  ['INT./EXT. CAR - MOVING - DAY', 'INT/EXT', 'CAR - MOVING', 'DAY', null],
  ['I/E CAR -- LATE AFTERNOON #12.a#', 'INT/EXT', 'CAR', 'LATE AFTERNOON', '12.a'],
  ['EST. HARBOUR', 'EST', 'HARBOUR', null, null],
  ['KITCHEN (CONTINUOUSLY) #3-DDXWV#', null, 'KITCHEN', 'CONTINUOUSLY', '3-DDXWV'],
  ['BEDROOM#1-SZNFC#', null, 'BEDROOM', null, '1-SZNFC'],
  ['BEDROOM (SIMOUNTAINSLY). #10-Q#', null, 'BEDROOM', 'SIMOUNTAINSLY', '10-Q'],
  ['INT. HOUSE - SIMOUSTANLY', 'INT', 'HOUSE', 'SIMOUSTANLY', null],
  ['STAIRWELL (OUTSIDE THE FLAT)', null, 'STAIRWELL (OUTSIDE THE FLAT)', null, null],
  ['INT. NIGHT NURSERY - TWO DAYS LATER', 'INT', 'NIGHT NURSERY', 'TWO DAYS LATER', null],
  ['EXT. DAY CARE CENTRE', 'EXT', 'DAY CARE CENTRE', null, null],
  ['INT. ATTIC - NIGHT (FLASHBACK)', 'INT', 'ATTIC', 'NIGHT (FLASHBACK)', null],
  ['INT. ATTIC - NIGHT - RAIN', 'INT', 'ATTIC', 'NIGHT - RAIN', null],
  ['INT. ATTIC, NIGHT', 'INT', 'ATTIC', 'NIGHT', null],
  ['INT. ATTIC. DAY.', 'INT', 'ATTIC', 'DAY', null],
  ['INT ATTIC NIGHT', 'INT', 'ATTIC', 'NIGHT', null],
  ['EXT. TWENTY-FIRST STREET', 'EXT', 'TWENTY-FIRST STREET', null, null],
  ['INT. TOM’S ROOM - 3:15 AM', 'INT', 'TOM’S ROOM', '3:15 AM', null],
  ['FRONT DOOR', null, 'FRONT DOOR', null, null],
] as const)('%s is taken apart', (written, setting, place, time, number) => {
  expect(headingParts(written)).toMatchObject({ setting, place, time, number });
});

test.each(['INT. X', 'ext. x - day', 'INT X', 'Int./Ext. car', 'I/E. CAR', 'EST. CITY'])('%s is a heading', (line) => {
  expect(isHeading(line)).toBe(true);
});

test.each([
  'INTERIOR',
  'EXTRA! EXTRA!',
  'Est. 1987',
  'INT.',
  'INTO THE NIGHT',
  'I/O error',
])('%s is no heading', (line) => {
  expect(isHeading(line)).toBe(false);
});

test('in the midst of text only capitals with a dot or a time make a heading', () => {
  expect(isUnmistakableHeading('INT. SHED - DAY')).toBe(true);
  expect(isUnmistakableHeading('INT SHED - DAY')).toBe(true);
  expect(isUnmistakableHeading('INT SHED')).toBe(false);
  expect(isUnmistakableHeading('Ext. 5 is ringing')).toBe(false);
});
