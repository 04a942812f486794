import { inTransaction, row } from '@ai-film-studio/studio/db/sql.ts';
import { filmedShots } from '@ai-film-studio/studio/films/film.ts';
import { decide, listDecisions } from '@ai-film-studio/studio/films/shot-decisions.ts';
import { notFound } from '@ai-film-studio/studio/refusal.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import type { Services } from '../services.ts';

const decisionSchema = z
  .object({
    shotId: z.string(),
    take: z.int(),
    locked: z.boolean(),
    replacementId: z.uuid().nullable(),
  })
  .meta({ id: 'ShotDecision' });

const projectParams = z.object({ projectId: z.uuid() });
const shotParams = projectParams.extend({ shotId: z.string().min(1).max(200) });

/** The shots of the newest film of a project that is done. */
async function filmedOf({ pool }: Services, projectId: string): Promise<z.infer<typeof filmedShots>> {
  const newest = await row(
    pool,
    z.object({ shots: filmedShots }),
    `select manifest->'shots' as shots from films where project_id = $1 and status = 'done' and kind = 'film'
     order by finished_at desc limit 1`,
    [projectId],
  );
  return newest?.shots ?? [];
}

export const shotRoutes: Routes = (api, services) => {
  const { projects, films, pool, reads } = services;

  api.route({
    method: 'GET',
    url: '/v1/films/:filmId/shots',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'listShots',
      tags: ['shots'],
      summary: 'The shots of a finished film, in order, in frames',
      params: z.object({ filmId: z.uuid() }),
      response: { 200: z.object({ items: filmedShots }) },
    },
    handler: async (request) => {
      const film = await films.get(principalOf(request).userId, request.params.filmId);
      const found = await row(
        reads,
        z.object({ shots: filmedShots.nullable() }),
        "select manifest->'shots' as shots from films where id = $1",
        [film.id],
      );
      return { items: found?.shots ?? [] };
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId/shots',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'listShotDecisions',
      tags: ['shots'],
      summary: 'What was decided of the project’s shots',
      params: projectParams,
      response: { 200: z.object({ items: z.array(decisionSchema) }) },
    },
    handler: async (request) => {
      const project = await projects.get(principalOf(request).userId, request.params.projectId);
      const decided = await listDecisions(pool, project.id);
      return {
        items: decided.map(({ shotId, take, locked, replacementId }) => ({ shotId, take, locked, replacementId })),
      };
    },
  });

  api.route({
    method: 'PATCH',
    url: '/v1/projects/:projectId/shots/:shotId',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'decideShot',
      tags: ['shots'],
      summary:
        'Choose another take, lock the shot as it is, or put an uploaded image or clip in its place; film again to see it',
      params: shotParams,
      body: z.strictObject({
        take: z.int().min(0).max(1_000).optional(),
        locked: z.boolean().optional(),
        replacementId: z.uuid().nullable().optional().describe('An asset of the project; null takes it away.'),
      }),
      response: { 200: decisionSchema },
    },
    handler: async (request) => {
      const { userId } = principalOf(request);
      const { projectId, shotId } = request.params;
      await projects.get(userId, projectId);
      const filmed = (await filmedOf(services, projectId)).find(({ id }) => id === shotId);
      await inTransaction(pool, (client) => decide(client, projectId, shotId, request.body, filmed?.key ?? null));
      const decision = (await listDecisions(pool, projectId)).find((one) => one.shotId === shotId);
      if (!decision) throw notFound('shot');
      const { take, locked, replacementId } = decision;
      return { shotId, take, locked, replacementId };
    },
  });
};
