import { z } from 'zod';
import { mediaOfUrl, metadataKey } from './otio.ts';
import type { OtioClip, OtioRange, OtioTime, OtioTimeline, OtioTransition } from './otio-schema.ts';
import { otioKinds, otioNodes } from './otio-schema.ts';
import { framesPerSecond, parseRate, rateOfNumber } from './rate.ts';
import type { FrameRange, Rate, Timeline, Track, TrackItem, TransitionName } from './timeline.ts';
import { transitionNames } from './timeline.ts';

/** The text is not a timeline that can be read. The message is one line and names the place as a JSON path. */
export class OtioError extends Error {
  override readonly name = 'OtioError';
  /** `$.tracks.children[0]`. */
  readonly path: string;

  constructor(problem: string, path: string) {
    super(`${problem} at ${path}`);
    this.path = path;
  }
}

/** Frame of film that a timeline has when the file does not say: other tools' files have none. */
const unsaidSize = { width: 1920, height: 1080 };

/**
 * Reads an OpenTimelineIO timeline, ours or another tool's. A clip that an editor trimmed or moved comes back with its shot id, from our
 * metadata or else from its name. Times at other rates become whole frames of the timeline's; effects and markers are left out.
 *
 * @throws {OtioError} for what is no JSON, for an unknown schema, for nested stacks, and for a clip of unknown length.
 */
export function readOtio(text: string): Timeline {
  const { value, path } = rootTimeline(parseJson(text));
  const node = readNode(value, path, 'timeline');
  const facts = node.metadata?.[metadataKey];
  const rate = rateOf(node, path);
  const stack = readNode(node.tracks, `${path}.tracks`, 'stack');
  return {
    name: node.name ?? '',
    rate,
    width: facts?.width ?? unsaidSize.width,
    height: facts?.height ?? unsaidSize.height,
    tracks: stack.children.map((child, index) => readTrack(child, `${path}.tracks.children[${index}]`, rate)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new OtioError(`this is not JSON (${cause instanceof Error ? cause.message : String(cause)})`, '$');
  }
}

/** Some tools wrap their one timeline in a collection. */
function rootTimeline(value: unknown): { readonly value: unknown; readonly path: string } {
  if (kindOf(value, '$') !== 'collection') return { value, path: '$' };
  const { children } = readNode(value, '$', 'collection');
  if (children.length !== 1) throw new OtioError(`a collection of ${children.length} timelines: give it one`, '$');
  return { value: children[0], path: '$.children[0]' };
}

type Nodes = typeof otioNodes;

function kindOf(value: unknown, path: string): keyof Nodes {
  const named = z.object({ OTIO_SCHEMA: z.string() }).safeParse(value);
  if (!named.success) throw new OtioError('a node without OTIO_SCHEMA', path);
  const kind = otioKinds.get(named.data.OTIO_SCHEMA);
  if (kind === undefined) throw new OtioError(`unknown schema ${JSON.stringify(named.data.OTIO_SCHEMA)}`, path);
  return kind;
}

function readNode<Kind extends keyof Nodes>(value: unknown, path: string, kind: Kind): z.infer<Nodes[Kind]> {
  const found = kindOf(value, path);
  if (found !== kind) throw new OtioError(`a ${found} where a ${kind} belongs`, path);
  const parsed = otioNodes[kind].safeParse(value);
  if (!parsed.success) throw faultOf(parsed.error, path);
  // TypeScript does not carry the link between a key and its schema's type through safeParse.
  return parsed.data as z.infer<Nodes[Kind]>;
}

function faultOf(error: z.ZodError, path: string): OtioError {
  const [issue] = error.issues;
  const inside = (issue?.path ?? []).map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return new OtioError(issue?.message ?? 'not as the schema says', `${path}${inside.join('')}`);
}

function rateOf(node: OtioTimeline, path: string): Rate {
  try {
    const written = node.metadata?.[metadataKey]?.rate;
    if (written !== undefined) return parseRate(written);
    return rateOfNumber(firstRate(node.tracks) ?? node.global_start_time?.rate ?? 24);
  } catch (cause) {
    throw new OtioError(cause instanceof Error ? cause.message : String(cause), path);
  }
}

/** The rate of the first thing on the tracks that has one: editors give every cut in the timeline's rate. */
function firstRate(tracks: unknown): number | undefined {
  const ranged = z.object({ source_range: z.object({ duration: z.object({ rate: z.number() }) }) }).safeParse(tracks);
  if (ranged.success) return ranged.data.source_range.duration.rate;
  const parent = z.object({ children: z.array(z.unknown()) }).safeParse(tracks);
  if (!parent.success) return undefined;
  for (const child of parent.data.children) {
    const rate = firstRate(child);
    if (rate !== undefined) return rate;
  }
  return undefined;
}

function readTrack(value: unknown, path: string, rate: Rate): Track {
  const node = readNode(value, path, 'track');
  return {
    kind: node.kind === 'Audio' ? 'audio' : 'video',
    name: node.name ?? '',
    items: node.children.map((child, index) => readItem(child, `${path}.children[${index}]`, rate)),
  };
}

function readItem(value: unknown, path: string, rate: Rate): TrackItem {
  const kind = kindOf(value, path);
  switch (kind) {
    case 'clip':
      return readClip(readNode(value, path, 'clip'), path, rate);
    case 'gap':
      return { kind: 'gap', frames: frameRange(readNode(value, path, 'gap').source_range, rate)?.frames ?? 0 };
    case 'transition':
      return readTransition(readNode(value, path, 'transition'), rate);
    case 'stack':
    case 'track':
      throw new OtioError('a compound clip: break it apart in the editor first', path);
    default:
      throw new OtioError(`a ${kind} inside a track`, path);
  }
}

function readClip(node: OtioClip, path: string, rate: Rate): TrackItem {
  const key = node.active_media_reference_key ?? 'DEFAULT_MEDIA';
  const reference = node.media_references?.[key] ?? node.media_reference;
  const available = frameRange(reference?.available_range, rate);
  const source = frameRange(node.source_range, rate) ?? available;
  if (source === null) throw new OtioError('a clip without source_range or available_range', path);
  const url = reference?.target_url ?? '';
  const facts = node.metadata?.[metadataKey];
  return {
    kind: 'clip',
    id: facts?.id ?? node.name ?? '',
    name: node.name ?? '',
    media: url === '' ? null : mediaOfUrl(url),
    available: available ?? { start: 0, frames: source.start + source.frames },
    source,
    note: facts?.note ?? '',
  };
}

function readTransition(node: OtioTransition, rate: Rate): TrackItem {
  const named = node.metadata?.[metadataKey]?.name;
  return {
    kind: 'transition',
    // Wipes and the like of other tools come as the nearest that a film of ours has.
    name: transitionNames.find((name): name is TransitionName => name === named) ?? 'dissolve',
    into: frames(node.in_offset, rate),
    outOf: frames(node.out_offset, rate),
  };
}

function frameRange(range: OtioRange | null | undefined, rate: Rate): FrameRange | null {
  if (range === null || range === undefined) return null;
  const start = frames(range.start_time, rate);
  const end = frames({ value: range.start_time.value + range.duration.value, rate: range.duration.rate }, rate);
  const sameRates = range.start_time.rate === range.duration.rate;
  return { start, frames: sameRates ? end - start : frames(range.duration, rate) };
}

function frames(time: OtioTime, rate: Rate): number {
  const ratio = framesPerSecond(rate) / time.rate;
  // Files store rates as decimals of some precision: a rate as good as ours is ours.
  return Math.floor(time.value * (Math.abs(ratio - 1) < 1e-4 ? 1 : ratio) + 0.5);
}
