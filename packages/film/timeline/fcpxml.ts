import { urlOfMedia } from './otio.ts';
import { dropsFrames } from './timecode.ts';
import type { Clip, Rate, Timeline, TimelineTransition, Track, TrackItem } from './timeline.ts';
import type { XmlNode } from './xml.ts';
import { printXml, xml } from './xml.ts';

/**
 * Final Cut Pro XML 1.10, which Final Cut, Resolve and Premiere (through tools) open. Elements stand in the order that its DTD wants.
 * @see https://developer.apple.com/documentation/professional-video-applications/fcpxml-reference
 */

const formatId = 'r1';
const dissolveId = 'r2';
const firstAssetNumber = 3;

/** Final Cut's own cross dissolve. */
const crossDissolve = { name: 'Cross Dissolve', uid: 'FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265' };

/**
 * Writes a timeline as FCPXML: the picture as the primary storyline, every further track connected below the picture it starts under.
 *
 * A dissolve is written where both clips have media to dissolve with, as Final Cut demands; our rendered shots have their transitions in
 * the picture already, and the clip's note says so. A clip without media is a gap that carries its name.
 */
export function writeFcpxml(timeline: Timeline): string {
  const context: Context = { rate: timeline.rate, assets: assetsOf(timeline) };
  const picture = timeline.tracks.find(({ kind }) => kind === 'video');
  const storyline = picture === undefined ? [] : place(picture);
  const lanes = timeline.tracks.filter((track) => track !== picture);
  const connected = connectedItems(storyline, lanes, context);
  const spine = storyline.flatMap((_, index) => spineNodes(storyline, index, connected.get(index) ?? [], context));
  const frames = storyline.reduce((most, { end }) => Math.max(most, end), 0);
  const sequence = xml('sequence', sequenceFacts(frames, timeline.rate), [xml('spine', {}, spine)]);
  const project = xml('project', { name: timeline.name }, [sequence]);
  const event = xml('event', { name: timeline.name }, [project]);
  const root = xml('fcpxml', { version: '1.10' }, [resources(timeline, context), event]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n${printXml(root)}`;
}

interface Asset {
  readonly id: string;
  readonly media: string;
  readonly name: string;
  readonly picture: boolean;
  readonly start: number;
  readonly end: number;
}

interface Context {
  readonly rate: Rate;
  /** By media. */
  readonly assets: ReadonlyMap<string, Asset>;
}

/** A clip or gap with its place on the timeline, and the transition before it. */
interface Placed {
  readonly item: Exclude<TrackItem, TimelineTransition>;
  readonly transition: TimelineTransition | null;
  readonly start: number;
  readonly end: number;
}

function place(track: Track): Placed[] {
  const placed: Placed[] = [];
  let start = 0;
  let transition: TimelineTransition | null = null;
  for (const item of track.items) {
    if (item.kind === 'transition') {
      transition = item;
      continue;
    }
    const end = start + (item.kind === 'gap' ? item.frames : item.source.frames);
    placed.push({ item, transition, start, end });
    start = end;
    transition = null;
  }
  return placed;
}

function assetsOf(timeline: Timeline): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const track of timeline.tracks) {
    for (const item of track.items) {
      if (item.kind === 'clip' && item.media !== null) {
        assets.set(item.media, widened(assets.get(item.media), item, item.media, track.kind, assets.size));
      }
    }
  }
  return assets;
}

/** One asset a file, as long as any of its clips say that it is. */
function widened(known: Asset | undefined, clip: Clip, media: string, kind: Track['kind'], count: number): Asset {
  const start = clip.available.start;
  const end = start + clip.available.frames;
  if (known !== undefined) return { ...known, start: Math.min(known.start, start), end: Math.max(known.end, end) };
  return { id: `r${count + firstAssetNumber}`, media, name: clip.name, picture: kind === 'video', start, end };
}

function resources(timeline: Timeline, { rate, assets }: Context): XmlNode {
  const format = xml('format', {
    id: formatId,
    frameDuration: time(1, rate),
    width: String(timeline.width),
    height: String(timeline.height),
    colorSpace: '1-1-1 (Rec. 709)',
  });
  const effect = xml('effect', { id: dissolveId, ...crossDissolve });
  return xml('resources', {}, [format, effect, ...[...assets.values()].map((asset) => assetNode(asset, rate))]);
}

function assetNode(asset: Asset, rate: Rate): XmlNode {
  const streams = asset.picture
    ? { hasVideo: '1', format: formatId, videoSources: '1' }
    : { hasAudio: '1', audioSources: '1', audioRate: '48000' };
  const facts = {
    id: asset.id,
    name: asset.name,
    start: time(asset.start, rate),
    duration: time(asset.end - asset.start, rate),
    ...streams,
  };
  return xml('asset', facts, [xml('media-rep', { kind: 'original-media', src: urlOfMedia(asset.media) })]);
}

function sequenceFacts(frames: number, rate: Rate): Readonly<Record<string, string>> {
  return {
    format: formatId,
    duration: time(frames, rate),
    tcStart: '0s',
    tcFormat: dropsFrames(rate) ? 'DF' : 'NDF',
    audioLayout: 'stereo',
    audioRate: '48k',
  };
}

/** Sounds by the piece of the primary storyline that they start under. */
function connectedItems(
  storyline: readonly Placed[],
  lanes: readonly Track[],
  context: Context,
): Map<number, XmlNode[]> {
  const connected = new Map<number, XmlNode[]>();
  lanes.forEach((lane, index) => {
    const facts = { lane: String(-1 - index), audioRole: roleOf(lane.name) };
    for (const placed of place(lane)) {
      if (placed.item.kind === 'gap') continue;
      const under = storyline.findLastIndex(({ start }) => start <= placed.start);
      const parent = storyline[under];
      const asset = assetOf(placed.item, context);
      if (parent === undefined || asset === undefined) continue;
      // Time inside a clip is counted on the clip's own media.
      const offset = sourceStart(parent) + placed.start - parent.start;
      const node = clipNode(placed.item, asset, offset, context.rate, facts, noteNodes(placed.item.note));
      connected.set(under, [...(connected.get(under) ?? []), node]);
    }
  });
  return connected;
}

/** Final Cut's three roles of sound, by the track's name. */
function roleOf(track: string): string {
  if (track.startsWith('dialogue')) return 'dialogue';
  return track === 'music' ? 'music' : 'effects';
}

function sourceStart({ item }: Placed): number {
  return item.kind === 'clip' ? item.source.start : 0;
}

function assetOf(item: Placed['item'], { assets }: Context): Asset | undefined {
  return item.kind === 'clip' && item.media !== null ? assets.get(item.media) : undefined;
}

function spineNodes(
  storyline: readonly Placed[],
  index: number,
  inside: readonly XmlNode[],
  context: Context,
): XmlNode[] {
  const placed = storyline[index];
  if (placed === undefined) return [];
  const { item, transition, start, end } = placed;
  const dissolve = transition === null ? null : dissolveNode(storyline[index - 1], placed, transition, context);
  const before = dissolve === null ? [] : [dissolve];
  const asset = assetOf(item, context);
  if (item.kind === 'clip' && asset !== undefined) {
    const inPicture = transition !== null && dissolve === null ? [`${transition.name} in the picture`] : [];
    const note = [item.note, ...inPicture].filter((text) => text !== '').join('; ');
    return [
      ...before,
      clipNode(item, asset, start, context.rate, { format: formatId }, [...noteNodes(note), ...inside]),
    ];
  }
  const facts = { name: item.kind === 'clip' ? item.name : 'Gap', offset: time(start, context.rate) };
  const gap = xml('gap', { ...facts, start: '0s', duration: time(end - start, context.rate) }, inside);
  return [...before, gap];
}

function noteNodes(note: string): XmlNode[] {
  return note === '' ? [] : [xml('note', {}, note)];
}

function clipNode(
  clip: Clip,
  asset: Asset,
  offset: number,
  rate: Rate,
  more: Readonly<Record<string, string>>,
  inside: readonly XmlNode[],
): XmlNode {
  const facts = {
    ref: asset.id,
    offset: time(offset, rate),
    name: clip.name,
    start: time(clip.source.start, rate),
    duration: time(clip.source.frames, rate),
    ...more,
  };
  return xml('asset-clip', facts, inside);
}

/** A dissolve between two clips that both have handles; `null` otherwise. */
function dissolveNode(
  before: Placed | undefined,
  after: Placed,
  { name, into, outOf }: TimelineTransition,
  { rate }: Context,
): XmlNode | null {
  if (name !== 'dissolve' || before?.item.kind !== 'clip' || after.item.kind !== 'clip') return null;
  const { source, available } = before.item;
  const hasTail = source.start + source.frames + outOf <= available.start + available.frames;
  const hasHead = after.item.source.start - into >= after.item.available.start;
  if (!hasTail || !hasHead) return null;
  const facts = {
    name: crossDissolve.name,
    offset: time(after.start - into, rate),
    duration: time(into + outOf, rate),
  };
  return xml('transition', facts, [xml('filter-video', { ref: dissolveId, name: crossDissolve.name })]);
}

/** Rational seconds: `1001/24000s`, `5s`. */
function time(frames: number, { num, den }: Rate): string {
  const seconds = (frames * den) / num;
  return Number.isInteger(seconds) ? `${seconds}s` : `${frames * den}/${num}s`;
}
