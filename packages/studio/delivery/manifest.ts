import { storyBibleSchema } from '@ai-film-studio/film';
import { z } from 'zod';

const range = z.object({ start: z.number().int(), frames: z.number().int() });
const rate = z.object({ num: z.number().int(), den: z.number().int() });

/** A file's path in the film's folder. A manifest may come from anywhere: it must not name what lies outside. */
const filePath = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'));

const files = z.record(filePath, z.object({ sha256: z.string(), bytes: z.number().int() }));

/** As little of a manifest as says which files are a film's; other versions' manifests and journals have it too. */
export const fileListSchema = z.looseObject({ format: z.string().startsWith('ai-film-studio/film'), files });

/** `film.json`: what the film is, what it was made from and by, and the hash of everything in its folder. */
export const manifestSchema = z.object({
  format: z.literal('ai-film-studio/film@1'),
  /** The content key of all that the film was made from: an order with the same key makes the same folder. */
  order: z.string(),
  title: z.string(),
  kind: z.enum(['film', 'draft']),
  script: z.object({ file: filePath, sha256: z.string() }),
  settings: z.object({
    width: z.number().int(),
    height: z.number().int(),
    rate,
    style: z.string(),
    seed: z.number().int(),
    burnSubtitles: z.boolean(),
  }),
  makers: z.object({
    engine: z.string(),
    versions: z.object({ speech: z.string(), picture: z.string(), sound: z.string() }),
    media: z.string(),
    /** Not in manifests of before paper was printed by jobs. */
    paper: z.string().default(''),
    ffmpeg: z.string(),
  }),
  /** The story bible as the script alone gives it, and as it was filmed with a person's corrections. */
  bible: z.object({ inferred: storyBibleSchema, filmed: storyBibleSchema }),
  frames: z.number().int(),
  seconds: z.number(),
  loudness: z.number(),
  truePeak: z.number(),
  shots: z.array(
    z.object({
      id: z.string(),
      scene: z.string(),
      range,
      key: z.string(),
      picture: z.string(),
      still: z.string(),
      rule: z.string(),
    }),
  ),
  /** The mix, and every score, bed and effect in it by the key of its job. */
  soundtrack: z.object({ mix: z.string(), sounds: z.record(z.string(), z.string()) }),
  lines: z.array(z.object({ id: z.string(), who: z.string(), text: z.string(), range, sound: z.string() })),
  unfilmed: z.array(z.object({ lines: z.string(), text: z.string(), reason: z.string() })),
  downgrades: z.array(z.object({ where: z.string(), what: z.string() })),
  files,
});
export type Manifest = z.infer<typeof manifestSchema>;
