import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediaOfUrl, urlOfMedia, writeOtio } from './otio.ts';
import { OtioError, readOtio } from './otio-reader.ts';
import type { Timeline } from './timeline.ts';
import { anyTimeline } from './timelines.fixture.ts';

const range = (start: number, frames: number, rate = 24) => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: { OTIO_SCHEMA: 'RationalTime.1', value: start, rate },
  duration: { OTIO_SCHEMA: 'RationalTime.1', value: frames, rate },
});

function fileWith(...children: readonly object[]): string {
  return JSON.stringify({
    OTIO_SCHEMA: 'Timeline.1',
    name: 'from elsewhere',
    tracks: { OTIO_SCHEMA: 'Stack.1', children: [{ OTIO_SCHEMA: 'Track.1', kind: 'Video', children }] },
  });
}

const sample: Timeline = {
  name: 'The Coffee',
  rate: { num: 24000, den: 1001 },
  width: 1280,
  height: 720,
  tracks: [
    {
      kind: 'video',
      name: 'picture',
      items: [
        { kind: 'transition', name: 'fade-from-black', into: 0, outOf: 12 },
        {
          kind: 'clip',
          id: 'kitchen-1-a',
          name: 'kitchen-1-a',
          media: 'shots/a b.mp4',
          available: { start: 0, frames: 96 },
          source: { start: 12, frames: 60 },
          note: 'master',
        },
      ],
    },
  ],
};

test('what is written is read back to the letter', () => {
  fc.assert(
    fc.property(anyTimeline, (timeline) => {
      expect(readOtio(writeOtio(timeline))).toEqual(timeline);
    }),
    { seed: 41 },
  );
});

test('the nodes are those that OpenTimelineIO knows', () => {
  const written: unknown = JSON.parse(writeOtio(sample));
  expect(written).toMatchObject({
    OTIO_SCHEMA: 'Timeline.1',
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      children: [
        {
          OTIO_SCHEMA: 'Track.1',
          kind: 'Video',
          children: [
            { OTIO_SCHEMA: 'Transition.1', out_offset: { OTIO_SCHEMA: 'RationalTime.1', value: 12 } },
            {
              OTIO_SCHEMA: 'Clip.2',
              source_range: range(12, 60, 24000 / 1001),
              active_media_reference_key: 'DEFAULT_MEDIA',
              media_references: {
                DEFAULT_MEDIA: { OTIO_SCHEMA: 'ExternalReference.1', target_url: 'shots/a%20b.mp4' },
              },
              metadata: { ai_film_studio: { id: 'kitchen-1-a' } },
            },
          ],
        },
      ],
    },
  });
});

describe('a file of another tool', () => {
  test('may have the older clip, and no metadata: its name is its id', () => {
    const clip = {
      OTIO_SCHEMA: 'Clip.1',
      name: 'kitchen-1-a',
      source_range: range(5, 20),
      media_reference: { OTIO_SCHEMA: 'ExternalReference.1', target_url: 'file:///a%20b.mov', available_range: null },
    };
    expect(readOtio(fileWith(clip)).tracks[0]?.items).toEqual([
      {
        kind: 'clip',
        id: 'kitchen-1-a',
        name: 'kitchen-1-a',
        media: 'file:///a%20b.mov',
        available: { start: 0, frames: 25 },
        source: { start: 5, frames: 20 },
        note: '',
      },
    ]);
  });

  test('may be in another rate: its times become whole frames of the timeline', () => {
    const first = { OTIO_SCHEMA: 'Clip.2', name: 'a', source_range: range(0, 25, 25) };
    const second = { OTIO_SCHEMA: 'Clip.2', name: 'b', source_range: range(48_000, 96_000, 48_000) };
    const read = readOtio(fileWith(first, second));
    expect(read.rate).toEqual({ num: 25, den: 1 });
    expect(read.tracks[0]?.items[1]).toMatchObject({ source: { start: 25, frames: 50 } });
  });

  test('may be wrapped in a collection, begin with a mark of byte order, and name wipes', () => {
    const wipe = {
      OTIO_SCHEMA: 'Transition.1',
      transition_type: 'SMPTE_Wipe',
      in_offset: { value: 5, rate: 24 },
      out_offset: { value: 5, rate: 24 },
    };
    const collection = `\uFEFF{"OTIO_SCHEMA":"SerializableCollection.1","children":[${fileWith(wipe)}]}`;
    expect(readOtio(collection).tracks[0]?.items).toEqual([
      { kind: 'transition', name: 'dissolve', into: 5, outOf: 5 },
    ]);
  });

  test.each([
    ['not json', '{', '$'],
    ['no schema', '{}', '$'],
    ['a list', '[]', '$'],
    ['a root that is no timeline', '{"OTIO_SCHEMA":"Clip.2"}', '$'],
    ['an unknown schema', fileWith({ OTIO_SCHEMA: 'Hologram.7' }), '$.tracks.children[0].children[0]'],
    ['a version from the future', fileWith({ OTIO_SCHEMA: 'Clip.9' }), '$.tracks.children[0].children[0]'],
    ['a compound clip', fileWith({ OTIO_SCHEMA: 'Stack.1', children: [] }), '$.tracks.children[0].children[0]'],
    ['a clip of unknown length', fileWith({ OTIO_SCHEMA: 'Clip.2', name: 'a' }), '$.tracks.children[0].children[0]'],
    [
      'a range that is none',
      fileWith({ OTIO_SCHEMA: 'Clip.2', source_range: { start_time: { value: 'x', rate: 24 }, duration: {} } }),
      '$.tracks.children[0].children[0].source_range.start_time.value',
    ],
  ])('is refused with its place when it holds %s', (_what, text, path) => {
    expect(() => readOtio(text)).toThrow(OtioError);
    expect(() => readOtio(text)).toThrow(expect.objectContaining({ path }));
  });
});

test('a media path survives as a URL, and a URL stays one', () => {
  expect(urlOfMedia('shots/50% #1.mp4')).toBe('shots/50%25%20%231.mp4');
  expect(mediaOfUrl('shots/50%')).toBe('shots/50%');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (media) => {
      expect(mediaOfUrl(urlOfMedia(media))).toBe(media);
    }),
    { seed: 42 },
  );
});
