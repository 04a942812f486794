import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { screenplay } from './screenplay.ts';

/** What a person does with a film. */
export interface FilmPlan {
  readonly title: string;
  readonly scenes: number;
  readonly lines: number;
  /** Milliseconds after which it is cancelled; `null`: never. */
  readonly cancelAfter: number | null;
  /** Whether a cancelled film is gone on with. */
  readonly resume: boolean;
  /** Whether it is begun by two requests at once, with one key. */
  readonly twice: boolean;
}

/** What became of it, as far as its audience could see. */
export interface Watched {
  readonly id: string;
  readonly plan: FilmPlan;
  readonly status: 'done' | 'failed' | 'cancelled' | 'running';
  readonly error: string | null;
  /** Requests whose answers were lost, or that were refused for a while. */
  readonly repeated: number;
  /** Two requests with one key made two films. */
  readonly doubled: boolean;
}

export interface AudienceParts {
  readonly address: string;
  readonly apiKey: string;
  readonly signal: AbortSignal;
  /** Brings some credits, when they are short and nothing of the user's runs that could give any back. */
  readonly short: () => Promise<void>;
}

const idSchema = z.object({ id: z.string() });
const filmSchema = idSchema.extend({
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  error: z.string().nullable(),
});
const problemSchema = z.object({ code: z.string() });

/** How long to wait before a request is made again, in milliseconds. */
const pause = 400;
const lookEach = 1_000;

class Lost extends Error {}

/** A user of the API who makes a film, and asks again whenever an answer does not come. */
export async function watchFilm(plan: FilmPlan, parts: AudienceParts): Promise<Watched> {
  const { address, apiKey, signal, short } = parts;
  let repeated = 0;

  const once = async (method: string, path: string, body: unknown, key: string | null) => {
    const answer = await fetch(`${address}/v1${path}`, {
      method,
      signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
      headers: {
        'x-api-key': apiKey,
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(key === null ? {} : { 'idempotency-key': key }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    const content: unknown = await answer.json();
    if (answer.status >= 500 || answer.status === 429) throw new Lost(JSON.stringify(content));
    return { status: answer.status, content };
  };
  /** Until there is an answer. */
  const ask = async (method: string, path: string, body: unknown = null, key: string | null = null) => {
    for (;;) {
      try {
        return await once(method, path, body, key);
      } catch (error) {
        signal.throwIfAborted();
        repeated += 1;
        if (error instanceof Lost) await delay(pause * 2);
        await delay(pause);
      }
    }
  };
  /** Until it is taken on: credits and room for films come with time. */
  const order = async (path: string, body: unknown, key: string): Promise<unknown> => {
    for (;;) {
      const { status, content } = await ask('POST', path, body, key);
      if (status < 300) return content;
      const { code } = problemSchema.parse(content);
      if (code === 'film-done') return null;
      if (code === 'credits-short') await short();
      else if (code !== 'too-many-films') throw new Error(`${path} was refused: ${JSON.stringify(content)}`);
      repeated += 1;
      await delay(lookEach, undefined, { signal });
    }
  };
  const made = async (path: string, body: unknown) => {
    const { status, content } = await ask('POST', path, body);
    if (status >= 300) throw new Error(`${path} was refused: ${JSON.stringify(content)}`);
    return content;
  };
  const ended = async (id: string, until: number) => {
    for (;;) {
      const { content } = await ask('GET', `/films/${id}`);
      const film = filmSchema.parse(content);
      if (film.status !== 'running' || performance.now() > until) return film;
      await delay(lookEach, undefined, { signal });
    }
  };

  const project = idSchema.parse(await made('/projects', { name: plan.title }));
  const script = { name: `${plan.title}.fountain`, content: screenplay(plan.title, plan) };
  await made(`/projects/${project.id}/drafts`, script);
  const key = randomUUID();
  const begin = async () => idSchema.parse(await order(`/projects/${project.id}/films`, {}, key)).id;
  const ids = await Promise.all(plan.twice ? [begin(), begin()] : [begin()]);
  const [id = ''] = ids;
  if (plan.cancelAfter !== null) {
    await ended(id, performance.now() + plan.cancelAfter);
    await ask('POST', `/films/${id}/cancel`);
    if (plan.resume) await order(`/films/${id}/resume`, null, randomUUID());
  }
  const { status, error } = await ended(id, Number.POSITIVE_INFINITY);
  return { id, plan, status, error, repeated, doubled: ids.some((other) => other !== id) };
}
