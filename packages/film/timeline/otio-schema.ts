import { z } from 'zod';
import { metadataKey } from './otio.ts';

/**
 * The nodes of OpenTimelineIO that are read, as far as they are read: what other tools add beside is let through.
 * Names may be missing or null; ranges may be null.
 */

const rationalTime = z.object({ value: z.number(), rate: z.number().positive() });
export type OtioTime = z.infer<typeof rationalTime>;

const timeRange = z.object({ start_time: rationalTime, duration: rationalTime });
export type OtioRange = z.infer<typeof timeRange>;

const name = z.string().nullish();
const ours = z.object({
  [metadataKey]: z
    .object({
      id: z.string(),
      note: z.string(),
      name: z.string(),
      rate: z.string(),
      width: z.number().int(),
      height: z.number().int(),
    })
    .partial()
    .optional(),
});
const metadata = ours.nullish();
const children = z.array(z.unknown());

const mediaReference = z.object({ target_url: z.string().nullish(), available_range: timeRange.nullish() });

/** A schema for each node, by its name and the versions that are known. */
export const otioNodes = {
  timeline: z.object({ name, metadata, global_start_time: rationalTime.nullish(), tracks: z.unknown() }),
  stack: z.object({ children }),
  track: z.object({ name, kind: z.string(), children }),
  clip: z.object({
    name,
    metadata,
    source_range: timeRange.nullish(),
    /** Of `Clip.1`. */
    media_reference: mediaReference.nullish(),
    /** Of `Clip.2`. */
    media_references: z.record(z.string(), mediaReference.nullish()).nullish(),
    active_media_reference_key: z.string().nullish(),
  }),
  gap: z.object({ source_range: timeRange.nullish() }),
  transition: z.object({
    name,
    metadata,
    transition_type: z.string().nullish(),
    in_offset: rationalTime,
    out_offset: rationalTime,
  }),
  collection: z.object({ children }),
};

/** What a node is, by the `OTIO_SCHEMA` that it carries. */
export const otioKinds: ReadonlyMap<string, keyof typeof otioNodes> = new Map([
  ['Timeline.1', 'timeline'],
  ['Timeline.2', 'timeline'],
  ['Stack.1', 'stack'],
  ['Track.1', 'track'],
  ['Sequence.1', 'track'],
  ['Clip.1', 'clip'],
  ['Clip.2', 'clip'],
  ['Gap.1', 'gap'],
  ['Filler.1', 'gap'],
  ['Transition.1', 'transition'],
  ['SerializableCollection.1', 'collection'],
]);

export type OtioClip = z.infer<typeof otioNodes.clip>;
export type OtioTransition = z.infer<typeof otioNodes.transition>;
export type OtioTimeline = z.infer<typeof otioNodes.timeline>;
