import { framesPerSecond, rateText } from './rate.ts';
import type { Clip, FrameRange, Rate, Timeline, TimelineTransition, Track, TrackItem } from './timeline.ts';

/**
 * OpenTimelineIO, the interchange format of editing: JSON whose nodes name their schema and version.
 * @see https://opentimelineio.readthedocs.io/en/latest/tutorials/otio-serialized-schema.html
 */

/** The key of our own facts in a node's `metadata`, which other tools keep and give back. */
export const metadataKey = 'ai_film_studio';

/**
 * Writes a timeline as OpenTimelineIO. Shot ids are kept in the clips' metadata under `ai_film_studio`.
 *
 * @example writeOtio(timelineOf(cut, options))
 */
export function writeOtio(timeline: Timeline): string {
  return `${JSON.stringify(timelineNode(timeline), null, 2)}\n`;
}

function timelineNode(timeline: Timeline) {
  const { name, rate, width, height } = timeline;
  return {
    OTIO_SCHEMA: 'Timeline.1',
    metadata: { [metadataKey]: { rate: rateText(rate), width, height } },
    name,
    global_start_time: null,
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      ...composable('tracks', {}),
      children: timeline.tracks.map((track) => trackNode(track, rate)),
    },
  };
}

/** What every clip, gap, track and stack carries. */
function composable(name: string, facts: Readonly<Record<string, string>>) {
  const metadata = Object.keys(facts).length === 0 ? {} : { [metadataKey]: facts };
  return { metadata, name, source_range: null, effects: [], markers: [], enabled: true };
}

function trackNode(track: Track, rate: Rate) {
  return {
    OTIO_SCHEMA: 'Track.1',
    ...composable(track.name, {}),
    kind: track.kind === 'video' ? 'Video' : 'Audio',
    children: track.items.map((item) => itemNode(item, rate)),
  };
}

function itemNode(item: TrackItem, rate: Rate) {
  switch (item.kind) {
    case 'clip':
      return clipNode(item, rate);
    case 'gap':
      return {
        OTIO_SCHEMA: 'Gap.1',
        ...composable('', {}),
        source_range: timeRange({ start: 0, frames: item.frames }, rate),
      };
    case 'transition':
      return transitionNode(item, rate);
  }
}

function clipNode(clip: Clip, rate: Rate) {
  return {
    OTIO_SCHEMA: 'Clip.2',
    ...composable(clip.name, { id: clip.id, note: clip.note }),
    source_range: timeRange(clip.source, rate),
    media_references: { DEFAULT_MEDIA: mediaNode(clip, rate) },
    active_media_reference_key: 'DEFAULT_MEDIA',
  };
}

function mediaNode(clip: Clip, rate: Rate) {
  const facts = {
    metadata: {},
    name: '',
    available_range: timeRange(clip.available, rate),
    available_image_bounds: null,
  };
  if (clip.media === null) return { OTIO_SCHEMA: 'MissingReference.1', ...facts };
  return { OTIO_SCHEMA: 'ExternalReference.1', ...facts, target_url: urlOfMedia(clip.media) };
}

function transitionNode(transition: TimelineTransition, rate: Rate) {
  return {
    OTIO_SCHEMA: 'Transition.1',
    metadata: { [metadataKey]: { name: transition.name } },
    name: transition.name,
    transition_type: transition.name === 'dissolve' ? 'SMPTE_Dissolve' : 'Custom_Transition',
    in_offset: rationalTime(transition.into, rate),
    out_offset: rationalTime(transition.outOf, rate),
  };
}

function timeRange(range: FrameRange, rate: Rate) {
  return {
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: rationalTime(range.start, rate),
    duration: rationalTime(range.frames, rate),
  };
}

function rationalTime(frames: number, rate: Rate) {
  return { OTIO_SCHEMA: 'RationalTime.1', rate: framesPerSecond(rate), value: frames };
}

const absoluteUrl = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * A media path as a URL: a path relative to the film's folder is escaped, a URL stays as it is.
 *
 * @example urlOfMedia('shots/a b.mp4') // 'shots/a%20b.mp4'
 */
export function urlOfMedia(media: string): string {
  if (absoluteUrl.test(media)) return media;
  return media.split('/').map(encodeURIComponent).join('/');
}

/** Undoes {@link urlOfMedia}; a URL that is not escaped properly is taken as a path. */
export function mediaOfUrl(url: string): string {
  if (absoluteUrl.test(url)) return url;
  try {
    return url.split('/').map(decodeURIComponent).join('/');
  } catch {
    return url;
  }
}
