import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Line } from '../storyboard/shot.ts';
import { timelineOf } from './conform.ts';
import { cutShots } from './edit.ts';
import { anyShots, line, says, shot } from './shots.fixture.ts';
import { estimateSpoken } from './spoken-length.ts';
import type { Track } from './timeline.ts';

const film = { num: 24, den: 1 };
const estimated = (said: Line) => estimateSpoken(said.text);
const options = { name: 'Test', width: 1280, height: 720, mediaOf: (id: string) => `shots/${id}.mp4` };

function lengthOf(track: Track | undefined): number {
  const items = track?.items ?? [];
  return items.reduce((sum, item) => {
    if (item.kind === 'transition') return sum;
    return sum + (item.kind === 'gap' ? item.frames : item.source.frames);
  }, 0);
}

test('the picture track is as long as the cut, and every line lies where it is spoken', () => {
  fc.assert(
    fc.property(anyShots, (shots) => {
      const cut = cutShots(shots, film, estimated);
      const [picture, ...dialogue] = timelineOf(cut, options).tracks;
      expect(lengthOf(picture)).toBe(cut.frames);
      const placed = new Map<string, number>();
      for (const track of dialogue) {
        let at = 0;
        for (const item of track.items) {
          if (item.kind === 'clip') placed.set(item.id, at);
          at += item.kind === 'clip' ? item.source.frames : item.kind === 'gap' ? item.frames : 0;
        }
      }
      for (const timed of cut.shots) {
        for (const said of timed.lines) expect(placed.get(said.lineId)).toBe(timed.range.start + said.range.start);
      }
    }),
    { seed: 31 },
  );
});

test('two transitions never stand side by side', () => {
  fc.assert(
    fc.property(anyShots, (shots) => {
      const items = timelineOf(cutShots(shots, film, estimated), options).tracks[0]?.items ?? [];
      items.forEach((item, index) => {
        if (item.kind === 'transition') expect(items[index + 1]?.kind).not.toBe('transition');
      });
    }),
    { seed: 32 },
  );
});

test('a fade out that meets a fade in is a dip, and a dissolve lies in the shot that it begins', () => {
  const shots = [
    shot('a', {
      transitionIn: { kind: 'dissolve', seconds: 1 },
      transitionOut: { kind: 'fade-to-black', seconds: 0.5 },
    }),
    shot('b', { transitionIn: { kind: 'fade-from-black', seconds: 1 } }),
    shot('c', { transitionIn: { kind: 'dissolve', seconds: 1 }, transitionOut: { kind: 'fade-to-white', seconds: 1 } }),
  ];
  const items = timelineOf(cutShots(shots, film, estimated), options).tracks[0]?.items ?? [];
  expect(items.filter((item) => item.kind === 'transition')).toEqual([
    { kind: 'transition', name: 'fade-from-black', into: 0, outOf: 24 },
    { kind: 'transition', name: 'dip-to-black', into: 12, outOf: 24 },
    { kind: 'transition', name: 'dissolve', into: 0, outOf: 24 },
    { kind: 'transition', name: 'fade-to-white', into: 24, outOf: 0 },
  ]);
});

test('dual dialogue takes a second track; music and ambience a track each', () => {
  const dual = { kind: 'dual' as const, lines: [line('1', 'helen', 'Go!'), line('2', 'marcus', 'Stay!')] };
  const cut = cutShots([shot('a', { beats: [dual, says('3', 'helen', 'Please.')] })], film, estimated);
  const whole = { start: 0, frames: cut.frames };
  const bed = { kind: 'clip' as const, media: 'score.wav', available: whole, source: whole, note: '' };
  const timeline = timelineOf(cut, {
    ...options,
    music: { ...bed, id: 'score', name: 'score' },
    ambience: { ...bed, id: 'room', name: 'room' },
  });
  expect(timeline.tracks.map(({ name }) => name)).toEqual(['picture', 'dialogue', 'dialogue 2', 'music', 'ambience']);
});

test('a picture that is not rendered has no media', () => {
  const timeline = timelineOf(cutShots([shot('a')], film, estimated), { ...options, mediaOf: () => null });
  expect(timeline.tracks[0]?.items[0]).toMatchObject({ kind: 'clip', id: 'a', media: null });
});
