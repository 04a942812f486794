import type { StoryBible } from '../breakdown/story-bible.ts';
import type { Line, Shot, Storyboard } from '../storyboard/shot.ts';
import type { Cut, TimedShot } from '../timeline/cut.ts';
import { secondsOf } from '../timeline/timecode.ts';
import type { Json } from './content-key.ts';
import { contentKey } from './content-key.ts';
import type { FilmSettings } from './shot-key.ts';
import { linesOf, pictureContent, settingsContent, shotContent, shotKey, voiceOf } from './shot-key.ts';

/** The jobs of a film, in the order of the way of the data. */
export const jobKinds = ['voice', 'board', 'clip', 'score', 'mix', 'assemble', 'deliver'] as const;
export type JobKind = (typeof jobKinds)[number];

/** A job as data: nothing has been run. */
export interface PlannedJob {
  /** Unique in the plan: `clip:kitchen-1-a`. */
  readonly name: string;
  readonly kind: JobKind;
  /** The same key, the same result. */
  readonly key: string;
  /** Names of jobs that must be done before; all stand earlier in the plan. */
  readonly needs: readonly string[];
  /** `null` for what is made once for the whole film. */
  readonly shotId: string | null;
  readonly lineId: string | null;
  /** Seconds of film that it makes; a board counts as those of its shot. */
  readonly seconds: number;
  /** Whether its result is there already. */
  readonly made: boolean;
}

/** A shot in a plan: what it depends on, for comparing. */
export interface PlannedShot {
  readonly id: string;
  readonly scene: string;
  readonly kind: Shot['kind'];
  readonly key: string;
  readonly frames: number;
  /** The parts of its content, by the words that a change is told in. */
  readonly content: Readonly<Record<string, Json>>;
}

/** All that making a film takes, before it is made. */
export interface Plan {
  readonly settings: FilmSettings;
  readonly seconds: number;
  readonly shots: readonly PlannedShot[];
  readonly jobs: readonly PlannedJob[];
}

export interface PlanInput {
  readonly storyboard: Storyboard;
  readonly bible: StoryBible;
  /**
   * From estimated or spoken lengths. Keys of voices, boards and clips do not depend on which; those of the score and what follows it do, so
   * give spoken lengths where there are any.
   */
  readonly cut: Cut;
  readonly settings: FilmSettings;
  /** Whether the store has a job's result; left out, nothing is made yet. */
  readonly isMade?: (key: string) => boolean;
}

/**
 * Plans a film: a voice for each line, a board and a clip for each shot, one score, mix, assembly and delivery.
 *
 * @throws {RangeError} when the cut has not the storyboard's shots.
 * @example planFilm({ storyboard, bible, cut, settings, isMade: (key) => keys.has(key) }).jobs
 */
export function planFilm(input: PlanInput): Plan {
  const { storyboard, cut, settings } = input;
  const shots = storyboard.shots.map((shot, index) => plannedShot(shot, index, input));
  const perShot = storyboard.shots.map((shot, index) =>
    shotJobs(shot, timedAt(cut, index, shot), input, shots[index]?.key ?? ''),
  );
  const seconds = secondsOf(cut.frames, cut.rate);
  const voices = perShot.flatMap((jobs) => jobs.voices);
  const pictures = perShot.flatMap((jobs) => jobs.pictures);
  const whole = filmJobs(voices, pictures, seconds, input);
  return { settings, seconds, shots, jobs: [...voices, ...pictures, ...whole] };
}

function timedAt(cut: Cut, index: number, shot: Shot): TimedShot {
  const timed = cut.shots[index];
  if (timed?.shot.id !== shot.id)
    throw new RangeError(`shot ${shot.id} of the storyboard is not in the cut at its place`);
  return timed;
}

function plannedShot(shot: Shot, index: number, { storyboard, bible, cut, settings }: PlanInput): PlannedShot {
  const content = shotContent(shot, bible, storyboard.shots[index - 1] ?? null);
  const frames = timedAt(cut, index, shot).range.frames;
  return { id: shot.id, scene: shot.scene, kind: shot.kind, key: shotKey(content, settings), frames, content };
}

type JobFacts = Pick<PlannedJob, 'kind' | 'key' | 'needs' | 'seconds'> & {
  readonly shotId?: string;
  readonly lineId?: string;
};

function job(facts: JobFacts, isMade: PlanInput['isMade']): PlannedJob {
  const { kind, key, shotId = null, lineId = null } = facts;
  const of = lineId ?? shotId;
  return { ...facts, name: of === null ? kind : `${kind}:${of}`, shotId, lineId, made: isMade?.(key) ?? false };
}

function shotJobs(shot: Shot, timed: TimedShot, input: PlanInput, key: string) {
  const { bible, cut, settings, isMade } = input;
  const seconds = secondsOf(timed.range.frames, cut.rate);
  const voices = shot.beats.flatMap(linesOf).map((line, index) => {
    const spoken = secondsOf(timed.lines[index]?.range.frames ?? 0, cut.rate);
    return job(
      {
        kind: 'voice',
        key: voiceKey(line, bible, settings),
        needs: [],
        seconds: spoken,
        lineId: line.id,
        shotId: shot.id,
      },
      isMade,
    );
  });
  const boardKey = contentKey({
    kind: 'board',
    content: pictureContent(shot, bible),
    settings: settingsContent(settings),
  });
  const board = job({ kind: 'board', key: boardKey, needs: [], seconds, shotId: shot.id }, isMade);
  const needs = [board.name, ...voices.map(({ name }) => name)];
  const clip = job({ kind: 'clip', key, needs, seconds, shotId: shot.id }, isMade);
  return { voices, pictures: [board, clip] };
}

/** A voice depends on the words, who says them and how; not on the picture's size. */
function voiceKey(line: Line, bible: StoryBible, settings: FilmSettings): string {
  const { who, text, parenthetical, emotion, treatment } = line;
  const member = bible.cast.find(({ id }) => id === who);
  const voice = member === undefined ? who : voiceOf(member);
  return contentKey({ kind: 'voice', text, parenthetical, emotion, treatment, voice, engine: settings.engine });
}

function filmJobs(
  voices: readonly PlannedJob[],
  pictures: readonly PlannedJob[],
  seconds: number,
  { cut, settings, isMade }: PlanInput,
): PlannedJob[] {
  const make = (kind: JobKind, content: Json, needed: readonly PlannedJob[]) => {
    const inputs = needed.map(({ key }) => key);
    const key = contentKey({ kind, content, inputs, engine: settings.engine, seed: settings.seed });
    return job({ kind, key, needs: needed.map(({ name }) => name), seconds }, isMade);
  };
  const clips = pictures.filter(({ kind }) => kind === 'clip');
  const score = make('score', scoreContent(cut), voices);
  const mix = make('mix', cut.shots.map(soundOf), [...voices, score]);
  const assemble = make('assemble', settingsContent(settings), [...clips, mix]);
  return [score, mix, assemble, make('deliver', settingsContent(settings), [assemble])];
}

/** Music follows the moods and where they change. */
function scoreContent(cut: Cut): Json {
  return cut.shots.map(({ shot, range }): Json => [shot.scene, shot.mood, range.frames]);
}

/** Ambience and effects follow the place and the action; voices lie where the cut has them. */
function soundOf({ shot, range, lines, actions }: TimedShot): Json {
  const effects = actions.map(({ sound, range: at }): Json => [sound, at.start, at.frames]);
  const spoken = lines.map(({ range: at }): Json => [at.start, at.frames]);
  return { place: [shot.set, shot.interior, shot.weather, shot.timeOfDay], frames: range.frames, effects, spoken };
}
