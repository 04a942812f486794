import type {
  CastMember,
  Emotion,
  Mood,
  Rate,
  Shot,
  TimeOfDay,
  Treatment,
  VoiceCasting,
  Weather,
} from '@ai-film-studio/film';

/**
 * An engine draws, speaks and scores. The offline one is `animatic/`; others answer to the same contract.
 * Every request is plain data and holds all that its result depends on: the same request gives the same bytes.
 */
export interface Engine {
  readonly name: string;
  /** Part of the content keys: another version where the same request gives other bytes. One each, so that a new tree speaks no line again. */
  readonly versions: EngineVersions;
  speak(request: VoiceRequest): Promise<SpokenLine>;
  /** Readies a shot to be drawn. @throws RangeError for a style that the engine does not have. */
  draw(request: PictureRequest): DrawnShot;
  /** Music for one scene. */
  score(request: ScoreRequest): Stereo;
  /** The sound of a place: a bed that can be looped. */
  ambience(request: AmbienceRequest): Stereo;
  /** One sound effect by name. */
  effect(request: EffectRequest): Stereo;
}

export interface EngineVersions {
  readonly speech: string;
  readonly picture: string;
  readonly sound: string;
}

/** What was done worse than asked, for the report; with `--strict` each is an error. */
export interface Downgrade {
  readonly where: string;
  readonly what: string;
}

/** What the words of a line become when spoken. */
export interface VoiceRequest {
  readonly text: string;
  readonly voice: VoiceCasting;
  readonly emotion: Emotion;
  readonly treatment: Treatment;
  readonly interior: boolean;
  readonly seed: number;
}

/** A phoneme's or word's time in seconds from the start of the line. */
export interface SoundSpan {
  readonly start: number;
  readonly end: number;
}

export type PhoneSpan = SoundSpan & { readonly phone: string };

export interface SpokenLine {
  /** Mono, 48 kHz, −1…1; silence at both ends taken off. */
  readonly samples: Float32Array;
  readonly seconds: number;
  readonly phones: readonly PhoneSpan[];
  readonly words: readonly (SoundSpan & { readonly word: string })[];
  readonly downgrades: readonly Downgrade[];
}

/** 48 kHz, −1…1, two channels of the same length. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export interface ScoreRequest {
  readonly mood: Mood;
  readonly seconds: number;
  readonly seed: number;
}

export interface AmbienceRequest {
  readonly set: string;
  readonly interior: boolean;
  readonly timeOfDay: TimeOfDay;
  readonly weather: Weather;
  readonly seed: number;
}

export interface EffectRequest {
  readonly name: string;
  readonly seed: number;
}

/** How the whole film looks. */
export interface PictureSettings {
  readonly width: number;
  readonly height: number;
  readonly rate: Rate;
  readonly style: string;
  readonly seed: number;
  /** Subtitles are drawn into the picture. */
  readonly burnSubtitles: boolean;
}

/** A line as a picture needs it: who moves their lips, when, and in which shapes. */
export interface VisibleLine {
  readonly who: string;
  readonly text: string;
  /** Frames from the start of the shot. */
  readonly start: number;
  readonly frames: number;
  readonly phones: readonly PhoneSpan[];
}

/** What a figure is drawn from. */
export type Player = Pick<CastMember, 'id' | 'age' | 'gender' | 'look'>;

/** What of a shot is seen. Its id, its place in the script and its words are not. */
export type ShotPicture = Pick<
  Shot,
  | 'kind'
  | 'size'
  | 'place'
  | 'set'
  | 'interior'
  | 'timeOfDay'
  | 'weather'
  | 'mood'
  | 'staging'
  | 'subject'
  | 'camera'
  | 'prop'
  | 'card'
  | 'transitionIn'
  | 'transitionOut'
>;

/** A shot to be drawn. */
export interface PictureRequest {
  readonly shot: ShotPicture;
  /** Names the shot by its content: where the engine leaves something to chance, it draws from this and the seed. */
  readonly take: string;
  /** Who is in it, as the bible describes them. */
  readonly cast: readonly Player[];
  readonly frames: number;
  readonly lines: readonly VisibleLine[];
  readonly settings: PictureSettings;
  /** The shot before, when this one begins by dissolving from it. */
  readonly outgoing: PictureRequest | null;
}

/** A shot ready to be drawn frame by frame. */
export interface DrawnShot {
  readonly downgrades: readonly Downgrade[];
  /** Frame `index` as planar YUV 4:2:0 of the whole frame; a view that the next call overwrites. */
  frame(index: number): Uint8Array;
  /** Frame `index` as a JPEG of the whole frame. @param scale pixels of the JPEG for one of the frame; 1 unless told */
  still(index: number, scale?: number): Uint8Array;
}
