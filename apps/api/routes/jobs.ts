import { row, rows } from '@ai-film-studio/studio/db/sql.ts';
import { jobStatuses } from '@ai-film-studio/studio/queue/job-state.ts';
import { jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import { notFound, Refusal } from '@ai-film-studio/studio/refusal.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { microTimeAndId, pageFrom, pageOf, pageQuery, readCursor, timeAndId } from '../http/page.ts';

const jobColumns = `id, film_id as "filmId", project_id as "projectId", type, kind, status, progress, receives, error, made,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;
const time = z.date().transform((date) => date.toISOString());
const jobRow = z.object({
  id: z.uuid(),
  filmId: z.uuid().nullable(),
  projectId: z.uuid().nullable(),
  type: z.enum(jobTypes),
  kind: z.string(),
  status: z.enum(jobStatuses),
  progress: z.number(),
  receives: z.int(),
  error: z.string().nullable(),
  made: z.boolean().nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
});
const jobSchema = jobRow
  .extend({ createdAt: z.string(), startedAt: z.string().nullable(), finishedAt: z.string().nullable() })
  .meta({ id: 'Job' });

export const jobRoutes: Routes = (api, { pool, reads, films, queue }) => {
  const jobOf = async (userId: string, jobId: string) => {
    const found = await row(pool, jobRow, `select ${jobColumns} from jobs where id = $1 and user_id = $2`, [
      jobId,
      userId,
    ]);
    if (!found) throw notFound('job');
    return found;
  };

  api.route({
    method: 'GET',
    url: '/v1/films/:filmId/jobs',
    config: { access: 'projects:read' },
    schema: {
      operationId: 'listJobs',
      tags: ['jobs'],
      summary: 'The jobs of a film, newest first',
      params: z.object({ filmId: z.uuid() }),
      querystring: pageQuery.extend({ status: z.enum(jobStatuses).optional() }),
      response: { 200: pageOf(jobSchema) },
    },
    handler: async (request) => {
      const film = await films.get(principalOf(request).userId, request.params.filmId);
      const { limit, cursor, status = null } = request.query;
      const after = readCursor(cursor, timeAndId);
      const found = await rows(
        pool,
        jobRow,
        `select ${jobColumns} from jobs where film_id = $1 and ($2::text is null or status = $2)
           and ($3::timestamptz is null or (date_trunc('milliseconds', created_at), id) < ($3, $4::uuid))
         order by date_trunc('milliseconds', created_at) desc, id desc limit $5`,
        [film.id, status, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
      );
      return pageFrom(found, limit, ({ createdAt, id }) => [createdAt, id]);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/jobs/:jobId',
    config: { access: 'projects:read' },
    schema: {
      operationId: 'getJob',
      tags: ['jobs'],
      summary: 'A job',
      params: z.object({ jobId: z.uuid() }),
      response: { 200: jobSchema },
    },
    handler: (request) => jobOf(principalOf(request).userId, request.params.jobId),
  });

  api.route({
    method: 'POST',
    url: '/v1/jobs/:jobId/cancel',
    config: { access: 'films:write' },
    schema: {
      operationId: 'cancelJob',
      tags: ['jobs'],
      summary: 'Stop a job, and with it its film, which cannot be without it; one that is over is left as it is',
      params: z.object({ jobId: z.uuid() }),
      response: { 200: jobSchema },
    },
    handler: async (request) => {
      const { userId } = principalOf(request);
      const { id, filmId, kind, finishedAt } = await jobOf(userId, request.params.jobId);
      // Whoever has got hold of a key must not keep its owner from hearing of it.
      if (kind === 'email') throw new Refusal('conflict', 'mail-job', 'Mails are sent: there is no stopping them.');
      if (finishedAt === null && filmId !== null) await films.cancel(userId, filmId);
      else if (finishedAt === null) await queue.cancel([id]);
      return jobOf(userId, id);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/admin/jobs/dead',
    config: { access: 'admin' },
    schema: {
      operationId: 'listDeadJobs',
      tags: ['operators'],
      summary: 'The dead letters of all users, those that died last first',
      querystring: pageQuery,
      response: {
        200: pageOf(
          z.object({
            id: z.uuid(),
            userId: z.uuid(),
            filmId: z.uuid().nullable(),
            type: z.enum(jobTypes),
            kind: z.string(),
            receives: z.int(),
            error: z.string().nullable(),
            finishedAt: z.string(),
          }),
        ),
      },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const after = readCursor(cursor, microTimeAndId);
      return pageFrom(await queue.on(reads).dead(limit + 1, after), limit, ({ finishedAt, id }) => [finishedAt, id]);
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/admin/jobs/:jobId/redrive',
    config: { access: 'admin' },
    schema: {
      operationId: 'redriveJob',
      tags: ['operators'],
      summary: 'Give a dead job its tries again; the film of it is resumed by its owner',
      params: z.object({ jobId: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      if (!(await queue.redrive(request.params.jobId)))
        throw new Refusal('conflict', 'job-not-dead', 'There is no dead job with this id.');
      return reply.code(204).send(null);
    },
  });
};
