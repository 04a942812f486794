import { contentKey, type Rate } from '@ai-film-studio/film';
import type {
  AmbienceRequest,
  Downgrade,
  EffectRequest,
  EngineVersions,
  PictureRequest,
  PictureSettings,
  ScoreRequest,
  VoiceRequest,
} from '../engines/engine.ts';
import type { ConformedType } from '../media/arguments.ts';
import type { MixPlan } from '../media/mix/mix-plan.ts';
import type { ContactSheet } from '../paper/contact-sheet.ts';
import type { Storyboard } from '../paper/storyboard-pdf.ts';
import type { StoredObject } from '../storage/store.ts';

/**
 * A job: one piece of work, as plain data. What it needs of other jobs' work comes as stored objects in `inputs`, by the name that
 * the request calls them. The same job always makes the same bytes, so its content key says whether it was done before.
 */
export type Job =
  | VoiceJob
  | BoardJob
  | ClipJob
  | ConformJob
  | ScoreJob
  | AmbienceJob
  | EffectJob
  | MixJob
  | AssembleJob
  | ReelJob
  | SheetJob
  | StoryboardJob
  | PackageJob;

interface JobBase {
  readonly inputs: Readonly<Record<string, StoredObject>>;
}

/** A line spoken. Makes `sound` (WAV) and `timing` (JSON: seconds, phones, words). */
export interface VoiceJob extends JobBase {
  readonly kind: 'voice';
  readonly request: VoiceRequest;
}

/** A shot to be drawn, its phones still in the timings among the inputs: see `voiced`. */
export type UnvoicedPicture = Omit<PictureRequest, 'lines' | 'outgoing'> & {
  readonly lines: readonly Omit<PictureRequest['lines'][number], 'phones'>[];
  readonly outgoing: UnvoicedPicture | null;
};

/** One frame of a shot. Makes `still` (JPEG). */
export interface BoardJob extends JobBase {
  readonly kind: 'board';
  readonly request: { readonly picture: UnvoicedPicture; readonly frame: number };
}

/** A shot as a video segment. Makes `clip` (MP4, H.264), `still` (JPEG of frame `stillAt`) and `small` (the same for paper). */
export interface ClipJob extends JobBase {
  readonly kind: 'clip';
  readonly request: { readonly picture: UnvoicedPicture; readonly stillAt: number };
}

/**
 * A shot that is not drawn: an image or a clip of somebody's, fitted into the frame and to the shot's length; what is too short holds its last
 * frame. Makes `clip`, `still` and `small` as a clip job does. Input: `media`.
 */
export interface ConformJob extends JobBase {
  readonly kind: 'conform';
  readonly request: {
    /** As it was found to be when it was looked into: nothing else of the file is believed. */
    readonly mediaType: ConformedType;
    readonly frames: number;
    readonly stillAt: number;
    readonly settings: Pick<PictureSettings, 'width' | 'height' | 'rate' | 'burnSubtitles'>;
  };
}

/** Music for a scene. Makes `sound` (WAV). */
export interface ScoreJob extends JobBase {
  readonly kind: 'score';
  readonly request: ScoreRequest;
}

/** The bed of a place. Makes `sound` (WAV). */
export interface AmbienceJob extends JobBase {
  readonly kind: 'ambience';
  readonly request: AmbienceRequest;
}

/** A sound effect. Makes `sound` (WAV). */
export interface EffectJob extends JobBase {
  readonly kind: 'effect';
  readonly request: EffectRequest;
}

/** All sounds of the film together. `file` in the plan names an input. Makes `sound` (M4A); facts: loudness and true peak. */
export interface MixJob extends JobBase {
  readonly kind: 'mix';
  readonly request: MixPlan;
}

/** Clips, mix and subtitles joined by copy. Makes `film` (MP4). Inputs: `sound`, and the clips by name. */
export interface AssembleJob extends JobBase {
  readonly kind: 'assemble';
  readonly request: {
    readonly clips: readonly { readonly input: string; readonly frames: number }[];
    readonly subtitles: string | null;
    readonly rate: Rate;
    readonly title: string;
  };
}

/** Boards shown as long as their shots last. Makes `clip` (MP4, H.264). */
export interface ReelJob extends JobBase {
  readonly kind: 'reel';
  readonly request: {
    readonly boards: readonly { readonly input: string; readonly frames: number }[];
    readonly rate: Rate;
  };
}

/** A page of small stills. Makes `sheet` (JPEG). Inputs: the stills by name. */
export interface SheetJob extends JobBase {
  readonly kind: 'sheet';
  readonly request: ContactSheet;
}

/** The printed storyboard. Makes `pdf`. Inputs: the stills by name. */
export interface StoryboardJob extends JobBase {
  readonly kind: 'storyboard';
  readonly request: Storyboard;
}

/** The film in HTTP segments. Makes one object a file of the package, by its name. */
export interface PackageJob extends JobBase {
  readonly kind: 'package';
  readonly request: Readonly<Record<string, never>>;
}

/** The programs that a job's bytes depend on besides its request. */
export interface Makers {
  readonly engine: string;
  readonly versions: EngineVersions;
  /** The studio's own code around ffmpeg: command lines, mixer, kernel. */
  readonly media: string;
  /** What is printed with: page layouts, typefaces, PDF library. */
  readonly paper: string;
  /** ffmpeg's first line. */
  readonly ffmpeg: string;
}

/** Which of the engine's talents a job asks for; `null` for one that only ffmpeg and our media code do. */
const talentOf: Record<Job['kind'], keyof EngineVersions | null> = {
  voice: 'speech',
  board: 'picture',
  clip: 'picture',
  conform: null,
  score: 'sound',
  ambience: 'sound',
  effect: 'sound',
  mix: null,
  assemble: null,
  reel: null,
  sheet: null,
  storyboard: null,
  package: null,
};

/** Every kind of job, by name. */
export const jobKinds: readonly string[] = Object.keys(talentOf);

/** Kinds that start ffmpeg: other versions of it write other bytes. */
const isPrinted = new Set<Job['kind']>(['sheet', 'storyboard']);

const callsFfmpeg = new Set<Job['kind']>(['clip', 'conform', 'mix', 'assemble', 'reel', 'package']);

/** The content key: equal for two jobs exactly when they make the same bytes. */
export function keyOf(job: Job, makers: Makers): string {
  const inputs = Object.fromEntries(Object.entries(job.inputs).map(([name, { hash }]) => [name, hash]));
  const talent = talentOf[job.kind];
  const by = {
    engine: talent && `${makers.engine} ${talent} ${makers.versions[talent]}`,
    media: makers.media,
    paper: isPrinted.has(job.kind) ? makers.paper : null,
    ffmpeg: callsFfmpeg.has(job.kind) ? makers.ffmpeg : null,
  };
  return contentKey({ kind: job.kind, request: job.request, inputs, by });
}

/** Downgrades that a finished job reported in its facts. */
export function downgradesOf(facts: Readonly<Record<string, unknown>>): readonly Downgrade[] {
  return Array.isArray(facts.downgrades) ? facts.downgrades : [];
}
