import type { MessagePort } from 'node:worker_threads';
import {
  changeSentence,
  comparePlans,
  describeShot,
  forecastSentence,
  nearestSets,
  printBible,
  secondsOf,
} from '@ai-film-studio/film';
import type { FilmKind } from '@ai-film-studio/studio/films/film.ts';
import { forecastFilm, type Known } from '@ai-film-studio/studio/films/forecast.ts';
import { type FilmSettingsInput, pictureSettings } from '@ai-film-studio/studio/films/settings.ts';
import { type DraftText, understandDraft, type WrittenBible } from '@ai-film-studio/studio/films/understand.ts';
import type { Makers } from '@ai-film-studio/studio/jobs/job.ts';
import type { ShotDecision } from '@ai-film-studio/studio/pipeline/studio.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { JobRecord } from '@ai-film-studio/studio/storage/store.ts';

/** A script to be understood, as it is sent to a thread. */
export interface ScriptTask {
  readonly draft: DraftText;
  readonly bible: WrittenBible | null;
  readonly seed: number;
  readonly untitled: string;
}

export interface ForecastTask extends ScriptTask {
  readonly kind: FilmKind;
  readonly settings: FilmSettingsInput;
  readonly decisions: ReadonlyMap<string, ShotDecision>;
  readonly makers: Makers | null;
  /** An earlier draft, to say what changes since. */
  readonly before: DraftText | null;
  /** Where the thread asks which records there are: keys there, records back. */
  readonly records: MessagePort;
}

/** A thread's answer: an error would lose its class on the way. */
export type Answer<T> =
  | { readonly value: T }
  | { readonly refusal: Pick<Refusal, 'kind' | 'code' | 'message' | 'details'> };

async function answered<T>(work: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { kind, code, message, details } = error;
    return { refusal: { kind, code, message, details } };
  }
}

/** What a script is about. */
export const breakdown = ({ draft, bible, seed, untitled }: ScriptTask) =>
  answered(() => {
    const { screenplay, bible: story, inferred, storyboard } = understandDraft(draft, bible, seed, untitled);
    return {
      title: story.title,
      cast: story.cast.map(({ id, name, age, gender, speeches = 0 }) => ({ id, name, age, gender, speeches })),
      places: story.places.map(({ id, name, set }) => ({ id, name, set })),
      scenes: story.scenes.map(({ id, place, timeOfDay, mood, cast }) => ({
        id,
        place,
        timeOfDay,
        mood,
        cast: [...cast],
      })),
      shots: storyboard.shots.length,
      elements: screenplay.elements.length,
      unfilmed: storyboard.unfilmed.map(({ text, reason, source }) => ({
        line: source.first,
        text: text.slice(0, 200),
        reason,
      })),
      guesses: nearestSets(story).map(({ place, set }) => ({ place, set })),
      bible: printBible(story),
      inferred,
    };
  });

/** What filming it takes, shot by shot. */
export const forecast = (task: ForecastTask) =>
  answered(async () => {
    const { draft, bible, untitled, kind, decisions, makers, before, records } = task;
    const settings = pictureSettings(task.settings);
    const production = understandDraft(draft, bible, settings.seed, untitled);
    const known = askingBy(records);
    const film = await forecastFilm(kind, { production, settings, decisions }, makers, known);
    const earlier = before
      ? (
          await forecastFilm(
            kind,
            { production: understandDraft(before, bible, settings.seed, untitled), settings, decisions },
            makers,
            known,
          )
        ).plan
      : null;
    const changes = earlier && comparePlans(earlier, film.plan);
    const made = new Set(film.plan.jobs.filter((job) => job.made).map(({ name }) => name));
    return {
      title: production.bible.title,
      seconds: film.plan.seconds,
      work: { jobs: film.jobs, shots: film.shots, seconds: film.seconds },
      credits: film.credits,
      cap: film.cap,
      sentence: changes ? changeSentence(changes, film) : forecastSentence(film.plan, film),
      shots: production.storyboard.shots.map((shot, index) => ({
        id: shot.id,
        scene: shot.scene,
        kind: shot.kind,
        seconds: secondsOf(film.plan.shots[index]?.frames ?? 0, settings.rate),
        description: describeShot(shot, production.bible),
        made: made.has(`${kind === 'film' ? 'clip' : 'board'}:${shot.id}`),
      })),
      changed: changes ? [...changes.changed.map(({ shotId }) => shotId), ...changes.added] : null,
    };
  });

/** The records of the user, asked for over a port. */
function askingBy(port: MessagePort): Known {
  return {
    records: (keys) =>
      new Promise((resolve) => {
        port.once('message', (records: ReadonlyMap<string, JobRecord>) => resolve(records));
        port.postMessage(keys);
      }),
  };
}
