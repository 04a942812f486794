import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../storyboard/shot.ts';
import { writeEdl } from './cmx3600.ts';
import { EdlError, readEdl } from './cmx3600-reader.ts';
import { timelineOf } from './conform.ts';
import { cutShots } from './edit.ts';
import { anyShots, shot } from './shots.fixture.ts';
import { estimateSpoken } from './spoken-length.ts';
import type { TrackItem } from './timeline.ts';
import { anyRate } from './timelines.fixture.ts';

const film = { num: 24, den: 1 };
const options = { name: 'The Coffee', width: 1280, height: 720, mediaOf: (id: string) => `shots/${id}.mp4` };
const estimated = (said: Line) => estimateSpoken(said.text);
const settings = { rate: film, width: 1280, height: 720 };

test('cuts, dissolves and fades are events on record time from one hour', () => {
  const shots = [
    shot('kitchen-1-a', { atLeast: 2, transitionIn: { kind: 'fade-from-black', seconds: 0.5 } }),
    shot('kitchen-1-b', { atLeast: 2 }),
    shot('kitchen-1-c', {
      atLeast: 2,
      transitionIn: { kind: 'dissolve', seconds: 1 },
      transitionOut: { kind: 'fade-to-black', seconds: 0.5 },
    }),
  ];
  expect(writeEdl(timelineOf(cutShots(shots, film, estimated), options))).toBe(`TITLE: The Coffee
FCM: NON-DROP FRAME

001  BL       V     C        00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00
001  KITCHEN_ V     D    012 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME: kitchen-1-a
* SHOT ID: kitchen-1-a
* SOURCE FILE: shots/kitchen-1-a.mp4

002  KITCHEN2 V     C        00:00:00:00 00:00:02:00 01:00:02:00 01:00:04:00
* FROM CLIP NAME: kitchen-1-b
* SHOT ID: kitchen-1-b
* SOURCE FILE: shots/kitchen-1-b.mp4

003  KITCHEN2 V     C        00:00:02:00 00:00:02:00 01:00:04:00 01:00:04:00
003  KITCHEN3 V     D    024 00:00:00:00 00:00:01:12 01:00:04:00 01:00:05:12
* FROM CLIP NAME: kitchen-1-b
* TO CLIP NAME: kitchen-1-c
* SHOT ID: kitchen-1-c
* SOURCE FILE: shots/kitchen-1-c.mp4

004  KITCHEN3 V     C        00:00:01:12 00:00:01:12 01:00:05:12 01:00:05:12
004  BL       V     D    012 00:00:00:00 00:00:00:12 01:00:05:12 01:00:06:00
* FROM CLIP NAME: kitchen-1-c
* SHOT ID: kitchen-1-c
* SOURCE FILE: shots/kitchen-1-c.mp4

`);
});

test('29.97 is written in drop-frame', () => {
  const edl = writeEdl(timelineOf(cutShots([shot('a')], { num: 30000, den: 1001 }, estimated), options));
  expect(edl).toContain('FCM: DROP FRAME');
  expect(edl).toContain('00:00:00;00 00:00:01;15 01:00:00;00 01:00:01;15');
});

test('every source has a reel of its own, of eight characters at most', () => {
  const shots = Array.from({ length: 120 }, (_, index) => shot(`a-long-scene-name-${index}`));
  const edl = writeEdl(timelineOf(cutShots(shots, film, estimated), options));
  const reels = [...edl.matchAll(/^\d{3} {2}(\S+)/gm)].map((match) => match[1] ?? '');
  expect(new Set(reels).size).toBe(120);
  expect(Math.max(...reels.map((reel) => reel.length))).toBeLessThanOrEqual(8);
});

/** What an EDL can tell: white it cannot. */
function told(items: readonly TrackItem[]): TrackItem[] {
  return items.flatMap((item): TrackItem[] => {
    if (item.kind === 'clip') return [{ ...item, note: '' }];
    return item.kind === 'transition' && item.name.endsWith('white') ? [] : [item];
  });
}

test('every frame, id, file and transition of a cut comes back', () => {
  fc.assert(
    fc.property(anyShots, anyRate, (shots, rate) => {
      const timeline = timelineOf(cutShots(shots, rate, estimated), options);
      const read = readEdl(writeEdl(timeline), { ...settings, rate });
      expect(read.name).toBe('The Coffee');
      expect(read.tracks[0]?.items).toEqual(told(timeline.tracks[0]?.items ?? []));
    }),
    { seed: 51, numRuns: 300 },
  );
});

test('a gap comes back, and a dissolve centred on its cut keeps every record time', () => {
  const clip = (id: string, start: number) => ({
    kind: 'clip' as const,
    id,
    name: id,
    media: null,
    available: { start: 0, frames: 200 },
    source: { start, frames: 48 },
    note: '',
  });
  const items: TrackItem[] = [
    { kind: 'gap', frames: 10 },
    clip('a', 20),
    { kind: 'transition', name: 'dissolve', into: 6, outOf: 6 },
    clip('b', 30),
  ];
  const timeline = { name: '', ...settings, tracks: [{ kind: 'video' as const, name: 'picture', items }] };
  expect(readEdl(writeEdl(timeline), settings).tracks[0]?.items).toMatchObject([
    { kind: 'gap', frames: 10 },
    { id: 'a', source: { start: 20, frames: 42 } },
    { kind: 'transition', name: 'dissolve', into: 0, outOf: 12 },
    { id: 'b', source: { start: 24, frames: 54 } },
  ]);
});

describe('a list of another tool', () => {
  const edl = [
    'TITLE: Sequence 1',
    'FCM: NON-DROP FRAME',
    '',
    '001  AX       V     C        00:00:01:00 00:00:03:00 00:00:00:00 00:00:02:00',
    '* FROM CLIP NAME:  kitchen-1-b.mp4',
    'M2   AX       024.0                00:00:01:00',
    '',
    '002  AX       A     C        00:00:00:00 00:00:02:00 00:00:00:00 00:00:02:00',
    '003  AX       AA/V  C        00:00:00:00 00:00:01:00 00:00:02:00 00:00:03:00',
    '* FROM CLIP NAME: kitchen-1-a.mp4',
  ];

  test.each(['\n', '\r\n'])('gives its pictures by their clip names', (lineEnd) => {
    const items = readEdl(edl.join(lineEnd), settings).tracks[0]?.items;
    expect(items).toMatchObject([
      { id: 'kitchen-1-b.mp4', source: { start: 24, frames: 48 } },
      { id: 'kitchen-1-a.mp4', source: { start: 0, frames: 24 } },
    ]);
  });

  test.each([
    ['', 1],
    ['hello', 1],
    ['TITLE: x\n001  AX  V  C  00:00:00:00', 2],
    ['TITLE: x\n001  AX  V  C  00:00:00:00 00:00:01:00 00:00:00:00 00:00:00:99', 2],
    ['TITLE: x\n001  AX  V  C  00:00:00:00 00:00:01:00 00:00:02:00 00:00:01:00', 2],
  ])('is refused with its line when malformed: %j', (text, line) => {
    expect(() => readEdl(text, settings)).toThrow(EdlError);
    expect(() => readEdl(text, settings)).toThrow(expect.objectContaining({ line }));
  });
});
