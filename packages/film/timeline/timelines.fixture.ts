import fc from 'fast-check';
import { parseRate } from './rate.ts';
import type { Clip, Timeline, Track, TrackItem } from './timeline.ts';
import { transitionNames } from './timeline.ts';

/** Timelines for tests of writers and readers. */

export const anyRate = fc.constantFrom('23.976', '24', '25', '29.97', '30', '50', '59.94', '60').map(parseRate);

const range = fc.record({ start: fc.nat(100_000), frames: fc.integer({ min: 1, max: 5000 }) });
/** Text as people type it, and as they should not, but well-formed. */
const oddText = fc.string({ unit: 'grapheme', maxLength: 20 });

const anyClip: fc.Arbitrary<Clip> = fc.record({
  kind: fc.constant('clip' as const),
  id: oddText,
  name: oddText,
  media: fc.option(oddText.filter((media) => media !== '')),
  available: range,
  source: range,
  note: oddText,
});

const anyItem: fc.Arbitrary<TrackItem> = fc.oneof(
  anyClip,
  fc.record({ kind: fc.constant('gap' as const), frames: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({
    kind: fc.constant('transition' as const),
    name: fc.constantFrom(...transitionNames),
    into: fc.nat(200),
    outOf: fc.nat(200),
  }),
);

const anyTrack: fc.Arbitrary<Track> = fc.record({
  kind: fc.constantFrom('video' as const, 'audio' as const),
  name: oddText,
  items: fc.array(anyItem, { maxLength: 6 }),
});

/** Whatever the types allow, in any order. */
export const anyTimeline: fc.Arbitrary<Timeline> = fc.record({
  name: oddText,
  rate: anyRate,
  width: fc.integer({ min: 1, max: 8192 }),
  height: fc.integer({ min: 1, max: 8192 }),
  tracks: fc.array(anyTrack, { maxLength: 4 }),
});
