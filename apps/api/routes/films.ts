import { randomUUID } from 'node:crypto';
import type { Principal } from '@ai-film-studio/studio/accounts/principal.ts';
import { plans } from '@ai-film-studio/studio/billing/plans.ts';
import { type Film, filmKinds, filmStatuses, stageSchema } from '@ai-film-studio/studio/films/film.ts';
import { writtenBible } from '@ai-film-studio/studio/films/project-service.ts';
import { filmSettingsSchema } from '@ai-film-studio/studio/films/settings.ts';
import { titleOf } from '@ai-film-studio/studio/films/understand.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { pageFrom, pageOf, pageQuery, readCursor, timeAndId } from '../http/page.ts';
import type { Services } from '../services.ts';

const filmSchema = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    draftId: z.uuid(),
    kind: z.enum(filmKinds),
    title: z.string(),
    settings: filmSettingsSchema,
    status: z.enum(filmStatuses),
    stages: z.record(z.string(), stageSchema).describe('Units of work of each stage, done and in all.'),
    downgrades: z.array(z.object({ where: z.string(), what: z.string() })).describe('What was done worse than asked.'),
    error: z.string().nullable(),
    cap: z.number().describe('Credits that it costs at most.'),
    cost: z.number().nullable().describe('Credits that it cost.'),
    createdAt: z.string(),
    updatedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Film' });

/** A film as callers see it: credits in numbers of two decimals, nothing of how it is made. */
const shown = ({ userId: _user, run: _run, paid: _paid, cap, cost, ...film }: Film): z.infer<typeof filmSchema> => ({
  ...film,
  cap: cap / 100,
  cost: cost === null ? null : cost / 100,
});

const forecastSchema = z
  .object({
    title: z.string(),
    seconds: z.number().describe('Length of the film.'),
    sentence: z.string(),
    work: z.object({ jobs: z.int(), shots: z.int(), seconds: z.number() }).describe('What is still to be made.'),
    credits: z.number(),
    cap: z.number().describe('Credits that are reserved: the film never costs more.'),
    changed: z.array(z.string()).nullable().describe('Shots that differ from the draft `since`.'),
    shots: z.array(
      z.object({
        id: z.string(),
        scene: z.string(),
        kind: z.string(),
        seconds: z.number(),
        description: z.string(),
        made: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Forecast' });

const orderSchema = z.strictObject({
  kind: z.enum(filmKinds).default('film').describe('`draft`: timed boards with voices, in seconds.'),
  draftId: z.uuid().optional().describe('The newest, when left out.'),
  settings: filmSettingsSchema.prefault({}),
});

const projectParams = z.object({ projectId: z.uuid() });
const filmParams = z.object({ filmId: z.uuid() });

/** What filming a draft of a project takes, from what its user has. */
async function forecastOf(
  { projects, understanding, library }: Services,
  userId: string,
  projectId: string,
  { kind, draftId, settings }: z.output<typeof orderSchema>,
  since: string | null,
) {
  const { draft, text } = await projects.draft(userId, projectId, draftId ?? null);
  const before = since ? (await projects.draft(userId, projectId, since)).text : null;
  const [bible, decisions, makers] = await Promise.all([
    projects.bible(userId, projectId),
    library.decisions(projectId),
    library.makers(),
  ]);
  const forecast = await understanding.forecast(
    userId,
    {
      draft: text,
      bible: writtenBible(bible),
      seed: settings.seed,
      untitled: titleOf(text.name),
      kind,
      settings,
      decisions,
      makers,
      before,
    },
    { records: (keys) => library.records(userId, keys) },
  );
  return { draft, forecast, bible: writtenBible(bible), decisions };
}

/** Takes one of the day's films of the user's plan; what was not begun does not count. */
async function withinQuota<T>({ quotas }: Services, { userId, plan }: Principal, begin: () => Promise<T>): Promise<T> {
  const { filmsPerDay } = plans[plan];
  const use = await quotas.take(userId, 'films', filmsPerDay, new Date());
  if (!use.allowed)
    throw new Refusal('too-many', 'films-of-the-day', `Your plan films ${filmsPerDay} times a day: go on tomorrow.`, {
      retryAfter: Math.ceil((use.resetsAt.getTime() - Date.now()) / 1000),
    });
  try {
    return await begin();
  } catch (error) {
    await quotas.giveBack(userId, 'films', new Date());
    throw error;
  }
}

export const filmRoutes: Routes = (api, services) => {
  const { films } = services;

  api.route({
    method: 'POST',
    url: '/v1/projects/:projectId/plan',
    config: { access: 'projects:read' },
    schema: {
      operationId: 'planFilm',
      tags: ['films'],
      summary: 'What filming takes: shots, credits, time; and what changes since an earlier draft',
      params: projectParams,
      body: orderSchema.extend({ since: z.uuid().optional().describe('A draft to compare with.') }),
      response: { 200: forecastSchema },
    },
    handler: async (request) => {
      const { since = null, ...order } = request.body;
      const { userId } = principalOf(request);
      const { forecast } = await forecastOf(services, userId, request.params.projectId, order, since);
      return { ...forecast, cap: forecast.cap / 100, credits: Math.round(forecast.credits * 100) / 100 };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/projects/:projectId/films',
    config: { access: 'films:write', spends: true },
    schema: {
      operationId: 'beginFilm',
      tags: ['films'],
      summary: 'Film a draft: reserves the forecast’s cap, settles what it really cost when it is done',
      params: projectParams,
      body: orderSchema.extend({ maxCredits: z.number().min(0).optional().describe('Refused when it may cost more.') }),
      response: { 202: filmSchema },
    },
    handler: async (request, reply) => {
      const { userId } = principalOf(request);
      const { maxCredits, ...order } = request.body;
      const { projectId } = request.params;
      const id = request.idempotencyId ?? randomUUID();
      const begun = await films.find(userId, id);
      if (begun) return reply.code(202).header('location', `/v1/films/${id}`).send(shown(begun));
      await services.refuseFullStorage(userId);
      const { draft, forecast, bible, decisions } = await forecastOf(services, userId, projectId, order, null);
      if (maxCredits !== undefined && forecast.cap > maxCredits * 100)
        throw new Refusal(
          'conflict',
          'over-budget',
          `It may cost ${forecast.cap / 100} credits, more than ${maxCredits}.`,
          {
            cap: forecast.cap / 100,
          },
        );
      const film = await withinQuota(services, principalOf(request), () =>
        films.begin({
          id,
          userId,
          projectId,
          draftId: draft.id,
          kind: order.kind,
          settings: order.settings,
          bible,
          decisions,
          title: forecast.title,
          cap: forecast.cap,
          traceparent: services.tracing.traceparentOf(),
        }),
      );
      return reply.code(202).header('location', `/v1/films/${film.id}`).send(shown(film));
    },
  });

  for (const [url, operationId, params] of [
    ['/v1/films', 'listFilms', z.object({})],
    ['/v1/projects/:projectId/films', 'listFilmsOfProject', projectParams],
  ] as const)
    api.route({
      method: 'GET',
      url,
      config: { access: 'projects:read', cache: true },
      schema: {
        operationId,
        tags: ['films'],
        summary: 'Films, newest first',
        params,
        querystring: pageQuery,
        response: { 200: pageOf(filmSchema) },
      },
      handler: async (request) => {
        const { userId } = principalOf(request);
        const { limit, cursor } = request.query;
        const { projectId = null } = projectParams.partial().parse(request.params);
        if (projectId) await services.projects.get(userId, projectId);
        const found = await films.list(userId, projectId, limit, readCursor(cursor, timeAndId));
        return pageFrom(found.map(shown), limit, ({ createdAt, id }) => [createdAt, id]);
      },
    });

  api.route({
    method: 'GET',
    url: '/v1/films/:filmId',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'getFilm',
      tags: ['films'],
      summary: 'A film and how far it is',
      params: filmParams,
      response: { 200: filmSchema },
    },
    handler: async (request) => shown(await films.get(principalOf(request).userId, request.params.filmId)),
  });

  api.route({
    method: 'POST',
    url: '/v1/films/:filmId/cancel',
    config: { access: 'films:write' },
    schema: {
      operationId: 'cancelFilm',
      tags: ['films'],
      summary: 'Stop a film; what was made is kept and paid, the rest of the reservation goes back',
      params: filmParams,
      response: { 200: filmSchema },
    },
    handler: async (request) => shown(await films.cancel(principalOf(request).userId, request.params.filmId)),
  });

  api.route({
    method: 'POST',
    url: '/v1/films/:filmId/resume',
    config: { access: 'films:write', spends: true },
    schema: {
      operationId: 'resumeFilm',
      tags: ['films'],
      summary: 'Go on with a film that failed or was cancelled',
      params: filmParams,
      response: { 202: filmSchema },
    },
    handler: async (request, reply) =>
      reply.code(202).send(shown(await films.resume(principalOf(request).userId, request.params.filmId))),
  });

  api.route({
    method: 'GET',
    url: '/v1/films/:filmId/files',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'listFilmFiles',
      tags: ['films'],
      summary: 'The files of a film: MP4, HLS, subtitles, storyboard, timelines, manifest',
      params: filmParams,
      response: {
        200: z.object({ items: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })) }),
      },
    },
    handler: async (request) => {
      const files = await films.files(principalOf(request).userId, request.params.filmId);
      return { items: files.map(({ name, bytes, hash }) => ({ name, bytes, sha256: hash })) };
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/films/:filmId/files/*',
    config: { access: 'projects:read' },
    schema: {
      operationId: 'getFilmFile',
      tags: ['films'],
      summary: 'A file of a film: redirects to a link that is good for an hour',
      params: filmParams.extend({ '*': z.string().max(500) }),
      response: { 302: z.null() },
    },
    handler: async (request, reply) => {
      const { userId } = principalOf(request);
      const file = await films.file(userId, request.params.filmId, request.params['*']);
      const link = await services.linkTo(userId, file, file.name.split('/').at(-1) ?? 'film');
      return reply.header('cache-control', 'no-store').redirect(link, 302);
    },
  });
};
