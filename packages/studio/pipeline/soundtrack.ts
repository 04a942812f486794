import type { Cut, Rate, Shot, TimedShot } from '@ai-film-studio/film';
import { z } from 'zod';
import { seedOf } from '../engines/animatic/random.ts';
import type { PictureSettings } from '../engines/engine.ts';
import type { AmbienceJob, EffectJob, MixJob, ScoreJob } from '../jobs/job.ts';
import type { DoneJob } from '../jobs/local-runner.ts';
import type { MixPlan, MixReport } from '../media/mix/mix-plan.ts';
import { sampleRate } from '../media/wav.ts';
import type { StoredObject } from '../storage/store.ts';
import { trackStage } from './events.ts';
import type { Studio } from './studio.ts';
import type { VoicedLine } from './voices.ts';

/** What streaming services and players expect: integrated loudness in LUFS and true peak in dBTP. */
const target = { loudness: -16, truePeak: -1 } as const;

/** Seconds. Music is composed in pieces of whole steps, so that a line more or less in a scene often leaves its piece as it is. */
const scoreStep = 4;
const longestPiece = 96;
/** The sound of a new place is heard a little before it is seen. */
const soundLead = 0.4;

/** Shots in a row that one piece of sound lies under. */
interface Stretch {
  readonly shots: readonly TimedShot[];
  readonly from: number;
  readonly to: number;
}

const toSamples = (frames: number, { num, den }: Rate) => Math.round((frames * den * sampleRate) / num);

/** Neighbours that agree in `key` become one stretch. */
function stretches(cut: Cut, key: (shot: Shot) => string | null): readonly Stretch[] {
  const found: { key: string | null; shots: TimedShot[] }[] = [];
  for (const timed of cut.shots) {
    const here = key(timed.shot);
    const last = found.at(-1);
    if (last && last.key === here) last.shots.push(timed);
    else found.push({ key: here, shots: [timed] });
  }
  return found.flatMap(({ key: name, shots }) => {
    const [first, last] = [shots[0], shots.at(-1)];
    if (name === null || !first || !last) return [];
    return [
      {
        shots,
        from: toSamples(first.range.start, cut.rate),
        to: toSamples(last.range.start + last.range.frames, cut.rate),
      },
    ];
  });
}

/** A sound that has still to be made, and where it goes. */
interface Cue<J, P> {
  readonly job: J;
  readonly place: (file: string) => P;
}

/** The engine levels music to about −23 LUFS, beds to −30 (outdoors) or −34; speech lies at −20 before mastering. */
const gains = { music: 0.75, ambience: 1, effects: 0.7 } as const;

function musicCues(cut: Cut, seed: number): readonly Cue<ScoreJob, MixPlan['music'][number]>[] {
  return stretches(cut, (shot) => `${shot.scene} ${shot.mood}`).flatMap(({ shots, from, to }) => {
    const shot = shots[0]?.shot;
    if (!shot) return [];
    const pieces = Math.ceil((to - from) / sampleRate / longestPiece);
    return Array.from({ length: pieces }, (_, piece) => {
      const begin = from + Math.round(((to - from) * piece) / pieces);
      const end = from + Math.round(((to - from) * (piece + 1)) / pieces);
      const seconds = Math.ceil((end - begin) / sampleRate / scoreStep) * scoreStep;
      const fade = Math.min(1.5 * sampleRate, Math.floor((end - begin) / 3));
      return {
        job: {
          kind: 'score',
          request: { mood: shot.mood, seconds, seed: seedOf(seed, shot.scene, piece) },
          inputs: {},
        } as const,
        // Its last chord falls on the end of the scene; what is too long is left out at the beginning.
        place: (file: string) => ({
          file,
          from: begin,
          to: end,
          offset: seconds * sampleRate - (end - begin),
          gain: gains.music,
          fadeIn: fade,
          fadeOut: fade,
        }),
      };
    });
  });
}

function ambienceCues(cut: Cut, seed: number): readonly Cue<AmbienceJob, MixPlan['ambience'][number]>[] {
  const silent = new Set<Shot['kind']>(['credits', 'black']);
  return stretches(cut, (shot) =>
    silent.has(shot.kind) ? null : `${shot.place} ${shot.timeOfDay} ${shot.weather}`,
  ).flatMap(({ shots, from, to }) => {
    const shot = shots[0]?.shot;
    if (!shot) return [];
    const { set, interior, timeOfDay, weather } = shot;
    const lead = Math.min(from, Math.round(soundLead * sampleRate));
    const fade = Math.min(0.6 * sampleRate, Math.floor((to - from) / 3));
    return [
      {
        job: {
          kind: 'ambience',
          request: { set, interior, timeOfDay, weather, seed: seedOf(seed, shot.place) },
          inputs: {},
        } as const,
        place: (file: string) => ({
          file,
          from: from - lead,
          to,
          offset: 0,
          gain: gains.ambience,
          fadeIn: fade,
          fadeOut: fade,
        }),
      },
    ];
  });
}

function effectCues(cut: Cut, seed: number): readonly Cue<EffectJob, MixPlan['effects'][number]>[] {
  return cut.shots.flatMap(({ actions, range }) =>
    actions.flatMap(({ sound, range: action }) => {
      if (!sound) return [];
      const at = toSamples(range.start + action.start, cut.rate);
      return [
        {
          job: { kind: 'effect', request: { name: sound, seed: seedOf(seed, sound) }, inputs: {} } as const,
          place: (file: string) => ({ file, at, gain: gains.effects, pan: 0 }),
        },
      ];
    }),
  );
}

/** Speakers are heard from where they stand, but never from one side alone. */
function panOf({ shot }: TimedShot, who: string): number {
  const slot = shot.staging.find((staging) => staging.who === who)?.slot ?? 0;
  return Math.max(-0.25, Math.min(0.25, slot * 0.2));
}

function dialogue(cut: Cut): readonly MixPlan['dialogue'][number][] {
  return cut.shots.flatMap((timed) =>
    timed.lines.map(({ lineId, who, range }) => ({
      file: lineId,
      at: toSamples(timed.range.start + range.start, cut.rate),
      gain: 1,
      pan: panOf(timed, who),
    })),
  );
}

const reportSchema = z.object({ loudness: z.number(), truePeak: z.number() });

/** The finished sound of the film, encoded. */
export interface Soundtrack extends MixReport {
  readonly sound: StoredObject;
  /** Every score, bed and effect in it, by the key of the job that made it. */
  readonly sounds: Readonly<Record<string, StoredObject>>;
}

/** All that is heard besides speech. */
interface Cues {
  readonly music: readonly Cue<ScoreJob, MixPlan['music'][number]>[];
  readonly ambience: readonly Cue<AmbienceJob, MixPlan['ambience'][number]>[];
  readonly effects: readonly Cue<EffectJob, MixPlan['effects'][number]>[];
}

/** Effects, music, and the sound of every place. */
export function filmCues(cut: Cut, { seed }: PictureSettings): Cues {
  return { music: musicCues(cut, seed), ambience: ambienceCues(cut, seed), effects: effectCues(cut, seed) };
}

/** Effects alone: music and places take longer to make than a draft may. */
export function draftCues(cut: Cut, { seed }: PictureSettings): Cues {
  return { music: [], ambience: [], effects: effectCues(cut, seed) };
}

/** Composes, records and mixes all that is heard. */
export async function mixSoundtrack(
  cues: Cues,
  cut: Cut,
  voices: ReadonlyMap<string, VoicedLine>,
  { runner, report }: Studio,
): Promise<Soundtrack> {
  const count = cues.music.length + cues.ambience.length + cues.effects.length;
  const mixShare = Math.max(1, count);
  const track = trackStage('sound', [...Array.from({ length: count }, () => 1), mixShare], report);
  const sounds: Record<string, StoredObject> = {};
  let started = 0;

  const record = async <P>(list: readonly Cue<ScoreJob | AmbienceJob | EffectJob, P>[]): Promise<readonly P[]> =>
    Promise.all(
      list.map(async ({ job, place }) => {
        const index = started++;
        const done = await runner.perform(job, { priority: 1 });
        track.finish(index, done.made);
        sounds[done.key] = soundOf(done);
        return place(done.key);
      }),
    );

  const [music, ambience, effects] = await Promise.all([
    record(cues.music),
    record(cues.ambience),
    record(cues.effects),
  ]);
  const request: MixPlan = {
    samples: toSamples(cut.frames, cut.rate),
    dialogue: dialogue(cut),
    effects,
    ambience,
    music,
    ...target,
  };
  const spoken = Object.fromEntries([...voices].map(([id, { sound }]) => [id, sound]));
  const inputs = { ...spoken, ...sounds };
  const mixed = await runner.perform({ kind: 'mix', request, inputs } satisfies MixJob, {
    priority: 2,
    progress: (share) => track.progress(count, share),
  });
  track.finish(count, mixed.made);
  return { sound: soundOf(mixed), sounds, ...reportSchema.parse(mixed.record.facts) };
}

function soundOf({ record }: DoneJob): StoredObject {
  const { sound } = record.objects;
  if (!sound) throw new Error('A job of the soundtrack left no sound.');
  return sound;
}
