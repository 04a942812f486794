import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Line } from '../storyboard/shot.ts';
import { writeEdl } from './cmx3600.ts';
import { readEdl } from './cmx3600-reader.ts';
import { timelineOf } from './conform.ts';
import { cutShots } from './edit.ts';
import { writeOtio } from './otio.ts';
import { readOtio } from './otio-reader.ts';
import { recutFrom } from './recut.ts';
import { anyShots, shot } from './shots.fixture.ts';
import { estimateSpoken } from './spoken-length.ts';
import type { Clip, Timeline } from './timeline.ts';

const film = { num: 24, den: 1 };
const settings = { width: 1280, height: 720 };
const options = { name: 'Test', ...settings, mediaOf: (id: string) => `shots/${id}.mp4` };
const estimated = (said: Line) => estimateSpoken(said.text);

function withClips(timeline: Timeline, edit: (clips: Clip[]) => Clip[]): Timeline {
  const clips = timeline.tracks[0]?.items.filter((item) => item.kind === 'clip') ?? [];
  return { ...timeline, tracks: [{ kind: 'video', name: 'picture', items: edit(clips) }] };
}

test('a cut that nobody touched comes back whole, through OTIO and EDL', () => {
  fc.assert(
    fc.property(anyShots, (shots) => {
      const cut = cutShots(shots, film, estimated);
      const timeline = timelineOf(cut, options);
      const whole = {
        takes: cut.shots.map((timed) => ({
          shotId: timed.shot.id,
          source: { start: 0, frames: timed.range.frames },
          trimmed: false,
        })),
        dropped: [],
        unknown: [],
      };
      expect(recutFrom(cut, readOtio(writeOtio(timeline)))).toEqual(whole);
      expect(recutFrom(cut, readEdl(writeEdl(timeline), { ...settings, rate: film }))).toEqual(whole);
    }),
    { seed: 61 },
  );
});

test('trims, a new order, a shot left out and a stranger are told', () => {
  const cut = cutShots(
    ['a', 'b', 'c'].map((id) => shot(id, { atLeast: 2 })),
    film,
    estimated,
  );
  const edited = withClips(timelineOf(cut, options), ([a, b]) => {
    if (a === undefined || b === undefined) return [];
    const stranger = { ...a, id: 'x', name: 'x', media: 'stock/x.mov' };
    return [{ ...b, source: { start: 10, frames: 20 } }, a, stranger];
  });
  expect(recutFrom(cut, readOtio(writeOtio(edited)))).toEqual({
    takes: [
      { shotId: 'b', source: { start: 10, frames: 20 }, trimmed: true },
      { shotId: 'a', source: { start: 0, frames: 48 }, trimmed: false },
    ],
    dropped: ['c'],
    unknown: [{ id: 'x', name: 'x' }],
  });
});

test.each([
  ['a name with an extension', { id: 'clip 1', name: 'a.mp4', media: null }],
  ['only its file', { id: 'clip 1', name: 'clip 1', media: 'file:///films/shots/a.mp4' }],
])('a clip that lost its metadata is known by %s', (_what, lost) => {
  const cut = cutShots([shot('a')], film, estimated);
  const edited = withClips(timelineOf(cut, options), (clips) => clips.map((clip) => ({ ...clip, ...lost })));
  expect(recutFrom(cut, edited).takes).toHaveLength(1);
});

test('a clip held beyond its shot, at another rate, on media with its own timecode is brought within it', () => {
  const cut = cutShots([shot('a', { atLeast: 2 })], film, estimated);
  const edited = withClips(timelineOf(cut, options), (clips) =>
    clips.map((clip) => ({
      ...clip,
      available: { start: 90_000, frames: 50 },
      source: { start: 90_025, frames: 500 },
    })),
  );
  expect(recutFrom(cut, { ...edited, rate: { num: 25, den: 1 } }).takes).toEqual([
    { shotId: 'a', source: { start: 24, frames: 24 }, trimmed: true },
  ]);
});
