import { answerOf, type Schemas, type Studio, type WatchedEvent } from '@ai-film-studio/client';
import { parseRate } from '@ai-film-studio/film';
import { rateText, sameRate } from '@ai-film-studio/film/timeline/rate.ts';
import type { PictureSettings } from '@ai-film-studio/studio';
import { z } from 'zod';
import type { Assignment } from '../film-script.ts';
import type { Reporter } from '../reporter.ts';
import { handIn, projectOf, sendBible } from './project.ts';
import { advanced, type Counts, counted, type RemoteProgress, stageEvents } from './remote-progress.ts';

type Film = Schemas['Film'];

/** The settings as the API takes them. */
const settingsFor = ({ width, height, rate, style, seed, burnSubtitles }: PictureSettings) =>
  ({ size: `${width}x${height}`, fps: rateText(rate), style, seed, burnSubtitles }) as Schemas['FilmSettings']; // The options allow nothing else.

type Settings = ReturnType<typeof settingsFor>;

const sameSettings = (one: Settings, other: Settings): boolean =>
  sameRate(parseRate(one.fps), parseRate(other.fps)) &&
  (['size', 'style', 'seed', 'burnSubtitles'] as const).every((name) => one[name] === other[name]);

/** The very film that is wanted, when it is being made already. */
async function underway(
  studio: Studio,
  projectId: string,
  wanted: { readonly draftId: string; readonly kind: Film['kind']; readonly settings: Settings },
): Promise<Film | null> {
  const { items } = await answerOf(studio.GET('/v1/projects/{projectId}/films', { params: { path: { projectId } } }));
  const isIt = ({ status, draftId, kind, settings }: Film) =>
    status === 'running' &&
    draftId === wanted.draftId &&
    kind === wanted.kind &&
    sameSettings(settings, wanted.settings);
  return items.find(isIt) ?? null;
}

/** Begins the film of a script on a server, or finds it under way. */
export async function beginFilm(studio: Studio, assignment: Assignment, reporter: Reporter): Promise<Film> {
  const { script, out, bibleFolder = out, kind } = assignment;
  const projectId = await projectOf(studio, script);
  const draftId = await handIn(studio, projectId, script);
  const corrected = await sendBible(studio, projectId, script, bibleFolder);
  const wanted = { draftId, kind, settings: settingsFor(assignment.settings) };
  // One that is under way is not made with what was corrected just now.
  const running = corrected ? null : await underway(studio, projectId, wanted);
  if (running) {
    reporter.note('It is being made already: going on watching.');
    return running;
  }
  const params = { path: { projectId } };
  const { sentence, cap } = await answerOf(studio.POST('/v1/projects/{projectId}/plan', { params, body: wanted }));
  reporter.note(`To make: ${sentence}; ${cap} credits at most.`);
  return answerOf(studio.POST('/v1/projects/{projectId}/films', { params, body: wanted }));
}

const isLeft = ({ status }: Schemas['Job']) => status === 'blocked' || status === 'waiting' || status === 'running';

/** The jobs of a film that are not done yet, with how far they are. A hundred are enough to tell the time by. */
async function jobsLeft(studio: Studio, filmId: string): Promise<readonly Schemas['Job'][]> {
  const params = { path: { filmId }, query: { limit: 100 } };
  const { items } = await answerOf(studio.GET('/v1/films/{filmId}/jobs', { params }));
  return items.filter(isLeft);
}

const countsSchema = z.record(z.string(), z.object({ done: z.number(), total: z.number() }));

/** The stages that an event tells of; none when it is one of a newer studio. */
const countsIn = (stages: unknown): Counts => countsSchema.safeParse(stages).data ?? {};

/** Watches a film until it is over, and reports as if it were made here. */
export async function watchFilm(studio: Studio, begun: Film, reporter: Reporter): Promise<Film> {
  let progress: RemoteProgress = counted(begun.stages, []);
  const read = () => answerOf(studio.GET('/v1/films/{filmId}', { params: { path: { filmId: begun.id } } }));
  const tell = () => {
    for (const event of stageEvents(progress)) reporter.event(event);
  };
  const hear = async ({ type, data }: WatchedEvent) => {
    if (type === 'progress') progress = advanced(progress, String(data.jobId), String(data.kind), Number(data.share));
    else if (type === 'film.stage') progress = counted(countsIn(data.stages), await jobsLeft(studio, begun.id));
    else if (type === 'ready') progress = counted((await read()).stages, await jobsLeft(studio, begun.id));
    else return;
    tell();
  };
  let film = begun;
  while (film.status === 'running') {
    for await (const event of studio.watchFilm(begun.id)) await hear(event);
    film = await read();
  }
  progress = counted(film.stages, []);
  tell();
  for (const downgrade of film.downgrades) reporter.event({ event: 'downgrade', ...downgrade });
  return film;
}
