import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { answerOf, type Schemas, type Studio, type WatchedEvent } from '@ai-film-studio/client';
import { balanceOf, hundredths } from './credits.ts';
import { explained, type Look } from './steps.ts';

/** What a film is made of. */
export interface Order {
  readonly projectId: string;
  readonly draftId: string;
  /** Another one in each run: nothing of it was made before. */
  readonly seed: number;
  readonly mostCredits: number;
}

const bodyOf = ({ draftId, seed }: Order) =>
  ({
    kind: 'film',
    draftId,
    settings: { size: '1280x720', fps: '24', style: 'lantern', seed, burnSubtitles: false },
  }) as const;

/** What a film takes, and what changes since an earlier draft. */
export const forecastOf = (studio: Studio, order: Order, since?: string): Promise<Schemas['Forecast']> =>
  answerOf(
    studio.POST('/v1/projects/{projectId}/plan', {
      params: { path: { projectId: order.projectId } },
      body: { ...bodyOf(order), ...(since ? { since } : {}) },
    }),
  );

/** Begins a film as somebody whose line broke: the same order is sent twice, and one film is made, and put aside for, once. */
export async function begin(studio: Studio, order: Order, look: Look): Promise<Schemas['Film']> {
  const before = await balanceOf(studio);
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
  const after = await balanceOf(studio);
  // It may be done by now, and then less is put aside.
  const less = hundredths(before.available) - hundredths(after.available);
  look(
    less <= hundredths(film.cap),
    `A film that costs ${film.cap} credits at most took ${less / 100} from the account.`,
  );
  return film;
}

/** Before everything: what has happened already comes first. */
const theBeginning = '0-0';

/** Follows a film to its end by its events. */
export async function follow(studio: Studio, filmId: string, look: Look): Promise<Schemas['Film']> {
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
export async function endedJobs(
  studio: Studio,
  filmId: string,
  signal: AbortSignal,
): Promise<readonly Schemas['Job'][]> {
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
export const shotsOf = async (studio: Studio, filmId: string) =>
  (await answerOf(studio.GET('/v1/films/{filmId}/shots', { params: { path: { filmId } } }))).items;
