import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answerOf, type Schemas, type Studio, type WatchedEvent } from '@ai-film-studio/client';
import type { Binaries } from '@ai-film-studio/studio';
import { lookAtFilm } from './artefacts.ts';
import { balanceOf, hundredths, lookAtCharge, movementsOf } from './credits.ts';
import type { Settings } from './settings.ts';
import { explained, type Look, type Steps } from './steps.ts';
import type { Leftovers, Tester } from './tester.ts';

/** What a run works with. */
export interface Walk {
  readonly settings: Settings;
  readonly steps: Steps;
  readonly leftovers: Leftovers;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly binaries: Binaries;
}

/** What a film is made of. */
interface Order {
  readonly projectId: string;
  readonly draftId: string;
  readonly title: string;
  /** Another one in each run: nothing of it was made before. */
  readonly seed: number;
  readonly mostCredits: number;
}

/** A film that was made, and what is compared with the next. */
interface Filmed {
  readonly film: Schemas['Film'];
  readonly draftId: string;
  readonly shots: Awaited<ReturnType<typeof shotsOf>>;
}

/** Films an order, and looks at all that comes of it. */
export async function filmed(
  at: Walk,
  { studio }: Tester,
  order: Order,
  { lines, since }: { readonly lines: readonly string[]; readonly since: Filmed | null },
): Promise<Filmed> {
  const { steps } = at;
  const of = since ? 'changed script: ' : '';
  const forecast = await steps.do(`${of}the price is forecast`, async (look) => {
    const found = await forecastOf(studio, order, since?.draftId);
    lookAtForecast(look, found, { mostCredits: order.mostCredits, since });
    return found;
  });
  const { begun, before } = await steps.do(`${of}a film is begun, once`, async (look) => ({
    before: await balanceOf(studio),
    begun: await begin(studio, order, look),
  }));
  const film = await steps.do(`${of}the film is made, and followed`, (look) => follow(studio, begun.id, look));
  const jobs = await steps.do(`${of}its jobs are done`, async (look) => {
    const found = await endedJobs(studio, film.id, at.signal);
    const undone = found.filter(({ status }) => status !== 'done').map(({ kind, status }) => `${kind} ${status}`);
    look(undone.length === 0, `Jobs of a film that is done are not: ${undone.join(', ')}.`);
    look(found.length > 0, 'It has no jobs.');
    return found;
  });
  await steps.do(`${of}credits add up`, async (look) => {
    const [after, movements] = [await balanceOf(studio), await movementsOf(studio, film.id)];
    lookAtCharge(look, { before, after, movements, film });
    look(hundredths(film.cost ?? 0) > 0, 'The film cost nothing, and shots of it were drawn.');
  });
  const shots = await steps.do(`${of}its files are what was ordered`, async (look) => {
    const found = await shotsOf(studio, film.id);
    const expected = { title: order.title, lines, forecast: forecast.seconds, shots: found };
    const { url } = at.settings;
    await lookAtFilm(look, expected, { ...at, studio, url, filmId: film.id, folder: join(at.folder, film.id) });
    return found;
  });
  if (since)
    await steps.do(`${of}only what changed was filmed and paid`, async (look) =>
      lookAtChange(look, { since, film, forecast, shots, jobs }),
    );
  return { film, draftId: order.draftId, shots };
}

function lookAtForecast(
  look: Look,
  { cap, credits, seconds, shots, changed, work }: Schemas['Forecast'],
  { mostCredits, since }: { readonly mostCredits: number; readonly since: Filmed | null },
): void {
  look(cap <= mostCredits, `The film may cost ${cap} credits, more than --most-credits ${mostCredits}.`);
  look(0 < credits && credits <= cap, `${credits} credits are forecast, and the cap is ${cap}.`);
  look(seconds > 0 && shots.length > 0, `The forecast is of ${seconds} s and ${shots.length} shots.`);
  if (since) {
    look(
      changed !== null && 0 < changed.length && changed.length < shots.length,
      `One line was changed, and of ${shots.length} shots these are said to differ: ${changed?.join(', ')}.`,
    );
    look(
      shots.some(({ made }) => made) && work.shots < shots.length,
      `One line was changed, and ${work.shots} of ${shots.length} shots are to be made.`,
    );
  } else {
    const made = shots.filter((shot) => shot.made).map(({ id }) => id);
    look(made.length === 0, `Nothing was filmed yet, and these shots are said to be there: ${made.join(', ')}.`);
  }
}

interface Change {
  readonly since: Filmed;
  readonly film: Schemas['Film'];
  readonly forecast: Schemas['Forecast'];
  readonly shots: Filmed['shots'];
  readonly jobs: readonly Schemas['Job'][];
}

/** Of the shots that a line did not touch, the pictures are those of before, and nobody pays for them again. */
function lookAtChange(look: Look, { since, film, forecast, shots, jobs }: Change): void {
  const before = new Set(since.shots.map(({ picture }) => picture));
  const drawn = shots.filter(({ picture }) => !before.has(picture)).map(({ id }) => id);
  const foreseen = forecast.shots.filter(({ made }) => !made).map(({ id }) => id);
  look(
    String(drawn) === String(foreseen),
    `Drawn anew were the shots ${drawn.join(', ') || 'none'}, and ${foreseen.join(', ') || 'none'} were foreseen.`,
  );
  const clips = jobs.filter(({ kind, made }) => kind === 'clip' && made).length;
  look(clips === foreseen.length, `${clips} clips were made, and ${foreseen.length} were foreseen.`);
  look(
    (film.cost ?? 0) < (since.film.cost ?? 0),
    `With one line changed the film cost ${film.cost} credits, and the whole of it ${since.film.cost}.`,
  );
}

const bodyOf = ({ draftId, seed }: Order) =>
  ({
    kind: 'film',
    draftId,
    settings: { size: '1280x720', fps: '24', style: 'lantern', seed, burnSubtitles: false },
  }) as const;

/** What a film takes, and what changes since an earlier draft. */
const forecastOf = (studio: Studio, order: Order, since?: string): Promise<Schemas['Forecast']> =>
  answerOf(
    studio.POST('/v1/projects/{projectId}/plan', {
      params: { path: { projectId: order.projectId } },
      body: { ...bodyOf(order), ...(since ? { since } : {}) },
    }),
  );

/** Begins a film as somebody whose line broke: the same order is sent twice, and one film is made. */
async function begin(studio: Studio, order: Order, look: Look): Promise<Schemas['Film']> {
  const send = (key: string) =>
    answerOf(
      studio.POST('/v1/projects/{projectId}/films', {
        params: { path: { projectId: order.projectId }, header: { 'Idempotency-Key': key } },
        body: { ...bodyOf(order), maxCredits: order.mostCredits },
      }),
    );
  const key = randomUUID();
  const film = await send(key);
  const again = await send(key).catch((error: unknown) => error);
  look(
    typeof again === 'object' && again !== null && 'id' in again && again.id === film.id,
    `The order was sent again with its Idempotency-Key, and was not known to be the same: ${again instanceof Error ? explained(again) : 'another film was begun'}.`,
  );
  return film;
}

/** Before everything: what has happened already comes first. */
const theBeginning = '0-0';

/** Follows a film to its end by its events. */
async function follow(studio: Studio, filmId: string, look: Look): Promise<Schemas['Film']> {
  const heard: WatchedEvent[] = [];
  for await (const event of studio.watchFilm(filmId, { lastEventId: theBeginning })) heard.push(event);
  const film = await answerOf(studio.GET('/v1/films/{filmId}', { params: { path: { filmId } } }));
  look(film.status === 'done', `The film is ${film.status}${film.error ? `: ${film.error}` : ''}.`);
  look(film.downgrades.length === 0, `It was done worse than asked: ${JSON.stringify(film.downgrades)}.`);
  // Who comes when it is over hears only that the stream is ready.
  if (heard.at(-1)?.type !== 'ready') lookAtEvents(heard, look);
  return film;
}

function lookAtEvents(heard: readonly WatchedEvent[], look: Look): void {
  const types = new Set(heard.map(({ type }) => type));
  for (const type of ['film.stage', 'film.done'])
    look(types.has(type), `No event ${type} was heard of the film, only ${[...types].join(', ')}.`);
  const ids = heard.flatMap(({ id }) => (id === null ? [] : [id]));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  look(twice.length === 0, `Events came twice: ${twice.join(', ')}.`);
}

const isOver = ({ status }: Schemas['Job']) => status === 'done' || status === 'dead' || status === 'cancelled';

/** All jobs of a film, when none of them goes on: the one that delivers it ends a moment after the film. */
async function endedJobs(studio: Studio, filmId: string, signal: AbortSignal): Promise<readonly Schemas['Job'][]> {
  for (;;) {
    const jobs = await jobsOf(studio, filmId);
    if (jobs.every(isOver)) return jobs;
    await delay(500, undefined, { signal });
  }
}

async function jobsOf(studio: Studio, filmId: string): Promise<readonly Schemas['Job'][]> {
  const jobs: Schemas['Job'][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 100, ...(cursor ? { cursor } : {}) };
    const page = await answerOf(studio.GET('/v1/films/{filmId}/jobs', { params: { path: { filmId }, query } }));
    jobs.push(...page.items);
    cursor = page.next;
  }
  return jobs;
}

/** The shots of a film that is done. */
const shotsOf = async (studio: Studio, filmId: string) =>
  (await answerOf(studio.GET('/v1/films/{filmId}/shots', { params: { path: { filmId } } }))).items;
